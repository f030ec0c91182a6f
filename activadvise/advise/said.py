"""What a phrase says of the targets beside the task: its bounds, its classes, a rare class, a sign.

"regression between 0 and 100" is the task "regression" under --range 0 100.
"""

from __future__ import annotations

import re

import msgspec

from activadvise.rulebase.records import Task

NUMBER = r"[-+\u2212]?\d+(?:\.\d+)?"
PAIRS = [
    rf"[\[(]\s*({NUMBER})\s*[,;]\s*({NUMBER})\s*[\])]",
    rf"\bbetween\s+({NUMBER})\s*%?\s+and\s+({NUMBER})(?![\w.])",
    rf"(?:\bfrom\s+)?(?<![\w.])({NUMBER})\s*%?\s*(?:to|\.\.+|\u2026|\u2013)\s*({NUMBER})(?![\w.])",
    r"(?<![\w.-])(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)(?![\w.-])",
]
CLASSES = r"\b(\d+)[\s-]+(?:classes|class|categories|labels|tags|levels|grades)\b"
RARE = r"\b(?:class\s+)?(?:im|un)balanced?\b|\brare(?:ly)?\b|\b\d+(?:\.\d+)?\s*%\s+(?:positives?|of\s+the\s+samples)\b"
POSITIVE = r"\b(?:only\s+)?(?:positive|non-?\s?negative)(?:\s+only)?\b|(?:\babove|\bgreater\s+than|>)\s*(?:zero|0)\b"


class Said(msgspec.Struct, frozen=True):
    """What options would say, as far as the phrase holds it, and the phrase without it."""

    rest: str
    range: tuple[float, float] | None = None
    classes: int | None = None
    imbalanced: bool = False
    positive: bool = False


def said(text: str) -> Said:
    """Read a phrase such as "fraud detection, 0.1% positives" or "output in [-1, 1]"."""
    bounds, rest = _bounds(text)
    count = re.search(CLASSES, text, re.IGNORECASE)
    rare, positive = (re.search(words, text, re.IGNORECASE) is not None for words in (RARE, POSITIVE))
    for words in (CLASSES, RARE, POSITIVE):
        rest = re.sub(words, " ", rest, flags=re.IGNORECASE)
    return Said(" ".join(rest.split()), bounds, int(count[1]) if count else None, rare, positive)


def _bounds(text: str) -> tuple[tuple[float, float] | None, str]:
    """Two numbers in rising order that are written as an interval, and the text without them."""
    for pair in PAIRS:
        found = re.search(pair, text, re.IGNORECASE)
        if found:
            low, high = (float(number.replace("\u2212", "-")) for number in found.groups())
            if low < high:
                return (low, high), text[: found.start()] + " " + text[found.end() :]
    return None, text


def told(found: Said, task: Task) -> Said:
    """Only what the task has a rule for: phrases hold more words than matter. Classes are a size of the program."""
    conditions = [variant.when for variant in task.variants]
    return Said(
        found.rest,
        found.range if any(when.range is not None for when in conditions) else None,
        found.classes,
        found.imbalanced and any(when.imbalanced for when in conditions),
        found.positive and any(when.positive for when in conditions),
    )


def options(found: Said) -> str:
    """As it would be typed: " with --range 0 1 --imbalanced"; empty for nothing."""
    words = [] if found.range is None else [f"--range {found.range[0]:g} {found.range[1]:g}"]
    words += [] if found.classes is None else [f"--classes {found.classes}"]
    words += [f"--{name}" for name in ("imbalanced", "positive") if getattr(found, name)]
    return f" with {' '.join(words)}" if words else ""
