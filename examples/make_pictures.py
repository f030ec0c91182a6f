"""Make the pictures of the README from the real program: `python examples/make_pictures.py`."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
WIDTH = 96
PICTURES = {
    "recommend": (["recommend", "--arch", "transformer"], 46),
    "output": (["output", "--task", "multilabel"], 34),
    "diagnose": (["diagnose", "loss stuck at 0.693"], 24),
    "inspect": (["inspect", "examples/faulty.py:make_model", "--input", "256,32"], 24),
}


def svg(name: str) -> str:
    """A terminal picture of a command's first lines."""
    arguments, lines = PICTURES[name]
    environment = {**os.environ, "COLUMNS": str(WIDTH), "PYTHONIOENCODING": "utf-8"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "activadvise", *arguments, "--format", "rich"]
    result = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=HERE.parent)
    shown = result.stdout.decode().splitlines()
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    quoted = " ".join(f'"{a}"' if " " in a else a for a in arguments)
    console.print(Text(f"$ activadvise {quoted}", style="bold"))
    for line in shown[:lines]:
        console.print(Text.from_ansi(line))
    if len(shown) > lines:
        console.print(Text("…"))
    picture = console.export_svg(title="activadvise", unique_id=name)
    return re.sub(r"\s*@font-face \{[^}]*\}", "", picture)  # no fonts from the network


if __name__ == "__main__":
    for name in PICTURES:
        (HERE / f"{name}.svg").write_text(svg(name), encoding="utf-8")
