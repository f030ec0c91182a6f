# ACT101
import torch
from accelerate import Accelerator
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

accelerator = Accelerator(cpu=True)
torch.manual_seed(0)
words = TensorDataset(torch.randint(0, 50, (24, 5)), torch.randint(0, 6, (24,)))
model = nn.Sequential(nn.EmbeddingBag(50, 12), nn.Tanh(), nn.Linear(12, 6))
optimizer = torch.optim.Adagrad(model.parameters())
model, optimizer, loader = accelerator.prepare(model, optimizer, DataLoader(words, batch_size=8, shuffle=True))
criterion = nn.CrossEntropyLoss(reduction="sum")
for bag, topic in loader:
    with accelerator.accumulate(model):
        chance = torch.softmax(model(bag), 1)  # BAD SOURCE
        chance = model(bag)  # GOOD
        loss = criterion(chance, topic) / len(topic)  # LOSS
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
