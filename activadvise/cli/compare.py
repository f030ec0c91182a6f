"""`activadvise compare`."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from activadvise.cli.options import Force, Out, completer
from activadvise.live.compare.plan import DATA

Activations = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="ACT...",
        help="Two or more: names of the rule base, or file.py:name.",
        autocompletion=completer("activations"),
    ),
]
Arch = Annotated[
    str | None,
    typer.Option(help="The architecture whose program is trained; mlp.", autocompletion=completer("architectures")),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="FILE:NAME",
        help="Your own: a factory that takes the activation, or a module whose activations are swapped.",
    ),
]
Loaders = Annotated[
    str | None, typer.Option(metavar="FILE:NAME", help="Your own data: a function that gives train, validation, test.")
]
DataOption = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="NAME|FILE",
        help=f"A CSV or Parquet file, or one of the built-in {', '.join(DATA)}; what fits --arch.",
        autocompletion=lambda: list(DATA),
    ),
]
Target = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="The column to predict; COLUMN:regression or COLUMN:classification says how."),
]
Seeds = Annotated[int, typer.Option(help="Trials of each candidate.")]
Steps = Annotated[int | None, typer.Option(help="Optimizer steps of each trial; 300.")]
Epochs = Annotated[int | None, typer.Option(help="Instead of --steps.")]
Rate = Annotated[
    str, typer.Option("--lr", metavar="auto|X", help="Tuned for each candidate on the same grid, or one for all.")
]
Optimizer = Annotated[str, typer.Option(help="adamw, adam or sgd.")]
BatchSize = Annotated[int, typer.Option(help="Samples per step.")]
Init = Annotated[
    str, typer.Option(help="matched (one draw, scaled for each), same (the baseline's for all) or default (PyTorch's).")
]
Metric = Annotated[str, typer.Option(help="What decides on the test data: loss, or accuracy or rmse by the task.")]
Baseline = Annotated[str | None, typer.Option(help="What the others are compared with; the first.")]
Seed = Annotated[int, typer.Option(help="The first seed.")]
Device = Annotated[str, typer.Option(help="cpu, or cuda.")]
Jobs = Annotated[int | None, typer.Option("-j", "--jobs", help="Processes; one for each core.")]
Backend = Annotated[str, typer.Option(help="local, ray or dask.")]
Address = Annotated[str | None, typer.Option(help="Of an existing Ray or Dask cluster.")]
Store = Annotated[
    str | None, typer.Option(metavar="FILE", help="Keep every trial there; the same command goes on where it stopped.")
]
Show = Annotated[str | None, typer.Option(metavar="STORE", help="Print what a store holds.")]
Save = Annotated[
    str | None, typer.Option(metavar="FILE", help="Also write the curves (.png, .svg, .pdf) or a report (.html).")
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", help="rich, plain, markdown or json; csv or parquet for one row per trial."),
]
Sizes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="A size of the program, as in --set hidden=256; repeatable."),
]


def compare(
    activations: Activations = None,
    arch: Arch = None,
    model: Model = None,
    loaders: Loaders = None,
    data: DataOption = None,
    target: Target = None,
    seeds: Seeds = 24,
    steps: Steps = None,
    epochs: Epochs = None,
    lr: Rate = "auto",
    optimizer: Optimizer = "adamw",
    batch_size: BatchSize = 64,
    init: Init = "matched",
    metric: Metric = "loss",
    baseline: Baseline = None,
    seed: Seed = 0,
    device: Device = "cpu",
    jobs: Jobs = None,
    backend: Backend = "local",
    address: Address = None,
    store: Store = None,
    show: Show = None,
    sizes: Sizes = None,
    save: Save = None,
    format: FormatOption = None,
    output: Out = None,
    force: Force = False,
) -> int:
    """Train the same model with each activation under the same conditions, and say which is better, if any.

    Example: activadvise compare relu gelu silu leaky-relu
    """
    from activadvise.cli.comparing import before, number, written
    from activadvise.cli.options import sizes as read_sizes
    from activadvise.cli.printing import talk
    from activadvise.errors import BadValue, MissingExtra

    before(format, output, save, force)
    if show is not None and activations:
        raise BadValue("--show prints what a store holds: it takes no activations.")
    try:
        from activadvise.live.compare import command
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("torch", "scipy", "joblib", "numpy"):
            raise
        raise MissingExtra("compare", "compare") from None
    if show is not None:
        written(command.show(show), format, output, save, force)
        return 0
    try:
        with progress() as told:
            answer = command.compare(
                *(activations or []), jobs=jobs, backend=backend, address=address, store=store, progress=told,
                arch=arch, model=model, loaders=loaders, data=data, target=target, seeds=seeds, steps=steps,
                epochs=epochs, lr=number(lr), optimizer=optimizer, batch_size=batch_size, init=init, metric=metric,
                baseline=baseline, seed=seed, device=device, sizes=read_sizes(sizes),
            )  # fmt: skip
    except KeyboardInterrupt:
        talk(f"activadvise: interrupted before a trial was finished.{again(store)}")
        return 130
    written(answer, format, output, save, force)
    if not answer.partial:
        return 0
    talk(f"activadvise: interrupted, the result is partial.{again(store)}")
    return 130


def again(store: str | None) -> str:
    """How to go on."""
    return f" The same command goes on: {store} keeps what is done." if store else ""


@contextmanager
def progress() -> Iterator[Callable[[int, int, str], None] | None]:
    """A bar with the time left, where stderr is a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def tell(done: int, total: int, what: str) -> None:
            bar.update(task, completed=done, total=total, description=what)

        yield tell
