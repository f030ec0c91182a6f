"""Dead and saturated units of a model while it trains, as `activadvise.watch` counts them."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from activadvise.live.thresholds import slope_share
from activadvise.live.trace import Recorder
from activadvise.live.watch.window import Window


class Units:
    """Looks into one module, again and again, with inputs in evaluation mode.

    Args:
        model: its numbers may change between looks, its parts may not.
    """

    def __init__(self, model: nn.Module) -> None:
        self._window = Window()
        self._recorder = Recorder(model, self._window, slope_share())

    def look(self, x: Tensor) -> tuple[float | None, float | None]:
        """The share of units that are flat for all of x, and the share of values where the slope is almost nil.

        None and None where no activation has a flat side.
        """
        model = self._recorder.model
        self._recorder.start()
        self._recorder.attach()
        try:
            with torch.no_grad():
                model.eval()(x)
        finally:
            self._recorder.detach()
            model.train()
        rows = [row for row in self._window.rows() if row.kind == "activation" and row.flat.any and row.finite]
        units, values = sum(row.units for row in rows), sum(row.units * row.samples for row in rows)
        if not values:
            return None, None
        flat = sum(((row.left or 0.0) + (row.right or 0.0)) * row.units * row.samples for row in rows)
        return sum(row.dead or 0 for row in rows) / units, flat / values
