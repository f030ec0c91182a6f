"""Formula → PyTorch source text, formatted as ruff would."""

from __future__ import annotations

import ast
import re

from activadvise.formula.language import Formula

WIDTH = 88
BRACKETS = "BRACKETS"  # -x**2 is written -(x**2); a syntax tree has no brackets of its own
CALLS = {
    "exp": "torch.exp", "expm1": "torch.expm1", "log": "torch.log", "log1p": "torch.log1p",
    "sqrt": "torch.sqrt", "abs": "torch.abs", "sign": "torch.sign", "sin": "torch.sin",
    "cos": "torch.cos", "tan": "torch.tan", "atan": "torch.atan", "tanh": "torch.tanh",
    "sigmoid": "torch.sigmoid", "softplus": "nn.functional.softplus", "erf": "torch.erf",
    "Phi": "torch.special.ndtr",
}  # fmt: skip
OVERFLOWS = {"exp", "expm1", "log", "log1p", "sqrt", "softplus"}


def statements(formula: Formula, names: dict[str, str], learnable: set[str], indent: int) -> list[str]:
    """Lines that end in `return …`, each at most 88 columns wide.

    Args:
        formula: the activation's formula.
        names: what each parameter is called in the code ("self.alpha").
        learnable: parameters that are tensors.
        indent: columns already used.
    """
    writer = _Writer(names, learnable)
    return writer.lines(writer.tensor(formula.tree), indent)


class _Writer:
    """Rewrites a formula's tree into an expression of torch calls."""

    def __init__(self, names: dict[str, str], learnable: set[str]) -> None:
        self.names, self.learnable = names, learnable

    def is_tensor(self, node: ast.expr) -> bool:
        variables = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        return "x" in variables or bool(variables & self.learnable)

    def tensor(self, node: ast.expr) -> ast.expr:
        """The same expression in torch's names."""
        if not isinstance(node, ast.Name) and not self.is_tensor(node):
            return self._number(node)
        if isinstance(node, ast.Name):
            return _name(self.names.get(node.id, node.id))
        if isinstance(node, ast.UnaryOp):
            operand = self.tensor(node.operand)
            power = isinstance(operand, ast.BinOp) and isinstance(operand.op, ast.Pow)
            return ast.UnaryOp(node.op, ast.Call(_name(BRACKETS), [operand], []) if power else operand)
        if isinstance(node, ast.BinOp):
            return ast.BinOp(self.tensor(node.left), node.op, self.tensor(node.right))
        assert isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        return self._call(node.func.id, node.args)

    def _number(self, node: ast.expr) -> ast.expr:
        """A subexpression without tensors uses Python's math module."""
        text = re.sub(r"\b(exp|expm1|log|log1p|sqrt|sin|cos|tan|atan|tanh|erf)\(", r"math.\1(", ast.unparse(node))
        text = re.sub(r"\bpi\b", "math.pi", text)
        tree = ast.parse(text, mode="eval").body
        for name in ast.walk(tree):
            if isinstance(name, ast.Name) and name.id in self.names:
                name.id = self.names[name.id]
        return tree

    def _call(self, name: str, args: list[ast.expr]) -> ast.expr:
        if name == "where":
            return self._where(args)
        if name == "phi":
            return _expression("torch.exp(-0.5 * ARG ** 2) / math.sqrt(2 * math.pi)", self.tensor(args[0]))
        if name in ("max", "min", "clamp"):
            return self._clamp(name, args)
        return ast.Call(_name(CALLS[name]), [self.tensor(arg) for arg in args], [])

    def _clamp(self, name: str, args: list[ast.expr]) -> ast.expr:
        """max and min put a tensor first; clamp is a maximum inside a minimum."""
        inner, *bounds = args if name == "clamp" else sorted(args, key=self.is_tensor, reverse=True)
        if name == "clamp" and not any(map(self.is_tensor, bounds)):
            limits = [ast.keyword(key, self.tensor(b)) for key, b in zip(("min", "max"), bounds, strict=True)]
            return ast.Call(_name("torch.clamp"), [self.tensor(inner)], limits)
        result = self.tensor(inner)
        for larger, bound in zip((True, False) if name == "clamp" else (name == "max",), bounds, strict=True):
            result = self._limited(result, bound, larger)
        return result

    def _limited(self, inner: ast.expr, bound: ast.expr, larger: bool) -> ast.expr:
        if self.is_tensor(bound):
            return ast.Call(_name("torch.maximum" if larger else "torch.minimum"), [inner, self.tensor(bound)], [])
        limit = ast.keyword("min" if larger else "max", self.tensor(bound))
        return ast.Call(_name("torch.clamp"), [inner], [limit])

    def _where(self, args: list[ast.expr]) -> ast.expr:
        """torch.where differentiates both branches, so the unused one must not overflow."""
        condition, yes, no = args
        assert isinstance(condition, ast.Compare)
        left, right = condition.left, condition.comparators[0]
        if isinstance(left, ast.Name) and left.id == "x" and not self.is_tensor(right):
            above = isinstance(condition.ops[0], (ast.Gt, ast.GtE))
            yes = _guarded(yes, "max" if above else "min", right)
            no = _guarded(no, "min" if above else "max", right)
        test = ast.Compare(self.tensor(left), condition.ops, [self.tensor(right)])
        return ast.Call(_name("torch.where"), [test, self.tensor(yes), self.tensor(no)], [])

    def lines(self, tree: ast.expr, indent: int) -> list[str]:
        """Split an expression over named intermediate results until every line fits."""
        made: list[str] = []
        while len(_text(tree)) + indent + len("return ") > WIDTH:
            part = _largest_part(tree, WIDTH - indent - 12)
            name = "abcdefghijklmnopqrstuvw"[len(made)]
            made.append(f"{name} = {_text(part)}")
            tree = _replace(tree, part, _name(name))
        result = _text(tree)
        return [*made, f"return {result}"]


def _guarded(branch: ast.expr, clamp: str, bound: ast.expr) -> ast.expr:
    called = {n.func.id for n in ast.walk(branch) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    if not called & OVERFLOWS:
        return branch
    safe = ast.Call(_name(clamp), [_name("x"), bound], [])
    return _replace_names(branch, "x", safe)


def _replace_names(node: ast.expr, name: str, by: ast.expr) -> ast.expr:
    class Substitute(ast.NodeTransformer):
        def visit_Name(self, found: ast.Name) -> ast.expr:
            return by if found.id == name else found

    tree = ast.parse(ast.unparse(node), mode="eval").body
    visited: ast.expr = Substitute().visit(tree)
    return visited


def _replace(tree: ast.expr, part: ast.expr, by: ast.expr) -> ast.expr:
    wanted = ast.dump(part)

    class Substitute(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            if isinstance(node, ast.expr) and ast.dump(node) == wanted:
                return by
            return self.generic_visit(node)

    result = Substitute().visit(tree)
    assert isinstance(result, ast.expr)
    return result


def _largest_part(tree: ast.expr, room: int) -> ast.expr:
    """The longest proper subexpression that fits a line of its own."""
    parts = [
        node
        for node in ast.walk(tree)
        if isinstance(node, (ast.BinOp, ast.Call))
        and node is not tree
        and not _bracket(node)
        and len(_text(node)) <= room
    ]
    return max(parts, key=lambda node: len(_text(node)))


def _bracket(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == BRACKETS


def _name(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def _expression(text: str, argument: ast.expr) -> ast.expr:
    return _replace_names(ast.parse(text, mode="eval").body, "ARG", argument)


def _text(tree: ast.expr) -> str:
    """Source text with ruff's spacing of `**` (none between simple operands)."""
    text = ast.unparse(tree).replace(f"{BRACKETS}(", "(")
    return re.sub(r"(?<![\w.)\]])([\w.]+) \*\* (-?[\w.]+)(?![\w.(\[])", r"\1**\2", text)
