"""Answers → blocks, in the order a reader needs them."""

from __future__ import annotations

from functools import singledispatch

from activadvise.advise.answers import (
    Answer,
    Cited,
    Diagnosis,
    Fired,
    Initialization,
    Output,
    PublishedModel,
    Recommendation,
    Table,
)
from activadvise.advise.explanations import Explanation, Explanations
from activadvise.report.blocks import Block, Bullets, Code, Drawing, Fields, Grid, Text, Title

CERTAINTY = {
    "proven": "proven: follows from the mathematics",
    "measured": "measured: numbers in the sources",
    "convention": "convention: what works for most, little measured",
    "experts-differ": "experts differ: see the notes",
    "unknown": "not known",
}


@singledispatch
def page(answer: Answer) -> list[Block]:
    """The blocks of an answer."""
    raise TypeError(f"no page for {type(answer).__name__}")


@page.register
def _recommendation(answer: Recommendation) -> list[Block]:
    blocks: list[Block] = [
        Title(f"{answer.architecture.name}: {answer.pick.name}"),
        *_understood(answer),
        _bullets("Published under this name", [(m.model, _published(m)) for m in answer.models]),
        Fields(_pick_rows(answer)),
        *_fired(answer.fired),
        *_asked(answer),
        _bullets("Which one exactly?", [(f"{s.name}: {s.pick}", s.note) for s in answer.split]),
        _bullets("Alternatives", [(a.name, f"{a.when}. {_sentence(a.why)}") for a in answer.alternatives]),
        _bullets("Avoid", [(a.name, a.why) for a in answer.avoid]),
        _bullets("Do not change", [(f.what, f.why) for f in answer.fixed]),
        Fields(_around_rows(answer)),
        _bullets("Notes", [("", note) for note in answer.notes]),
    ]
    if answer.output:
        blocks += _chain_blocks(answer.output)
    blocks += [*_closing(answer.certainty, answer.sources), Code("Code", answer.code)]
    return _filled(blocks)


def _published(model: PublishedModel) -> str:
    year = f", {model.year}" if model.year else ""
    return f"{model.activation}, norm {model.norm} ({model.library}{year})"


def _pick_rows(answer: Recommendation) -> list[tuple[str, str]]:
    pick = answer.pick
    rows = [("Pick", f"{pick.name}   {pick.torch or '(the code below defines it)'}"), ("Why", pick.why)]
    if pick.when:
        rows.append(("When", pick.when))
    if answer.practice:
        rows.append(("In use", answer.practice.statement))
    return rows


def _around_rows(answer: Recommendation) -> list[tuple[str, str]]:
    rows = [
        ("Init", f"{answer.init.name}: {answer.init.note}"),
        ("Norm", f"{answer.norm.name}: {answer.norm.where}"),
        ("Test it", answer.compare),
    ]
    return [row for row in rows if row[1]]


def _asked(answer: Recommendation) -> list[Block]:
    asked = answer.asked
    if asked is None:
        return []
    return [
        Fields(
            [
                ("You asked", f"{asked.name}   {asked.torch or '(the code below defines it)'}"),
                ("Verdict", asked.verdict),
            ]
        ),
        _bullets("Speaks for it", [("", reason) for reason in asked.speaks_for]),
        _bullets("Speaks against it", [("", reason) for reason in asked.speaks_against]),
    ]


@page.register
def _output(answer: Output) -> list[Block]:
    blocks = [
        Title(f"{answer.task.name}: {answer.layer}"),
        *_understood(answer),
        *_chain_blocks(answer),
        *_closing(answer.certainty, answer.sources),
        Code("Code", answer.code),
    ]
    return _filled(blocks)


def _chain_blocks(answer: Output) -> list[Block]:
    target = answer.target
    return [
        *_fired(answer.fired),
        Fields(
            [
                ("Final layer", answer.layer),
                ("forward", answer.forward),
                ("Loss", f"{answer.loss[0].torch}   ({answer.loss[0].when})"),
                ("Target", f"{target.dtype}, {target.shape}: {target.values}"),
                ("Inference", answer.inference),
                ("Decision", answer.decision),
            ]
        ),
        _bullets("Other losses", [(loss.torch, loss.when) for loss in answer.loss[1:]]),
        _bullets("Common mistakes", [(m.what, _shows(m.shows, m.number)) for m in answer.mistakes]),
        _bullets("Notes", [("", note) for note in answer.notes]),
    ]


def _shows(shows: str, number: str | None) -> str:
    told = number is None or number.split()[0][:5] in shows
    return shows if told else f"{_sentence(shows)} The number: {number}."


@page.register
def _initialization(answer: Initialization) -> list[Block]:
    gain = answer.gain
    rows = [
        ("Call", answer.init.call),
        ("Formula", answer.formula),
        ("Gain", "" if answer.critical else f"{gain.value:.6g} ({gain.origin})" if gain else "none for this function"),
        ("The call uses", answer.call_gain),
        ("Critical pair", answer.critical.text if answer.critical else ""),
        ("When", answer.when),
        ("PyTorch default", answer.pytorch_default),
        ("calculate_gain", answer.calculate_gain),
    ]
    blocks = [
        Title(f"Init for {answer.activation.name}: {answer.init.name}"),
        *_understood(answer),
        Fields([row for row in rows if row[1]]),
        _bullets("Notes", [("", note) for note in [answer.init.note, *answer.notes]]),
        *_closing(answer.certainty, answer.sources),
        Code("Code", answer.code),
    ]
    return _filled(blocks)


@page.register
def _diagnosis(answer: Diagnosis) -> list[Block]:
    blocks: list[Block] = []
    for symptom in answer.symptoms:
        blocks += [
            Title(symptom.name),
            Fields([("Because of", symptom.because), ("What it is", symptom.summary)]),
        ]
        for number, cause in enumerate(symptom.causes, 1):
            blocks.append(
                Bullets(
                    f"Cause {number}: {cause.what}",
                    [
                        ("", cause.why),
                        ("Check", cause.check),
                        *((f"Fix {i}", fix) for i, fix in enumerate(cause.fixes, 1)),
                    ],
                )
            )
        blocks += [
            _bullets("Notes", [("", note) for note in symptom.notes]),
            *_closing(symptom.certainty, symptom.sources),
        ]
    return _filled(blocks)


@page.register
def _explanations(answer: Explanations) -> list[Block]:
    blocks = [block for entry in answer.entries for block in _explained(entry)]
    if len(answer.entries) > len(answer.query.get("names", [])):
        choices = ", ".join(f"{entry.kind}:{entry.id}" for entry in answer.entries)
        blocks.append(Text(f"The name is in several kinds; ask for one with {choices}."))
    return _filled(blocks)


def _explained(entry: Explanation) -> list[Block]:
    return [
        Title(f"{entry.name} ({entry.kind} {entry.id})" if entry.id != entry.name else f"{entry.name} ({entry.kind})"),
        Text(entry.summary),
        *([Drawing(entry.plot)] if entry.plot else []),
        Fields([(fact.label, fact.text) for fact in entry.facts]),
        *(_bullets(group.title, [("", item) for item in group.items]) for group in entry.groups),
        _bullets("Notes", [("", note) for note in entry.notes]),
        Fields([("Also called", ", ".join(entry.aliases))] if entry.aliases else []),
        *_closing(entry.certainty or "", entry.sources),
    ]


@page.register
def _table(answer: Table) -> list[Block]:
    rows = [[row[column] for column in answer.columns] for row in answer.rows]
    blocks: list[Block] = [Title(answer.title), Grid(answer.columns, rows)]
    if answer.hint:
        blocks.append(Text(answer.hint))
    return blocks


def _understood(answer: Answer) -> list[Block]:
    return [Text(f"Understood {text}.") for text in answer.understood]


def _fired(fired: list[Fired]) -> list[Block]:
    items = []
    for rule in fired:
        option = f"--{rule.option} {rule.value}".strip()
        changes = f" ({rule.changes})" if rule.changes else ""
        items.append((f"{option}{changes}", rule.why))
    return [_bullets("Because of your options", items)]


def _closing(certainty: str, sources: list[Cited]) -> list[Block]:
    blocks: list[Block] = []
    if certainty:
        blocks.append(Fields([("How sure", CERTAINTY[certainty])]))
    blocks.append(_bullets("Sources", [("", source_line(source)) for source in sources]))
    return blocks


def source_line(source: Cited) -> str:
    """Title, year, place and address in one line."""
    year = f" ({source.year})" if source.year else ""
    place = f", {source.place}" if source.place else ""
    url = f" {source.url}" if source.url else f" [{source.id}]"
    return f"{source.title}{year}{place}.{url}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else text + "."


def _bullets(title: str, items: list[tuple[str, str]]) -> Block:
    return Bullets(title, items)


def _filled(blocks: list[Block]) -> list[Block]:
    """Without blocks that have nothing to say."""
    return [block for block in blocks if any(block[-1:])]
