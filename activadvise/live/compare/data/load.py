"""The data of a setup, and what an architecture learns where no data are named."""

from __future__ import annotations

import os

from activadvise.errors import BadValue
from activadvise.live.compare.data.data import Data
from activadvise.live.compare.plan import Setup
from activadvise.rulebase.records import Architecture

TABLES = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".parquet", ".pq")


def load(setup: Setup) -> Data:
    """Built-in data, the user's table, or the user's loaders.

    Raises:
        UnknownName: no such data set, or no such column.
        BadValue: the table or the loaders cannot be used.
        MissingExtra: scikit-learn, or a reader of tables, is not installed.
    """
    if setup.loaders is not None:
        from activadvise.live.compare.data.loaders import read

        return read(setup.loaders, setup.base_seed)
    if is_table(setup.data):
        from activadvise.live.compare.data import tables

        return tables.read(setup.data, setup.target, setup.base_seed)
    if setup.target is not None:
        raise BadValue(f"--target {setup.target}: only a table has columns; name one with --data FILE.csv.")
    from activadvise.live.compare.data import builtin

    return builtin.load(setup.data, setup.base_seed)


def is_table(data: str) -> bool:
    """Whether --data names a file and not a built-in data set."""
    return data.lower().endswith(TABLES) or os.path.sep in data or os.path.isfile(data)


def default(entry: Architecture) -> str:
    """The built-in data that an architecture is tried on.

    Raises:
        BadValue: its program learns none of them.
    """
    if entry.trial is None:
        raise BadValue(
            f"--arch {entry.id}: its program learns none of the built-in data sets; give your own model and data with "
            f"--model file.py:make_model --loaders file.py:make_loaders."
        )
    return entry.trial
