# expect: ACT123@11
# why: nn.MSELoss(pred, target) takes tensors for its legacy options.
# raises: RuntimeError
import torch
from torch.nn import Linear, MSELoss

net = Linear(4, 2)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for x, t in [(torch.randn(6, 4), torch.randn(6, 2))]:
    optimizer.zero_grad()
    MSELoss(net(x), t).backward()
    optimizer.step()
