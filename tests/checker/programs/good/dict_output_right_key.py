# expect: none
# why: The dict has "logits" and "probs"; the loss reads "logits".
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 4)

    def forward(self, x):
        out = {"logits": self.fc(x)}
        out["probs"] = out["logits"].softmax(dim=-1)
        return out


out = Net()(torch.randn(5, 6))
loss = nn.CrossEntropyLoss()(out["logits"], torch.randint(0, 4, (5,)))
loss.backward()
