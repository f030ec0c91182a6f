"""How answers look: `render(answer, format)` gives the text, nothing here prints."""

from __future__ import annotations

import shutil
from typing import Literal

from activadvise.advise.answers import Answer

Format = Literal["rich", "plain", "markdown", "json"]


def render(answer: Answer, format: Format = "plain", width: int | None = None, color: bool = True) -> str:
    """The whole answer as text.

    Args:
        answer: what an advice function returned.
        format: "rich" (terminal colors), "plain", "markdown" or "json".
        width: columns; by default those of the terminal, or `COLUMNS`.
        color: False leaves the colors of "rich" out.
    """
    if format == "json":
        from activadvise.report.json import render as render_json

        return render_json(answer)
    if type(answer).__module__.startswith("activadvise.live."):
        import activadvise.report.comparison
        import activadvise.report.inspection  # noqa: F401  register their pages
    from activadvise.report.pages import page

    blocks = page(answer)
    if format == "markdown":
        from activadvise.report.markdown import render as render_markdown

        return render_markdown(blocks)
    columns = width or shutil.get_terminal_size((80, 24)).columns
    if format == "rich":
        from activadvise.report.rich_text import render as render_rich

        return render_rich(blocks, columns, color)
    from activadvise.report.plain import render as render_plain

    return render_plain(blocks, columns)
