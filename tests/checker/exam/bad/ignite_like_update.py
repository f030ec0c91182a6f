# expect: ACT101@13
# why: An Ignite-style update function in a closure trains a softmax model with cross entropy.
import torch
from torch import nn


def create_supervised_trainer(model, optimizer, loss_fn):
    def _update(engine, batch):
        model.train()
        optimizer.zero_grad()
        x, y = batch
        y_pred = model(x)
        loss = loss_fn(y_pred, y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return _update


def get_model():
    return nn.Sequential(nn.Conv1d(2, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(16, 3), nn.Softmax(dim=1))


if __name__ == "__main__":
    model = get_model()
    update = create_supervised_trainer(model, torch.optim.SGD(model.parameters(), lr=0.01), nn.CrossEntropyLoss())
    update(None, (torch.randn(3, 2, 6), torch.randint(0, 3, (3,))))
