"""Plain text: fits any width from 40 columns, for pipes, logs and terminals without color."""

from __future__ import annotations

import textwrap

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

NARROW = 60
LONGEST_NAME, LONGEST_WORD = 28, 14


def render(blocks: list[Block], width: int) -> str:
    """The blocks as text; one blank line between them."""
    parts = [_block(block, max(40, width)) for block in blocks]
    return "\n\n".join(part for part in parts if part) + "\n"


def _block(block: Block, width: int) -> str:
    match block:
        case Title(text):
            shown = plain_text(text)
            return f"{wrapped(shown, width)}\n{'=' * min(len(shown), width)}"
        case Text(text):
            return wrapped(text, width)
        case Fields(rows):
            return _fields(rows, width)
        case Bullets(title, items):
            return "\n".join([wrapped(_heading(title), width), *(_bullet(head, text, width) for head, text in items)])
        case Grid(columns, rows):
            return grid(columns, rows, width)
        case Code(_, text):
            return text.rstrip("\n")
        case Drawing(curve):
            from activadvise.report.pictures import terminal_picture

            return terminal_picture([curve], min(width, 60), 12, color=False)
        case Chart():
            from activadvise.report.curves import terminal_chart

            return terminal_chart(block, width, color=False)


def _heading(title: str) -> str:
    """A colon after the title of a list, unless it ends like a sentence."""
    return title if title.endswith("?") else title.rstrip(".") + ":"


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> str:
    """Wrap a paragraph; lines of a multi-line text (code) keep their breaks."""
    lines = []
    for number, line in enumerate(plain_text(text).split("\n")):
        start = first if number == 0 else rest
        lines.append(
            textwrap.fill(
                line,
                width,
                initial_indent=start,
                subsequent_indent=rest,
                break_long_words=False,
                break_on_hyphens=False,
            )
            or start
        )
    return "\n".join(lines)


def _fields(rows: list[tuple[str, str]], width: int) -> str:
    if width < NARROW:
        return "\n".join(wrapped(f"{label}: {text}", width, "", "  ") for label, text in rows)
    label_width = max(len(label) for label, _ in rows) + 2
    return "\n".join(wrapped(text, width, label.ljust(label_width), " " * label_width) for label, text in rows)


def _bullet(head: str, text: str, width: int) -> str:
    joined = f"{head}: {text}" if head and text else head or text
    return wrapped(joined, width, "- ", "  ")


def grid(columns: list[str], rows: list[list[str]], width: int) -> str:
    """A table whose widest columns give way; below 60 columns, one record after the other."""
    if not rows:
        return "(none)"
    if width < NARROW:
        return "\n\n".join(_fields(list(zip(columns, row, strict=True)), width) for row in rows)
    widths = column_widths(columns, rows, width - 2 * (len(columns) - 1))
    lines = [_row(columns, widths), _row(["-" * w for w in widths], widths)]
    return "\n".join([*lines, *(_row(row, widths) for row in rows)])


def column_widths(columns: list[str], rows: list[list[str]], room: int) -> list[int]:
    """Natural widths, the widest cut until all fit."""
    widths = [max(len(cell) for cell in column) for column in zip(columns, *rows, strict=True)]
    longest = [_longest_word(column) for column in zip(columns, *rows, strict=True)]
    least = [min(LONGEST_NAME, longest[0]), *(min(LONGEST_WORD, width) for width in longest[1:])]
    while sum(widths) > room and widths != least:
        widest = max(range(len(widths)), key=lambda i: widths[i] - least[i])
        widths[widest] -= 1
    return widths


def _longest_word(cells: tuple[str, ...]) -> int:
    return max(len(word) for cell in cells for word in (cell.split() or [""]))


def _row(cells: list[str], widths: list[int]) -> str:
    wrappers = [
        textwrap.wrap(plain_text(cell), width, break_on_hyphens=False) or [""]
        for cell, width in zip(cells, widths, strict=True)
    ]
    height = max(map(len, wrappers))
    lines = []
    for index in range(height):
        parts = [lines_[index] if index < len(lines_) else "" for lines_ in wrappers]
        lines.append("  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip())
    return "\n".join(lines)
