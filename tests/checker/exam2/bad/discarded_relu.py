# expect: ACT402@20
# allow: ACT201@21

import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self, vocab, n_out):
        super().__init__()
        self.embedding = nn.Embedding(vocab, 16)
        self.hidden = nn.Linear(16, 32)
        self.output = nn.Linear(32, n_out)
        self.tanh = nn.Tanh()

    def forward(self, idx):
        x = self.embedding(idx).sum(1)
        x = self.hidden(x)
        self.tanh(x)
        return self.output(x)


if __name__ == "__main__":
    net = Net(50, 4)
    opt = torch.optim.Adam(net.parameters())
    loss = F.cross_entropy(net(torch.randint(50, (8, 5))), torch.randint(4, (8,)))
    loss.backward()
    opt.step()
