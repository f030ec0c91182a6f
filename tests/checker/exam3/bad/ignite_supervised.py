# expect: ACT101@15|21|23|24

import torch
from ignite.engine import Events, create_supervised_evaluator, create_supervised_trainer
from ignite.metrics import Accuracy, Loss
from torch import nn, optim


def make_model(n_features, n_classes, p=0.2):
    model = nn.Sequential()
    model.add_module("fc1", nn.Linear(n_features, 32))
    model.add_module("act1", nn.ReLU())
    model.add_module("drop", nn.Dropout(p))
    model.add_module("fc2", nn.Linear(32, n_classes))
    model.add_module("probs", nn.Softmax(dim=1))
    return model


model = make_model(8, 3)
optimizer = optim.SGD(model.parameters(), lr=0.01)
criterion = nn.CrossEntropyLoss()

trainer = create_supervised_trainer(model, optimizer, criterion)
evaluator = create_supervised_evaluator(model, metrics={"acc": Accuracy(), "ce": Loss(criterion)})


@trainer.on(Events.EPOCH_COMPLETED)
def validate(engine):
    evaluator.run(data)
    print(engine.state.epoch, evaluator.state.metrics)


data = [(torch.randn(4, 8), torch.randint(0, 3, (4,))) for _ in range(3)]
trainer.run(data, max_epochs=1)
