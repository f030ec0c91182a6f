# expect: ACT103@20|34

import torch
from accelerate import Accelerator
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class ClickModel(nn.Module):
    """Wide and deep click-through model."""

    def __init__(self, n_cat=20, dim=4, n_num=6):
        super().__init__()
        self.wide = nn.Linear(n_num, 1)
        self.table = nn.Embedding(n_cat, dim)
        self.deep = nn.Sequential(nn.Linear(dim + n_num, 16), nn.ReLU(), nn.Linear(16, 1))

    def forward(self, cat, num):
        deep = self.deep(torch.cat([self.table(cat), num], dim=-1))
        return torch.sigmoid(self.wide(num) + deep).squeeze(-1)


def main(epochs=1):
    accelerator = Accelerator(cpu=True)
    model = ClickModel()
    optimizer = torch.optim.Adagrad(model.parameters(), lr=0.05)
    ds = TensorDataset(torch.randint(0, 20, (16,)), torch.randn(16, 6), torch.rand(16).round())
    model, optimizer, loader = accelerator.prepare(model, optimizer, DataLoader(ds, batch_size=8))
    criterion = nn.BCEWithLogitsLoss()
    for _ in range(epochs):
        for cat, num, clicked in loader:
            with accelerator.accumulate(model):
                scores = model(cat, num)
                loss = criterion(scores, clicked)
                accelerator.backward(loss)
                optimizer.step()
                optimizer.zero_grad()
    return loss.item()


if __name__ == "__main__":
    print(main())
