# ACT111
import torch
from ignite.engine import Engine, Events
from torch import nn

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(9, 16), nn.Mish(), nn.Linear(16, 5))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
criterion = nn.BCELoss()
seen = []


def update(engine, batch):
    model.train()
    features, labels = batch
    optimizer.zero_grad()
    share = model(features).softmax(dim=1)  # BAD SOURCE
    share = model(features).sigmoid()  # GOOD
    loss = criterion(share, labels)  # LOSS
    loss.backward()
    optimizer.step()
    return loss.item()


engine = Engine(update)
engine.add_event_handler(Events.ITERATION_COMPLETED, lambda e: seen.append(e.state.output))
engine.run([(torch.randn(4, 9), torch.rand(4, 5).round()) for _ in range(4)], max_epochs=2)
assert len(seen) == 8
