# expect: none
# why: LogSoftmax over the last dim of a (1, 1, V) step, squeezed to (1, V) for NLLLoss.
import torch
from torch import nn


class DecoderRNN(nn.Module):
    def __init__(self, h, v):
        super().__init__()
        self.embedding = nn.Embedding(v, h)
        self.gru = nn.GRU(h, h)
        self.out = nn.Linear(h, v)
        self.softmax = nn.LogSoftmax(dim=1)

    def forward(self, token, hidden):
        output = torch.relu(self.embedding(token).view(1, 1, -1))
        output, hidden = self.gru(output, hidden)
        return self.softmax(self.out(output[0])), hidden


dec = DecoderRNN(6, 9)
criterion = nn.NLLLoss()
hidden, loss, token = torch.zeros(1, 1, 6), 0, torch.tensor([[0]])
for target in torch.tensor([[3], [5], [1]]):
    out, hidden = dec(token, hidden)
    loss = loss + criterion(out, target)
    token = out.topk(1)[1].detach()
loss.backward()
