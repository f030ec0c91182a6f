"""Joining template parts into one program: imports merged, unused ones dropped, sizes set."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from activadvise.errors import BadValue
from activadvise.formula import parse

MAIN = 'if __name__ == "__main__":'
SIZE = re.compile(r"^    ([a-z_]+) = (\d+)$", re.MULTILINE)
STANDARD = frozenset({"collections", "contextlib", "copy", "dataclasses", "functools", "itertools", "math", "random"})


class Part(msgspec.Struct, frozen=True):
    """One template after its directives: import lines, definitions, usage."""

    imports: tuple[str, ...]
    definitions: str
    usage: str
    requirements: tuple[str, ...] = ()


def split(lines: list[str], requirements: list[str]) -> Part:
    """Take a template apart; its own docstring is dropped."""
    text = re.sub(r'\A"""[\s\S]*?"""\n', "", "\n".join(lines) + "\n")
    before, _, usage = text.partition(MAIN + "\n")
    imports = tuple(re.findall(r"^(?:import|from) .*$", before, re.MULTILINE))
    definitions = re.sub(r"^(?:import|from) .*\n", "", before, flags=re.MULTILINE).strip("\n")
    return Part(imports, definitions, usage.strip("\n"), tuple(requirements))


def join(parts: list[Part], header: str) -> str:
    """The program's text, formatted as ruff formats it."""
    definitions = [part.definitions for part in parts if part.definitions]
    usages = [part.usage for part in parts if part.usage]
    body = "\n\n\n".join([*definitions, "\n".join([MAIN, *usages])])
    body = re.sub(r"\n{3,}(?=\S)", "\n\n\n", body)
    body = re.sub(r"\n{3,}(?=[ ])", "\n\n", body)
    imports = merged_imports([line for part in parts for line in part.imports], body)
    gap = "\n\n\n" if body.startswith(("class ", "def ", "@")) else "\n\n"
    return f"# {header}\n{imports}{gap}{body}\n"


def merged_imports(lines: list[str], body: str) -> str:
    """One import block: standard library first, only names that the body uses."""
    modules: dict[str, str] = {}
    members: dict[str, set[str]] = {}
    for line in lines:
        if found := re.match(r"from ([\w.]+) import (.+)", line):
            members.setdefault(found[1], set()).update(name.strip() for name in found[2].split(","))
        elif found := re.match(r"import ([\w.]+)(?: as (\w+))?$", line):
            modules[found[1]] = line
    used = set(re.findall(r"[A-Za-z_]\w*", re.sub(r'"""[\s\S]*?"""', "", body)))
    kept = [(name, line) for name, line in modules.items() if _bound(name, line) in used]
    for module, names in members.items():
        wanted = sorted((n for n in names if n.split()[-1] in used), key=_isort_key)
        if wanted:
            kept.append((module, f"from {module} import {', '.join(wanted)}"))
    groups: tuple[list[str], list[str]] = ([], [])
    for module, line in sorted(kept, key=lambda pair: (pair[1].startswith("from"), pair[0])):
        groups[module.split(".")[0] not in STANDARD].append(line)
    return "\n\n".join("\n".join(group) for group in groups if group)


def _bound(module: str, line: str) -> str:
    return line.rsplit(" as ", 1)[1] if " as " in line else module.split(".")[0]


def _isort_key(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions and modules."""
    return (0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2, name)


def sizes_of(text: str) -> dict[str, int]:
    """The sizes a program takes: whole-number assignments at the top of its usage."""
    usage = text.partition(MAIN)[2]
    return {name: int(value) for name, value in SIZE.findall(usage)}


def with_sizes(text: str, sizes: Mapping[str, int], requirements: list[str]) -> str:
    """Replace sizes by `--set` values.

    Raises:
        BadValue: a size the program does not take, one below 1, or a broken requirement.
    """
    known = sizes_of(text)
    for name, value in sizes.items():
        if name not in known:
            takes = ", ".join(f"{n}={v}" for n, v in known.items())
            raise BadValue(f"--set {name}: this snippet has no such size; it takes {takes}.")
        if not 1 <= value <= 10**7:
            raise BadValue(f"--set {name}={value}: a size is a whole number from 1 to 10000000.")
    final = {**known, **sizes}
    for requirement in requirements:
        _require(requirement, final)
    head, main, usage = text.partition(MAIN)
    return head + main + SIZE.sub(lambda m: f"    {m[1]} = {final[m[1]]}", usage)


def _require(requirement: str, sizes: Mapping[str, int]) -> None:
    floats = {name: float(value) for name, value in sizes.items()}
    left, comparison, right = re.split(r"\s*(==|>=|<=|>|<)\s*", requirement)
    a, b = (parse(side, floats, variable="_").value(0.0) for side in (left, right))
    holds = {"==": a == b, ">=": a >= b, "<=": a <= b, ">": a > b, "<": a < b}[comparison]
    if not holds:
        used = ", ".join(f"{n}={v}" for n, v in sizes.items() if re.search(rf"\b{n}\b", requirement))
        raise BadValue(f"--set: {requirement} must hold, but {used}.")
