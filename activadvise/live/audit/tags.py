"""What tensors mean: a weak identity map that forgets a tag when its tensor is written into."""

from __future__ import annotations

import weakref
from typing import Any, NamedTuple

from torch import Tensor

from activadvise.live.audit.places import Place
from activadvise.meaning import Meaning

LONGEST = 6


class Part(NamedTuple):
    """Part of a loss written by hand, or a whole one.

    Attributes:
        kind: what it is by now: one of the kinds of `handwritten`.
        about: the tag of the value that the loss is about.
        place: where it became what it is.
        target: what the value is compared with.
        shapes: of value, target and result, where they were put together.
    """

    kind: str
    about: Tag
    place: Place
    target: Tensor | None = None
    shapes: tuple[tuple[int, ...], ...] = ()


class Tag(NamedTuple):
    """What one tensor holds, and how it came to be.

    Attributes:
        meaning: what it holds; `dim` counts from 0 here, for `raw` it is the dim of the units.
        steps: the user's lines that made it, oldest first, each with what happened there.
        direct: an activation right behind a weight layer, with nothing in between.
        parts: what of a hand-written loss is in it.
    """

    meaning: Meaning
    steps: tuple[tuple[Place, str], ...] = ()
    direct: bool = False
    parts: tuple[Part, ...] = ()

    def then(self, meaning: Meaning, place: Place, what: str) -> Tag:
        """The tag after one more step."""
        return Tag(meaning, (*self.steps[-LONGEST:], (place, what)))


class Tags:
    """Tensor → tag, by identity; a tensor that was written into since has none."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[weakref.ref[Tensor], int, Tag]] = {}

    def get(self, value: Any) -> Tag | None:
        """The tag of a tensor, None if it has none or was overwritten."""
        held = self._held.get(id(value))
        if held is None or held[0]() is not value:
            return None
        return held[2] if held[1] == version(value) else None

    def set(self, value: Tensor, tag: Tag) -> None:
        """Tag a tensor as it is now; under inference_mode there is no version, and so no tag."""
        number = version(value)
        if number is None:
            return
        key, held = id(value), self._held

        def forget(reference: Any) -> None:
            entry = held.get(key)
            if entry is not None and entry[0] is reference:
                del held[key]

        held[key] = (weakref.ref(value, forget), number, tag)

    def __len__(self) -> int:
        return len(self._held)


def version(value: Any) -> int | None:
    """How often a tensor was written into; None where torch does not count."""
    try:
        number: int = value._version
        return number
    except (RuntimeError, AttributeError):
        return None
