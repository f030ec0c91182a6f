# ACT502
import torch
from torch import nn


class Pictures(torch.utils.data.Dataset):
    def __len__(self):
        return 6

    def __getitem__(self, index):
        picture = torch.rand(3, 8, 8)
        mask = (picture.mean(0, keepdim=True) > 0.5).to(torch.uint8) * 255
        return picture, mask


segment = nn.Conv2d(3, 1, 3, padding=1)  # SOURCE
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.SGD(segment.parameters(), lr=1e-3, weight_decay=1e-4)
for picture, mask in torch.utils.data.DataLoader(Pictures(), batch_size=2):
    mask = mask.float()
    mask = mask / mask.max().clamp(min=1)  # GOOD
    loss = criterion(segment(picture), mask)  # LOSS
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
