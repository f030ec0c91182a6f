# expect: ACT101@19
# why: The criterion is chosen from a dict of losses; for a softmax model the chosen one is cross entropy.
import torch
from torch import nn

LOSSES = {"ce": nn.CrossEntropyLoss(), "smooth_ce": nn.CrossEntropyLoss(label_smoothing=0.05)}


def get_model():
    return nn.Sequential(nn.Linear(9, 9), nn.ELU(), nn.Linear(9, 3), nn.Softmax(dim=1))


def train(config):
    model = get_model()
    criterion = LOSSES[config["loss"]]
    optim = torch.optim.AdamW(model.parameters(), lr=config["lr"])
    for _ in range(2):
        x, y = torch.randn(8, 9), torch.randint(0, 3, (8,))
        loss = criterion(model(x), y)
        optim.zero_grad()
        loss.backward()
        optim.step()


if __name__ == "__main__":
    train({"loss": "ce", "lr": 1e-3})
