"""How findings look to programs: JSON, GitHub, GitLab, SARIF 2.1.0, JUnit."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec

from activadvise.checker.checking import Report
from activadvise.meaning.findings import Finding, LossCall
from activadvise.report.findings import path_of, shown
from activadvise.rulebase import RuleBase

SCHEMA_VERSION = 1
HOME = "https://github.com/activadvise/activadvise"
GITHUB = {"error": "error", "warning": "warning", "hint": "notice"}
GITLAB = {"error": "major", "warning": "minor", "hint": "info"}
SARIF = {"error": "error", "warning": "warning", "hint": "note"}


class Verdicts(msgspec.Struct):
    """How many loss calls got which verdict."""

    wrong: int
    right: int
    undecided: int


class Summary(msgspec.Struct):
    """The counts of a check."""

    files: int
    findings: int
    error: int
    warning: int
    hint: int
    fixed: int
    suppressed: int
    verdicts: Verdicts


class CheckAnswer(msgspec.Struct):
    """The JSON of `check`."""

    schema_version: int
    summary: Summary
    findings: list[Finding]
    calls: list[LossCall]
    problems: list[str]
    notes: list[str]


def answer(report: Report) -> CheckAnswer:
    """The report as the stable JSON shape, paths relative to the working folder."""
    severities = Counter(f.severity for f in report.findings)
    verdicts = Counter(c.verdict for c in report.calls)
    summary = Summary(
        report.files, len(report.findings), severities["error"], severities["warning"], severities["hint"],
        report.fixed, report.suppressed, Verdicts(verdicts["wrong"], verdicts["right"], verdicts["undecided"]),
    )  # fmt: skip
    calls = [msgspec.structs.replace(c, file=shown(c.file)) for c in report.calls]
    return CheckAnswer(
        SCHEMA_VERSION, summary, [_relative(f) for f in report.findings], calls, report.problems, report.notes
    )


def _relative(finding: Finding) -> Finding:
    flow = [msgspec.structs.replace(step, file=shown(step.file)) for step in finding.flow]
    return msgspec.structs.replace(finding, file=shown(finding.file), flow=flow)


def _json(report: Report, base: RuleBase) -> str:
    return msgspec.json.format(msgspec.json.encode(answer(report)), indent=2).decode() + "\n"


def _github(report: Report, base: RuleBase) -> str:
    return "".join(_annotation(finding) for finding in report.findings)


def _annotation(finding: Finding) -> str:
    place = (
        f"file={_property(shown(finding.file))},line={finding.line},col={finding.column},"
        f"endLine={finding.end_line},endColumn={finding.end_column}"
    )
    text = f"{path_of(finding)}:{finding.line}:{finding.column}: {finding.code} {finding.message}"
    return f"::{GITHUB[finding.severity]} title=activadvise ({finding.code}),{place}::{_message(text)}\n"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")


def fingerprints(findings: list[Finding]) -> list[str]:
    """A name for each finding that survives moved lines: code, file, message, and its number."""
    seen: Counter[str] = Counter()
    result = []
    for finding in findings:
        key = f"{finding.code}:{shown(finding.file)}:{finding.cell}:{finding.message}"
        seen[key] += 1
        result.append(hashlib.sha256(f"{key}:{seen[key]}".encode()).hexdigest()[:32])
    return result


def _gitlab(report: Report, base: RuleBase) -> str:
    rows = [
        {
            "check_name": f.code, "description": f"{f.code}: {f.message}", "fingerprint": name,
            "severity": GITLAB[f.severity],
            "location": {
                "path": shown(f.file),
                "positions": {
                    "begin": {"line": f.line, "column": f.column}, "end": {"line": f.end_line, "column": f.end_column}
                },
            },
        }
        for f, name in zip(report.findings, fingerprints(report.findings), strict=True)
    ]  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n"


def _sarif(report: Report, base: RuleBase) -> str:
    codes = sorted({finding.code for finding in report.findings})
    names = fingerprints(report.findings)
    driver = {
        "name": "activadvise", "version": _version(), "informationUri": HOME, "rules": [_rule(c, base) for c in codes],
    }  # fmt: skip
    run = {
        "tool": {"driver": driver}, "columnKind": "unicodeCodePoints",
        "results": [_result(f, codes.index(f.code), n) for f, n in zip(report.findings, names, strict=True)],
    }  # fmt: skip
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=2).decode() + "\n"


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("activadvise")
    except PackageNotFoundError:  # a bare checkout
        return "0"


def _rule(code: str, base: RuleBase) -> dict[str, Any]:
    check = base.checks.get(code)
    if check is None:
        return {"id": code, "shortDescription": {"text": code}}
    return {
        "id": code, "name": check.name, "shortDescription": {"text": check.name},
        "fullDescription": {"text": check.summary},
        "help": {"text": f"{check.why}\n\nFix: {check.fix}"},
        "defaultConfiguration": {"level": SARIF[check.severity]},
    }  # fmt: skip


def _result(finding: Finding, index: int, name: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code, "ruleIndex": index, "level": SARIF[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding.file, finding.line, finding.column, finding.end_line, finding.end_column)],
        "partialFingerprints": {"activadvise/v1": name},
    }  # fmt: skip
    if finding.flow:
        steps = [{"location": {**_location(s.file, s.line), "message": {"text": s.what}}} for s in finding.flow]
        result["codeFlows"] = [{"threadFlows": [{"locations": steps}]}]
    return result


def _location(file: str, line: int, column: int = 1, end_line: int = 0, end_column: int = 0) -> dict[str, Any]:
    from urllib.parse import quote

    region: dict[str, int] = {"startLine": line, "startColumn": column}
    if end_line:
        region |= {"endLine": end_line, "endColumn": end_column}
    return {"physicalLocation": {"artifactLocation": {"uri": quote(shown(file))}, "region": region}}


def _junit(report: Report, base: RuleBase) -> str:
    rows = [
        f"    <testcase name={quoteattr(f'{f.code} {path_of(f)}:{f.line}')} classname={quoteattr(shown(f.file))}"
        f' line="{f.line}">\n      <failure type={quoteattr(f.severity)} message={quoteattr(f.message)}>'
        f"{escape(f'{path_of(f)}:{f.line}:{f.column}: {f.code} {f.message}')}</failure>\n    </testcase>\n"
        for f in report.findings
    ]
    if not rows:
        rows = ['    <testcase name="activadvise" classname="activadvise"/>\n']
    count = len(report.findings)
    head = f'<testsuite name="activadvise" tests="{len(rows)}" failures="{count}" errors="0">'
    body = "".join(rows)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<testsuites>\n  {head}\n{body}  </testsuite>\n</testsuites>\n'


RENDER: dict[str, Callable[[Report, RuleBase], str]] = {
    "json": _json, "github": _github, "gitlab": _gitlab, "sarif": _sarif, "junit": _junit,
}  # fmt: skip
