"""A comparison → blocks: the verdict first, then the table, the curves, and how it was done."""

from __future__ import annotations

import math
from collections.abc import Callable

from activadvise.english import counted
from activadvise.live.compare.answer import Comparison, Course, Interval, Standing
from activadvise.report.blocks import Block, Bullets, Chart, Fields, Grid, Line, Text, Title
from activadvise.report.pages import page

DECADE = 20.0  # a loss that falls by more than this is drawn logarithmically


@page.register
def _comparison(answer: Comparison) -> list[Block]:
    blocks: list[Block] = [
        Title(heading(answer)),
        Text(verdict(answer)),
        Grid(columns(answer), [cells(row) for row in answer.standings]),
        *(charts(answer)),
        Grid(COSTS, [cost_cells(row) for row in answer.standings]),
        Fields(around(answer)),
        Bullets("How", [("", note) for note in answer.notes]),
    ]
    return [block for block in blocks if any(block[-1:])]


def heading(answer: Comparison) -> str:
    """What was compared, in a line."""
    names = [row.name for row in sorted(answer.standings, key=lambda row: list_place(answer, row))]
    model = answer.setup["arch"] or answer.setup["model"]
    return f"{', '.join(names)}: {model} on {answer.data['name']}"


def list_place(answer: Comparison, row: Standing) -> int:
    """Where the user named a candidate."""
    place: int = answer.setup["candidates"].index(row.candidate)
    return place


def verdict(answer: Comparison) -> str:
    """The verdict; of an interrupted comparison it is said."""
    if not answer.partial:
        return answer.verdict.text
    done = sum(row.trials for row in answer.standings)
    wanted = answer.setup["seeds"] * len(answer.setup["candidates"])
    return f"Partial: {done} of {counted(wanted, 'trial')} {'is' if done == 1 else 'are'} done. {answer.verdict.text}"


def columns(answer: Comparison) -> list[str]:
    """Titles of the main table."""
    base = next((row.name for row in answer.standings if row.baseline), "baseline")
    return ["#", "activation", f"test {answer.metric}", f"minus {base}", "p", second(answer), "seeds"]


def second(answer: Comparison) -> str:
    """The number that does not decide but is told: the metric of the task, or the loss."""
    if answer.metric != "loss":
        return "test loss"
    return "accuracy" if answer.data.get("task") in ("classification", "language", "discrimination") else "rmse"


def cells(row: Standing) -> list[str]:
    """A row of the main table: mean and difference, each with its 95 % interval."""
    other = row.metric if row.mean == row.loss else row.loss
    seeds = f"{row.trials}" + (f", {row.diverged} diverged" if row.diverged else "")
    return [
        str(row.rank), row.name, f"{number(row.mean)}{reach(row.interval)}",
        "baseline" if row.baseline else f"{number(row.difference)}{reach(row.difference_interval)}",
        "" if row.p is None else p_cell(row), number(other), seeds,
    ]  # fmt: skip


def p_cell(row: Standing) -> str:
    """The corrected p; how it was found where that is not Student's t."""
    p = row.p or 0.0
    return ("<0.001" if p < 0.001 else f"{p:.3g}") + (f" ({row.test})" if row.test in ("signs", "ranks") else "")


COSTS = ["activation", "lr", "valid. loss", "dead", "saturated", "gradient", "step ms", "step MB", "weights"]


def cost_cells(row: Standing) -> list[str]:
    """A row of the second table: at the end of training, and what a step costs."""
    return [
        row.name, "" if row.lr is None else f"{row.lr:g}", number(row.validation_loss), share(row.dead),
        share(row.saturated), number(row.gradient_norm), number(row.step_ms), number(row.memory_mb),
        "" if row.parameters is None else f"{row.parameters:,}",
    ]  # fmt: skip


def number(value: float | None) -> str:
    """Three figures; empty where there is none."""
    return "" if value is None else f"{value:.3g}"


def share(value: float | None) -> str:
    """A share in percent."""
    return "" if value is None else f"{value:.1%}"


def reach(found: Interval | None) -> str:
    """± half of the interval, which lies evenly around its mean."""
    return "" if found is None else f" ± {(found.high - found.low) / 2:.2g}"


def around(answer: Comparison) -> list[tuple[str, str]]:
    """The advice, the data, and what the numbers mean."""
    data, rows = answer.data, []
    if answer.advice is not None:
        rows.append(("Advice", answer.advice.text))
    if "source" in data:
        what = f"{data['name']} ({data['task']}, {counted(data['samples'], 'sample')})"
        rows.append(("Data", f"{what}: {data['source']}; license: {data['license']}"))
    rows.append(("Numbers", meaning(answer)))
    return rows


def meaning(answer: Comparison) -> str:
    """What the numbers of the table mean."""
    text = (
        "mean over seeds ± 95 % interval; p corrected for all pairs (Holm). A difference is clear below p = 0.025; its "
        "interval may leave out 0 before that."
    )
    if answer.data.get("standardized"):
        one = answer.data.get("deviation")
        about = "" if one is None else f" (about {one:.3g} each)"
        text += f" rmse is in standard deviations of the target{about}, the loss is its square."
    return text


def charts(answer: Comparison) -> list[Chart]:
    """Validation loss over training; the share of dead units where there are any."""
    names = {row.candidate: row.name for row in answer.standings}
    found = [
        _chart("Validation loss", "loss", math.inf, answer.courses, names, lambda course: course.validation_loss),
        _chart("Dead units", "share", 1.0, answer.courses, names, lambda course: course.dead),
    ]
    return [chart for chart in found if any(y != 0.0 for line in chart.lines for y in line.ys)]


def _chart(
    title: str, label: str, most: float, courses: list[Course], names: dict[str, str],
    look: Callable[[Course], list[float | None]],
) -> Chart:  # fmt: skip
    lines = []
    for course in courses:
        points = [(float(x), y) for x, y in zip(course.steps, look(course), strict=True) if y is not None]
        points = [(x, y) for x, y in points if math.isfinite(y)]
        if points:
            lines.append(Line(names[course.candidate], [x for x, _ in points], [y for _, y in points]))
    values = [y for line in lines for y in line.ys]
    logarithmic = bool(values) and min(values) > 0 and max(values) > DECADE * min(values)
    return Chart(title, "step", label, logarithmic, lines, (0.0, most))
