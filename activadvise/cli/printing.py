"""Where text goes: stdout is data, stderr is talk; any encoding, any width."""

from __future__ import annotations

import codecs
import os
import sys
from typing import Any

from activadvise.advise.answers import Answer
from activadvise.errors import BadValue

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
        BadValue: an unknown format, no snippet to print, or a file that would be overwritten.
    """
    if code:
        text = getattr(answer, "code", "")
        if not text:
            raise BadValue("--code: this answer has no snippet.")
    else:
        from activadvise.report import render

        chosen = format or ("rich" if out is None and terminal() else "plain")
        if chosen not in ("rich", "plain", "markdown", "json"):
            raise BadValue(f"--format {chosen}: the formats are rich, plain, markdown and json.")
        color = "NO_COLOR" not in os.environ and (out is None)
        text = render(answer, chosen, color=color)  # type: ignore[arg-type]
    if out is None:
        write(text)
    else:
        save(text, out, force)


def save(text: str, path: str, force: bool) -> None:
    """Write a file; an existing one is kept unless forced.

    Raises:
        BadValue: the file exists, or cannot be written.
    """
    try:
        with open(path, "w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise BadValue(f"-o {path}: the file exists; --force overwrites it.") from None
    except OSError as error:
        raise BadValue(f"-o {path}: {error.strerror}.") from None


def refuse_existing(path: str, force: bool) -> None:
    """Before a long run, not after it.

    Raises:
        BadValue: the file exists, and is not forced.
    """
    if not force and os.path.exists(path):
        raise BadValue(f"-o {path}: the file exists; --force overwrites it.")


def terminal() -> bool:
    """Whether stdout is a terminal that shows colors."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def interactive() -> bool:
    """Whether a question may be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()
