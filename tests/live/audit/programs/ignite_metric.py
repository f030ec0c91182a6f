# ACT101
import torch
import torch.nn.functional as F
from ignite.engine import Events, create_supervised_evaluator, create_supervised_trainer
from ignite.metrics import Accuracy, Loss
from torch import nn

torch.manual_seed(0)
data = [(torch.randn(8, 6), torch.randint(0, 3, (8,))) for _ in range(3)]
net = nn.Linear(6, 3)
trainer = create_supervised_trainer(net, torch.optim.SGD(net.parameters(), lr=0.1), nn.CrossEntropyLoss())


def probabilities(x, y, y_pred):
    return y_pred.softmax(1), y  # BAD SOURCE
    return y_pred, y  # GOOD


checks = {"accuracy": Accuracy(), "loss": Loss(F.cross_entropy)}
evaluator = create_supervised_evaluator(net, metrics=checks, output_transform=probabilities)
trainer.add_event_handler(Events.EPOCH_COMPLETED, lambda engine: evaluator.run(data))  # LOSS
trainer.run(data, max_epochs=2)
