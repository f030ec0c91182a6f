"""Words, a number, an error message or a traceback → causes, checks, fixes."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from activadvise.advise.answers import CauseAdvice, Diagnosis, SymptomAdvice
from activadvise.advise.cite import cited
from activadvise.errors import BadValue, UnknownName
from activadvise.formula import parse
from activadvise.rulebase.base import RuleBase
from activadvise.rulebase.names import by_words, nearest
from activadvise.rulebase.records import NumberSign, Symptom

SHOWN = 3
ERROR_SCORE, NUMBER_SCORE = 100.0, 8.0
LONGEST = 200_000


class Evidence(msgspec.Struct, frozen=True):
    """Why a symptom is suspected, and how strongly."""

    id: str
    score: float
    because: str


def diagnose(text: str, query: dict[str, Any], base: RuleBase) -> Diagnosis:
    """The recognized symptoms, most likely first, at most three.

    Raises:
        BadValue: an empty text.
        UnknownName: nothing in the text is known; with the nearest symptoms.
    """
    text = text[-LONGEST:].strip()
    if not text:
        raise BadValue("diagnose: nothing was said; describe what you see, or pipe the error message to `diagnose -`.")
    evidence = _evidence(text, base)
    if not evidence:
        near = nearest(base.symptoms, text) or [name for name, _ in _by_any_word(text, base)[:3]]
        hint = "Say what you see (loss, units, error message); `activadvise list symptoms` shows what is known."
        raise UnknownName("symptom", text[:60], near, hint)
    best = evidence[0].score
    kept = [found for found in evidence if found.score >= 0.5 * best][:SHOWN]
    return Diagnosis(query=query, symptoms=[_advice(found, base) for found in kept])


def _evidence(text: str, base: RuleBase) -> list[Evidence]:
    """Error messages outweigh numbers, numbers outweigh words."""
    words = dict(_by_any_word(text, base))
    found = []
    for symptom in base.symptoms.values():
        message, number = _error(symptom, text), _number(symptom, text)
        score = words.get(symptom.id, 0.0)
        reason = "your words"
        if number:
            score, reason = score + NUMBER_SCORE, number
        if message:
            score, reason = score + ERROR_SCORE + len(message), f"the message «{message}»"
        if score:
            found.append(Evidence(symptom.id, score, reason))
    strong = [one for one in found if one.because != "your words"]
    clear = {name for name, _ in by_words(base.symptoms, text)}
    kept = strong or [one for one in found if one.id in clear] or _standing_out(found)
    return sorted(kept, key=lambda one: -one.score)


def _standing_out(found: list[Evidence]) -> list[Evidence]:
    """In a long text most words say nothing: the best entry must clearly lead the rest."""
    ranked = sorted(found, key=lambda one: -one.score)
    if len(ranked) < 2:
        return ranked if ranked and ranked[0].score >= 4.0 else []
    return ranked[:1] if ranked[0].score >= max(4.0, 1.3 * ranked[1].score) else []


def _by_any_word(text: str, base: RuleBase) -> list[tuple[str, float]]:
    return by_words(base.symptoms, text, least=0.0)


def _error(symptom: Symptom, text: str) -> str | None:
    for pattern in symptom.errors:
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            return found[0][:100]
    return None


def _number(symptom: Symptom, text: str) -> str | None:
    """A number of the text that equals a telling constant to the digits that were written."""
    for written in re.findall(r"(?<![\w.])-?\d+\.\d{2,}", text):
        for sign in symptom.numbers:
            found = _meaning(sign, written)
            if found:
                return found
    return None


def _meaning(sign: NumberSign, written: str) -> str | None:
    value, digits = float(written), len(written.partition(".")[2])
    tolerance = max(0.6 * 10.0**-digits, 2e-3 * abs(value) if digits <= 3 else 0.0)
    classes = range(sign.classes[0], sign.classes[1] + 1) if sign.classes else [0]
    for count in classes:
        exact = parse(sign.value, {"C": float(count)}).value(0.0)
        if abs(exact - value) <= tolerance:
            for_c = f" with C = {count}" if sign.classes else ""
            return f"{written} is {sign.value}{for_c}: {sign.means}"
    return None


def _advice(found: Evidence, base: RuleBase) -> SymptomAdvice:
    symptom = base.symptoms[found.id]
    return SymptomAdvice(
        id=symptom.id,
        name=symptom.name,
        summary=symptom.summary,
        because=found.because,
        causes=[
            CauseAdvice(what=cause.what, why=cause.why, check=cause.check, fixes=cause.fixes)
            for cause in symptom.causes
        ],
        notes=symptom.notes,
        certainty=symptom.certainty,
        sources=cited(base, symptom.sources),
    )
