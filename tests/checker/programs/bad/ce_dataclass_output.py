# expect: ACT101@31
# why: A dataclass field carries the softmaxed scores from the model to the loss.
from dataclasses import dataclass
import torch
from torch import Tensor, nn


@dataclass
class Output:
    scores: Tensor
    hidden: Tensor


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(5, 7, batch_first=True)
        self.proj = nn.Linear(7, 3)

    def forward(self, seq):
        states, _ = self.lstm(seq)
        last = states[:, -1]
        return Output(scores=torch.softmax(self.proj(last), dim=1), hidden=last)


def fit(model, steps=2):
    criterion = nn.CrossEntropyLoss()
    opt = torch.optim.RMSprop(model.parameters())
    for _ in range(steps):
        out = model(torch.randn(4, 6, 5))
        loss = criterion(out.scores, torch.randint(0, 3, (4,)))
        opt.zero_grad()
        loss.backward()
        opt.step()


if __name__ == "__main__":
    fit(Model())
