"""Loss calls, sinks and hand-written losses: judged by meaning, gathered by place."""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from torch import Tensor

from activadvise.live.audit import handwritten, places, values
from activadvise.live.audit.places import Place
from activadvise.live.audit.tags import Part, Tag, Tags
from activadvise.meaning import NOTHING, REAL, Judge, Meaning, Verdict

FIRST_CALLS = 6
SAMPLES = 64
TARGETS = ("target", "targets")
TARGET_AT = {"cosine_embedding": 2, "margin_ranking": 2}  # these compare two inputs
DEFAULTS = {"kl_div": {"log_target": False}, "poisson_nll": {"log_input": True}}
POSITIONS = {"poisson_nll": {"log_input": 2}, "kl_div": {"log_target": 5}}
SQUASHED = ("distribution", "probability", "log-distribution", "log-probability")
UNFOLLOWED = "a loss written by hand: what it is made of could not be followed"
LOST = "what the value is: its way through the run could not be followed"


class ByHand(NamedTuple):
    """A kind of hand-written loss: its name, the losses by which value and target are judged, what fits anyway."""

    name: str
    loss: str
    target: str = ""
    fits: frozenset[str] = frozenset()


HAND = {
    "log-likelihood": ByHand("a log-likelihood", "nll", fits=frozenset({"log-probability"})),
    "raw log-likelihood": ByHand("a log-likelihood", "bce"),
    "squared error": ByHand("a squared error", "mse", "mse"),
    "absolute error": ByHand("an absolute error", "l1", "l1"),
    "dice": ByHand("a dice loss", "dice", "bce", handwritten.UNIT),
    "hinge": ByHand("a hinge loss", "multi_margin", "soft_margin"),
    "cross entropy": ByHand("a cross entropy", "cross_entropy"),
    "divergence": ByHand("a KL divergence", "kl_div"),
    "difference": ByHand("a loss on differences", "mse", "mse"),
    "log term": ByHand("a loss on log-probabilities", "nll", fits=handwritten.UNIT | {"log-probability"}),
    "logistic": ByHand("a logistic loss", "bce_with_logits"),
    "score": ByHand("a mean of scores", "wgan"),
    "cosine": ByHand("a cosine distance", "cosine_embedding"),
}
BARE = (
    "whether {0} may be averaged without a log: an overlap or an expected score may, a log-likelihood needs log_softmax"
)


class Site:
    """A place of a loss with one kind of value: how often, and what was decided.

    Attributes:
        inside: the line of an installed package that made the call for the user's.
        classes: size of dim 1, for losses over classes.
        losses: the last values, where they are numbers.
    """

    def __init__(self, loss: str, label: str, place: Place, tag: Tag) -> None:
        self.loss, self.label, self.place, self.tag = loss, label, place, tag
        self.inside: Place | None = None
        self.calls, self.classes = 0, 0
        self.verdict = Verdict("undecided", "")
        self.faults: dict[str, values.Fault] = {}
        self.losses: list[Tensor] = []
        self.options: dict[str, bool] = {}


class Judging:
    """Keeps the sites of a run.

    Attributes:
        sites: by place, loss and what made the value.
        hits: findings of calls that are no losses: (code, place, tag, texts).
    """

    def __init__(self, judge: Judge, tags: Tags) -> None:
        self.judge, self.tags = judge, tags
        self.sites: dict[Any, Site] = {}
        self.hits: dict[Any, tuple[str, Place, Tag, dict[str, Any]]] = {}
        self.calls = 0

    def loss(self, loss: str, args: Any, kwargs: Any, tag: Tag | None, aim: Tag | None, result: Any) -> None:
        """A call of a loss of PyTorch, after it ran; `result` is None if it failed."""
        given = args[0] if args else next(iter(kwargs.values()), None)
        at = TARGET_AT.get(loss, 1)
        target = args[at] if len(args) > at else next((kwargs[n] for n in TARGETS if n in kwargs), None)
        unit = self.judge.vocabulary.base.losses[loss].expects == "probability"
        for part in tag.parts if tag is not None else ():  # the log of raw scores is no log-probability
            tag = part.about if part.kind == "raw log" or (unit and part.kind == "guarded") else tag
        site = self._site(loss, self.judge.vocabulary.loss_label(loss), places.here(), tag or Tag(NOTHING))
        if site.calls <= FIRST_CALLS or result is None:
            site.options = options_of(loss, args, kwargs)
            self._decide(site, given, target, aim, kwargs.get("ignore_index", values.IGNORED))
        if isinstance(result, Tensor):
            self.tags.set(result, Tag(NOTHING, parts=(Part(handwritten.JUDGED, Tag(NOTHING), site.place),)))
            if (
                result.dim() == 0
                and (site.calls <= SAMPLES or site.calls % 16 == 0)
                and values.readable(result) is result
            ):
                site.losses = [*site.losses[-SAMPLES:], result.detach()]

    def _site(self, loss: str, label: str, place: Place, tag: Tag) -> Site:
        self.calls += 1
        made = tag.steps[-1][0] if tag.steps else None
        key = (place, label, tag.meaning.kind, tag.meaning.by, tag.meaning.dim, made)
        site = self.sites.get(key)
        if site is None:
            site = self.sites[key] = Site(loss, label, place, tag)
            site.inside = places.inside()
        site.calls += 1
        return site

    def _decide(self, site: Site, given: Any, target: Any, aim: Tag | None, ignored: int) -> None:
        entry, meaning = self.judge.vocabulary.base.losses[site.loss], site.tag.meaning
        given, target = values.readable(given), values.readable(target)
        for fault in values.faults(entry, site.label, given, target, ignored):
            site.faults.setdefault(fault.code, fault)
        if meaning.kind in ("unknown", "raw", "real") and isinstance(given, Tensor):
            evident = values.evident(entry.expects, given)
            if evident.kind != "unknown":  # whatever the way was by which it came
                meaning, site.tag = evident, Tag(evident)
            if site.calls > 1 and site.tag.meaning.kind == "unknown" and meaning.kind == "unknown":
                site.verdict = Verdict("undecided", LOST)
                return
        meaning = self._placed(site, meaning, given)
        beside = aim.meaning if aim is not None else None
        verdict = self.judge.loss(site.loss, meaning, beside, site.options, torch.is_autocast_enabled())
        if verdict.argument == "target" and aim is not None:
            site.tag, meaning = aim, aim.meaning
        if verdict.kind == "undecided" and meaning.kind == "unknown":
            verdict = Verdict("undecided", LOST)
        self._settle(site, verdict, meaning, target)

    def _settle(self, site: Site, verdict: Verdict, meaning: Meaning, target: Any) -> None:
        """Keep the worst verdict of a site; a bounded output of a regression is judged by the targets."""
        entry = self.judge.vocabulary.base.activations.get(meaning.by)
        regression = self.judge.vocabulary.base.losses[site.loss].expects == "real"
        if regression and not isinstance(target, Tensor) and _only(verdict, "ACT114"):
            verdict = Verdict("undecided", "whether the targets stay in the range of the activation")
        elif regression and isinstance(target, Tensor) and entry:
            fault = values.out_of_reach(site.label, entry, target)
            if fault is None and (verdict.kind == "undecided" or _only(verdict, "ACT114")):
                verdict = Verdict("right", "the targets stay in the range of the activation")
            if fault is not None and verdict.kind == "undecided" and not entry.parameters:  # else its range is open
                site.faults.setdefault(fault.code, fault)
        if site.verdict.kind != "wrong":
            site.verdict, site.tag = verdict, site.tag._replace(meaning=meaning)

    def _placed(self, site: Site, meaning: Meaning, given: Any) -> Meaning:
        """The meaning with the class dim and the number of units, as this tensor has them."""
        if not isinstance(given, Tensor):
            return meaning
        site.classes = given.shape[1] if given.dim() > 1 else given.shape[-1] if given.dim() else 0
        fault = values.wrong_dim(self.judge.vocabulary.base.losses[site.loss], site.label, meaning, given)
        if fault is not None:
            site.faults.setdefault(fault.code, fault)
        over = meaning.dim if meaning.kind in ("distribution", "log-distribution") else None
        if over is not None and given.shape[over] == 1 and given.shape[0] > 1:
            self._hit("ACT116", site.place, site.tag, {"activation": self.judge.vocabulary.label(meaning.by)})
        if given.dim() < 2:
            return meaning._replace(dim=None, ndim=given.dim(), features=None)
        return meaning._replace(ndim=given.dim(), features=given.shape[1] if meaning.kind == "raw" else None)

    def activation(self, name: str, args: Any, kwargs: Any, tag: Tag | None) -> None:
        """An activation of what is activated already."""
        words = self.judge.vocabulary
        bare = (kwargs.get("dim") if "dim" in kwargs or len(args) < 2 else args[1]) is None
        if bare and name in ("softmax", "log_softmax", "softmin"):
            self._hit("ACT124", places.source(), tag or Tag(NOTHING), {"activation": words.label(name)})
        if tag is None or words.kinds.get(name) not in SQUASHED:
            return
        whole = tag.meaning.by in ("softmax", "sigmoid", "softmax2d", "softmin")
        if not whole or tag.meaning.kind not in ("distribution", "probability"):
            return
        if words.kinds[name] == "log-distribution":  # a cross entropy in two steps
            self._by_hand(Part("cross entropy", tag, places.source()))
            return
        texts = {"activation": words.label(name), "earlier": self.judge.describe(tag.meaning)}
        self._hit("ACT127", places.source(), tag, texts)

    def sink(self, full: str, args: Any, kwargs: Any) -> None:
        """A sampler or a distribution that expects a meaning; positions count without self."""
        for code, sink in self.judge.vocabulary.sinks.get(full, ()):
            position = sink.position if sink.position is not None else len(args)
            value = kwargs.get(sink.argument, args[position] if position < len(args) else None)
            tag = self.tags.get(value)
            if tag is not None and self.judge.sink(code, sink.expects, tag.meaning) is not None:
                described = self.judge.describe(tag.meaning)
                texts = {"loss": sink.name, "value": described, "argument": sink.argument}
                self._hit(code, places.here(), tag, texts)

    def backward(self, tag: Tag | None) -> None:
        """What is written by hand is judged where its gradient is asked for."""
        whole = handwritten.whole(tag)
        for part in whole:
            if part.kind != handwritten.JUDGED:
                self._by_hand(part)
        if whole:
            return
        made = handwritten.made_of(tag)
        if made is not None and made.kind in handwritten.LASTING:
            self._by_hand(made)
            return
        place, about = (made.place, made.about) if made is not None else (places.here(), Tag(NOTHING))
        site = self._site("custom", "a loss written by hand", place, about)
        bare = made is not None and made.about.meaning.kind in handwritten.UNIT | REAL
        why = BARE.format(self.judge.describe(made.about.meaning)) if made is not None and bare else UNFOLLOWED
        site.verdict = Verdict("undecided", why)

    def _by_hand(self, part: Part) -> None:
        hand, meaning = HAND[part.kind], part.about.meaning._replace(features=None)
        if any(place == part.place for _, place in self.hits):  # inside Categorical(logits=p), which is blamed itself
            return
        site = self._site(hand.loss, f"{hand.name} written by hand", part.place, part.about)
        if site.calls > FIRST_CALLS:
            return
        target = values.readable(part.target)
        if hand.target:
            losses = self.judge.vocabulary.base.losses
            for fault in values.by_hand(losses[hand.target], site.label, part.shapes, target):
                site.faults.setdefault(fault.code, fault)
        if meaning.kind in hand.fits:
            site.verdict = Verdict("right", f"{site.label}: {self.judge.describe(meaning)}")
            return
        over_batch = meaning.dim == 0 and (meaning.ndim or 1) > 1 and part.kind != "cross entropy"
        meaning = meaning._replace(dim=0 if over_batch else None)  # written by hand, classes may stand on any other dim
        self._settle(site, self.judge.loss(hand.loss, meaning), meaning, target)

    def _hit(self, code: str, place: Place, tag: Tag, texts: dict[str, Any]) -> None:
        self.hits.setdefault((code, place), (code, place, tag, texts))


def _only(verdict: Verdict, code: str) -> bool:
    return verdict.kind == "wrong" and verdict.checks[0].id == code


def options_of(loss: str, args: Any, kwargs: Any) -> dict[str, bool]:
    """The options that change what a loss expects, defaults included."""
    found = dict(DEFAULTS.get(loss, {}))
    for name, position in POSITIONS.get(loss, {}).items():
        value = kwargs.get(name, args[position] if len(args) > position else found[name])
        found[name] = bool(value)
    return found
