# expect: none
# allow: ACT103@12

import torch

from net import SegLoss, UNet

model, loss_fn = UNet(), SegLoss(2.0)
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
for step in range(2):
    image, mask = torch.randn(2, 1, 6, 6), torch.randint(0, 2, (2, 1, 6, 6))
    loss = loss_fn(model(image), mask)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
