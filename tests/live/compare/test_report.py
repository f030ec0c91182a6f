"""A comparison in every format and width; the numbers come from a real one, small."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
import random
import re
import statistics
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pandas as pd
import pytest

from activadvise.live.compare.answer import Comparison
from activadvise.live.compare.command import compare
from activadvise.live.compare.concluding import conclude, how
from activadvise.live.compare.plan import Cost, Outcome, Point, Setup
from activadvise.live.compare.run import Raw
from activadvise.report import render
from activadvise.report.blocks import Chart, Line
from activadvise.report.comparison import charts
from activadvise.report.comparison_html import render as render_html
from activadvise.report.curves import save_charts, svg, terminal_chart
from activadvise.report.json import schema
from activadvise.report.trials import rows, save_parquet, to_csv

SEEDS = 4


@pytest.fixture(scope="module")
def answer() -> Comparison:
    return compare("relu", "leaky-relu", "identity", data="wine", seeds=SEEDS, steps=30, lr=0.01, jobs=1)


def test_json_keeps_its_schema(answer: Comparison) -> None:
    found = json.loads(render(answer, "json"))
    jsonschema.validate(found, schema("compare"))
    assert found["schema_version"] == 1 and {row["candidate"] for row in found["standings"]} == {
        "relu", "leaky_relu", "identity",
    }  # fmt: skip
    assert len(found["trials"]) == 3 * SEEDS


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("format", ["plain", "rich"])
def test_every_width_holds_everything(answer: Comparison, format: str, width: int) -> None:
    text = render(answer, format, width=width, color=False)  # type: ignore[arg-type]
    assert max(len(line) for line in text.splitlines()) <= max(width, 40)
    flat = " ".join(text.split())
    assert " ".join(answer.verdict.text.split()) in flat or format == "rich"
    for row in answer.standings:
        assert row.name in text and f"{row.mean:.3g}" in text
    assert "Validation loss" in text and "o ReLU   + Leaky ReLU   x Identity" in text
    assert "CC BY 4.0" in flat and "\x1b" not in text


def test_color_says_nothing_that_plain_text_does_not(answer: Comparison) -> None:
    colored = re.sub(r"\x1b\[[0-9;]*m", "", render(answer, "rich", width=100, color=True))
    assert [line.rstrip() for line in colored.splitlines()] == [
        line.rstrip() for line in render(answer, "rich", width=100, color=False).splitlines()
    ]


def test_markdown_and_html_hold_the_verdict_and_the_curves(answer: Comparison) -> None:
    assert "```text\nValidation loss" in render(answer, "markdown")
    page = render_html(answer)
    assert answer.verdict.text.replace("'", "&#x27;") in page and page.count("<svg") == len(charts(answer))
    assert "http" not in page and "<script" not in page
    for picture in re.findall(r"<svg.*?</svg>", page):
        assert len(ElementTree.fromstring(picture).findall("polyline")) >= 1


def test_csv_and_parquet_have_a_row_per_trial(answer: Comparison, tmp_path: Path) -> None:
    read = list(csv.DictReader(io.StringIO(to_csv(answer))))
    assert len(read) == 3 * SEEDS and {row["phase"] for row in read} == {"final"}
    assert [float(row["test_loss"]) for row in read] == [row["test_loss"] for row in rows(answer)]
    path = tmp_path / "t.parquet"
    save_parquet(answer, str(path))
    assert pd.read_parquet(path)["seed"].tolist() == [int(row["seed"]) for row in read]


def test_pictures_are_written_and_the_same_each_time(answer: Comparison, tmp_path: Path) -> None:
    for name in ("a.png", "a.svg", "b.svg"):
        save_charts(charts(answer), str(tmp_path / name))
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


FLAT = [0.30 + 0.0004 * math.sin(step) for step in range(10)]


@pytest.mark.parametrize(
    ("ys", "limits"),
    [
        (FLAT, (0.0, math.inf)),
        ([0.25] * 10, (0.0, 1.0)),
        ([0.0] * 9 + [1e-4], (0.0, 1.0)),
        ([0.0] * 5 + [1.0] * 5, (0.0, 1.0)),
        ([3e-6 + 1e-8 * step for step in range(10)], (0.0, math.inf)),
        ([3e8 + 1e5 * step for step in range(10)], (0.0, math.inf)),
        ([2.0 - 0.1 * step for step in range(10)], (0.0, math.inf)),
    ],
)
def test_labels_tell_ticks_apart_and_stay_within_what_can_be(ys: list[float], limits: tuple[float, float]) -> None:
    chart = Chart("t", "step", "y", False, [Line("ReLU", [float(x) for x in range(30, 301, 30)], ys)], limits)
    rows = terminal_chart(chart, 80, False).splitlines()[2:15]
    drawn = [float(row.split("|")[0]) for row in rows if row.split("|")[0].strip()]
    saved = [float(text) for text in re.findall(r'text-anchor="end">([^<]+)<', svg(chart))]
    for labels in (drawn, saved):
        assert (
            len(labels) >= 4
            and len(set(labels)) == len(labels)
            and limits[0] <= min(labels) <= max(labels) <= limits[1]
        )
        assert min(labels) <= min(ys) * 1.001 and max(labels) >= max(ys) * 0.9
        gaps = [abs(b - a) for a, b in itertools.pairwise(labels)]
        assert max(gaps) < 1.5 * min(gaps)
    assert sum("o" in row.split("|")[1] for row in rows) >= 1 and sum(row.count("o") for row in rows) == 10


def test_the_table_is_the_mean_of_the_trials(answer: Comparison) -> None:
    for row in answer.standings:
        losses = [t.test_loss for t in answer.trials if t.candidate == row.candidate]
        assert row.mean == pytest.approx(sum(loss or math.nan for loss in losses) / SEEDS)
        assert row.trials == SEEDS and (row.difference is None) == (row.candidate == "relu")


def made(losses: dict[str, list[float]], **options: object) -> Comparison:
    """A comparison whose losses are given."""
    names = tuple(losses)
    setup = Setup(candidates=names, data="wine", arch="mlp", baseline=names[0], seeds=6, lr=0.1, **options)  # type: ignore[arg-type]
    outcomes = [
        Outcome(candidate=name, phase="final", lr=0.1, seed=seed, curve=(Point(1, 1.0, loss, 1.0, 0.25, 0.5),),
                validation_loss=loss, validation_metric=1 / (1 + loss), test_loss=loss, test_metric=1 / (1 + loss))
        for name, given in losses.items()
        for seed, loss in enumerate(given)
    ]  # fmt: skip
    costs = [Cost(candidate=name, step_ms=1.0 + place, memory_mb=1.0, parameters=7) for place, name in enumerate(names)]
    unfinished = any(len(given) < 6 for given in losses.values())
    return conclude(
        Raw(setup=setup, outcomes=outcomes, costs=costs, lrs=dict.fromkeys(names, 0.1), how=[], unfinished=unfinished),
        None,
        {},
    )


LOW, HIGH = [1.0, 1.1, 0.9, 1.0, 1.05, 0.95], [2.0, 2.15, 1.9, 2.0, 2.05, 1.9]


def test_a_winner_in_words_and_where_more_is_better() -> None:
    found = made({"relu": HIGH, "gelu": LOW})
    assert found.verdict.kind == "winner" and found.verdict.keep == "gelu"
    assert found.verdict.text.startswith(
        "GELU wins: its test loss of 1 is 1 (50%) below that of ReLU (95 % interval 0.9"
    )
    assert found.advice is not None and found.advice.agrees is False and "disagrees: GELU" in found.advice.text
    accuracy = made({"relu": HIGH, "gelu": LOW}, metric="accuracy")
    assert accuracy.verdict.keep == "gelu" and "above that of ReLU" in accuracy.verdict.text
    assert accuracy.standings[0].mean == pytest.approx(0.5, abs=0.01) and (accuracy.standings[0].difference or 0) > 0


def test_no_clear_difference_in_words() -> None:
    found = made({"relu": LOW, "gelu": [1.2, 0.9, 0.9, 1.0, 1.05, 0.9]})
    assert found.verdict.text.startswith("No clear difference at this budget, keep the cheaper: ReLU. On average")
    assert re.search(r"about [\d,]+ seeds would settle it \(these were 6\)", found.verdict.text)
    assert found.advice is not None and found.advice.agrees is True
    same = made({"relu": LOW, "gelu": LOW})
    assert "gave the very same numbers" in same.verdict.text


def test_an_interval_that_leaves_out_0_without_a_clear_difference_is_explained() -> None:
    near = [x + gap for x, gap in zip(LOW, [0.1, 0.2, 0.05, 0.12, -0.03, 0.16], strict=True)]
    text = made({"relu": LOW, "gelu": near}).verdict.text
    assert "which leaves out 0; but p is 0.03" in text and "only below 0.025 is clear" in text
    among_three = made({"relu": LOW, "gelu": near, "tanh": [x + 5 for x in LOW]}).verdict.text
    assert "but p, corrected for 3 pairs, is 0.03" in among_three
    for other in (HIGH, [1.2, 0.9, 0.9, 1.0, 1.05, 0.9]):
        assert "leaves out" not in made({"relu": LOW, "gelu": other}).verdict.text


def test_rmse_has_its_unit_in_every_format(tmp_path: Path) -> None:
    draw, path = random.Random(0), tmp_path / "t.csv"
    values = [draw.gauss(0, 30) for _ in range(200)]
    path.write_text("x,y\n" + "".join(f"{draw.random()},{y}\n" for y in values))  # y has nothing to do with x
    found = compare("relu", "tanh", data=str(path), target="y", seeds=6, steps=20, lr=0.01, jobs=1)
    deviation = statistics.pstdev(values)
    assert found.data["standardized"] is True and found.data["deviation"] == pytest.approx(deviation, rel=1e-5)
    said = f"rmse is in standard deviations of the target (about {deviation:.3g} each)"
    for text in (*(render(found, format) for format in ("plain", "rich", "markdown")), render_html(found)):
        assert said in " ".join(text.split())
    assert not found.verdict.learned and found.verdict.constant == pytest.approx(1.0, abs=0.3)
    assert "No better than a constant: predicting the mean of the training part gets a test loss" in found.verdict.text


def test_what_is_learned_is_not_said_to_be_no_better_than_a_constant(answer: Comparison) -> None:
    assert answer.verdict.learned and "constant" not in answer.verdict.text
    assert answer.verdict.constant == pytest.approx(1.09, abs=0.03)  # the entropy of wine's three classes
    assert answer.data["standardized"] is False and "standard deviations" not in render(answer, "plain")


def test_a_loser_is_named_and_one_that_diverges() -> None:
    found = made({"relu": LOW, "gelu": [x + 0.01 for x in HIGH[::-1]], "identity": [9.0, 8.0, 9.5, 9.0, 8.5, 9.0]})
    assert found.verdict.last == "identity" and "Identity loses: every other candidate" in found.verdict.text
    wild = made({"relu": LOW, "gelu": [0.5, math.inf, math.nan, 0.4, 0.5, 0.4]})
    assert "GELU diverged in 2 of 6 seeds and is ranked last." in wild.verdict.text
    assert wild.verdict.keep == "relu" and wild.standings[1].diverged == 2
    assert "6, 2 diverged" in render(wild, "plain", width=100)
    jsonschema.validate(json.loads(render(wild, "json")), schema("compare"))


def test_what_is_partial_says_so() -> None:
    found = made({"relu": LOW, "gelu": HIGH[:4]})
    assert found.partial and "Partial: 10 of 12 trials are done." in " ".join(render(found, "plain").split())
    assert "No verdict" in made({"relu": LOW}).verdict.text
    one = Setup(candidates=("relu", "gelu"), data="wine", arch="mlp", baseline="relu", seeds=1, steps=1, lr=0.1)
    assert how(one, {})[0] == "1 seed (0), 1 step of 64 samples, adamw, init matched."


def test_a_pick_that_was_not_compared_is_named() -> None:
    found = made({"tanh": LOW, "gelu": HIGH})
    assert found.advice is not None and found.advice.agrees is None and "add relu" in found.advice.text
