# expect: ACT109@10
# why: log_target=True while the teacher's target is a plain softmax.
import torch
from torch import nn

criterion = nn.KLDivLoss(reduction="batchmean", log_target=True)
teacher = nn.Sequential(nn.Linear(7, 3), nn.Softmax(dim=1))
student = nn.Sequential(nn.Linear(7, 3), nn.LogSoftmax(dim=1))
x = torch.randn(4, 7)
loss = criterion(student(x), teacher(x).detach())
loss.backward()
