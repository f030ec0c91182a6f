# ACT107
import torch
import torch.nn.functional as F
from transformers import BertConfig, BertForTokenClassification

torch.manual_seed(0)
tagger = BertForTokenClassification(  # SOURCE
    BertConfig(hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8, num_labels=5)
)
words, parts = torch.randint(0, 100, (4, 6)), torch.randint(0, 5, (4, 6))
parts[:, -1] = -100
optimizer = torch.optim.RMSprop(tagger.parameters(), lr=1e-3)
for _ in range(3):
    scores = tagger(words).logits.transpose(1, 2)
    scores = F.log_softmax(scores, dim=1)  # GOOD
    loss = F.nll_loss(scores, parts, ignore_index=-100)  # LOSS
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
