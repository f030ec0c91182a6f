# ACT102
import torch
from torch import nn
from transformers import ViTConfig, ViTModel


class Sighted(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.trunk = ViTModel(
            ViTConfig(
                image_size=8,
                patch_size=4,
                hidden_size=8,
                num_hidden_layers=1,
                num_attention_heads=2,
                intermediate_size=8,
            )
        )
        self.top = nn.Linear(8, classes)

    def forward(self, pixels):
        pooled = self.trunk(pixel_values=pixels).pooler_output
        return self.top(pooled).sigmoid()  # BAD SOURCE
        return self.top(pooled.sigmoid())  # GOOD


torch.manual_seed(0)
images, classes = torch.randn(4, 3, 8, 8), torch.tensor([0, 2, 1, 2])
net = Sighted(3)
criterion = nn.CrossEntropyLoss(label_smoothing=0.05)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
for step in range(3):
    optimizer.zero_grad()
    criterion(net(images), classes).backward()  # LOSS
    optimizer.step()
