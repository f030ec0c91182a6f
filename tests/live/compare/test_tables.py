"""The user's table: what becomes an input, which task the target asks for, and what is refused."""

from __future__ import annotations

import gzip
import math
import sys
from pathlib import Path

import pandas as pd
import polars
import pytest
import torch

from activadvise.errors import ActivadviseError, BadValue, MissingExtra, UnknownName
from activadvise.live.compare.data import Data, load
from activadvise.live.compare.plan import Setup

ROWS = 40


def table(path: Path, **columns: object) -> str:
    filled = {"size": [0.5 * i + 0.25 for i in range(ROWS)], **columns}
    frame = pd.DataFrame({name: values for name, values in filled.items() if values is not None})
    if path.suffix == ".parquet":
        frame.to_parquet(path)
    else:
        frame.to_csv(path, index=False)
    return str(path)


def read(path: str, target: str | None) -> Data:
    return load(Setup(candidates=("relu",), data=path, target=target))


@pytest.fixture(params=["pandas", "polars"])
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "polars":
        monkeypatch.setattr("activadvise.live.compare.data.reading._library", lambda path: polars)
    return str(request.param)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_every_kind_of_column(library: str, suffix: str, tmp_path: Path) -> None:
    holes = [math.nan if i == 3 else float(i % 7) for i in range(ROWS)]
    path = table(
        tmp_path / f"t{suffix}",
        holes=holes,
        color=["red", "green", "blue", None] * 10,
        yes=[True, False] * 20,
        same=[4] * ROWS,
        words=[f"n{i}x" for i in range(ROWS)],
        price=[1.5 * i for i in range(ROWS)],
    )
    found = read(path, "price")
    assert found.task == "regression" and found.outputs == 1 and found.target.shape == (ROWS, 1)
    x = found.view("vector")
    # size, holes and its mark, four colors (missing is one), yes, 40 names
    assert x.shape == (ROWS, 1 + 2 + 4 + 1 + 40) and found.natural == "vector"
    assert x[:, 0].tolist() == [0.5 * i + 0.25 for i in range(ROWS)]
    assert x[3, 1].isnan() and x[3, 2] == 1 and x[:, 2].sum() == 1
    assert x[:, 3:7].sum(1).tolist() == [1.0] * ROWS
    notes = " ".join(found.notes)
    assert "'same' is left out: it never varies" in notes and "'holes' is missing in 1 row" in notes
    assert found.tensors(found.split(0)).train.x.isfinite().all()


def test_many_different_texts_are_no_input(library: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    pd.DataFrame({"id": [f"n{i}" for i in range(60)], "a": range(60), "y": [0.5 * i for i in range(60)]}).to_csv(path)
    assert "'id' is left out: 60 different texts" in " ".join(read(str(path), "y").notes)


@pytest.mark.parametrize(
    ("values", "target", "task", "outputs"),
    [
        (["cat", "dog"] * 20, "y", "classification", 2),
        ([True, False] * 20, "y", "classification", 2),
        ([3, 1, 2, 7] * 10, "y", "classification", 4),
        ([3, 1, 2, 7] * 10, "y:regression", "regression", 1),
        (list(range(ROWS)), "y", "regression", 1),
        ([0.5, 1.5] * 20, "y", "regression", 1),
        ([0.5, 1.5] * 20, "y:classification", "classification", 2),
        (["1", "2", "?", "4"] + ["5.5"] * 36, "y", "regression", 1),
    ],
)
def test_the_target_tells_the_task(
    values: list[object], target: str, task: str, outputs: int, library: str, tmp_path: Path
) -> None:
    found = read(table(tmp_path / "t.csv", y=values), target)
    assert (found.task, found.outputs) == (task, outputs)
    assert any("'y'" in note and task in note for note in found.notes)


def test_classes_that_could_be_numbers_say_how_to_have_it_the_other_way(tmp_path: Path) -> None:
    notes = read(table(tmp_path / "t.csv", y=[3, 1, 2, 7] * 10), "y").notes
    assert any("--target y:regression" in note for note in notes)


def test_infinite_and_missing_targets_and_inputs(library: str, tmp_path: Path) -> None:
    y = [math.inf if i == 0 else math.nan if i == 1 else 0.5 * i for i in range(ROWS)]
    found = read(table(tmp_path / "t.csv", wild=[-math.inf if i == 5 else i for i in range(ROWS)], y=y), "y")
    assert len(found.target) == ROWS - 2 and found.target.isfinite().all()
    assert "2 rows without 'y' are left out" in " ".join(found.notes)
    assert "'wild' is infinite in 1 row" in " ".join(found.notes)
    assert not found.view().isinf().any()


def test_a_long_table_is_sampled_by_a_fixed_rule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("activadvise.live.compare.data.tables.ROWS", 30)
    path = table(tmp_path / "t.csv", y=[0.25 * i for i in range(ROWS)])
    first, second = read(path, "y"), read(path, "y")
    assert len(first.target) == 30 and torch.equal(first.view(), second.view())
    assert "Of 40 rows a random 30 are used." in first.notes


def test_other_separators_and_a_byte_order_mark(library: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("﻿a;b\n" + "".join(f"{i}.5;{i}.25\n" for i in range(ROWS)), encoding="utf-8")
    assert read(str(path), "b").view("vector").shape == (ROWS, 1)
    assert read(str(path), "a").task == "regression"


def bad(tmp_path: Path, text: str | bytes, target: str | None = "y", name: str = "t.csv") -> str:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(ActivadviseError) as caught:
        read(str(path), target)
    assert not isinstance(caught.value, MissingExtra) and "\n" not in str(caught.value)
    return str(caught.value)


LINES = "".join(f"{i},{i}.5\n" for i in range(ROWS))


def test_what_is_refused_says_why(library: str, tmp_path: Path) -> None:
    assert "the file is empty" in bad(tmp_path, "")
    assert "no rows" in bad(tmp_path, "x,y\n")
    assert "'x' stands more than once" in bad(tmp_path, f"x,x\n{LINES}", "x")
    assert "the first line holds numbers" in bad(tmp_path, LINES.removeprefix("0,0.5\n"))
    assert "which column is to be predicted" in bad(tmp_path, f"x,y\n{LINES}", None)
    assert "every row has the same value" in bad(tmp_path, "x,y\n" + "".join(f"{i},cat\n" for i in range(ROWS)))
    assert "every row has the same value" in bad(tmp_path, "x,y\n" + "".join(f"{i},1\n" for i in range(ROWS)))
    assert "40 different values in 40 rows" in bad(tmp_path, "x,y\n" + "".join(f"{i},n{i}\n" for i in range(ROWS)))
    assert "5 rows with a target" in bad(tmp_path, "x,y\n" + "".join(f"{i},{i}.5\n" for i in range(5)))
    assert "no column is left" in bad(tmp_path, "y\n" + "".join(f"{i}.5\n" for i in range(ROWS)))
    assert "the column holds texts, as 'a'" in bad(tmp_path, "x,y\n" + "0,a\n1,b\n" * 20, "y:regression")
    assert "cannot be read as CSV" in bad(tmp_path, "x,y\n" + '1,"2\n' + LINES)
    assert "arquet" in bad(tmp_path, "no parquet at all", name="t.parquet")


def test_a_file_that_is_not_utf8_names_the_line_and_the_way_out(library: str, tmp_path: Path) -> None:
    found = bad(tmp_path, f"x,y\n{LINES}".encode() + "München,1.5\n".encode("latin-1"))
    assert f"line {ROWS + 2} is not (byte 2 of the line is 0xfc; if 'München,1.5' reads well it is latin-1)" in found
    assert "iconv -f LATIN1 -t UTF-8" in found
    assert "line 1 is not (byte 1" in bad(tmp_path, "größe,y\n".encode("latin-1")[2:] + LINES.encode())
    assert "it looks like UTF-16" in bad(tmp_path, f"x,y\n{LINES}".encode("utf-16"))
    packed = bad(tmp_path, gzip.compress(f"größe,y\n{LINES}".encode("latin-1")), name="t.csv.gz")
    assert "line 1 is not (byte 3 of" in packed


def test_a_reader_that_is_broken_is_not_said_to_be_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pandas.py").write_text("raise ImportError('built for another numpy')")
    monkeypatch.delitem(sys.modules, "pandas")
    monkeypatch.syspath_prepend(tmp_path)
    assert "pandas is installed but cannot be imported: built for another numpy" in bad(tmp_path, f"x,y\n{LINES}")


def test_a_wrong_column_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"unknown column 'pric'. Did you mean price"):
        read(table(tmp_path / "t.csv", price=[0.5 * i for i in range(ROWS)]), "pric")


def test_a_two_gigabyte_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"x,y\n")
        file.truncate(2 * 2**30)  # sparse: takes no space
    with pytest.raises(BadValue, match=r"2\.0 GB is more than compare reads \(256 MB\).*random sample"):
        read(str(path), "y")


def test_a_parquet_file_of_many_values_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("activadvise.live.compare.data.reading.VALUES", 100)
    path = table(tmp_path / "packed.parquet", a=[0.0] * ROWS, b=[0.0] * ROWS)
    with pytest.raises(BadValue, match="40 rows of 3 columns are more than compare reads"):
        read(path, "a")


def test_no_such_file_and_no_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadValue, match="no such file"):
        read(str(tmp_path / "none.csv"), "y")
    with pytest.raises(BadValue, match="it is a folder"):
        read(str(tmp_path) + "/", "y")
    path = table(tmp_path / "t.csv", y=[0.5 * i for i in range(ROWS)])
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(MissingExtra, match=r"activadvise\[table\]"):
        read(path, "y")
