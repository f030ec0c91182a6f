"""Reading YAML safely, with the line and column of every value.

Only plain data is accepted: no anchors or aliases (alias bombs), no custom tags, no dates,
no duplicate keys, no file above a few megabytes, no deep nesting.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

MAX_BYTES = 4_000_000
MAX_DEPTH = 20
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Position = tuple[int, int]
Key = tuple[str | int, ...]


class YamlProblem(Exception):
    """What is wrong with a YAML text, and at which line and column (from 1)."""

    def __init__(self, message: str, position: Position) -> None:
        self.message, self.position = message, position
        super().__init__(message)


class Source:
    """A parsed YAML file: `data`, and in `positions` where each value stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.positions: dict[Key, Position] = {}
        self.data = self._build(_root(_text(path)), ())

    def at(self, key: Key) -> Position:
        """Position of the value under `key`, else of the nearest container that has one."""
        while key and key not in self.positions:
            key = key[:-1]
        return self.positions.get(key, (1, 1))

    def _build(self, node: yaml.Node | None, key: Key) -> Any:
        if node is None:
            return {}
        position = (node.start_mark.line + 1, node.start_mark.column + 1)
        self.positions[key] = position
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            return [self._build(item, (*key, i)) for i, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        return _scalar(node, position)

    def _mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for name_node, value in node.value:
            position = (name_node.start_mark.line + 1, name_node.start_mark.column + 1)
            if not isinstance(name_node, yaml.ScalarNode):
                raise YamlProblem("a key must be plain text", position)
            name = name_node.value
            if name_node.tag not in ("tag:yaml.org,2002:str", "tag:yaml.org,2002:int"):
                raise YamlProblem(f"YAML reads the key {name!r} as something else: write it in quotes", position)
            if name in result:
                first = self.positions[(*key, name)]
                raise YamlProblem(f"the key {name!r} appears twice (first in line {first[0]})", position)
            result[name] = self._build(value, (*key, name))
            self.positions[(*key, name)] = position
        return result


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise YamlProblem(f"the file is larger than {MAX_BYTES // 1_000_000} MB", (1, 1))
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise YamlProblem(f"the file is not UTF-8: {error.reason}", (1, 1)) from None
    except OSError as error:
        raise YamlProblem(f"the file cannot be read: {error.strerror}", (1, 1)) from None


def _root(text: str) -> yaml.Node | None:
    try:
        depth = 0
        for event in yaml.parse(text, Loader=Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise YamlProblem(f"nested more than {MAX_DEPTH} deep", _at(event.start_mark))
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise YamlProblem(
                    "anchors and aliases are not allowed: repeat the value; quote text that begins with & or *",
                    _at(event.start_mark),
                )
        return yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        where = _at(error.problem_mark or error.context_mark)
        raise YamlProblem(f"not valid YAML: {error.problem or error.context}", where) from None
    except yaml.YAMLError as error:
        raise YamlProblem(f"not valid YAML: {str(error).splitlines()[0]}", (1, 1)) from None


def _at(mark: yaml.error.Mark | Any) -> Position:
    """Line and column from 1; the beginning of the file where YAML gives no mark."""
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _scalar(node: yaml.ScalarNode, position: Position) -> str | int | float | bool | None:
    tag, text = node.tag.removeprefix("tag:yaml.org,2002:"), node.value
    if tag == "str":
        return str(text)
    if tag == "null":
        return None
    if tag == "bool":
        return str(text).lower() in ("true", "yes", "on")
    try:
        if tag == "int":
            return int(text.replace("_", ""), 0)
        if tag == "float":
            return float(text.replace("_", "").replace(".inf", "inf").replace(".nan", "nan"))
    except ValueError:
        raise YamlProblem(f"{text!r} is not a decimal number: write it in quotes if it is text", position) from None
    if tag == "timestamp":
        raise YamlProblem(f"YAML reads {text!r} as a date: write it in quotes", position)
    raise YamlProblem(f"the tag {node.tag} is not allowed: rules are plain data", position)
