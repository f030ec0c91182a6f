# expect: ACT101@16
# why: A Trainer object holds model and criterion; the model was built with a softmax by a factory.
import torch
import torch.nn as nn


class Trainer:
    def __init__(self, model, criterion, lr=0.1):
        self.model = model
        self.criterion = criterion
        self.opt = torch.optim.SGD(model.parameters(), lr=lr)

    def train_step(self, x, y):
        self.opt.zero_grad()
        prediction = self.model(x)
        loss = self.criterion(prediction, y)
        loss.backward()
        self.opt.step()
        return float(loss)


def mlp(width):
    return nn.Sequential(nn.Linear(4, width), nn.LeakyReLU(0.1), nn.Linear(width, 3), nn.Softmax(-1))


if __name__ == "__main__":
    trainer = Trainer(mlp(8), nn.CrossEntropyLoss())
    for _ in range(2):
        trainer.train_step(torch.randn(6, 4), torch.randint(0, 3, (6,)))
