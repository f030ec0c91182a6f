# expect: none
# why: The package's model has a softmax for inference; the trainer calls forward_logits.
from torch.nn import functional as F


def train_step(net, batch, opt):
    x, y = batch
    loss = F.cross_entropy(net.forward_logits(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
