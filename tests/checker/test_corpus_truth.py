"""The labels of the checker's corpora, judged by running each program in PyTorch."""

from __future__ import annotations

import ast
import hashlib

import pytest
import torch
import yaml

from tests.checker.corpus_truth import HERE, Program, parse_header, programs, run, unlabelled, unproven

ALL = [*programs("programs"), *programs("exam")]
# Correct programs in which a value looks wrong to the predicate: why the predicate does not apply.
EXEMPT = {
    "programs/good/info_nce_written_out": "exponentials of cosines over a temperature are never above e ** (1 / t)",
    "programs/good/focal_softmax_weight": "focal weights times log-probabilities are no log-distribution",
}


def _severities() -> dict[str, str]:
    out: dict[str, str] = {}
    for path in (HERE.parents[1] / "rules" / "checks").glob("*.yaml"):
        out |= {code: check["severity"] for code, check in yaml.safe_load(path.read_text("utf-8"))["checks"].items()}
    return out


@pytest.mark.parametrize("program", ALL, ids=lambda p: p.name)
def test_label_is_true(program: Program) -> None:
    headers = {file: parse_header(file.read_text(encoding="utf-8")) for file in program.files}
    assert any(h.expect for h in headers.values()) is program.bad
    torch.set_num_threads(1)
    outcome = run(program)
    raises = {h.raises for h in headers.values()} - {None}
    assert type(outcome.error).__name__ == (raises.pop() if raises else "NoneType"), outcome.error
    assert unproven(program, outcome) == []
    if program.name not in EXEMPT:
        assert unlabelled(program, outcome) == []


def test_headers_name_known_checks_and_lines() -> None:
    severity = _severities()
    for program in ALL:
        for file in program.files:
            text = file.read_text(encoding="utf-8")
            header = parse_header(text)
            count = len(text.splitlines())
            for expected in (*header.expect, *header.allow):
                assert severity[expected.code] in ("error", "warning"), file
                assert all(3 <= n <= count for n in expected.lines), file


def test_no_two_programs_have_the_same_structure() -> None:
    shapes: dict[str, str] = {}
    for program in ALL:
        shape = "|".join(ast.dump(ast.parse(f.read_text(encoding="utf-8"))) for f in program.files)
        assert shape not in shapes, (program.name, shapes[shape])
        shapes[shape] = program.name


@pytest.mark.parametrize(("corpus", "least"), [("programs", 130), ("exam", 50)])
def test_sizes(corpus: str, least: int) -> None:
    found = programs(corpus)
    assert sum(p.bad for p in found) >= least
    assert sum(not p.bad for p in found) >= least


@pytest.mark.parametrize("exam", ["exam", "exam2", "exam3"])
def test_exam_is_frozen(exam: str) -> None:
    """The examinations were written before any output of the checker; their files must not change."""
    lines = (HERE / exam / "FROZEN.sha256").read_text(encoding="utf-8").splitlines()
    want = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    have = {
        f.relative_to(HERE / exam).as_posix(): hashlib.sha256(f.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for f in (HERE / exam).rglob("*.py")
    }
    assert have == want
