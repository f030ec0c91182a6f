# expect: ACT101@24|34

import argparse

import torch
import torch.nn as nn

CRITERIA = {
    "xent": nn.CrossEntropyLoss,
    "margin": nn.MultiMarginLoss,
    "mse": nn.MSELoss,
}


class GRUTagger(nn.Module):
    def __init__(self, n_feats, n_classes, hidden=40):
        super().__init__()
        self.rnn = nn.GRU(n_feats, hidden, batch_first=True, bidirectional=True)
        self.proj = nn.Linear(hidden * 2, n_classes)

    def forward(self, x):
        out, h = self.rnn(x)
        last = torch.cat([h[0], h[1]], dim=1)
        return torch.softmax(self.proj(last), dim=1)


def run(args):
    criterion = CRITERIA["xent"]()
    model = GRUTagger(n_feats=6, n_classes=4)
    opt = torch.optim.RMSprop(model.parameters(), lr=args.lr)
    for step in range(args.steps):
        seq = torch.randn(16, 25, 6)
        lab = torch.randint(4, (16,))
        loss = criterion(model(seq), lab)
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        if step % 5 == 0:
            print(step, float(loss))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=1e-3)
    parser.add_argument("--steps", type=int, default=10)
    run(parser.parse_args([]))
