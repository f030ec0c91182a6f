"""A CSV or Parquet file → columns of numbers or of texts, by pandas, or by polars where only that is installed."""

from __future__ import annotations

import codecs
import csv
import gzip
import os
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Union

import numpy as np
import numpy.typing as npt

from activadvise.errors import BadValue, MissingExtra
from activadvise.live.target import missing

Numbers = npt.NDArray[np.float64]  # [N]; NaN where missing
Texts = npt.NDArray[np.object_]  # [N] of str; None where missing
Columns = dict[str, Union[Numbers, Texts]]

BYTES = 256 * 2**20  # a larger file is refused: read whole, it would take several gigabytes
VALUES = 50_000_000  # and so is a Parquet file of more values than these
PARQUET = (".parquet", ".pq")


def columns(path: str) -> Columns:
    """All columns of a table, in order.

    Raises:
        BadValue: no such file, too large, not a table, two columns of one name, or without rows.
        MissingExtra: neither pandas nor polars is installed.
    """
    _check_file(path)
    parquet = path.lower().endswith(PARQUET)
    library = _library(path)
    try:
        if parquet:
            frame = library.read_parquet(path)
        else:
            separator = _separator(path)
            named = {"sep": separator} if library.__name__ == "pandas" else {"separator": separator}
            more = {} if library.__name__ == "pandas" else {"infer_schema_length": None}
            frame = library.read_csv(path, **named, **more)
    except (BadValue, MemoryError):
        raise
    except Exception as error:  # every reader has errors of its own: pandas, polars and pyarrow share no base
        if not parquet:
            _check_encoding(path)
        text = " ".join(str(error).split())[:300]
        kind = "Parquet" if parquet else "CSV"
        raise BadValue(f"--data {path}: it cannot be read as {kind} ({type(error).__name__}: {text}).") from None
    if len(frame) == 0:
        raise BadValue(f"--data {path}: the table has columns ({', '.join(map(str, frame.columns))}) and no rows.")
    return {str(name): _column(frame[name]) for name in frame.columns}


def _check_file(path: str) -> None:
    if not os.path.isfile(path):
        what = "it is a folder." if os.path.isdir(path) else missing(path)
        raise BadValue(f"--data {path}: {what} Name a CSV or Parquet file, or one of the built-in data sets.")
    size = os.path.getsize(path)
    if size > BYTES:
        raise BadValue(
            f"--data {path}: {size / 2**30:.1f} GB is more than compare reads ({BYTES / 2**20:.0f} MB), and more rows "
            f"than a comparison needs: give it a random sample of the rows, say 20,000."
        )
    if size == 0:
        raise BadValue(f"--data {path}: the file is empty.")
    if path.lower().endswith(PARQUET):
        _check_values(path)


def _check_values(path: str) -> None:
    """A Parquet file is packed: its own count says how large it becomes."""
    try:
        import pyarrow.parquet as parquet
    except ImportError:
        return  # polars without pyarrow: the file's size has to do
    try:
        found = parquet.ParquetFile(path).metadata
    except Exception as error:
        raise BadValue(f"--data {path}: it is no Parquet file ({' '.join(str(error).split())[:200]}).") from None
    if found.num_rows * found.num_columns > VALUES:
        raise BadValue(
            f"--data {path}: {found.num_rows:,} rows of {found.num_columns} columns are more than compare reads; give "
            f"it a random sample of the rows, say 20,000."
        )


def _library(path: str) -> Any:
    """pandas, or polars where pandas is not installed.

    Raises:
        BadValue: it is installed, and cannot be imported.
        MissingExtra: neither is installed.
    """
    name = next((name for name in ("pandas", "polars") if find_spec(name) is not None), None)
    if name is None:
        raise MissingExtra(f"--data {path}", "table")
    try:
        return import_module(name)
    except ImportError as error:
        raise BadValue(f"--data {path}: {name} is installed but cannot be imported: {error}.") from error


def _check_encoding(path: str) -> None:
    """Whether all of a text file is UTF-8.

    Raises:
        BadValue: it is not, with the first line and byte that are something else, and what to do.
    """
    opened = gzip.open if path.lower().endswith(".gz") else open
    with opened(path, "rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                wide = number == 1 and line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
                near = line[max(0, error.start - 20) : error.start + 20].decode("latin-1").strip()
                what = "it looks like UTF-16" if wide else f"if {near!r} reads well it is latin-1"
                raise BadValue(
                    f"--data {path}: a CSV file must be UTF-8, and line {number} is not (byte {error.start + 1} of the "
                    f"line is 0x{line[error.start]:02x}; {what}). Save the table as UTF-8, as with "
                    f"`iconv -f {'UTF-16' if wide else 'LATIN1'} -t UTF-8 {path} > new.csv`."
                ) from None


def _separator(path: str) -> str:
    """The separator of the first line, whose names must differ.

    Raises:
        BadValue: a name stands twice, or the first line holds numbers.
    """
    opened = gzip.open if path.lower().endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
        first = file.readline(1_000_000)
    separator = max(",;\t|", key=first.count)
    names = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadValue(f"--data {path}: {_quoted(twice)} stands more than once in the first line; rename the columns.")
    if all(_is_number(name) for name in names):
        raise BadValue(f"--data {path}: the first line holds numbers ({first.strip()[:60]}), not the columns' names.")
    return separator


def _quoted(names: list[str]) -> str:
    return ", ".join(repr(name) if name else "an empty name" for name in names[:5])


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _column(series: Any) -> Numbers | Texts:
    """Numbers, dates (as days) and booleans as float64, the rest as texts."""
    kind = str(series.dtype).lower()
    if kind.startswith(("datetime", "date")):
        days = series.to_numpy().astype("datetime64[s]")
        return np.where(np.isnat(days), np.nan, days.astype(np.int64) / 86400.0)
    if kind.startswith(("int", "uint", "float", "double", "decimal")):
        numbers: Numbers = np.array(
            [np.nan if value is None else value for value in series.to_list()], dtype=np.float64
        )
        return numbers
    missing = (series.isna() if hasattr(series, "isna") else series.is_null()).to_list()
    values = [None if gone else str(value) for value, gone in zip(series.to_list(), missing, strict=True)]
    return np.array(values, dtype=np.object_)
