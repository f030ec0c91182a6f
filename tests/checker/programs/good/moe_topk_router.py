# expect: none
# why: Top-k routing renormalises the kept probabilities; the load-balance loss uses them too.
import torch
from torch import nn


class Router(nn.Module):
    def __init__(self, d, e, k=2):
        super().__init__()
        self.w = nn.Linear(d, e, bias=False)
        self.k = k

    def forward(self, x):
        probs = self.w(x).softmax(dim=-1)
        top, idx = probs.topk(self.k, dim=-1)
        top = top / top.sum(dim=-1, keepdim=True)
        load = torch.zeros(probs.size(-1)).scatter_add(0, idx.flatten(), torch.ones(idx.numel()))
        aux = (probs.mean(0) * load / load.sum()).sum() * probs.size(-1)
        return top, idx, aux


router = Router(8, 4)
w, i, aux = router(torch.randn(6, 8))
(aux + w.pow(2).mean()).backward()
