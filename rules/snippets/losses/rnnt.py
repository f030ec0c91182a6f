"""RNN transducer loss."""

import torch
from torch import Tensor, nn


class RNNTLoss(nn.Module):
    """Logits [B, T, U + 1, C] of the joiner against labels [B, U]; softmax is inside.

    `frames` and `lengths` [B] are the true numbers of frames and labels. Labels never
    hold the blank. Sums over all alignments, one frame at a time.
    """

    def __init__(self, blank: int = 0) -> None:
        super().__init__()
        self.blank = blank

    def forward(
        self, logits: Tensor, labels: Tensor, frames: Tensor, lengths: Tensor
    ) -> Tensor:
        log_probs = logits.log_softmax(dim=-1)
        blank = log_probs[..., self.blank]
        index = labels.unsqueeze(1).unsqueeze(-1).expand(-1, logits.shape[1], -1, 1)
        label = log_probs[:, :, :-1].gather(-1, index).squeeze(-1)
        emitted = nn.functional.pad(label.cumsum(dim=-1), (1, 0))
        alpha = emitted[:, 0]
        alphas = [alpha]
        for t in range(1, logits.shape[1]):
            arrived = alpha + blank[:, t - 1] - emitted[:, t]
            alpha = arrived.logcumsumexp(dim=-1) + emitted[:, t]
            alphas.append(alpha)
        total = torch.stack(alphas, dim=1) + blank
        batch = torch.arange(len(logits), device=logits.device)
        return -total[batch, frames - 1, lengths].mean()
