"""The same MLP with ReLU, GELU, SiLU and Leaky ReLU: which has the least loss, and is the difference more than luck?

Run `python examples/compare_activations.py` (under a minute); it writes compare.svg and compare.png beside itself.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import activadvise
from activadvise.live.compare.answer import Comparison
from activadvise.report.comparison import charts
from activadvise.report.curves import save_charts


def main(folder: Path = Path(__file__).parent, **budget: Any) -> Comparison:
    """Train, print the verdict, draw the curves; `budget` are options such as seeds and steps."""
    found = activadvise.compare("relu", "gelu", "silu", "leaky-relu", arch="mlp", **budget)
    print(found.verdict.text)
    for row in found.standings:
        print(f"{row.rank}. {row.name}: validation loss {row.validation_loss:.3g}, test loss {row.loss:.3g}")
    for name in ("compare.svg", "compare.png"):
        save_charts(charts(found), str(folder / name))
    return found


if __name__ == "__main__":
    main()
