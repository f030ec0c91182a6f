"""Loss calls, sinks and hand-written losses: judged by meaning, gathered by place."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from activadvise.live.audit import places, values
from activadvise.live.audit.places import Place
from activadvise.live.audit.tags import Tag, Tags
from activadvise.meaning import NOTHING, Judge, Meaning, Verdict

FIRST_CALLS = 6
SAMPLES = 64
TARGETS = ("target", "targets")
TARGET_AT = {"cosine_embedding": 2, "margin_ranking": 2}  # these compare two inputs
DEFAULTS = {"kl_div": {"log_target": False}, "poisson_nll": {"log_input": True}}
POSITIONS = {"poisson_nll": {"log_input": 2}, "kl_div": {"log_target": 5}}
HAND = {"log-likelihood": "nll", "log of raw": "bce", "squared difference": "mse"}


class Site:
    """A place of a loss with one kind of value: how often, and what was decided."""

    def __init__(self, loss: str, place: Place, tag: Tag, by_hand: bool = False) -> None:
        self.loss, self.place, self.tag, self.by_hand = loss, place, tag, by_hand
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
        """A call of a loss of PyTorch, after it ran."""
        place = places.here()
        given = args[0] if args else next(iter(kwargs.values()), None)
        at = TARGET_AT.get(loss, 1)
        target = args[at] if len(args) > at else next((kwargs[n] for n in TARGETS if n in kwargs), None)
        site = self._site(loss, place, tag or Tag(NOTHING))
        if site.calls <= FIRST_CALLS:
            self._decide(site, given, target, aim, options_of(loss, args, kwargs))
        if isinstance(result, Tensor) and result.dim() == 0 and (site.calls <= SAMPLES or site.calls % 16 == 0):
            site.losses = [*site.losses[-SAMPLES:], result.detach()]

    def _site(self, loss: str, place: Place, tag: Tag, by_hand: bool = False) -> Site:
        self.calls += 1
        made = tag.steps[-1][0] if tag.steps else None
        key = (place, loss, tag.meaning.kind, tag.meaning.by, tag.meaning.dim, made)
        site = self.sites.get(key)
        if site is None:
            site = self.sites[key] = Site(loss, place, tag, by_hand)
        site.calls += 1
        return site

    def _decide(self, site: Site, given: Any, target: Any, aim: Tag | None, options: dict[str, bool]) -> None:
        entry, meaning = self.judge.vocabulary.base.losses[site.loss], site.tag.meaning
        label = self.judge.vocabulary.loss_label(site.loss)
        site.options = options
        given, target = values.readable(given), values.readable(target)
        for fault in values.faults(site.loss, label, given, target):
            site.faults.setdefault(fault.code, fault)
        if meaning.kind in ("unknown", "raw", "real") and isinstance(given, Tensor):
            evident = values.evident(entry.expects, given)
            meaning = evident if evident.kind != "unknown" else meaning
            if site.calls > 1 and site.tag.meaning.kind == "unknown" and meaning.kind == "unknown":
                site.verdict = Verdict("undecided", "what the value is: its way through the run could not be followed")
                return
        meaning = self._placed(site, meaning, given, label)
        verdict = self.judge.loss(site.loss, meaning, aim.meaning if aim is not None else None, options)
        if verdict.kind == "wrong" and verdict.checks[0].id == "ACT114" and not self._beyond(meaning, target):
            verdict = Verdict("right", "the targets stay in the range of the activation")
        if verdict.kind == "undecided" and meaning.kind == "unknown":
            verdict = Verdict("undecided", "what the value is: its way through the run could not be followed")
        if site.verdict.kind != "wrong":
            site.verdict, site.tag = verdict, site.tag._replace(meaning=meaning)

    def _placed(self, site: Site, meaning: Meaning, given: Any, label: str) -> Meaning:
        """The meaning with the class dim and the number of units, as this tensor has them."""
        if not isinstance(given, Tensor):
            return meaning
        classes = given.shape[1] if given.dim() > 1 else given.shape[-1] if given.dim() else 0
        site.classes = classes
        fault = values.wrong_dim(label, meaning, given) if site.loss == "cross_entropy" else None
        if fault is not None:
            site.faults.setdefault(fault.code, fault)
        over = meaning.dim if meaning.kind in ("distribution", "log-distribution") else None
        if over is not None and given.shape[over] == 1 and given.shape[0] > 1:
            self._hit("ACT116", site.tag, {"activation": self.judge.vocabulary.label(meaning.by)})
        if given.dim() < 2:
            return meaning._replace(dim=None, ndim=given.dim())
        return meaning._replace(ndim=given.dim(), features=given.shape[1] if meaning.kind == "raw" else None)

    def _beyond(self, meaning: Meaning, target: Any) -> bool:
        """Whether targets lie outside the range of the activation."""
        entry = self.judge.vocabulary.base.activations.get(meaning.by)
        if entry is None or entry.range is None or not isinstance(target, Tensor) or not target.numel():
            return False
        low, high = float(target.min()), float(target.max())
        return low < entry.range.low - values.CLOSE or high > entry.range.high + values.CLOSE

    def activation(self, name: str, args: Any, kwargs: Any, tag: Tag | None) -> None:
        """An activation of what is activated already."""
        words = self.judge.vocabulary
        bare = (kwargs.get("dim") if "dim" in kwargs or len(args) < 2 else args[1]) is None
        if bare and name in ("softmax", "log_softmax", "softmin"):
            self._hit("ACT124", tag or Tag(NOTHING), {"activation": words.label(name)})
        if tag is None or words.kinds.get(name) not in ("distribution", "probability", "log-distribution"):
            return
        whole = tag.meaning.by in ("softmax", "sigmoid", "softmax2d", "softmin")
        if not whole or tag.meaning.kind not in ("distribution", "probability"):
            return
        if words.kinds[name] == "log-distribution":  # a cross entropy in two steps
            self._by_hand("cross_entropy", tag)
            return
        texts = {"activation": words.label(name), "earlier": self.judge.describe(tag.meaning)}
        self._hit("ACT127", tag, texts)

    def sink(self, full: str, args: Any, kwargs: Any) -> None:
        """A sampler that expects a meaning."""
        for code, sink in self.judge.vocabulary.sinks.get(full, ()):
            position = sink.position if sink.position is not None else len(args)
            value = kwargs.get(sink.argument, args[position] if position < len(args) else None)
            tag = self.tags.get(value)
            if tag is not None and self.judge.sink(code, sink.expects, tag.meaning) is not None:
                described = self.judge.describe(tag.meaning)
                self._hit(code, tag, {"loss": sink.name, "value": described, "argument": sink.argument})

    def backward(self, tag: Tag | None) -> None:
        """A hand-written loss, judged where its gradient is asked for."""
        if tag is not None and tag.term in HAND:
            self._by_hand(HAND[tag.term], tag)

    def _by_hand(self, loss: str, tag: Tag) -> None:
        site = self._site(loss, places.here(), tag, by_hand=True)
        if tag.term == "log of raw":
            tag = tag._replace(meaning=Meaning("raw", tag.steps[-1][1].split()[0] if tag.steps else ""))
        label = "a loss written by hand"
        if tag.term == "squared difference":
            texts = {"input": "[B, 1]", "target": "[B]", "wide": "[B, B]"}
            site.faults["ACT501"] = values.Fault("ACT501", {"loss": label, **texts})
            return
        meaning = tag.meaning
        if loss == "nll" and meaning.kind == "log-probability":
            site.verdict = Verdict("right", f"{label}: {self.judge.describe(meaning)}")
            return
        site.verdict = self.judge.loss(loss, meaning)
        site.tag = tag._replace(meaning=meaning)

    def _hit(self, code: str, tag: Tag, texts: dict[str, Any]) -> None:
        place = places.here()
        self.hits.setdefault((code, place), (code, place, tag, texts))


def options_of(loss: str, args: Any, kwargs: Any) -> dict[str, bool]:
    """The options that change what a loss expects, defaults included."""
    found = dict(DEFAULTS.get(loss, {}))
    for name, position in POSITIONS.get(loss, {}).items():
        value = kwargs.get(name, args[position] if len(args) > position else found[name])
        found[name] = bool(value)
    return found
