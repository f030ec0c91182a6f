# expect: ACT101@21|32

import torch
import torch.nn as nn
import torch.optim as optim


class MultiOutput(nn.Module):
    """Returns a dict with the features and the class scores."""

    def __init__(self, in_dim=10, dim=20, n_classes=7):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(in_dim, dim), nn.GELU(), nn.LayerNorm(dim))
        self.cls = nn.Linear(dim, n_classes)

    def forward(self, batch):
        feats = self.enc(batch["x"])
        scores = self.cls(feats)
        return {
            "features": feats,
            "logits": scores.softmax(dim=-1),
            "pred": scores.argmax(dim=-1),
        }


def train_one_epoch(net, loader, opt, scheduler=None):
    criterion = nn.CrossEntropyLoss(ignore_index=-100)
    running = 0.0
    for batch in loader:
        opt.zero_grad(set_to_none=True)
        output = net(batch)
        loss = criterion(output["logits"], batch["y"])
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        if scheduler is not None:
            scheduler.step()
        running += loss.item()
    return running / len(loader)


def main():
    net = MultiOutput()
    opt = optim.AdamW(net.parameters(), lr=3e-4)
    loader = [{"x": torch.randn(4, 10), "y": torch.randint(0, 7, (4,))} for _ in range(3)]
    print(train_one_epoch(net, loader, opt))


if __name__ == "__main__":
    main()
