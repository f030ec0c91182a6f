"""The verdict and the advice in words."""

from __future__ import annotations

from collections.abc import Callable

from activadvise.advise.answers import Recommendation
from activadvise.english import counted, listed
from activadvise.live.compare.answer import Advice
from activadvise.live.compare.statistics import ALPHA
from activadvise.live.compare.verdict import Test, Verdict

Named = Callable[[str], str]


def number(value: float) -> str:
    """Three figures."""
    return f"{value:.3g}"


def verdict_text(found: Verdict, metric: str, higher: bool, named: Named) -> str:
    """One sentence that a person can act on, and one on each that loses or diverges."""
    if found.kind == "winner":
        text = _winner(found, metric, higher, named)
    elif found.kind == "too-few-seeds":
        text = (
            f"No verdict: it takes two candidates and two seeds of each to tell a difference from luck; so far "
            f"{named(found.order[0])} is best."
        )
    elif found.kind == "all-diverged":
        text = "No verdict: no candidate ended its training; lower the learning rate, or leave it to --lr auto."
    else:
        text = _no_difference(found, metric, higher, named)
    return " ".join([text, *_losing(found, named), *_diverged(found, named)])


def _winner(found: Verdict, metric: str, higher: bool, named: Named) -> str:
    winner = found.keep
    rivals = [name for name in found.order if name != winner and found.samples[name].mean is not None]
    mean = found.samples[winner].mean
    if not rivals or mean is None:
        return f"{named(winner)} wins: no other candidate ended its training."
    test = found.test(winner, rivals[0])
    gap = abs(test.difference.mean or 0.0)
    other = found.samples[rivals[0]].mean or 0.0
    share = f" ({gap / abs(other):.0%})" if other else ""
    way = "above" if higher else "below"
    next_best = "" if len(found.order) == 2 else "the next best, "
    return (
        f"{named(winner)} wins: its {metric} of {number(abs(mean))} is {number(gap)}{share} {way} that of {next_best}"
        f"{named(rivals[0])} ({_evidence(test, higher)})."
    )


def _evidence(test: Test, higher: bool) -> str:
    """Interval and p of first minus second, as absolute values read."""
    gap = test.difference
    seeds = f"{gap.wins} of {counted(gap.wins + gap.losses, 'seed')}"
    if gap.test == "t" and gap.low is not None and gap.high is not None:
        low, high = sorted((abs(gap.low), abs(gap.high))) if gap.low * gap.high > 0 else (-gap.high, -gap.low)
        return f"95 % interval {number(low)} to {number(high)}, better in {seeds}, {p_text(test.p)}"
    return f"{p_text(test.p)}, test of {gap.test}"


def p_text(p: float) -> str:
    """A p-value as it is read."""
    return "p < 0.001" if p < 0.001 else f"p = {number(p)}"


def _no_difference(found: Verdict, metric: str, higher: bool, named: Named) -> str:
    among = "" if len(found.best) == len(found.order) else f" among {listed([named(n) for n in found.best])}"
    text = f"No clear difference{among} at this budget, keep the cheaper: {named(found.keep)}."
    if found.rival is None:
        return text
    test = found.test(found.rival, found.keep)
    if test.difference.mean is None or test.difference.low is None:
        return text
    return f"{text} {_to_settle(found, test, metric, higher, named)}"


def _to_settle(found: Verdict, test: Test, metric: str, higher: bool, named: Named) -> str:
    """How far apart the two are that remain, and what would decide between them."""
    gap = test.difference
    assert gap.mean is not None and gap.low is not None and gap.high is not None and found.rival is not None
    ahead = gap.mean <= 0
    first, second = (found.rival, found.keep) if ahead else (found.keep, found.rival)
    if gap.mean == 0.0 and gap.deviation == 0.0:
        return f"{named(first)} and {named(second)} gave the very same numbers."
    low, high = sorted((-gap.low, -gap.high) if ahead else (gap.low, gap.high))
    way = "higher" if higher else "lower"
    here = found.samples[found.keep].count
    after = (
        f"about {found.seeds:,} seeds would settle it (these were {here})"
        if found.seeds is not None
        else "no practical number of seeds would settle it"
    )
    return (
        f"On average the {metric} of {named(first)} is {number(abs(gap.mean))} {way} than that of {named(second)} "
        f"(95 % interval {number(low)} to {number(high)}{_though(test, len(found.tests))}); if that is the difference, "
        f"{after}."
    )


def _though(test: Test, pairs: int) -> str:
    """Why an interval that leaves out 0 is no clear difference; empty where it does not."""
    gap = test.difference
    if gap.low is None or gap.high is None or gap.low * gap.high <= 0 or test.p < ALPHA:
        return ""
    corrected = f", corrected for {pairs} pairs," if pairs > 1 else ""
    return f", which leaves out 0; but p{corrected} is {number(test.p)}, and only below {ALPHA:g} is clear"


def no_better(metric: str, fixed: float, what: str) -> str:
    """That no candidate has learned anything.

    Args:
        metric: what decides.
        fixed: what a constant gets.
        what: that constant.
    """
    return (
        f"No better than a constant: predicting {what} gets a {metric} of {number(fixed)}, and no candidate is clearly "
        f"better. "
        f"Before activations matter, something must be learned: other --steps, --lr, model or data."
    )


def _losing(found: Verdict, named: Named) -> list[str]:
    """Who is clearly behind; with two candidates the winner's sentence has said it."""
    text, clean = [], [name for name in found.losers if not found.samples[name].diverged]
    if found.last in clean and len(found.order) > 2:
        text.append(f"{named(found.last)} loses: every other candidate is clearly better.")
        clean.remove(found.last)
    if found.kind == "no-clear-difference":
        text += [
            f"{named(name)} is clearly worse than {listed(list(map(named, found.beaten[name])))}." for name in clean
        ]
    return text


def _diverged(found: Verdict, named: Named) -> list[str]:
    return [
        f"{named(name)} diverged in {sample.diverged} of {counted(sample.count, 'seed')}"
        + (" and is ranked last." if found.samples[found.order[0]].diverged < sample.diverged else ".")
        for name, sample in found.samples.items()
        if sample.diverged
    ]


def advice(said: Recommendation, found: Verdict, ids: dict[str, str], where: str, named: Named) -> Advice:
    """The answer of `recommend` beside the measurement.

    Args:
        said: what `recommend` says for the architecture.
        found: what was measured.
        ids: candidate → id of the rule base, "" for the user's own.
        where: data and budget, in a few words.
        named: candidate → the name that people write.
    """
    pick = said.pick
    known = {rule_id: name for name, rule_id in ids.items() if rule_id}
    opening = f"recommend picks {pick.name} for {said.architecture.name}"
    if found.kind in ("too-few-seeds", "all-diverged"):
        return Advice(pick=pick.id, agrees=None, text=f"{opening}.")
    if pick.id not in known:
        return Advice(pick=pick.id, agrees=None, text=f"{opening}, which was not among the candidates: add {pick.id}.")
    mine = known[pick.id]
    if found.kind == "winner" and found.keep == mine:
        return Advice(pick=pick.id, agrees=True, text=f"{opening}: the measurement agrees.")
    if mine in found.best:
        text = f"{opening}: the measurement does not contradict it, none is clearly better."
        return Advice(pick=pick.id, agrees=True, text=text)
    better = listed([named(name) for name in found.best])
    text = (
        f"{opening}, because {_lower(pick.why)} The measurement disagrees: {better} clearly did better on {where}. The "
        f"advice is {_ground(said.certainty)}; for this model and these data the measurement counts for more."
    )
    return Advice(pick=pick.id, agrees=False, text=text)


def _lower(text: str) -> str:
    text = text if text.endswith(".") else text + "."
    return text[0].lower() + text[1:] if text[1:2].islower() else text


def _ground(certainty: str) -> str:
    grounds = {
        "proven": "proven under conditions that need not hold here",
        "measured": "measured on other models and data",
        "convention": "a convention, little measured",
        "experts-differ": "one on which experts differ",
    }
    return grounds.get(certainty, "not well founded")
