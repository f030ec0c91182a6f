"""Options that several commands share, completion of names, house rules."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from activadvise.errors import BadValue, BrokenRules


def completer(kind: str) -> Callable[[str], list[str]]:
    """Completion of the ids of a kind in bash, zsh and fish."""

    def complete(incomplete: str) -> list[str]:
        from activadvise.rulebase import load

        names = load().entries(kind)
        return [name for name in names if name.startswith(incomplete.lower())]

    return complete


def modifier_completer(option: str) -> Callable[[str], list[str]]:
    """Completion of the values of a modifier option."""

    def complete(incomplete: str) -> list[str]:
        return [value for value in _values(option) if value.startswith(incomplete.lower())]

    return complete


def _values(option: str) -> list[str]:
    from activadvise.rulebase import load

    base = load()
    if option == "norm":
        return list(base.norms)
    return [m.id for m in base.modifiers.values() if m.option == option]


def values(option: str) -> str:
    """The values of a modifier option for its help; read only when help is asked for."""
    if not {"-h", "--help"} & set(sys.argv):
        return ""
    try:
        return ": " + ", ".join(_values(option))
    except BrokenRules:
        return ""  # help must work in an installation whose rules are broken


Format = Annotated[
    str | None,
    typer.Option("--format", help="rich, plain, markdown or json; rich on a terminal, plain elsewhere.",
                 autocompletion=lambda: ["rich", "plain", "markdown", "json"]),
]  # fmt: skip
Code = Annotated[bool, typer.Option("--code", help="Print the snippet alone, ready for `> model.py`.")]
Out = Annotated[
    str | None, typer.Option("-o", "--output", metavar="FILE", help="Write to a file what stdout would show.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite existing files.")]
Rules = Annotated[
    list[str] | None,
    typer.Option(
        "--rules", metavar="PATH", help="House rules, file or folder, merged over the built-in ones; repeatable."
    ),
]
Sizes = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="A size of the snippet, as in --set hidden=256; repeatable."),
]
Goal = Annotated[
    str | None, typer.Option(help=f"What matters most{values('goal')}.", autocompletion=modifier_completer("goal"))
]
Deploy = Annotated[
    str | None, typer.Option(help=f"Where it will run{values('deploy')}.", autocompletion=modifier_completer("deploy"))
]
Norm = Annotated[
    str | None, typer.Option(help=f"Normalization{values('norm')}.", autocompletion=modifier_completer("norm"))
]
Scale = Annotated[
    str | None,
    typer.Option(help=f"Size of model and data{values('scale')}.", autocompletion=modifier_completer("scale")),
]
Depth = Annotated[int | None, typer.Option(help="Number of layers.")]


def sizes(given: list[str] | None) -> dict[str, int]:
    """["hidden=256"] → {"hidden": 256}.

    Raises:
        BadValue: something else than NAME=WHOLE NUMBER.
    """
    found = {}
    for text in given or []:
        name, equals, value = text.partition("=")
        if not equals or not value.strip().isdecimal():
            raise BadValue(f"--set {text}: write NAME=NUMBER with a whole number, as in --set hidden=256.")
        found[name.strip()] = int(value)
    return found


def house_rules(given: list[str] | None) -> list[str]:
    """The paths of --rules after those of the nearest pyproject.toml.

    Raises:
        BadValue: pyproject.toml cannot be read, or its entry is not a list of paths.
    """
    return [*_configured(), *(given or [])]


def _configured() -> list[str]:
    folder = os.getcwd()
    while True:
        path = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(path):
            return _rules_of(path)
        parent = os.path.dirname(folder)
        if parent == folder:
            return []
        folder = parent


def _rules_of(path: str) -> list[str]:
    with open(path, "rb") as file:
        content = file.read()
    if b"tool.activadvise" not in content:
        return []
    try:
        import tomllib
    except ImportError:  # Python 3.10
        import tomli as tomllib  # type: ignore[import-not-found,no-redef,unused-ignore]
    try:
        table: dict[str, Any] = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadValue(f"{path}: not valid TOML: {error}.") from None
    found = table.get("tool", {}).get("activadvise", {}).get("rules", [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise BadValue(f'{path}: [tool.activadvise] rules must be a list of paths, as in rules = ["house.yaml"].')
    return [os.path.join(os.path.dirname(path), item) for item in found]
