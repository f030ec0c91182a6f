"""What the command `compare` and `activadvise.compare` do: options read, trials run, the answer drawn."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from activadvise.errors import ActivadviseError
from activadvise.live.compare import run
from activadvise.live.compare.answer import Comparison
from activadvise.live.compare.concluding import conclude
from activadvise.live.compare.data import load
from activadvise.live.compare.model import builder
from activadvise.live.compare.plan import Setup
from activadvise.live.compare.run import Progress
from activadvise.live.compare.setup import Options, setup_of


def compare(
    *activations: str,
    jobs: int | None = None,
    backend: str = "local",
    address: str | None = None,
    store: str | os.PathLike[str] | None = None,
    progress: Progress | None = None,
    **options: Any,
) -> Comparison:
    """Train candidates under the same conditions, and tell which is better, if any.

    Args:
        activations: two or more: names of the rule base, or `file.py:name`.
        jobs: trials run by so many processes; by default one for each core.
        backend: "local", "ray" or "dask"; the numbers are the same.
        address: of an existing cluster.
        store: SQLite file that keeps every finished trial; the same call goes on where it stopped. Without one, a
            file in the user's cache folder does so until the comparison is finished.
        progress: called with units done, units in all, and what goes on.
        options: the fields of `setup.Options`: arch, model, loaders, data, target, seeds, steps, epochs, lr,
            optimizer, batch_size, init, metric, baseline, seed, device, sizes.

    Raises:
        UnknownName, BadValue, MissingExtra: as the command says.
        KeyboardInterrupt: it was interrupted before a reported trial was finished; later, the answer is partial.
    """
    setup, data = setup_of(activations, Options(**options))
    query = {"activations": list(activations), **options}
    notes = _tried(setup)
    path = _unfinished(setup) if store is None else Path(store)
    raw = run.compare(setup, store=path, jobs=jobs, backend=backend, address=address, progress=progress)
    if store is None and not raw.unfinished:
        path.unlink(missing_ok=True)
    if raw.unfinished and not any(outcome.phase == "final" for outcome in raw.outcomes):
        raise KeyboardInterrupt
    return conclude(raw, data, query, notes)


def _unfinished(setup: Setup) -> Path:
    """Where a comparison without a store of its own is kept until it is finished."""
    name = f"{setup.name()}.sqlite"
    folder = user_cache_path("activadvise", appauthor=False) / "compare"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:  # a home that cannot be written: then it cannot be resumed either
        folder = Path(tempfile.mkdtemp(prefix="activadvise-"))
    return folder / name


def _tried(setup: Setup) -> list[str]:
    """Build every candidate's model once, so that what cannot be built is told at once; what was changed for it."""
    return [note for name in setup.candidates if (note := builder(setup, name).note)]


def show(store: str) -> Comparison:
    """A comparison from its store, finished or not.

    Raises:
        BadValue: no store, or nothing finished in it.
    """
    raw = run.show(store)
    data, notes = None, []
    try:
        data, notes = load(raw.setup), _tried(raw.setup)
    except ActivadviseError as error:  # the user's files may be gone; the numbers are in the store
        notes = [f"Not all can be told any more: {error}"]
    return conclude(raw, data, {"show": store}, notes)
