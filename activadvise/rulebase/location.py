"""Where the built-in rules lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

import os.path

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
IN_WHEEL = os.path.join(PACKAGE, "rules")
RULES = IN_WHEEL if os.path.isdir(IN_WHEEL) else os.path.join(os.path.dirname(PACKAGE), "rules")
SNIPPETS = os.path.join(RULES, "snippets")
MODELS = os.path.join(RULES, "published_models.csv")
COMPILED = os.path.join(RULES, "compiled.msgpack")


def rule_files(folder: str = RULES) -> list[str]:
    """Every YAML file below a folder, sorted; snippets are templates, not rules."""
    found: list[str] = []
    for directory, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "snippets" and name[0] not in "._")
        found += [os.path.join(directory, f) for f in sorted(files) if f.endswith((".yaml", ".yml"))]
    return found
