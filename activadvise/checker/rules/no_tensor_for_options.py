"""ACT123 and ACT401: a class of torch.nn called with the tensors instead of its options."""

from __future__ import annotations

import ast
import re

from activadvise.checker.run import Frame, Run
from activadvise.checker.syntax import written_out
from activadvise.checker.values import Tensor, Unknown, Value

NAMES = r"(?:relu|gelu|silu|sigmoid|tanh|mish|softmax|elu|hardswish)\((?!\)|inplace|dim|true|false|[-\d])"
CALL = re.compile(r"nn\.\w*" + NAMES)
ANY = re.compile(NAMES)
PART = re.compile(r"[\w.]")  # of a longer name, if it stands before one
LOSS = re.compile(r"loss\([a-z]\w*(?:\(.*)?,")


def wants(name: str, text: str) -> bool:
    """A class that gets something else than options."""
    if "nn." in text and (CALL.search(text) or LOSS.search(text)):
        return True
    imported = "from torch.nn import" in text or "import " not in text  # a function's text does not hold the imports
    # a look-behind in front of the names would be tried at every character
    return imported and any(not PART.match(text[found.start() - 1 : found.start()]) for found in ANY.finditer(text))


def install(run: Run) -> None:
    """Watch the construction of every activation and loss of torch.nn."""
    words = run.vocabulary
    for name, entry in [*words.losses.items(), *words.activations.items()]:
        if name.rpartition(".")[2][:1].isupper():
            run.on_call.setdefault(name, []).append(_loss if entry in words.base.losses else _activation)


def _loss(run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame) -> None:
    first = args[0] if args else None
    called = isinstance(first, Unknown) and isinstance(first.why, ast.Call) and _is_pair(node)
    if len(args) >= 2 and (isinstance(first, Tensor) or called) and written_out(node, frame.env):
        flow = first.flow if isinstance(first, Tensor) else None
        run.hit("ACT123", (frame.module, node), {"loss": name.rpartition(".")[2]}, flow)


OPTIONS = re.compile(r"weight|size_average|reduc|ignore|margin|beta|delta|alpha|gamma|smooth|cfg|config|arg|get")


def _is_pair(node: ast.Call) -> bool:
    """Two names or calls that do not speak of options: (model(x), y)."""
    plain = len(node.args) == 2 and not node.keywords
    return plain and not any(isinstance(a, ast.Constant) or OPTIONS.search(ast.unparse(a)) for a in node.args)


def _activation(
    run: Run, name: str, node: ast.Call, args: list[Value], options: dict[str, Value], frame: Frame
) -> None:
    first = args[0] if args else None
    given = isinstance(first, Tensor) and first.last is not None
    if written_out(node, frame.env) and (given or (node.args and _is_input(node.args[0], frame))):
        flow = first.flow if isinstance(first, Tensor) else None
        run.hit("ACT401", (frame.module, node), {"activation": name.rpartition(".")[2]}, flow)


def _is_input(node: ast.expr, frame: Frame) -> bool:
    """The first argument of forward."""
    function = frame.node
    if not isinstance(node, ast.Name) or not isinstance(function, ast.FunctionDef) or function.name != "forward":
        return False
    return len(function.args.args) > 1 and function.args.args[1].arg == node.id
