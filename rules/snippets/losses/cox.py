"""Cox partial likelihood for survival times with censoring."""

from torch import Tensor, nn


class CoxLoss(nn.Module):
    """Log-risks [B], times [B] and events [B] (True: happened, False: censored).

    Each event competes with all samples still at risk at its time (Breslow for ties).
    The batch is the risk set: use large batches that hold events.
    """

    def forward(self, risk: Tensor, time: Tensor, event: Tensor) -> Tensor:
        at_risk = time.unsqueeze(0) >= time.unsqueeze(1)
        competing = risk.unsqueeze(0).masked_fill(~at_risk, float("-inf"))
        log_likelihood = risk - competing.logsumexp(dim=1)
        return -(log_likelihood * event).sum() / event.sum().clamp(min=1)
