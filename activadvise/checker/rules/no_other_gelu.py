"""ACT408: a GELU of another kind than a config literal, or the config.json beside the code, says."""

from __future__ import annotations

import ast
import os.path
import re

from activadvise.checker.run import Frame, Run
from activadvise.checker.values import Value

KEYS = r"hidden_act|hidden_activation|activation_function|hidden_act_fn|act_fn|feed_forward_activation"
LITERAL = re.compile(rf"""["']?\b(?:{KEYS})["']?\s*(?::\s*str\s*=|[:=])\s*["']([\w ]+)["']""")
READ = re.compile(rf"""\.(?:{KEYS})\b|\[["'](?:{KEYS})["']\]""")
TEXT = re.compile(r"[\"'](\w*gelu\w*)[\"']")
KINDS = ("gelu", "gelu_tanh", "quick_gelu")
# The constants of the approximations, where they are written out.
CONSTANTS = {0.044715: "gelu_tanh", 1.702: "quick_gelu"}


def wants(name: str, text: str) -> bool:
    """A GELU; whether there is a configuration is asked later."""
    return "gelu(" in text or "0.044715" in text or "1.702" in text


def install(run: Run) -> None:
    """Watch GELUs that are made, called or written out."""
    words = run.vocabulary
    for name, entry in words.activations.items():
        if entry in KINDS:
            run.on_call.setdefault(name, []).append(_called)
    run.on_function.append(_written_out)


def _called(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    given = next((k.value for k in node.keywords if k.arg == "approximate"), None)
    if given is not None and not isinstance(given, ast.Constant):
        return
    used = "gelu_tanh" if isinstance(given, ast.Constant) and given.value == "tanh" else "gelu"
    _judge(run, node, used, frame)


def _written_out(run: Run, node: ast.AST, frame: Frame) -> None:
    text = frame.module.slice(node)
    if "0.044715" not in text and "1.702" not in text:
        return
    for part in ast.walk(node):
        used = CONSTANTS.get(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, float) else None
        if used is not None:
            _judge(run, part, used, frame)


def _judge(run: Run, node: ast.AST, used: str, frame: Frame) -> None:
    found = _configured(run, frame)
    if found is not None and found[0] != used:
        what = {"wanted": found[0], "used": used, "where": found[1]}
        run.hit("ACT408", (frame.module, node), what)


def _configured(run: Run, frame: Frame) -> tuple[str, str] | None:
    """The one kind of GELU that configurations name, and where; None if they name none, or several."""
    module = frame.module
    if READ.search(module.text):
        return None  # some layer asks the configuration; another may be meant to differ
    names, where = LITERAL.findall(module.text), "in this file"
    if not names:
        text = run.project.beside(module, "config.json")
        names, where = LITERAL.findall(text or ""), os.path.join(os.path.dirname(module.path), "config.json")
    kinds = _kinds(run, names)
    if len(kinds) != 1 or len(set(names)) != 1:
        return None
    others = _kinds(run, TEXT.findall(module.text))  # a file that names several chooses between them
    return None if others - kinds else (kinds.pop(), where)


def _kinds(run: Run, names: list[str]) -> set[str]:
    return {kind for name in names for kind in KINDS if name == kind or name in _aliases(run, kind)}


def _aliases(run: Run, kind: str) -> list[str]:
    return list(run.vocabulary.base.activations[kind].aliases)
