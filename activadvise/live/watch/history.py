"""What a run looked like over time: plain data, bounded in size."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from activadvise.meaning.findings import Finding

MOST = 512


@dataclass(frozen=True)
class Sample:
    """One layer over one window."""

    layer: str
    function: str
    units: int
    samples: int
    dead: int
    saturated: float
    zero: float | None
    mean: float
    std: float
    gradient: float | None


@dataclass(frozen=True)
class Report:
    """All layers over one window that ended at `step`."""

    step: int
    layers: list[Sample]
    findings: list[Finding]

    def lines(self) -> str:
        """One JSON object, for a JSONL file."""
        layers = [asdict(layer) for layer in self.layers]
        found = [
            {"code": f.code, "severity": f.severity, "layer": f.layer, "message": f.message} for f in self.findings
        ]
        return json.dumps({"step": self.step, "layers": layers, "findings": found})


@dataclass
class History:
    """The reports of a run, thinned out when there are too many, and when what went bad first.

    Attributes:
        reports: evenly spread over the run, at most 512.
        events: (step, finding) for the first time a layer showed a problem.
    """

    reports: list[Report] = field(default_factory=list)
    events: list[tuple[int, Finding]] = field(default_factory=list)
    _every: int = 1
    _count: int = 0

    def add(self, report: Report) -> list[Finding]:
        """Keep a report; returns the findings that are new."""
        known = {(finding.code, finding.layer) for _, finding in self.events}
        new = [finding for finding in report.findings if (finding.code, finding.layer) not in known]
        self.events += [(report.step, finding) for finding in new][: max(0, MOST - len(self.events))]
        if self._count % self._every == 0:
            self.reports.append(report)
        self._count += 1
        if len(self.reports) > MOST:
            self.reports = self.reports[::2]
            self._every *= 2
        return new

    def text(self) -> str:
        """When which layer went bad, one line each."""
        if not self.events:
            return "nothing went wrong in what was seen"
        return "\n".join(f"step {step}: {finding.severity} {finding.message}" for step, finding in self.events)
