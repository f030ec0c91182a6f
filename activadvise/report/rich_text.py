"""Colored output for terminals. The only module that knows Rich."""

from __future__ import annotations

import io

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

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
from activadvise.report.plain import NARROW

KEYWORDS = r"\b(and|as|class|def|elif|else|for|from|if|import|in|is|None|not|or|return|super|self|True|False|with)\b"
STRINGS = r"(\"\"\"[\s\S]*?\"\"\"|f?\"[^\"\n]*\")"
COMMENTS = r"#.*"
SHORT_CELL, LEAST = 14, 12


def render(blocks: list[Block], width: int, color: bool = True) -> str:
    """The blocks as text with terminal colors; nothing is said by color alone."""
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=max(40, width),
        force_terminal=color,
        no_color=not color,
        highlight=False,
        legacy_windows=False,
    )
    for number, block in enumerate(blocks):
        if number:
            console.print()
        console.print(_block(block, width))
    return "\n".join(line.rstrip() for line in buffer.getvalue().split("\n"))


def _block(block: Block, width: int) -> RenderableType:
    match block:
        case Title(text):
            return RichText(plain_text(text), style="bold cyan")
        case Text(text):
            return RichText(plain_text(text))
        case Fields(rows):
            return _fields(rows, width)
        case Bullets(title, items):
            return Group(RichText(plain_text(title), style="bold"), *(_item(head, text) for head, text in items))
        case Grid(columns, rows):
            return _grid(columns, rows, width)
        case Code(_, text):
            return _code(text)
        case Drawing(curve):
            from activadvise.report.pictures import terminal_picture

            return RichText.from_ansi(terminal_picture([curve], min(width, 60), 12, color=True))
        case Chart():
            from activadvise.report.curves import terminal_chart

            return RichText.from_ansi(terminal_chart(block, width, color=True))


def _code(text: str) -> RenderableType:
    """Python with its keywords, strings and comments marked; a real lexer would double the start-up."""
    code = RichText(text.rstrip(), no_wrap=True)
    code.highlight_regex(KEYWORDS, "magenta")
    code.highlight_regex(STRINGS, "green")
    code.highlight_regex(COMMENTS, "bright_black")
    return code


def _fields(rows: list[tuple[str, str]], width: int) -> RenderableType:
    if width < NARROW:
        return Group(*(RichText.assemble((f"{label}: ", "bold"), plain_text(text)) for label, text in rows))
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for label, text in rows:
        style = "bold green" if label == "Pick" else ""
        table.add_row(RichText(label, style="bold"), RichText(plain_text(text), style=style))
    return table


def _item(head: str, text: str) -> RenderableType:
    line = RichText()
    if head:
        line.append(plain_text(head), style="bold green" if head.startswith("Fix") else "bold")
        line.append(": " if text else "")
    line.append(plain_text(text))
    item = Table.grid(padding=(0, 1))
    item.add_row("•", line)
    return Padding(item, (0, 0, 0, 2))


def _grid(columns: list[str], rows: list[list[str]], width: int) -> RenderableType:
    """Numbers and other short cells are not torn apart where there is room to let longer ones give way."""
    table = Table(box=None, header_style="bold", pad_edge=False, padding=(0, 2, 0, 0))
    widths = [max(len(plain_text(cell)) for cell in cells) for cells in zip(columns, *rows, strict=True)]
    room = width - sum(2 + (size if size <= SHORT_CELL else LEAST) for size in widths)
    for number, (column, size) in enumerate(zip(columns, widths, strict=True)):
        short = room >= 0 and size <= SHORT_CELL
        table.add_column(column, overflow="fold", no_wrap=short, style="green" if number == 0 else "")
    for row in rows:
        table.add_row(*(RichText(plain_text(cell)) for cell in row))
    return table
