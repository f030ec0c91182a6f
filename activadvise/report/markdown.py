"""Markdown, for notebooks, issues and documents."""

from __future__ import annotations

import re

from activadvise.report.blocks import (
    Block,
    Bullets,
    Chart,
    Code,
    Drawing,
    Fields,
    Grid,
    Text,
    Title,
    plain_text,
)

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def render(blocks: list[Block]) -> str:
    """The blocks as Markdown."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def escaped(text: str) -> str:
    """Text that Markdown shows letter by letter; a code-like text keeps its line breaks."""
    return SPECIAL.sub(r"\\\1", plain_text(text)).replace("\n", "  \n")


def _block(block: Block) -> str:
    match block:
        case Title(text):
            return f"## {escaped(text)}"
        case Text(text):
            return escaped(text)
        case Fields(rows):
            return _table(["", ""], [[f"**{escaped(label)}**", _cell(text)] for label, text in rows])
        case Bullets(title, items):
            return "\n".join([f"### {escaped(title)}", "", *(_item(head, text) for head, text in items)])
        case Grid(columns, rows):
            return _table(columns, [[_cell(cell) for cell in row] for row in rows])
        case Code(_, text):
            return f"```python\n{text.rstrip()}\n```"
        case Drawing(curve):
            from activadvise.report.pictures import terminal_picture

            return f"```text\n{terminal_picture([curve], 60, 12, color=False)}\n```"
        case Chart():
            from activadvise.report.curves import terminal_chart

            return f"```text\n{terminal_chart(block, 80, color=False)}\n```"


def _item(head: str, text: str) -> str:
    shown = escaped(text).replace("\n", "\n  ")
    return f"- **{escaped(head)}**{': ' + shown if text else ''}" if head else f"- {shown}"


def _cell(text: str) -> str:
    return escaped(text).replace("  \n", "<br>").replace("\n", "<br>")


def _table(columns: list[str], rows: list[list[str]]) -> str:
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])
