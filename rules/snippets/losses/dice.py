"""Dice loss: one minus twice the overlap over the sum of both areas."""

from torch import Tensor, nn


class DiceLoss(nn.Module):
    """Soft Dice on logits [B, C, ...]; the sigmoid or softmax is inside.

    A float target [B, C, ...] holds C independent masks (sigmoid); an int64 target
    [B, ...] holds class indices (softmax over dim 1). Areas are summed over the batch.
    """

    def __init__(self, smooth: float = 1.0) -> None:
        super().__init__()
        self.smooth = smooth

    def forward(self, logits: Tensor, target: Tensor) -> Tensor:
        if target.is_floating_point():
            truth, p = target, logits.sigmoid()
        else:
            one_hot = nn.functional.one_hot(target, logits.shape[1])
            truth, p = one_hot.movedim(-1, 1).to(logits), logits.softmax(dim=1)
        dims = (0, *range(2, logits.ndim))
        overlap = (p * truth).sum(dims)
        area = (p + truth).sum(dims)
        dice = (2 * overlap + self.smooth) / (area + self.smooth)
        return 1 - dice.mean()
