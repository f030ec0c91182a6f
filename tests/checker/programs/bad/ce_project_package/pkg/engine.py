# expect: ACT101@12
# why: In a package with relative imports the engine trains a softmax network with cross entropy.
import torch
import torch.nn.functional as F
from .nets import make_net


def fit(x, y):
    net = make_net(x.shape[1], 4)
    opt = torch.optim.Adam(net.parameters())
    for _ in range(2):
        loss = F.cross_entropy(net(x), y)
        opt.zero_grad()
        loss.backward()
        opt.step()
