"""A comparison as rows, one per trial: CSV, or Parquet."""

from __future__ import annotations

import csv
import io
from typing import Any

import msgspec

from activadvise.errors import BadValue, MissingExtra
from activadvise.live.compare.answer import Comparison, Trial


def rows(answer: Comparison) -> list[dict[str, Any]]:
    """One mapping per trial; the keys are the fields of `Trial`."""
    return [msgspec.to_builtins(trial) for trial in answer.trials]


def to_csv(answer: Comparison) -> str:
    """The trials as CSV with a header; a number that is not there is an empty cell."""
    buffer = io.StringIO()
    names = [field.name for field in msgspec.structs.fields(Trial)]
    writer = csv.DictWriter(buffer, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(answer))
    return buffer.getvalue()


def save_parquet(answer: Comparison, path: str) -> None:
    """The trials as a Parquet file, by pandas or polars; an existing file is overwritten.

    Raises:
        MissingExtra: neither is installed.
        BadValue: it cannot be written.
    """
    try:
        try:
            import pandas

            pandas.DataFrame(rows(answer)).to_parquet(path)
        except ImportError:
            import polars

            polars.DataFrame(rows(answer)).write_parquet(path)
    except ImportError:
        raise MissingExtra("--format parquet", "table") from None
    except OSError as error:
        raise BadValue(f"-o {path}: {error.strerror or error}.") from None
