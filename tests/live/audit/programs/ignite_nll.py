# ACT107
import torch
from ignite.engine import create_supervised_trainer
from torch import nn

torch.manual_seed(0)
batches = [(torch.randn(6, 10), torch.randint(0, 4, (6,))) for _ in range(5)]
model = nn.Sequential(
    nn.Linear(10, 10),
    nn.ELU(),
    nn.Linear(10, 4),  # SOURCE
    nn.LogSoftmax(dim=1),  # GOOD
)
trainer = create_supervised_trainer(model, torch.optim.SGD(model.parameters(), lr=0.01), nn.NLLLoss())
trainer.run(batches, max_epochs=1)  # LOSS
