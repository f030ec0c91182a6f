# expect: none

from torch import nn


class FrameNLL(nn.Module):
    def __init__(self, ignore=-1):
        super().__init__()
        self.nll = nn.NLLLoss(ignore_index=ignore)

    def forward(self, logp, target):
        return self.nll(logp.transpose(1, 2), target)


class Alignment(nn.Module):
    def __init__(self):
        super().__init__()
        self.ctc = nn.CTCLoss(blank=0)

    def forward(self, logp, target, lengths, target_lengths):
        return self.ctc(logp.transpose(0, 1), target, lengths, target_lengths)


CRITERIA = {"frame": FrameNLL, "ctc": Alignment}
