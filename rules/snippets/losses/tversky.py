"""Tversky loss: Dice with separate weights for false positives and false negatives."""

from torch import Tensor, nn


class TverskyLoss(nn.Module):
    """Tversky loss on logits [B, C, ...]; the sigmoid or softmax is inside.

    `alpha` weighs false positives, `beta` false negatives; 0.5 and 0.5 is Dice.
    A float target [B, C, ...] holds independent masks, an int64 one [B, ...] classes.
    """

    def __init__(
        self, alpha: float = 0.3, beta: float = 0.7, smooth: float = 1.0
    ) -> None:
        super().__init__()
        self.alpha = alpha
        self.beta = beta
        self.smooth = smooth

    def forward(self, logits: Tensor, target: Tensor) -> Tensor:
        if target.is_floating_point():
            truth, p = target, logits.sigmoid()
        else:
            one_hot = nn.functional.one_hot(target, logits.shape[1])
            truth, p = one_hot.movedim(-1, 1).to(logits), logits.softmax(dim=1)
        dims = (0, *range(2, logits.ndim))
        hits = (p * truth).sum(dims)
        false_positives = (p * (1 - truth)).sum(dims)
        false_negatives = ((1 - p) * truth).sum(dims)
        misses = self.alpha * false_positives + self.beta * false_negatives
        index = (hits + self.smooth) / (hits + misses + self.smooth)
        return 1 - index.mean()
