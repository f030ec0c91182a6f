"""Where text goes: stdout is data, stderr is talk; any encoding, any width."""

from __future__ import annotations

import codecs
import os
import sys
from collections.abc import Sequence
from typing import Any

from activadvise.advise.answers import Answer
from activadvise.errors import BadValue

FORMATS = ("rich", "plain", "markdown", "json")
ASCII = {
    "→": "->", "≤": "<=", "≥": ">=", "√": "sqrt ", "σ": "sigma", "Φ": "Phi", "φ": "phi", "λ": "lambda", "α": "alpha",
    "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "μ": "mu", "π": "pi", "τ": "tau", "ω": "omega", "χ": "chi",
    "∞": "inf", "∈": "in", "≈": "~", "≠": "!=", "−": "-", "–": "-", "—": "-", "·": "*", "×": "x", "²": "^2", "³": "^3",
    "±": "+/-", "«": '"', "»": '"', "…": "...", "•": "*", "′": "'", "∥": "||", "Σ": "sum", "¹": "^1", "₀": "0",
    "₁": "1", "₂": "2", "‖": "||", "∑": "sum", "⊙": "*", "“": '"', "”": '"', "’": "'", "½": "1/2", "⁻": "^-", "ᵀ": "^T",
}  # fmt: skip


def _spell_out(error: UnicodeError) -> tuple[str, int]:
    """Characters that the terminal cannot show are spelled out ("→" as "->")."""
    assert isinstance(error, UnicodeEncodeError)
    bad = error.object[error.start : error.end]
    return "".join(ASCII.get(char) or _braille(char) for char in bad), error.end


def _braille(char: str) -> str:
    """Dots of a picture become stars; anything else a question mark."""
    if not "\u2800" <= char <= "\u28ff":
        return "?"
    return " " if char == "\u2800" else "*"


codecs.register_error("activadvise", _spell_out)


def write(text: str) -> None:
    """Text to stdout in its encoding."""
    _to(sys.stdout, text)


def talk(text: str) -> None:
    """A line to stderr."""
    _to(sys.stderr, text + "\n")


def _to(stream: Any, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "activadvise").decode(encoding))
    stream.flush()


def show(answer: Answer, format: str | None, code: bool, out: str | None, force: bool) -> None:
    """Print an answer, or write it to a file.

    Raises:
        BadValue: an unknown format, no snippet to print, or a file that cannot be written.
    """
    if code:
        text = getattr(answer, "code", "")
        if not text:
            raise BadValue("--code: this answer has no snippet.")
    else:
        from activadvise.report import render

        refuse_format(format, FORMATS)
        chosen = format or ("rich" if out is None and terminal() else "plain")
        color = "NO_COLOR" not in os.environ and (out is None)
        text = render(answer, chosen, color=color)  # type: ignore[arg-type]
    if out is None:
        write(text)
    else:
        save(text, out, force)


def save(text: str, path: str, force: bool, option: str = "-o") -> None:
    """Write the file of an option; an existing one is kept unless forced.

    Raises:
        BadValue: the file exists, or cannot be written.
    """
    _refuse_place(option, path, force)
    try:
        with open(path, "w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as error:
        raise BadValue(f"{option} {path}: {error.strerror}.") from None


def refuse_path(option: str, path: str | None, force: bool) -> None:
    """What could not be written is refused before the work is done, and before code of the user's runs.

    Args:
        option: that named the path.
        path: of the file; None where the option is not given.
        force: whether an existing file is overwritten.

    Raises:
        BadValue: the file exists, it is a folder, or the folder that it would be in is missing or not ours to write in.
    """
    if path is None:
        return
    _refuse_place(option, path, force)
    try:
        _probe(path)
    except OSError as error:
        raise BadValue(f"{option} {path}: {error.strerror}.") from None


def _refuse_place(option: str, path: str, force: bool) -> None:
    folder = os.path.dirname(path) or "."
    if os.path.isdir(path):
        raise BadValue(f"{option} {path}: it is a folder; name a file.")
    if not os.path.isdir(folder):
        raise BadValue(f"{option} {path}: there is no folder {folder}.")
    if os.path.exists(path) and not force:
        raise BadValue(f"{option} {path}: the file exists; --force overwrites it.")


def _probe(path: str) -> None:
    """Open the file, or one without a name beside where it will be: permission bits alone do not tell."""
    from tempfile import TemporaryFile

    with open(path, "r+b") if os.path.exists(path) else TemporaryFile(dir=os.path.dirname(path) or "."):
        pass


def refuse_format(given: str | None, known: Sequence[str]) -> None:
    """Before the work, as above.

    Raises:
        BadValue: a value of --format that the command does not know.
    """
    if given is not None and given not in known:
        raise BadValue(f"--format {given}: the formats are {', '.join(known[:-1])} and {known[-1]}.")


def terminal() -> bool:
    """Whether stdout is a terminal that shows colors."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def interactive() -> bool:
    """Whether a question may be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()
