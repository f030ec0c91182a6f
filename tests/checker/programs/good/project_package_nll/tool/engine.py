# expect: none
# why: A package whose model returns log_softmax and whose engine uses nll_loss.
import torch.nn.functional as F


def step(model, x, y):
    return F.nll_loss(model(x), y)
