"""Plant faults in real packages and count how many the checker finds: `python -m tests.checker.plant FOLDER...`.

A fault is a mutation of a correct pair: the sites are the loss calls that the checker finds right, without even a hint,
in files that are no tests (each place once). From these, `MOST` are drawn at random with a fixed seed, the kinds of
fault in turn, so that no kind and no package crowds out the others. The kinds, each an edit of the head or of the loss:

- `head`: a softmax or sigmoid around the last layer, from which the scores go to the loss unchanged, in the model's
  forward or in its Sequential, wherever that stands, often in another file than the loss;
- `swap`: the loss replaced by its relative: cross entropy by NLLLoss, BCEWithLogitsLoss by BCELoss, and back;
- `dim`: the softmax taken over the batch (`dim=0`);
- `log`: log_softmax replaced by softmax.

A fault counts as found if the checker, started where it had found the call right, calls this loss wrong or blames the
mutated line, at warning or error. Undecided calls have no head that is known; their `swap` is tried too and given
apart, with the rate over all mutated sites.
"""

from __future__ import annotations

import ast
import os
import random
import re
import sys
from collections.abc import Iterator
from typing import NamedTuple

from activadvise.checker import files
from activadvise.checker.checking import Sources
from activadvise.checker.engine import Engine, Project
from activadvise.checker.run import Record
from activadvise.checker.values import Flow
from tests.checker.checks import rules
from tests.checker.training_code import TESTS

MOST = 200
HEADS = {"cross_entropy": ("softmax", "sigmoid"), "bce_with_logits": ("sigmoid",)}
MODULES = {"softmax": "torch.nn.Softmax(dim=1)", "sigmoid": "torch.nn.Sigmoid()"}
CALLS = {"softmax": "torch.softmax({}, dim=1)", "sigmoid": "torch.sigmoid({})"}
SWAPS = {
    "cross_entropy": (("cross_entropy", "nll_loss"), ("CrossEntropyLoss", "NLLLoss")),
    "bce_with_logits": (
        ("binary_cross_entropy_with_logits", "binary_cross_entropy"), ("BCEWithLogitsLoss", "BCELoss"),
    ),
    "bce": (("binary_cross_entropy", "binary_cross_entropy_with_logits"), ("BCELoss", "BCEWithLogitsLoss")),
}  # fmt: skip
KINDS = ("head", "swap", "dim", "log")


class Site(NamedTuple):
    """A loss call: the file that the checker started from, the place of the call, its verdict, the tensor's way, and
    whether a linear layer made the tensor, value-preserving steps apart."""

    folder: str
    start: str
    path: str
    line: int
    column: int
    loss: str
    verdict: str
    flow: Flow | None
    linear: bool


class Fault(NamedTuple):
    """One edit of one file, at a line."""

    kind: str
    path: str
    line: int
    text: str


class Package:
    """The files of a folder, read once; `given` stands in for one of them."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.names = [os.path.normpath(name) for name in files.found([folder], [], True)[0]]
        self.sources = Sources()

    def engine(self, given: dict[str, str]) -> Engine:
        """A checker over the folder, with some files replaced."""
        return Engine(rules(), Project(self.names, lambda path: given.get(path) or self.sources.text(path)))

    def sites(self) -> Iterator[Site]:
        """Its loss calls, each place once, right ones first."""
        engine, found = self.engine({}), dict[tuple[str, int, int], Site]()
        for name in self.names:
            if TESTS.search(name):
                continue
            engine.run.records = []  # a file without torch is not read
            engine.check(name)
            for record in engine.run.records:
                site = self._site(name, record)
                key = (site.path, site.line, site.column)
                if not TESTS.search(site.path) and (key not in found or site.verdict == "right"):
                    found[key] = site
        yield from found.values()

    def _site(self, start: str, record: Record) -> Site:
        node, hinted = record.node, bool(record.verdict.checks)
        verdict = "hint" if hinted and record.verdict.kind == "right" else record.verdict.kind
        tensor = record.tensor
        linear = tensor is not None and tensor.last is not None and tensor.last.kind == "linear"
        place = (os.path.normpath(record.module.path), node.lineno, node.col_offset)  # type: ignore[attr-defined]
        return Site(
            self.folder, start, *place, record.loss, verdict, tensor.flow if tensor is not None else None, linear
        )

    def finds(self, site: Site, fault: Fault) -> bool:
        """Whether the checker sees the fault."""
        findings, _ = self.engine({fault.path: fault.text}).check(site.start)
        places = {(site.path, site.line), (fault.path, fault.line)}
        return any(f.severity != "hint" and (os.path.normpath(f.file), f.line) in places for f in findings)


def steps(flow: Flow | None) -> Iterator[Flow]:
    """The way of a tensor, newest step first."""
    while flow is not None:
        yield flow
        flow = flow.before


def edited(flow: Flow, change: str, found: str = "") -> str | None:
    """The file of a step with the step's expression put into `change`, or with `found` in it replaced by it."""
    text, node = flow.module.text, flow.node
    if not isinstance(node, ast.expr) or not node.end_lineno:
        return None
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    start, end = starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + (node.end_col_offset or 0)
    old = text[start:end]
    try:
        ast.parse(old.strip(), mode="eval")
    except (SyntaxError, ValueError):
        return None  # characters and bytes differ in this line
    new = re.sub(found, change, old, count=1) if found else change.format(old)
    after = f"{text[:start]}{new}{text[end:]}"
    return None if new == old else after if "\nimport torch\n" in after else f"{after}\nimport torch\n"


def faults(site: Site, kind: str, pick: random.Random) -> Fault | None:
    """A fault of this kind at this site, if there is a place for it."""
    if kind == "swap":
        return _swapped(site)
    for step in steps(site.flow):
        text = None
        if kind == "head" and step.what.endswith("makes raw scores here") and site.linear and site.loss in HEADS:
            name = pick.choice(HEADS[site.loss])
            made = isinstance(step.node, ast.Call) and re.search(r"(Linear|Conv\w+)$", ast.unparse(step.node.func))
            text = edited(step, f"torch.nn.Sequential({{}}, {MODULES[name]})" if made else CALLS[name])
        elif kind == "dim" and "softmax here" in step.what:
            text = edited(step, r"\g<1>0", r"(dim=)-?\d+(?=[,)])")
        elif kind == "log" and "log_softmax here" in step.what and site.loss in ("nll", "kl_div", "ctc"):
            text = edited(step, r"\g<1>oftmax", r"(?:log_|Log)([sS])oftmax")
        if text is not None:
            return Fault(kind, os.path.normpath(step.module.path), getattr(step.node, "lineno", 0), text)
    return None


def _swapped(site: Site) -> Fault | None:
    with open(site.path, encoding="utf-8", errors="replace") as file:
        text = file.read()
    lines = text.split("\n")
    for old, new in SWAPS.get(site.loss, ()):
        word = re.compile(rf"\b{old}\b(?=\()")
        here = word.search(lines[site.line - 1])
        if here is not None:
            lines[site.line - 1] = word.sub(new, lines[site.line - 1], count=1)
            return Fault("swap", site.path, site.line, "\n".join(lines))
        if old[:1].isupper() and word.search(text):
            return Fault("swap", site.path, site.line, word.sub(new, text))
    return None


def planted(packages: dict[str, Package], sites: list[Site], pick: random.Random) -> Iterator[tuple[Site, Fault]]:
    """Faults at different sites, the kinds in turn for as long as there are sites for them."""
    rest = {kind: list(sites) for kind in KINDS}
    for queue in rest.values():
        pick.shuffle(queue)
    used: set[tuple[str, int, str]] = set()
    while any(rest.values()):
        for kind in KINDS:
            while rest[kind]:
                site = rest[kind].pop()
                fault = faults(site, kind, pick)
                if fault is not None and (fault.path, fault.line, kind) not in used:
                    used.add((fault.path, fault.line, kind))
                    yield site, fault
                    break


def main(folders: list[str]) -> None:
    """Print how many of the planted faults were found, by kind."""
    pick = random.Random(0)
    packages = {folder: Package(folder) for folder in folders}
    sites = [site for package in packages.values() for site in package.sites()]
    right = [site for site in sites if site.verdict == "right"]
    results: dict[str, list[bool]] = {kind: [] for kind in (*KINDS, "undecided")}
    for _, (site, fault) in zip(range(MOST), planted(packages, right, pick), strict=False):
        found = packages[site.folder].finds(site, fault)
        results[fault.kind].append(found)
        print(f"{'found' if found else 'MISSED'} {fault.kind} {fault.path}:{fault.line} for {site.path}:{site.line}")
    undecided = [site for site in sites if site.verdict == "undecided"]
    for site in pick.sample(undecided, min(MOST, len(undecided))):
        swap = faults(site, "swap", pick)
        if swap is not None:
            results["undecided"].append(packages[site.folder].finds(site, swap))
    for kind, found_ones in results.items():
        print(f"{kind}: {sum(found_ones)} of {len(found_ones)}")
    known = [ok for kind in KINDS for ok in results[kind]]
    print(f"in right calls: {sum(known)} of {len(known)} ({sum(known) / max(1, len(known)):.0%})")
    every = known + results["undecided"]
    print(f"in all: {sum(every)} of {len(every)} ({sum(every) / max(1, len(every)):.0%})")


if __name__ == "__main__":
    main(sys.argv[1:])
