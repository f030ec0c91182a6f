"""The user's table → data: the task found from the target, every other column an input."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Literal, NamedTuple

import numpy as np
import torch

from activadvise.english import counted
from activadvise.errors import BadValue, UnknownName
from activadvise.live.compare.data.data import Data
from activadvise.live.compare.data.reading import Columns, Numbers, Texts, columns

Kind = Literal["classification", "regression"]
KINDS: tuple[Kind, ...] = ("classification", "regression")

CLASSES = 20  # whole numbers of so few different values are classes, unless the user says otherwise
LABELS = 200  # more different texts than this are names, not classes
CATEGORIES = 50  # a column of more different texts than this is left out
ROWS = 100_000  # of more, a random sample
LEAST = 20
NUMERIC = 0.9  # a column of texts of which so many are numbers is a column of numbers, the rest missing


class Target(NamedTuple):
    """The column to predict: classes [N] or values [N], and the rows that have one."""

    kind: Kind
    values: Numbers
    classes: int
    present: np.ndarray[tuple[int], np.dtype[np.bool_]]
    notes: list[str]


def read(path: str, target: str | None, base_seed: int) -> Data:
    """The data of `--data FILE --target COLUMN`.

    Raises:
        UnknownName: no such column, with the nearest.
        BadValue: the file cannot be read, or there is nothing to learn in it.
        MissingExtra: neither pandas nor polars is installed.
    """
    if target is None:
        names = ", ".join(list(columns(path))[:12])
        raise BadValue(f"--data {path}: which column is to be predicted? Add --target COLUMN; there are {names}.")
    table, notes = _sampled(columns(path))
    name, asked = _named(target, table, path)
    found = _target(name, table.pop(name), asked, path)
    inputs, more = _inputs({key: values[found.present] for key, values in table.items()})
    if not inputs:
        raise BadValue(f"--data {path}: no column is left to predict {name!r} from. {' '.join(more)}".strip())
    x = torch.from_numpy(np.stack(inputs, axis=1)).float()
    y = torch.from_numpy(found.values)
    classes = found.kind == "classification"
    return Data(
        name=path,
        task=found.kind,
        outputs=found.classes if classes else 1,
        license="yours",
        source=f"{path}, {counted(len(x), 'row')}, {counted(x.shape[1], 'input')}",
        views={"vector": x},
        target=y.long() if classes else y.float().unsqueeze(1),
        scaling="column",
        scale_target=not classes,
        base_seed=base_seed,
        notes=[*notes, *found.notes, *more],
    )


def _sampled(table: Columns) -> tuple[Columns, list[str]]:
    count = len(next(iter(table.values())))
    if count <= ROWS:
        return table, []
    kept = np.sort(np.random.default_rng(0).choice(count, ROWS, replace=False))
    note = f"Of {count:,} rows a random {ROWS:,} are used."
    return {name: values[kept] for name, values in table.items()}, [note]


def _named(target: str, table: Columns, path: str) -> tuple[str, Kind | None]:
    """`price` or `price:regression` → the column, and the kind if it is said."""
    for kind in KINDS:
        name = target.removesuffix(f":{kind}")
        if target not in table and name != target and name in table:
            return name, kind
    if target not in table:
        name, colon, _ = target.rpartition(":")
        if colon and name in table:
            raise BadValue(f"--target {target}: behind the column stands nothing, :classification or :regression.")
        near = get_close_matches(target, table, n=3)
        raise UnknownName("column", target, near, f"{path} has {', '.join(list(table)[:12])}.")
    return target, None


def _target(name: str, column: Numbers | Texts, asked: Kind | None, path: str) -> Target:
    """Classes or values, told by the column itself unless the user said which.

    Raises:
        BadValue: too few rows, one class only, one value only, or texts where values are wanted.
    """
    numbers, notes = _numbers(name, column)
    if numbers is None:
        if asked == "regression":
            raise BadValue(f"--target {name}:regression: the column holds texts, as {_example(column)!r}.")
        present, whole = np.array([value is not None for value in column]), False
        labels, codes = np.unique(column[present].astype(str), return_inverse=True)
        kind: Kind = "classification"
    else:
        present = ~np.isnan(numbers)
        labels, codes = np.unique(numbers[present], return_inverse=True)
        whole = bool(np.all(labels == np.round(labels)))
        kind = asked or ("classification" if whole and len(labels) <= CLASSES else "regression")
    missing = int(len(column) - present.sum())
    if missing:
        notes.append(f"{counted(missing, 'row')} without {name!r} {'is' if missing == 1 else 'are'} left out.")
    _check_target(name, labels, int(present.sum()), kind, path)
    if kind == "classification":
        notes.append(f"{name!r} has {len(labels)} different values: {_why(numbers is None, asked, name)}.")
        return Target(kind, codes.astype(np.float64), len(labels), present, notes)
    assert numbers is not None
    hint = f" (`--target {name}:classification` takes each as a class)" if whole and len(labels) <= LABELS else ""
    notes.append(f"{name!r} holds numbers: regression{' (as you said)' if asked else hint}.")
    return Target(kind, numbers[present], 0, present, notes)


def _why(texts: bool, asked: Kind | None, name: str) -> str:
    if texts or asked:
        return "classification" + (" (as you said)" if asked else "")
    return f"classification (`--target {name}:regression` takes them as numbers)"


def _check_target(
    name: str, labels: np.ndarray[tuple[int], np.dtype[np.generic]], rows: int, kind: Kind, path: str
) -> None:
    where = f"--data {path} --target {name}"
    if rows < LEAST:
        raise BadValue(f"{where}: {counted(rows, 'row')} with a target; a comparison needs {LEAST} at the least.")
    if len(labels) == 1:
        raise BadValue(f"{where}: every row has the same value ({labels[0]}): there is nothing to learn.")
    if kind == "classification" and (len(labels) > LABELS or len(labels) > rows / 2):
        odd = next((label for label in labels if not _is_number(label)), None)
        instead = (
            f"`--target {name}:regression` takes them as numbers"
            if odd is None
            else f"a number is predicted from plain numbers, which {str(odd)!r} is not"
        )
        raise BadValue(f"{where}: {len(labels)} different values in {rows} rows are too many for classes; {instead}.")


def _example(column: Numbers | Texts) -> str:
    return next((str(value) for value in column if value is not None and not _is_number(value)), "")


def _is_number(value: object) -> bool:
    try:
        float(str(value))
    except ValueError:
        return False
    return True


def _numbers(name: str, column: Numbers | Texts) -> tuple[Numbers | None, list[str]]:
    """The column as numbers, infinite ones missing; None if it holds texts."""
    notes = []
    if column.dtype == np.object_:
        given = [value for value in column if value is not None]
        strange = sum(not _is_number(value) for value in given)
        if not given or strange > (1 - NUMERIC) * len(given):
            return None, []
        if strange:
            notes.append(f"{name!r} holds numbers, but for {strange} as {_example(column)!r}: they count as missing.")
        numbers = np.array([float(v) if v is not None and _is_number(v) else np.nan for v in column])
    else:
        numbers = column.astype(np.float64)
    infinite = np.isinf(numbers)
    if infinite.any():
        notes.append(f"{name!r} is infinite in {counted(int(infinite.sum()), 'row')}: missing.")
    return np.where(infinite, np.nan, numbers), notes


def _inputs(table: Columns) -> tuple[list[Numbers], list[str]]:
    """A column of numbers as it is, with one that marks where it is missing; texts one column per category."""
    found: list[Numbers] = []
    notes: list[str] = []
    for name, column in table.items():
        numbers, more = _numbers(name, column)
        notes += more
        if numbers is not None and not np.isnan(numbers).all():
            gone = np.isnan(numbers)
            if np.nanmin(numbers) < np.nanmax(numbers):
                found.append(numbers)
            elif not gone.any():
                notes.append(f"{name!r} is left out: it never varies.")
            if gone.any():
                missing = counted(int(gone.sum()), "row")
                notes.append(f"{name!r} is missing in {missing}: mean of the training rows, marked.")
                found.append(gone.astype(np.float64))
        else:
            added, note = _categories(name, column)
            found += added
            notes += note
    return found, notes


def _categories(name: str, column: Numbers | Texts) -> tuple[list[Numbers], list[str]]:
    """One 0/1 column per category, a missing value a category of its own."""
    texts = np.array(["" if value is None or value != value else str(value) for value in column])
    categories = np.unique(texts)
    if len(categories) == 1:
        return [], [f"{name!r} is left out: it {'is empty' if not categories[0] else 'never varies'}."]
    if len(categories) > CATEGORIES:
        return [], [f"{name!r} is left out: {len(categories)} different texts (at most {CATEGORIES} become inputs)."]
    kept = categories if len(categories) > 2 else categories[1:]
    return [(texts == category).astype(np.float64) for category in kept], []
