# expect: ACT101@12

import torch
import torch.nn.functional as F
from system import System


def train(system, data, loss_fn=F.cross_entropy):
    opt = torch.optim.NAdam(system.parameters())
    for x, y in data:
        opt.zero_grad()
        loss = loss_fn(system(x), y)
        loss.backward()
        opt.step()


if __name__ == "__main__":
    train(System(), [(torch.randn(7, 6), torch.randint(0, 4, (7,)))] * 2)
