"""[tool.activadvise.check] of pyproject.toml, and what the command line says over it."""

from __future__ import annotations

import fnmatch
import os
from typing import Any

import msgspec

from activadvise.errors import BadValue
from activadvise.meaning.findings import SEVERITIES, Finding, Severity

META = ("ACT000", "ACT001")


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """How to check.

    Attributes:
        select, ignore: codes or prefixes; the longest prefix that fits a code wins.
        extend_select: added to `select`.
        per_file_ignores: glob → codes or prefixes.
        severity: code → another severity.
        fail_on: the lowest severity that makes the exit code 1.
    """

    select: list[str] = msgspec.field(default_factory=lambda: ["ACT"])
    extend_select: list[str] = []
    ignore: list[str] = []
    per_file_ignores: dict[str, list[str]] = {}
    exclude: list[str] = []
    severity: dict[str, Severity] = {}
    fail_on: Severity = "warning"
    respect_gitignore: bool = True
    baseline: str | None = None

    def codes(self) -> list[str]:
        """Every code and prefix that is named anywhere."""
        ignored = [code for codes in self.per_file_ignores.values() for code in codes]
        return [*self.select, *self.extend_select, *self.ignore, *ignored, *self.severity]

    def selects(self, finding: Finding) -> bool:
        """Whether a finding is wanted."""
        code = finding.code
        if code == "ACT000":
            return True
        chosen = _longest(code, [*self.select, *self.extend_select])
        refused = _longest(code, self.ignore)
        for pattern, codes in self.per_file_ignores.items():
            if _fits(finding.file, pattern):
                refused = max(refused, _longest(code, codes))
        return chosen >= 0 and chosen > refused

    def fails(self, findings: list[Finding]) -> bool:
        """Whether the findings make the exit code 1."""
        limit = SEVERITIES.index(self.fail_on)
        return any(SEVERITIES.index(finding.severity) >= limit for finding in findings)

    def judged(self, finding: Finding) -> Finding:
        """The finding with the severity that the settings give its code."""
        wanted = self.severity.get(finding.code)
        return msgspec.structs.replace(finding, severity=wanted) if wanted else finding


def _longest(code: str, prefixes: list[str]) -> int:
    named = ["ACT" if prefix.upper() == "ALL" else prefix.upper() for prefix in prefixes]
    return max((len(prefix) for prefix in named if code.startswith(prefix)), default=-1)


def _fits(path: str, pattern: str) -> bool:
    normal = path.replace(os.sep, "/")
    return fnmatch.fnmatch(normal, pattern) or fnmatch.fnmatch(normal, f"*/{pattern}")


def configured(folder: str) -> Settings:
    """The settings of the nearest pyproject.toml, upward from a folder.

    Raises:
        BadValue: the file is broken, or has a key or value that is not known.
    """
    folder = os.path.abspath(folder)
    while True:
        path = os.path.join(folder, "pyproject.toml")
        if os.path.isfile(path):
            return _of(path)
        parent = os.path.dirname(folder)
        if parent == folder:
            return Settings()
        folder = parent


def _of(path: str) -> Settings:
    with open(path, "rb") as file:
        content = file.read()
    if b"tool.activadvise" not in content:
        return Settings()
    try:
        import tomllib
    except ImportError:  # Python 3.10
        import tomli as tomllib  # type: ignore[import-not-found,no-redef,unused-ignore]
    try:
        table: dict[str, Any] = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadValue(f"{path}: not valid TOML: {error}.") from None
    whole = table.get("tool", {}).get("activadvise", {})
    for key in whole:
        if key not in ("check", "rules"):
            raise BadValue(f"{path}: [tool.activadvise] has no key {key!r}; it knows rules and the table check.")
    return validated(whole.get("check", {}), path)


def validated(section: dict[str, Any], path: str) -> Settings:
    """Settings from a table.

    Raises:
        BadValue: an unknown key, or a value of the wrong type.
    """
    known = {name: name.replace("_", "-") for name in Settings.__struct_fields__}
    named = {key.replace("-", "_"): value for key, value in section.items()}
    for key in named:
        if key not in known:
            raise BadValue(
                f"{path}: [tool.activadvise.check] has no key {key.replace('_', '-')!r}; "
                f"it knows {', '.join(known.values())}."
            )
    try:
        return msgspec.convert(named, Settings)
    except msgspec.ValidationError as error:
        raise BadValue(f"{path}: [tool.activadvise.check]: {error}.") from None
