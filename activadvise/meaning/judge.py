"""The judgement: a value against what a loss expects, by the conditions of rules/checks."""

from __future__ import annotations

from typing import Literal, NamedTuple

from activadvise.meaning.value import REAL, Meaning
from activadvise.meaning.vocabulary import Vocabulary
from activadvise.rulebase.records import Check, Loss, Mismatch

# What satisfies an expectation. Anything that no check calls wrong and that is not here
# stays undecided.
ACCEPTS: dict[str, frozenset[str]] = {
    "class-logits": frozenset({"raw", "real", "log-distribution", "negative-distance"}),
    "logits": REAL,
    "probability": frozenset({"probability", "distribution"}),
    "distribution": frozenset({"distribution"}),
    "log-distribution": frozenset({"log-distribution"}),
    "real": REAL,
    "scores": frozenset({"raw", "real", "distance", "negative-distance"}),
    "log-rate": REAL,
    "rate": frozenset({"positive", "non-negative"}),
    "positive": frozenset({"positive"}),
    "mean-variance": REAL,
    "features": frozenset({"raw", "real", "bounded", "clipped", "non-negative", "positive"}),
    "embedding": frozenset({"raw", "real", "bounded"}),  # of any length, normalized or not
}

# Values that a regression loss may compare with others of their kind: no target lies out of their reach.
BOUNDED = frozenset({"bounded", "probability", "distribution", "non-negative", "positive"})


class Verdict(NamedTuple):
    """wrong, right or undecided; why; for wrong also the checks, the worst first."""

    kind: Literal["wrong", "right", "undecided"]
    why: str
    checks: tuple[Check, ...] = ()
    argument: str = "input"


class Judge:
    """Judges calls of losses.

    >>> judge.loss("cross_entropy", Meaning("distribution", "softmax", dim=1)).kind
    'wrong'
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.checks = [check for _, check in sorted(vocabulary.base.checks.items()) if check.matches]

    def loss(
        self,
        loss: str,
        given: Meaning,
        target: Meaning | None = None,
        options: dict[str, bool] | None = None,
        autocast: bool = False,
    ) -> Verdict:
        """The verdict on `loss(given, target)`; `options` are those of the loss that are known."""
        entry = self.vocabulary.base.losses[loss]
        expects = expectation(entry, options or {})
        hits: list[tuple[Check, str]] = []
        for check in self.checks:
            if check.sinks:
                continue
            for match in check.matches:
                value = given if match.argument == "input" else target
                if value is not None and _holds(match, entry.id, entry.expects, value, options or {}, autocast):
                    hits.append((check, match.argument))
                    break
        wrong = sorted((h for h in hits), key=lambda h: ("error", "warning", "hint").index(h[0].severity))
        if any(check.severity != "hint" for check, _ in wrong):
            return Verdict("wrong", wrong[0][0].why, tuple(c for c, _ in wrong), wrong[0][1])
        right = self._right(entry, expects, given, target)
        if wrong:
            return Verdict("right", right or wrong[0][0].why, tuple(c for c, _ in wrong))
        if right:
            return Verdict("right", right)
        return Verdict("undecided", f"whether {self.describe(given)} fits {self.vocabulary.loss_label(loss)}")

    def sink(self, code: str, expects: str, given: Meaning) -> Check | None:
        """The check with this code, if `given` does not fit a call that expects `expects`."""
        check = self.vocabulary.base.checks[code]
        for match in check.matches:
            if expects in match.expects and given.kind in match.given:
                return check
        return None

    def _right(self, entry: Loss, expects: str, given: Meaning, target: Meaning | None) -> str:
        if expects == "real" and target is not None and given.kind in BOUNDED and given[:2] == target[:2]:
            return (
                f"{self.vocabulary.loss_label(entry.id)} compares {self.describe(given)} with values of the same kind"
            )
        if given.kind not in ACCEPTS.get(expects, frozenset()):
            return ""
        wanted = entry.expects_text.split(";")[0]
        text = f"{self.vocabulary.loss_label(entry.id)} expects {wanted}; it gets {self.describe(given)}"
        if target is not None and target.kind != "unknown" and entry.id == "kl_div":
            text += f", and {self.describe(target)} as the target"
        return text

    def describe(self, given: Meaning) -> str:
        """ "the output of Linear", "softmax probabilities"…"""
        by = self.vocabulary.label(given.by)
        if given.kind == "raw":
            return f"the raw output of {by}" if by else "raw scores"
        if given.kind in ("probability", "distribution"):
            return f"{by} probabilities" if by else "probabilities"
        if given.kind.startswith("log-"):
            return f"log-probabilities ({by})" if by else "log-probabilities"
        return f"the output of {by}" if by else f"a value that is {given.kind}"


def expectation(entry: Loss, options: dict[str, bool]) -> str:
    """What the loss expects, options considered."""
    if entry.expects == "log-rate" and options.get("log_input") is False:
        return "rate"
    return entry.expects


def _holds(match: Mismatch, loss: str, expects: str, value: Meaning, options: dict[str, bool], autocast: bool) -> bool:
    if match.losses and loss not in match.losses:
        return False
    if match.expects and expects not in match.expects:
        return False
    if value.kind not in match.given or (match.by and value.by not in match.by):
        return False
    if any(options.get(name) is not wanted for name, wanted in match.options.items()):
        return False
    if match.features is not None and value.features != match.features:
        return False
    if match.under == "autocast" and not autocast:
        return False
    return match.dim is None or match.dim == dim_role(value)


def dim_role(value: Meaning) -> str:
    """Whether a distribution is over the batch, the classes (dim 1), or another dim."""
    if value.dim is None:
        return "unknown" if value.dim_given else "none"
    if value.ndim == 1:
        return "class"
    if value.dim == 0 or (value.ndim is not None and value.dim == -value.ndim):
        return "batch"
    if value.dim == 1 or (value.ndim is not None and value.dim == 1 - value.ndim):
        return "class"
    return "other" if value.dim >= 2 or (value.ndim is not None and value.ndim > 2) else "unknown"
