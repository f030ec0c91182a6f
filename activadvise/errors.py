"""Errors a user can cause. Each is one plain paragraph: what, where, what to do next."""

from __future__ import annotations

from activadvise.english import listed


class ActivadviseError(Exception):
    """Base of all errors that are reported without a traceback; the exit code is 2."""


class UnknownName(ActivadviseError):
    """A name that the rule base does not know.

    Attributes:
        kind: what was looked for ("architecture").
        name: what the user wrote.
        nearest: names that are close, best first.
        several: the words fit several entries, so that it is known but not clear.
    """

    def __init__(self, kind: str, name: str, nearest: list[str], hint: str = "", several: bool = False) -> None:
        self.kind, self.name, self.nearest = kind, name, nearest
        near = f" Did you mean {listed(nearest, 'or')}?" if nearest else ""
        what = f"{name!r} could be more than one {kind}" if several and len(nearest) > 1 else f"unknown {kind} {name!r}"
        super().__init__(f"{what}.{near}{' ' + hint if hint else ''}")


class BadValue(ActivadviseError):
    """An option whose value does not fit, or options that contradict each other."""


class BrokenRules(ActivadviseError):
    """A rule file that cannot be used.

    Attributes:
        problems: one "file:line:col: what is wrong" each.
    """

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class BadFormula(ActivadviseError):
    """A formula that is not in the formula language."""


class MissingExtra(ActivadviseError):
    """A part of activadvise that needs a package which is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs a package that is not installed: run `pip install 'activadvise[{extra}]'`.")
