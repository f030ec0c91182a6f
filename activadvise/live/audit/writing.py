"""From sites and hits to findings and judged calls, with the texts of the rule base."""

from __future__ import annotations

from typing import Any

from activadvise.english import counted
from activadvise.live.audit import values
from activadvise.live.audit.answer import AuditReport, Call, shown
from activadvise.live.audit.judging import Judging, Site
from activadvise.live.audit.places import Place
from activadvise.live.audit.tags import Tag
from activadvise.meaning import Judge, Meaning
from activadvise.meaning.findings import Finding, Fix, Step
from activadvise.rulebase.records import Check

ORDER = ("wrong", "undecided", "right")


class _Texts(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def write(judging: Judging, report: AuditReport) -> None:
    """Fill the report."""
    judge, findings = judging.judge, dict[Any, Finding]()
    for site in judging.sites.values():
        known = judge.vocabulary.base.losses.get(site.loss)
        still = values.standing(known, site.label, site.classes, site.losses) if known is not None else None
        if still is not None:
            site.faults.setdefault(still.code, still)
        for finding in _of_site(judge, site):
            findings.setdefault((finding.code, finding.file, finding.line, finding.column), finding)
        report.calls.append(_call(judge, site))
    for code, place, tag, texts in judging.hits.values():
        made = _finding(judge.vocabulary.base.checks[code], place, _flow(tag), texts)
        findings.setdefault((code, place), made)
    report.findings += sorted(findings.values(), key=lambda f: (f.file, f.line, f.column, f.code))
    report.calls.sort(key=lambda c: (ORDER.index(c.verdict), c.file, c.line, c.column))


def _of_site(judge: Judge, site: Site) -> list[Finding]:
    flow = [*_flow(site.tag), Step(site.place.file, site.place.line, f"{site.label} here{_inside(site)}")]
    texts = {**_texts(judge, site.tag.meaning), **site.options, "loss": site.label}
    found = [_finding(check, site.place, flow, texts) for check in site.verdict.checks]
    checks = judge.vocabulary.base.checks
    return found + [_finding(checks[f.code], site.place, flow, f.texts) for f in site.faults.values()]


def _inside(site: Site) -> str:
    """Which line of a package made the call, where it was not the user's own."""
    return f" (called at {shown(site.inside.file)}:{site.inside.line})" if site.inside is not None else ""


def _finding(check: Check, place: Place, flow: list[Step], texts: dict[str, Any]) -> Finding:
    return Finding(
        code=check.id, severity=check.severity, message=check.message.format_map(_Texts(texts)), flow=flow,
        fix=Fix("unsafe", check.fix, []), **_where(place),
    )  # fmt: skip


def _where(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column,
            "end_line": place.end_line or place.line, "end_column": place.end_column}  # fmt: skip


def _flow(tag: Tag) -> list[Step]:
    return [Step(place.file, place.line, what) for place, what in tag.steps]


def _texts(judge: Judge, meaning: Meaning) -> dict[str, Any]:
    entry = judge.vocabulary.base.activations.get(meaning.by)
    low = entry.range.low if entry is not None and entry.range is not None else None
    clip = f"nothing is ever below {low:g}" if low is not None and low > float("-inf") else "it is never positive"
    made = judge.vocabulary.label(meaning.by) or "a value whose rows sum to one"
    return {"activation": made, "value": judge.describe(meaning), "dim": f"dim {meaning.dim}", "clip": clip}


def _call(judge: Judge, site: Site) -> Call:
    verdict, place, checks = site.verdict, site.place, judge.vocabulary.base.checks
    severe = [fault for fault in site.faults.values() if checks[fault.code].severity == "error"]
    kind, code, why = verdict.kind, verdict.checks[0].id if verdict.kind == "wrong" else None, verdict.why
    if severe and kind != "wrong":
        kind, code = "wrong", severe[0].code
        why = checks[code].message.format_map(_Texts(severe[0].texts))
    source = site.tag.steps[-1] if site.tag.steps else None
    start = f"{source[1].removesuffix(' here')} at {shown(source[0].file)}:{source[0].line}" if source else "a value"
    way = f"{start} → {site.label} at {shown(place.file)}:{place.line}{_inside(site)}, {counted(site.calls, 'call')}"
    return Call(
        verdict=kind, loss=site.loss, why=why, file=place.file, line=place.line, column=place.column, code=code,
        calls=site.calls, way=way,
    )  # fmt: skip
