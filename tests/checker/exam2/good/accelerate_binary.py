# expect: none

import torch
from accelerate import Accelerator
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def build():
    model = nn.Sequential()
    model.add_module("in", nn.Linear(15, 30))
    model.add_module("act", nn.SiLU())
    model.append(nn.Linear(30, 1))
    return model


def main():
    acc = Accelerator(cpu=True)
    ds = TensorDataset(torch.randn(40, 15), torch.randint(0, 2, (40,)).float())
    model = build()
    model, opt, dl = acc.prepare(model, torch.optim.AdamW(model.parameters()), DataLoader(ds, 10))
    loss_fn = nn.BCEWithLogitsLoss()
    for x, y in dl:
        logits = model(x).squeeze(-1)
        loss = loss_fn(logits, y)
        acc.backward(loss)
        opt.step()
        opt.zero_grad()
    model.eval()
    hits = 0
    for x, y in dl:
        with torch.no_grad():
            p = torch.sigmoid(model(x)).squeeze(-1)
        p, y = acc.gather_for_metrics((p, y))
        hits += ((p > 0.5).float() == y).sum().item()
    acc.print(hits / len(ds))


if __name__ == "__main__":
    main()
