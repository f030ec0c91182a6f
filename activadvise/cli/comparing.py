"""What `compare` reads and writes besides its answer: refused before minutes are spent, not after."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal

from activadvise.cli.printing import refuse_format, refuse_path
from activadvise.errors import BadValue, MissingExtra

if TYPE_CHECKING:
    from activadvise.live.compare.answer import Comparison

FORMATS = ("rich", "plain", "markdown", "json", "csv", "parquet")
PAGES = (".html", ".htm")
PICTURES = (".png", ".svg", ".pdf")


def before(format: str | None, output: str | None, save: str | None, force: bool) -> None:
    """Refuse what could not be written.

    Raises:
        BadValue: an unknown format or ending, or a file that exists or has no folder.
        MissingExtra: the pictures need matplotlib.
    """
    refuse_format(format, FORMATS)
    if format == "parquet" and output is None:
        raise BadValue("--format parquet: it is no text; name a file with -o FILE.parquet.")
    if save is not None and not save.lower().endswith((*PICTURES, *PAGES)):
        raise BadValue(f"--save {save}: the name must end in {', '.join(PICTURES)} or .html.")
    refuse_path("-o", output, force)
    refuse_path("--save", save, force)
    if save is not None and save.lower().endswith(PICTURES) and find_spec("matplotlib") is None:
        raise MissingExtra("compare --save", "plot")


def number(text: str) -> float | Literal["auto"]:
    """The value of --lr.

    Raises:
        BadValue: neither a number nor auto.
    """
    if text == "auto":
        return "auto"
    try:
        return float(text)
    except ValueError:
        raise BadValue(f"--lr {text}: a learning rate is a positive number, or auto.") from None


def written(answer: Comparison, format: str | None, output: str | None, save: str | None, force: bool) -> None:
    """The answer to stdout or -o, pictures or a report to --save."""
    from activadvise.cli.printing import save as write_file
    from activadvise.cli.printing import show, write

    if format == "parquet" and output is not None:
        from activadvise.report.trials import save_parquet

        save_parquet(answer, output)
    elif format == "csv":
        from activadvise.report.trials import to_csv

        text = to_csv(answer)
        write(text) if output is None else write_file(text, output, force)
    else:
        show(answer, format, False, output, force)
    if save is not None and save.lower().endswith(PAGES):
        from activadvise.report.comparison_html import render

        write_file(render(answer), save, force, "--save")
    elif save is not None:
        from activadvise.report.comparison import charts
        from activadvise.report.curves import save_charts

        save_charts(charts(answer), save)
