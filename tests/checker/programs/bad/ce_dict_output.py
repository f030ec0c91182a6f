# expect: ACT101@23
# why: The model's dict output holds a softmax under "probs" and that entry reaches cross entropy.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Linear(12, 12)
        self.head = nn.Linear(12, 4)

    def forward(self, x):
        features = F.silu(self.trunk(x))
        raw = self.head(features)
        return {"features": features, "probs": raw.softmax(1)}


model = Net()
x, y = torch.randn(6, 12), torch.randint(0, 4, (6,))
output = model(x)
total = F.cross_entropy(output["probs"], y) + 0.01 * output["features"].pow(2).mean()
total.backward()
