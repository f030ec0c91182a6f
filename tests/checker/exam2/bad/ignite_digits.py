# expect: ACT101@18|26
# allow: ACT101@27

import torch
import torch.nn as nn
from ignite.engine import Events, create_supervised_evaluator, create_supervised_trainer
from ignite.metrics import Accuracy, Loss
from torch.utils.data import DataLoader, TensorDataset


class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.model = nn.Sequential(nn.Flatten(), nn.Linear(64, 50), nn.ReLU(), nn.Linear(50, 10))

    def forward(self, x):
        out = self.model(x)
        return nn.functional.softmax(out, -1)


model = Net()
optimizer = torch.optim.RMSprop(model.parameters(), lr=0.005)
criterion = nn.CrossEntropyLoss()

data = DataLoader(TensorDataset(torch.rand(40, 8, 8), torch.randint(0, 10, (40,))), batch_size=10)
trainer = create_supervised_trainer(model, optimizer, criterion)
evaluator = create_supervised_evaluator(model, metrics={"accuracy": Accuracy(), "ce": Loss(criterion)})


@trainer.on(Events.EPOCH_COMPLETED)
def log_results(engine):
    evaluator.run(data)
    print(engine.state.epoch, evaluator.state.metrics["accuracy"])


trainer.run(data, max_epochs=2)
