# ACT504
import torch
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel

torch.manual_seed(0)
lm = GPT2LMHeadModel(GPT2Config(vocab_size=12, n_positions=12, n_embd=8, n_layer=1, n_head=2))  # SOURCE
criterion = nn.CrossEntropyLoss()
text = torch.randint(0, 12, (3, 12))
following = torch.randint(0, 12, (3, 12))
optimizer = torch.optim.AdamW(lm.parameters(), lr=3e-3)
for step in range(3):
    scores = lm(text).logits
    loss = criterion(scores, following)  # BAD LOSS
    loss = criterion(scores.flatten(0, 1), following.flatten())  # GOOD
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(lm.parameters(), 1.0)
    optimizer.step()
