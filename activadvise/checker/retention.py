"""Which syntax trees stay in memory: those that many files need, and those needed lately."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from activadvise.checker.names import Module

MOST = 2_000_000  # characters of parsed source; a tree takes about 33 bytes for each
KEPT = 1_600_000  # what is left of them when it was more
UNPARSED = 30  # as many characters of text alone take the room of one that is parsed
FADE = 0.98  # a use counts for half after 34 further files


class Retention:
    """Modules that are in memory, each with what it is worth: how many files used it, lately more than long ago.

    A package has a few modules that nearly every file needs; parsing those again and again would cost
    more than everything else, and forgetting the longest unused first drops just them.
    """

    def __init__(self) -> None:
        self.now = 1
        self.held: dict[str, Module] = {}
        self.used: list[Module] = []  # by the file that is being checked
        self._room = 0

    def use(self, module: Module) -> None:
        """Note that the file that is being checked needs a module; once for each file."""
        if module.used != self.now:
            module.worth = 1 + self._worth(module)
            module.used = self.now
            self.held[module.key] = module
            self.used.append(module)

    def tidy(self) -> None:
        """Free the least worth; called between files only, since trees are in use while one is checked."""
        self.now += 1
        for module in self.used:
            self._room -= module.room
            module.room = module.size // (1 if module.parsed else UNPARSED)
            self._room += module.room
        self.used.clear()
        if self._room <= MOST:
            return
        for module in sorted(self.held.values(), key=self._worth):
            self._room -= module.room
            module.room = 0
            del self.held[module.key]
            module.forget()
            if self._room <= KEPT:
                return

    def _worth(self, module: Module) -> float:
        return float(module.worth * FADE ** (self.now - module.used))
