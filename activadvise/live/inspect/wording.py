"""A finding with its fix, both worded from the rule base's symptom."""

from __future__ import annotations

from typing import Literal

from activadvise.live.flow import Place
from activadvise.live.thresholds import symptom
from activadvise.meaning.findings import Finding, Fix


def finding(
    code: str,
    severity: Literal["error", "warning", "hint"],
    message: str,
    layer: str,
    place: Place | None,
    cause: int = 0,
    first: str | None = None,
) -> Finding:
    """A finding of a symptom; the fix is that of one of its causes, after `first`."""
    from activadvise.live.inspect.table import relative

    causes = symptom(code).causes
    fixes = causes[min(cause, len(causes) - 1)].fixes
    line = place.line if place else 0
    return Finding(
        code=code,
        severity=severity,
        message=message,
        file=relative(place.file) if place else "",
        line=line,
        column=1,
        end_line=line,
        end_column=1,
        layer=layer,
        fix=Fix("unsafe", "; ".join([*([first] if first else []), *fixes]), []),
    )
