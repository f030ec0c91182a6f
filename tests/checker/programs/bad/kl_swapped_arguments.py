# expect: ACT108@10, ACT109@10
# why: The arguments are swapped: the probabilities come first and the log-probabilities second.
import torch
import torch.nn.functional as F


def consistency(p_logits, q_logits):
    log_p = F.log_softmax(p_logits, dim=1)
    q = F.softmax(q_logits, dim=1)
    return F.kl_div(q, log_p, reduction="batchmean")


a = torch.randn(4, 3, requires_grad=True)
consistency(a, torch.randn(4, 3)).backward()
