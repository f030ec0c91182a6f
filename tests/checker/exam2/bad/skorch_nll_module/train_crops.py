# expect: ACT106@13

import torch
from nets import CropNet
from torch.nn.functional import nll_loss


def main(steps=3):
    net = CropNet()
    opt = torch.optim.Adam(net.parameters())
    for _ in range(steps):
        field, crop = torch.rand(2, 10, 12, 12), torch.randint(0, 5, (2, 10, 10))
        loss = nll_loss(net(field), crop)
        opt.zero_grad()
        loss.backward()
        opt.step()
        print("loss", loss.item())


if __name__ == "__main__":
    main()
