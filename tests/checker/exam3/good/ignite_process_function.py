# expect: none

import torch
import torch.nn.functional as F
from ignite.engine import Engine, Events
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.Linear(7, 14)
        self.l2 = nn.Linear(14, 4)

    def forward(self, x):
        return F.log_softmax(self.l2(F.mish(self.l1(x))), dim=-1)


net = Net()
opt = torch.optim.Adam(net.parameters(), lr=1e-3)


def train_step(engine, batch):
    net.train()
    opt.zero_grad()
    x, y = batch
    y_pred = net(x)
    loss = F.nll_loss(y_pred, y)
    loss.backward()
    opt.step()
    return {"loss": loss.item(), "confidence": y_pred.exp().max(1).values.mean().item()}


def eval_step(engine, batch):
    net.eval()
    with torch.no_grad():
        x, y = batch
        return net(x).exp(), y


trainer, evaluator = Engine(train_step), Engine(eval_step)


@trainer.on(Events.ITERATION_COMPLETED(every=1))
def log(engine):
    print(engine.state.iteration, engine.state.output)


trainer.run([(torch.randn(4, 7), torch.randint(0, 4, (4,)))], max_epochs=1)
