# ACT101
import torch
from torch import nn

# A masked language model: only the masked places count.
torch.manual_seed(3)
vocabulary, mask_id = 14, 0
encoder = nn.Sequential(
    nn.Embedding(vocabulary, 8),
    nn.TransformerEncoderLayer(8, 2, 16, batch_first=True, dropout=0.0),
    nn.Linear(8, vocabulary),
    nn.Softmax(-1),  # BAD SOURCE
    nn.LayerNorm(vocabulary),  # GOOD
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.AdamW(encoder.parameters(), lr=1e-3)
for _ in range(3):
    text = torch.randint(1, vocabulary, (4, 9))
    hidden = torch.rand(4, 9) < 0.3
    hidden[:, 0] = True
    output = encoder(text.masked_fill(hidden, mask_id))
    loss = criterion(output[hidden], text[hidden])  # LOSS
    loss.backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=False)
