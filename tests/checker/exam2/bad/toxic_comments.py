# expect: ACT111@18|27

import torch
import torch.nn as nn
from torch.nn import BCELoss, Linear, Module, Softmax


class ToxicNet(Module):
    def __init__(self, vocab=400):
        super().__init__()
        self.emb = nn.Embedding(vocab, 50)
        self.gru = nn.GRU(50, 50, batch_first=True)
        self.out = Linear(50, 6)
        self.activation = Softmax(dim=1)

    def forward(self, ids):
        _, h = self.gru(self.emb(ids))
        return self.activation(self.out(h.squeeze(0)))


def train(model, ids, labels, n_epochs=3):
    """labels: (batch, 6) with any number of ones in a row."""
    loss_fn = BCELoss()
    optim = torch.optim.Adam(model.parameters(), lr=2e-3)
    for _ in range(n_epochs):
        preds = model(ids)
        loss = loss_fn(preds, labels)
        optim.zero_grad()
        loss.backward()
        optim.step()


if __name__ == "__main__":
    train(ToxicNet(), torch.randint(0, 400, (10, 30)), torch.randint(0, 2, (10, 6)).float())
