# expect: ACT101@24
# why: A variable called logits holds the softmax of the scores when it reaches cross entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Classifier(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.body = nn.Linear(n_in, 32)
        self.head = nn.Linear(32, n_out)

    def forward(self, x):
        h = torch.tanh(self.body(x))
        scores = self.head(h)
        logits = torch.softmax(scores, dim=-1)
        return logits


def run():
    model = Classifier(6, 4)
    logits = model(torch.randn(9, 6))
    return F.cross_entropy(logits, torch.randint(4, (9,)))


if __name__ == "__main__":
    run().backward()
