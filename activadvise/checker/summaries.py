"""What functions returned for what they got: a call of the same function for the same values is not followed twice.

Two objects that were made from the same class with the same arguments are the same for this, so that a
model which ten others hold is read once. That ends for an object as soon as it is changed after it was made.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from activadvise.checker.values import Class, Const, External, Function, Instance, Tensor, Union, Unknown, Value

if TYPE_CHECKING:
    from activadvise.checker.run import Frame, Run

FLAGS = (bool, int, float, str, type(None))
Options = dict[str, Value]


class Summaries:
    """The results of calls during the check of one file."""

    def __init__(self) -> None:
        self.known: dict[Hashable, Value] = {}
        self.changes = 0
        self._numbers: dict[Hashable, int] = {}
        self._kept: list[Any] = []
        self._alike = True
        self._asked: set[Value] = set()

    def clear(self) -> None:
        """Begin a new file."""
        self.known.clear()
        self._numbers.clear()
        self._kept.clear()
        self._alike = True

    def key(self, function: Function, args: list[Value], options: Options, run: Run, caller: Frame | None) -> Hashable:
        """What a call's result depends on; its parts stay alive, for their ids are in it."""
        self._kept.append((function, args, options))
        self._asked = {question[0] for question in run.assumed}  # of these it matters which unknown value it is
        autocast = run.autocast if caller is None else caller.autocast
        circumstances = (run.deep, run.quiet > 0, autocast, frozenset(run.assumed.items()))
        named = [(name, self._of(value)) for name, value in options.items()]
        return (id(function.node), id(function.closure), circumstances, *map(self._of, args), *named)

    def made(self, instance: Instance) -> None:
        """Give an object the number of those made alike."""
        self._kept.append(instance)
        named = [(name, self._of(value)) for name, value in instance.options.items()]
        what = (id(instance.cls.node), *map(self._of, instance.args), *named)
        instance.number = self._numbers.setdefault(what, len(self._numbers))

    def changed(self, instance: Instance, outside: bool, building: bool) -> None:
        """An attribute was set after an object was made.

        Args:
            outside: by other code than its own methods; what its methods return may change.
            building: while an object that holds it is made, as happens to all of that kind.
        """
        self.changes += 1
        if outside and (instance.number is None or not building):
            self.known.clear()
        self._alike = self._alike and (building or not outside)
        instance.number = None

    def _of(self, value: Value) -> Hashable:
        if isinstance(value, Unknown):
            return ("?", id(value) if value in self._asked else None if value.hint is None else id(value.hint[1]))
        if isinstance(value, Tensor):
            made = (id(value.last), id(value.linear), id(value.behind), id(value.mean_of))
            return (value.meaning, id(value.flow), *made)
        if isinstance(value, Const):
            return (type(value.value), value.value) if isinstance(value.value, FLAGS) else id(value)
        if isinstance(value, Instance) and value.number is not None and self._alike and not value.building:
            asked = self._asked and not self._asked.isdisjoint(value.attributes.values())
            return id(value) if asked else ("made", value.number)
        if isinstance(value, Union):
            return tuple(map(self._of, value.options))
        if isinstance(value, External):
            return value.name
        if isinstance(value, Class):
            return id(value.node)
        if isinstance(value, Function):
            return (id(value.node), id(value.closure), self._of(value.self) if value.self is not None else None)
        return id(value)
