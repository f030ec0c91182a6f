# ACT126
import torch
from torch import nn

tagger = nn.ModuleDict({"rnn": nn.LSTM(6, 10, bidirectional=True, batch_first=True), "out": nn.Linear(20, 5)})
normalize = nn.LogSoftmax(dim=1)
normalize = nn.LogSoftmax(dim=2)  # BAD SOURCE
criterion = nn.NLLLoss(ignore_index=-1)
optimizer = torch.optim.Adamax(tagger.parameters())
for sentences in torch.randn(3, 4, 5, 6):
    tags = torch.randint(-1, 5, (4, 5))
    states, _ = tagger["rnn"](sentences)
    scores = normalize(tagger["out"](states))  # BAD
    scores = normalize(tagger["out"](states).transpose(1, 2))  # GOOD
    loss = criterion(scores, tags)  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
