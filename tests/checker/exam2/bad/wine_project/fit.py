# expect: ACT101@16

import torch
from network import build_network
from objective import get_criterion

CONFIG = {"hidden": 32, "lr": 3e-3, "loss": "smooth", "steps": 20}


def fit(x, y):
    net = build_network(CONFIG)
    criterion = get_criterion(CONFIG["loss"])
    optim = torch.optim.Adam(net.parameters(), lr=CONFIG["lr"])
    for _ in range(CONFIG["steps"]):
        pred = net(x)
        loss = criterion(pred, y)
        optim.zero_grad()
        loss.backward()
        optim.step()
    return net


if __name__ == "__main__":
    fit(torch.randn(64, 13), torch.randint(0, 3, (64,)))
