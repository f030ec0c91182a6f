"""Every claim of the five source documents, asked of the advisor."""

from __future__ import annotations

import json
import shlex
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

import activadvise
from activadvise.errors import UnknownName
from activadvise.formula import parse
from activadvise.report import render
from activadvise.rulebase import load
from tests.cli.running import invoke
from tests.documents import (
    claims_activation_guide,
    claims_activation_notes,
    claims_ai_atlas,
    claims_deep_article,
    claims_deep_catalogue,
    claims_formulas,
    claims_selection_guide,
)
from tests.documents.asking import Claim, Has, Number, Written, answer_to, cited_in, data_of, found_at, text_of

CLAIMS: list[Claim] = [
    *claims_selection_guide.CLAIMS,
    *claims_activation_notes.CLAIMS,
    *claims_activation_guide.CLAIMS,
    *claims_ai_atlas.CLAIMS,
    *claims_deep_article.CLAIMS,
    *claims_deep_catalogue.CLAIMS,
]
BASE = load()


def mismatch(found: object, expected: object) -> str | None:
    """Why a value is not what a claim expects; None if it is."""
    if isinstance(expected, Has):
        whole = " ".join(found.split()) if isinstance(found, str) else found
        inside = isinstance(whole, (str, list)) and expected in whole
        return None if inside else f"{expected!r} is not in {found!r}"
    same = found == pytest.approx(expected, rel=1e-4) if isinstance(expected, float) else found == expected
    return None if same else f"{found!r} is not {expected!r}"


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_claim(claim: Claim) -> None:
    wrong = [
        f"{path}: {why}" for path, value in claim.fields.items() if (why := mismatch(found_at(claim.ask, path), value))
    ]
    said = text_of(claim.ask)
    wrong += [f"not said: {fragment}" for fragment in claim.text if fragment not in said]
    assert wrong == [], f"activadvise {claim.ask}"


@pytest.mark.parametrize("claim", [c for c in CLAIMS if c.rule != "agrees"], ids=lambda claim: claim.id)
def test_what_we_change_names_the_document(claim: Claim) -> None:
    """Whoever reads a corrected claim finds the document it came from among the sources, and in the text."""
    assert claim.document in cited_in(data_of(claim.ask)), f"activadvise {claim.ask}"
    assert BASE.sources[claim.document].title in text_of(claim.ask)
    assert claim.text or claim.fields


@pytest.mark.parametrize("ask", sorted({claim.ask for claim in CLAIMS}))
def test_the_question_is_a_command(ask: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What the claims ask in Python can be typed, and answers the same."""
    result = invoke(capsys, *shlex.split(ask), "--format", "json")
    assert result.code == 0, result.err
    answers = [json.loads(result.out), json.loads(render(answer_to(ask), "json"))]
    for answer in answers:
        answer.pop("query")
    assert answers[0] == answers[1]


@pytest.mark.parametrize("number", claims_formulas.NUMBERS, ids=lambda n: f"{n.document}-{n.function}-{n.x}")
def test_number(number: Number) -> None:
    """A printed number is the engine's, to the digits that were printed."""
    name, slope = number.function.rstrip("'"), number.function.endswith("'")
    entry = BASE.activations.get(name)
    formula = parse(entry.formula or "", entry.parameters) if entry else parse(number.function, {})
    value = formula.derivative(number.x) if slope else formula.value(number.x)
    digits, _, exponent = number.printed.partition("e")
    unit = 10.0 ** (int(exponent or 0) - len(digits.partition(".")[2]))
    assert value == pytest.approx(float(number.printed), abs=0.5 * unit, rel=0)


@pytest.mark.parametrize("written", claims_formulas.WRITTEN, ids=lambda w: f"{w.document}-{w.activation}-{w.what}")
def test_formula(written: Written) -> None:
    """The formula of a document and that of the rule base are one function."""
    entry = BASE.activations[written.activation]
    ours = parse((entry.formula if written.what == "value" else entry.derivative) or "", entry.parameters)
    theirs = parse(written.formula, entry.parameters)
    for step in range(-60, 61):
        x = step / 10 + 0.003
        assert theirs.value(x) == pytest.approx(ours.value(x), rel=1e-9, abs=written.tolerance), x


def test_linear_layers_collapse() -> None:
    """activation-notes, Why Nonlinearity Matters: W₃(W₂(W₁x)) is one linear map, with a ReLU between it is not."""
    relu = parse(BASE.activations["relu"].formula or "", {})
    assert relu.value(-1.0) + relu.value(1.0) != relu.value(0.0)
    identity = parse(BASE.activations["identity"].formula or "", {})
    assert identity.value(-1.0) + identity.value(1.0) == identity.value(0.0)


def test_softmax_sums_to_one() -> None:
    """activation-guide and ai-atlas: softmax of (2.0, 1.0, 0.1)."""
    parts = [n for n in claims_formulas.NUMBERS if n.document == "ai-atlas" and n.function.startswith("exp(x)")]
    values = [parse(part.function, {}).value(part.x) for part in parts]
    assert len(values) == 3
    assert sum(values) == pytest.approx(1.0)


@pytest.mark.parametrize(("last", "loss", "code"), claims_formulas.PROGRAMS)
def test_program(last: str, loss: str, code: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Tables that pair an output with a loss, and the exercises that ask to verify the pair."""
    path = tmp_path / "train.py"
    path.write_text(claims_formulas.PROGRAM.format(last=last, loss=loss), encoding="utf-8")
    result = invoke(capsys, "check", str(path))
    assert result.code == (1 if code else 0), result.out
    assert code is None or code in result.out


@pytest.mark.parametrize("model", ["random forest", "SVM"])
def test_classical_models_have_no_activation(model: str) -> None:
    """ai-atlas, When not to use: the concept does not apply to classical machine learning."""
    with pytest.raises(UnknownName):
        activadvise.recommend(model)


def test_every_document_is_covered() -> None:
    count = Counter(claim.document for claim in CLAIMS)
    documents = {name for name, source in BASE.sources.items() if source.kind == "document"}
    assert set(count) == documents
    assert min(count.values()) >= 40, count


def test_claims_are_told_apart() -> None:
    assert repeated(claim.id for claim in CLAIMS) == []


def repeated(names: Iterable[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
