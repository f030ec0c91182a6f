# expect: none

import torch

from criteria import CRITERIA
from hub import Speaker

net = Speaker()
x = torch.randn(2, 8, 12)
logp = net(x)
frame = CRITERIA["frame"]()(logp, torch.randint(0, 6, (2, 12)))
ctc = CRITERIA["ctc"]()(logp, torch.randint(1, 6, (2, 3)), torch.tensor([12, 10]), torch.tensor([3, 2]))
(frame + ctc).backward()
