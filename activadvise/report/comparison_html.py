"""A comparison as one self-contained HTML file with its curves drawn as SVG."""

from __future__ import annotations

from html import escape

from activadvise.live.compare.answer import Comparison
from activadvise.report.comparison import COSTS, around, cells, charts, columns, cost_cells, heading, verdict
from activadvise.report.curves import svg
from activadvise.report.html import STYLE


def render(answer: Comparison) -> str:
    """The whole page."""
    title = escape(heading(answer))
    pictures = "".join(f"<h2>{escape(chart.title)}</h2>{svg(chart)}" for chart in charts(answer))
    facts = "".join(f"<p><b>{escape(label)}</b> {escape(text)}</p>" for label, text in around(answer))
    notes = "".join(f"<li>{escape(note)}</li>" for note in answer.notes)
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style>'
        f'</head><body><h1>{title}</h1><div class="finding hint">{escape(verdict(answer))}</div>'
        f"{_table(columns(answer), [cells(row) for row in answer.standings])}{pictures}"
        f"<h2>At the end, and cost</h2>{_table(COSTS, [cost_cells(row) for row in answer.standings])}"
        f"<h2>How</h2>{facts}<ul>{notes}</ul></body></html>\n"
    )


def _table(head: list[str], rows: list[list[str]]) -> str:
    titles = "".join(f"<th>{escape(text)}</th>" for text in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{titles}</tr>{body}</table>"
