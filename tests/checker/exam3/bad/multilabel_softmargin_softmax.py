# expect: ACT104@14|22|32

import torch
from torch import nn


class TagRNN(nn.Module):
    def __init__(self, vocab=50, emb=8, hid=12, tags=7, activation="softmax"):
        super().__init__()
        self.emb = nn.Embedding(vocab, emb, padding_idx=0)
        self.rnn = nn.RNN(emb, hid, nonlinearity="relu", batch_first=True)
        self.fc = nn.Linear(hid, tags)
        if activation == "softmax":
            self.activation = nn.Softmax(dim=1)
        elif activation is None:
            self.activation = nn.Identity()
        else:
            raise ValueError(activation)

    def forward(self, ids):
        out, _ = self.rnn(self.emb(ids))
        return self.activation(self.fc(out.mean(1)))


model = TagRNN()
loss_function = nn.MultiLabelSoftMarginLoss()
optim = torch.optim.Adamax(model.parameters())
for epoch in range(2):
    ids, tags = torch.randint(1, 50, (4, 9)), torch.rand(4, 7).round()
    optim.zero_grad()
    out = model(ids)
    loss = loss_function(out, tags)
    loss.backward()
    optim.step()
