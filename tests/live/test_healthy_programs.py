"""Every architecture's emitted program is healthy: inspect raises nothing on its networks as they start."""

from __future__ import annotations

import contextlib
import copy
import io
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook

from activadvise import emitted
from activadvise.live.inspect.run import inspect
from activadvise.rulebase import load
from activadvise.snippet import compose

Called = tuple[nn.Module, tuple[Any, ...]]


def one_program_per_architecture() -> dict[str, str]:
    base = load()
    found: dict[str, str] = {}
    for label, recipe in emitted.every_recipe(base):
        arch = label.removeprefix("recommend --arch ").partition(" ")[0]
        if label.startswith("recommend --arch ") and "--task" not in label and arch not in found:
            found[arch] = compose(recipe, base)
    return found


def first_calls(source: str) -> list[Called]:
    """Each network of a program and the arguments of its first call, copied before any training."""
    found: dict[int, tuple[Called, nn.Module]] = {}
    depth = [0]

    def enter(module: nn.Module, args: Any) -> None:
        depth[0] += 1
        parametrization = "Param" in type(module).__name__
        if depth[0] == 1 and id(module) not in found and not parametrization and any(True for _ in module.parameters()):
            found[id(module)] = (copy.deepcopy(module), copy.deepcopy(args)), module

    def leave(module: nn.Module, args: Any, output: Any) -> None:
        depth[0] -= 1

    handles = [register_module_forward_pre_hook(enter), register_module_forward_hook(leave, always_call=True)]
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            torch.manual_seed(0)
            exec(compile(source, "snippet.py", "exec"), {"__name__": "__main__"})
    finally:
        for handle in handles:
            handle.remove()
    return [called for called, _ in found.values()]


PROGRAMS = one_program_per_architecture()


@pytest.mark.parametrize("arch", PROGRAMS)
def test_nothing_is_found_in_what_we_emit(arch: str) -> None:
    for model, args in first_calls(PROGRAMS[arch]):
        answer = inspect(model, args)
        assert [item.message for item in answer.findings if item.severity != "hint"] == []
