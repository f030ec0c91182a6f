# expect: none

import torch
from ignite.engine import Engine
from ignite.metrics import Accuracy, Precision
from torch import nn

model = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 3))
optimizer = torch.optim.Adam(model.parameters())
criterion = nn.BCEWithLogitsLoss()


def train_step(engine, batch):
    model.train()
    x, y = batch
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


def eval_step(engine, batch):
    model.eval()
    with torch.no_grad():
        x, y = batch
        return model(x), y


def thresholded(output):
    y_pred, y = output
    return torch.sigmoid(y_pred).round(), y


trainer, evaluator = Engine(train_step), Engine(eval_step)
Accuracy(output_transform=thresholded, is_multilabel=True).attach(evaluator, "acc")
Precision(output_transform=thresholded, is_multilabel=True, average=True).attach(evaluator, "prec")
batches = [(torch.randn(6, 10), torch.randint(0, 2, (6, 3)).float()) for _ in range(3)]
trainer.run(batches)
evaluator.run(batches)
print(evaluator.state.metrics)
