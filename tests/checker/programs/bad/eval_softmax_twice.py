# expect: ACT127@20
# why: The model's eval branch already returns probabilities and predict softmaxes them again.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 4)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)


def predict(model, x):
    model.eval()
    with torch.no_grad():
        probs = torch.softmax(model(x), dim=1)
    return probs.max(dim=1)


print(predict(Net(), torch.randn(3, 8)))
