# expect: ACT101@7
# why: The network's registry returns a model whose out_activation string selects a softmax.
import torch.nn.functional as F


def classification_loss(logits, labels, weight=None):
    return F.cross_entropy(logits, labels, weight=weight)
