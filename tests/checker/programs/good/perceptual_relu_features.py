# expect: none
# why: ReLU features are compared by MSE on both sides, which is a perceptual loss.
import torch
import torch.nn as nn
import torch.nn.functional as F

extractor = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU())
gen = nn.Conv2d(3, 3, 3, padding=1)
img = torch.rand(2, 3, 6, 6)
with torch.no_grad():
    want = extractor(img)
loss = F.mse_loss(extractor(torch.sigmoid(gen(img))), want)
loss.backward()
