# expect: none
# why: The map is rectified for display; training is on logits.
import torch
import torch.nn as nn
import torch.nn.functional as F


class Cam(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv, self.fc = nn.Conv2d(3, 4, 3), nn.Linear(4, 3)

    def forward(self, x):
        f = F.relu(self.conv(x))
        return self.fc(f.mean((2, 3))), F.relu(torch.einsum("bchw,kc->bkhw", f, self.fc.weight))


logits, cam = Cam()(torch.randn(2, 3, 6, 6))
F.cross_entropy(logits, torch.tensor([0, 2])).backward()
print(cam.max())
