"""YAML files → a validated rule base; house rules are merged over the built-in ones."""

from __future__ import annotations

import csv
import difflib
import os.path
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from activadvise.errors import BrokenRules
from activadvise.rulebase.base import KINDS, RuleBase
from activadvise.rulebase.derived import FROM_FORMULA, with_derived
from activadvise.rulebase.records import Model
from activadvise.rulebase.references import problems_of
from activadvise.rulebase.yaml_source import Key, Source, YamlProblem

HOUSE_DEFAULTS: dict[str, dict[str, Any]] = {
    "architectures": {
        "domain": "house",
        "norm": {"use": "none", "where": "where the template has it"},
        "init": {"note": "the init of the activation"},
        "snippet": {"template": "architectures/mlp.py"},
        "layouts": ["vector"],
        "task": "multiclass",
        "cases": [],
    },
    "tasks": {"domain": "house", "mistakes": [], "cases": []},
    "symptoms": {"cases": []},
}


class Reader:
    """Collects entries file by file, and what is wrong with them."""

    def __init__(self, base: RuleBase | None = None, root: str = "") -> None:
        self.base = base or RuleBase()
        self.root = root
        self.problems: list[str] = []
        self.raw: dict[str, dict[str, dict[str, Any]]] = {kind: {} for kind in KINDS}
        self.where: dict[tuple[str, str], tuple[Source, Key]] = {}
        self.origins = dict(self.base.origins)

    def add(self, path: str) -> None:
        """Read one file; problems are collected, not raised."""
        try:
            source = Source(Path(path))
        except YamlProblem as problem:
            self.report(path, problem.position, problem.message)
            return
        if not isinstance(source.data, dict):
            self.report(path, (1, 1), f"a rule file is a mapping with the keys {', '.join(KINDS)}")
            return
        for kind, entries in source.data.items():
            self._add_kind(source, kind, entries)

    def report(self, path: str, position: tuple[int, int], message: str) -> None:
        """Note a problem as "file:line:col: message"."""
        shown = os.path.relpath(path, self.root) if self.root else path
        self.problems.append(f"{shown}:{position[0]}:{position[1]}: {message}")

    def _add_kind(self, source: Source, kind: str, entries: Any) -> None:
        path = str(source.path)
        if kind not in KINDS:
            near = difflib.get_close_matches(kind, KINDS, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(KINDS)}"
            self.report(path, source.at((kind,)), f"unknown kind {kind!r}{hint}")
        elif not isinstance(entries, dict):
            self.report(path, source.at((kind,)), f"{kind} must map ids to entries")
        else:
            for name, fields in entries.items():
                self._add_entry(source, kind, name, fields)

    def _add_entry(self, source: Source, kind: str, name: str, fields: Any) -> None:
        path, position = str(source.path), source.at((kind, name))
        if not isinstance(fields, dict):
            self.report(path, position, f"{kind}/{name} must be a mapping of fields")
            return
        if (kind, name) in self.where:
            other, key = self.where[kind, name]
            self.report(path, position, f"{name!r} is already defined in {other.path}:{other.at(key)[0]}")
            return
        existing = self.base.entries(kind).get(name)
        start = {**msgspec.to_builtins(existing)} if existing else self._defaults(kind, name)
        if kind == "activations" and {"formula", "parameters"} & set(fields):
            start = {field: value for field, value in start.items() if field not in FROM_FORMULA}
        self.raw[kind][name] = merged(start, fields)
        self.where[kind, name] = (source, (kind, name))
        shown = os.path.relpath(path, self.root) if self.root else path
        if existing:
            for field in fields:
                line = source.at((kind, name, field))[0]
                self.origins[f"{kind}/{name}/{field.removeprefix('+')}"] = f"{shown}:{line}"
        else:
            self.origins[f"{kind}/{name}"] = f"{shown}:{position[0]}"

    def _defaults(self, kind: str, name: str) -> dict[str, Any]:
        """What a new entry may leave out; a house rule more than a built-in one."""
        if kind == "sources":
            return {}
        common = {"name": name, "summary": "", "sources": [], "certainty": "unknown"}
        return {**common, **(HOUSE_DEFAULTS.get(kind, {}) if self.base.activations else {})}

    def finish(self, models: list[Model]) -> RuleBase:
        """Validate everything.

        Raises:
            BrokenRules: with all problems, each at its file, line and column.
        """
        kinds: dict[str, dict[str, Any]] = {kind: dict(self.base.entries(kind)) for kind in KINDS}
        for kind, entries in self.raw.items():
            for name, fields in entries.items():
                record = self._record(kind, name, fields)
                if record is not None:
                    kinds[kind][name] = record
        whole = RuleBase(**kinds, models=models, origins=self.origins)
        if not self.problems:
            for kind, name, key, message in problems_of(whole):
                self._report_entry(kind, name, key, message)
        if self.problems:
            raise BrokenRules(self.problems)
        return whole

    def _record(self, kind: str, name: str, fields: dict[str, Any]) -> Any:
        if kind == "activations" and self.base.activations:
            fields = with_derived(fields)
        try:
            return msgspec.convert({**fields, "id": name}, KINDS[kind])
        except msgspec.ValidationError as error:
            message, _, path = str(error).partition(" - at `$")
            key = tuple(int(i) if i else f for f, i in re.findall(r"\.([\w-]+)|\[(\d+)\]", path))
            self._report_entry(kind, name, key, explained(message, KINDS[kind], key))
            return None

    def _report_entry(self, kind: str, name: str, key: Key, message: str) -> None:
        source, start = self.where.get((kind, name), (None, ()))
        field = "".join(f"[{k}]" if isinstance(k, int) else f".{k}" for k in key)
        if source is None:
            self.problems.append(f"{self.origins.get(f'{kind}/{name}', 'rules')}:1: {kind}/{name}{field}: {message}")
            return
        wanted = re.search(r"unknown field '([^']+)'", message)
        position = source.at((*start, *key, *([wanted[1]] if wanted else [])))
        self.report(str(source.path), position, f"{kind}/{name}{field}: {message}")


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Field by field: mappings merge, lists replace, a list under `+name` is appended."""
    result = dict(base)
    for name, value in over.items():
        if name.startswith("+"):
            result[name[1:]] = [*(result.get(name[1:]) or []), *(value if isinstance(value, list) else [value])]
        elif isinstance(value, dict) and isinstance(result.get(name), dict):
            result[name] = merged(result[name], value)
        else:
            result[name] = value
    return result


def explained(message: str, record: type[Any], key: Key = ()) -> str:
    """msgspec's message in the words of a rule author, with the nearest field name."""
    unknown = re.match(r"Object contains unknown field `(.+)`", message)
    if unknown:
        names = _field_names(record)
        near = difflib.get_close_matches(unknown[1], names, 1)
        return f"unknown field {unknown[1]!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    missing = re.match(r"Object missing required field `(.+)`", message)
    if missing:
        return f"the field {missing[1]!r} is missing"
    if message.startswith("Invalid enum value") and key:
        return f"{message[0].lower()}{message[1:]}; allowed are {', '.join(_allowed(record, str(key[-1])))}"
    message = message.replace("`", "").replace("Expected", "expected", 1)
    if "float" in message and "got str" in message:
        message += " (YAML reads 1e-3 as text: write 1.0e-3)"
    if "expected str" in message:
        message += " (put it in quotes)"
    return message


def _allowed(record: type[Any], field: str) -> list[str]:
    """The values of an enumeration, wherever below the record the field stands."""
    schema = msgspec.json.schema(record)
    fields = [part["properties"][field] for part in schema["$defs"].values() if field in part.get("properties", {})]
    options = [option for found in fields for option in [found, *found.get("anyOf", [])]]
    return sorted({value for option in options for value in option.get("enum", [])})


def _field_names(record: type[Any]) -> list[str]:
    """All field names below a record, nested ones too: an error may lie deeper."""
    schema = msgspec.json.schema(record)
    return sorted({name for part in schema["$defs"].values() for name in part.get("properties", {})})


def read_models(path: str) -> list[Model]:
    """The rows of `published_models.csv`; ids are "library/model"."""
    with open(path, encoding="utf-8", newline="") as file:
        return [_model(row) for row in csv.DictReader(file)]


def _model(row: dict[str, str]) -> Model:
    year = row["year_if_known"]
    return Model(
        id=f"{row['library']}/{row['model']}",
        library=row["library"],
        version=row["version"],
        model=row["model"],
        year=int(year) if year else None,
        domain=row["domain"],
        family=row["family"],
        activation=row["activation"],
        gated=row["gated"] == "yes",
        norm=row["norm"],
        where=row["where"],
        evidence=row["evidence"],
    )


def read(files: Iterable[str], models: list[Model], base: RuleBase | None = None, root: str = "") -> RuleBase:
    """Read and validate rule files, over `base` when they are house rules."""
    reader = Reader(base, root)
    for path in files:
        reader.add(path)
    return reader.finish(models)
