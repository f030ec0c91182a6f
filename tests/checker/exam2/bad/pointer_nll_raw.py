# expect: ACT107@20

import torch
from torch import nn
from torch.nn import functional as F


class SpanQA(nn.Module):
    def __init__(self, d=32):
        super().__init__()
        self.enc = nn.LSTM(d, d // 2, batch_first=True, bidirectional=True)
        self.span = nn.Linear(d, 2)

    def forward(self, x, start=None, end=None):
        h, _ = self.enc(x)
        start_logits, end_logits = self.span(h).unbind(-1)
        outputs = {"start": start_logits, "end": end_logits}
        if start is not None:
            s = F.nll_loss(F.log_softmax(start_logits, -1), start)
            e = F.nll_loss(end_logits, end)
            outputs["loss"] = (s + e) / 2
        return outputs


if __name__ == "__main__":
    qa = SpanQA()
    qa(torch.randn(3, 20, 32), torch.tensor([1, 2, 3]), torch.tensor([4, 9, 19]))["loss"].backward()
