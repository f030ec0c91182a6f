# expect: ACT129@14
# why: BCELoss inside a cuda autocast block is refused on a GPU.
import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 1), nn.Sigmoid())
criterion = nn.BCELoss()
opt = torch.optim.SGD(model.parameters(), lr=0.1)
scaler = torch.amp.GradScaler("cuda", enabled=False)
for _ in range(2):
    x, y = torch.randn(4, 6), torch.rand(4, 1).round()
    opt.zero_grad()
    with torch.autocast(device_type="cuda", dtype=torch.float16):
        loss = criterion(model(x), y)
    scaler.scale(loss).backward()
    scaler.step(opt)
    scaler.update()
