"""What `check` does with its options: settings, fixes, baseline, output, exit code."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple

import msgspec

from activadvise.checker import fixes
from activadvise.checker.baseline import read_baseline, without, write_baseline
from activadvise.checker.checking import Report, check
from activadvise.checker.files import Unreadable, decoded, source
from activadvise.checker.settings import Settings, configured
from activadvise.cli.main import ExitCode
from activadvise.cli.printing import refuse_format, refuse_path, save, talk, write
from activadvise.english import counted
from activadvise.errors import BadValue
from activadvise.meaning.findings import SEVERITIES
from activadvise.report.findings import FORMATS, render, statistics, summary
from activadvise.rulebase import RuleBase, load

VERDICTS = ("wrong", "right", "undecided")


class Options(NamedTuple):
    """The options of the command line."""

    paths: list[str]
    format: str
    select: list[str]
    extend_select: list[str]
    ignore: list[str]
    exclude: list[str]
    show: list[str]
    fail_on: str | None
    exit_zero: bool
    fix: bool
    unsafe: bool
    diff: bool
    statistics: bool
    stdin_filename: str
    jobs: int
    cache: bool
    baseline: str | None
    write_baseline: str | None
    output: str | None
    force: bool
    rules: list[str]


def main(options: Options) -> int:
    """Check, fix, print; the exit code."""
    refuse_path("-o", options.output, options.force)  # --fix must not have written before that is said
    base = load(options.rules)
    settings = _settings(options, base)
    given, paths = _stdin(options)
    report = check(paths, base, settings, given, options.jobs, options.cache and not options.rules)
    changed = False
    if options.fix:
        changed = _fix(report, options, given)
        if not options.diff and changed:
            mended = report.fixed
            report = check(paths, base, settings, given, options.jobs)
            report.fixed = mended
    if options.write_baseline:
        write_baseline(options.write_baseline, report.findings)
        talk(f"{counted(len(report.findings), 'finding')} written to {options.write_baseline}.")
        return ExitCode.FINE
    accepted = options.baseline or settings.baseline
    if accepted:
        report.findings = without(report.findings, read_baseline(accepted))
    if options.fix and given and not options.diff:
        write(given[options.stdin_filename])
    if not (options.diff and options.fix):
        _print(report, options, base, given)
    for text in [*report.problems, *report.notes]:
        talk(text)
    return _code(report, settings, options, changed)


def _settings(options: Options, base: RuleBase) -> Settings:
    first = next((p for p in options.paths if p != "-"), ".")
    found = configured(first if os.path.isdir(first) else os.path.dirname(first))
    for code in [*options.select, *options.extend_select, *options.ignore, *found.codes()]:
        if code.upper() != "ALL" and not any(known.startswith(code.upper()) for known in [*base.checks, "ACT000"]):
            where = " (in pyproject.toml)" if code in found.codes() else ""
            raise BadValue(f"{code}{where}: no check has this code or prefix; `activadvise list checks` shows them.")
    refuse_format(options.format, FORMATS)
    if options.fail_on is not None and options.fail_on not in SEVERITIES:
        raise BadValue(f"--fail-on {options.fail_on}: write error, warning or hint.")
    if bad := [verdict for verdict in options.show if verdict not in VERDICTS]:
        raise BadValue(f"--show {bad[0]}: the verdicts are {', '.join(VERDICTS)}.")
    return msgspec.structs.replace(
        found,
        select=options.select or found.select,
        extend_select=[*found.extend_select, *options.extend_select],
        ignore=[*found.ignore, *options.ignore],
        exclude=[*found.exclude, *options.exclude],
        fail_on=options.fail_on or found.fail_on,
    )


def _stdin(options: Options) -> tuple[dict[str, str], list[str]]:
    if "-" not in options.paths:
        return {}, options.paths
    content = sys.stdin.buffer.read()
    try:
        text = decoded(content)
    except (SyntaxError, UnicodeDecodeError, LookupError):
        raise BadValue("-: what stdin holds cannot be decoded; it is read as a Python file is, as UTF-8.") from None
    return {options.stdin_filename: text}, [path for path in options.paths if path != "-"]


def _fix(report: Report, options: Options, given: dict[str, str]) -> bool:
    changed = fixes.changes(report.findings, options.unsafe, given)
    report.fixed = sum(change.fixes for change in changed)
    for change in changed:
        if options.diff:
            write(change.diff())
        elif change.path in given:
            given[change.path] = change.after
        else:
            change.write()
    return bool(changed)


def _print(report: Report, options: Options, base: RuleBase, given: dict[str, str]) -> None:
    """The report on stdout; on stderr, where stdout holds the mended text of stdin."""

    def text_of(path: str) -> str | None:
        try:
            return given[path] if path in given else source(path)[0]
        except Unreadable:
            return None

    mended = options.fix and bool(given)
    text = render(report, options.format, base, options.show, text_of)
    text = statistics(report, base) if options.statistics else text
    if options.output:
        save(text, options.output, options.force)
    elif mended:
        talk(text.rstrip("\n"))
    else:
        write(text)
    if options.statistics or options.format == "concise":
        talk(summary(report))


def _code(report: Report, settings: Settings, options: Options, changed: bool) -> int:
    if report.problems:
        return ExitCode.USAGE
    if options.exit_zero:
        return ExitCode.FINE
    if options.diff and changed:
        return ExitCode.FINDINGS
    return ExitCode.FINDINGS if settings.fails(report.findings) else ExitCode.FINE
