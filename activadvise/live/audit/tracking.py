"""What each torch function leaves of the meanings of its arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import Tensor, nn

from activadvise.live.audit import arithmetic, handwritten, parts, places, shapes
from activadvise.live.audit.tags import Part, Tag, Tags
from activadvise.meaning import NOTHING, REAL, Meaning, Vocabulary

FILLED = frozenset({"raw", "real", "log-distribution", "log-probability"})  # a masked place is none of them
EMBEDDED = frozenset({"raw", "real", "bounded"})  # two of these make a score: their inner product
PART = {"distribution": "probability", "log-distribution": "log-probability"}
UNITS = {"conv1d": -2, "conv2d": -3, "conv3d": -4, "conv_transpose1d": -2, "conv_transpose2d": -3,
         "conv_transpose3d": -4}  # fmt: skip
SHOWN = {"linear": "Linear", "conv1d": "Conv1d", "conv2d": "Conv2d", "conv3d": "Conv3d", "bilinear": "Bilinear",
         "multi_head_attention_forward": "MultiheadAttention"}  # fmt: skip
Args = tuple[Any, ...]
Options = dict[str, Any]


class Tracker:
    """Gives the results of torch functions their tags."""

    def __init__(self, vocabulary: Vocabulary, tags: Tags) -> None:
        self.vocabulary, self.tags = vocabulary, tags

    def follow(self, kind: str, name: str, args: Args, kwargs: Options, result: Any, given: list[Tag | None]) -> None:
        """Tag the result; `given` are the tags of the arguments as they were before the call."""
        if kind == "activation":
            self._activation(name, args, kwargs, result, given)
        elif kind in ("linear", "convolution", "attention", "norm", "product"):
            self._weights(kind, name, args, result, given)
        elif kind in ("part", "extreme"):
            self._several(kind, name, args, kwargs, result, given)
        elif isinstance(result, Tensor):
            made = self._one(kind, name, args, kwargs, result, given)
            if made is not None and (made.meaning.kind != "unknown" or made.parts):
                self.tags.set(result, made)

    def _one(self, kind: str, name: str, args: Args, kwargs: Options, result: Tensor, given: list[Tag | None]) -> Any:
        if kind == "join":
            return self._joined(args, result)
        tag = given[0] if given else None
        if kind == "fill":
            return self._filled(name, args, kwargs, given)
        if kind == "normalizer":
            return _normalizer(tag, args, kwargs)
        if kind == "cosine":
            return _cosine(*given[:2])
        if kind in SHAPES and tag is not None and args:
            return SHAPES[kind](tag, name, args, kwargs, result)
        return arithmetic.result(kind, args, kwargs, result, given)

    def _activation(self, name: str, args: Args, kwargs: Options, result: Any, given: list[Tag | None]) -> None:
        if not isinstance(result, Tensor):
            return
        if name == "gelu" and kwargs.get("approximate") == "tanh":
            name = "gelu_tanh"
        kind = self.vocabulary.kinds.get(name, "unknown")
        dim = softmax_dim(args, kwargs, result) if kind.endswith("distribution") else None
        before = given[0] if given and given[0] is not None else Tag(NOTHING)
        direct = bool(before.meaning.kind == "raw" and before.direct)
        made = before.then(Meaning(kind, name, dim), places.source(), f"{self.vocabulary.label(name)} here")
        self.tags.set(result, made._replace(direct=direct, parts=parts.activated(name, before)))

    def _weights(self, kind: str, name: str, args: Args, result: Any, given: list[Tag | None]) -> None:
        output = result[0] if isinstance(result, tuple) else result
        if not isinstance(output, Tensor) or (kind == "product" and not _weighted(args, given)):
            return
        before = given[0] if given else None
        if kind == "norm" and before is not None and before.meaning.kind == "raw":
            self.tags.set(output, before._replace(direct=False))
            return
        dim = output.dim() + UNITS[name] if name in UNITS else output.dim() - 1 if kind == "linear" else None
        shown = SHOWN.get(name, name)
        units = output.shape[dim] if dim is not None and output.dim() else None
        meaning = Meaning("raw", shown, dim if output.dim() > 1 else None, features=units)
        self.tags.set(output, Tag(meaning, ((places.source(), f"{shown} here"),), kind in ("linear", "convolution")))

    def _several(self, kind: str, name: str, args: Args, kwargs: Options, result: Any, given: list[Tag | None]) -> None:
        tag = given[0] if given else None
        if tag is None:
            return
        over = kwargs.get("dim", args[-1] if len(args) > 1 and isinstance(args[-1], int) else 0)
        ndim = args[0].dim() if args and isinstance(args[0], Tensor) else 1
        meaning, over = tag.meaning, over % ndim if isinstance(over, int) and ndim else 0
        if kind == "extreme":
            outputs: Any = result if isinstance(result, Tensor) else list(result)[:1]
            meaning = _demoted(meaning)
        else:
            outputs = result
            if meaning.dim is not None and meaning.dim == over and name != "unbind":
                meaning = _demoted(meaning)
            elif name == "unbind":
                meaning = _without(meaning, over)
        for output in [outputs] if isinstance(outputs, Tensor) else outputs:
            if output.is_floating_point():
                self.tags.set(output, tag._replace(meaning=meaning, direct=False))

    def _joined(self, args: Args, result: Tensor) -> Tag | None:
        pieces = args[0] if args and isinstance(args[0], (list, tuple)) else ()
        found = [self.tags.get(piece) for piece in pieces]
        whole = dict.fromkeys(part for tag in found for part in handwritten.whole(tag))
        if whole:
            return Tag(NOTHING, parts=tuple(whole))
        first = found[0] if found else None
        if first is None or any(t is None or t.meaning.kind != first.meaning.kind for t in found):
            return _left_of(*found)
        if first.meaning.kind == "unknown":
            return first
        same = {t.meaning.dim for t in found if t is not None} == {first.meaning.dim}
        dim = first.meaning.dim if same else None
        if dim is not None and pieces[0].dim() == result.dim() and pieces[0].shape[dim] != result.shape[dim]:
            return first._replace(meaning=_demoted(first.meaning)._replace(features=None), direct=False)
        if pieces[0].dim() != result.dim():
            dim = None if dim is None else shapes.reshaped(dim, pieces[0].shape, result.shape[1:])
            dim = None if dim is None else dim + 1
        return first._replace(meaning=first.meaning._replace(dim=dim), direct=False)

    def _filled(self, name: str, args: Args, kwargs: Options, given: list[Tag | None]) -> Tag | None:
        if name != "where":
            tag = given[0] if given else None
            kept = tag is not None and (tag.meaning.kind in FILLED or handwritten.whole(tag))
            return tag if kept else None
        first, second = [*(self.tags.get(a) for a in args[1:3]), None, None][:2]
        whole = dict.fromkeys(part for tag in (first, second) for part in handwritten.whole(tag))
        if whole:
            return Tag(NOTHING, parts=tuple(whole))
        one = first or second
        same = first is None or second is None or first.meaning.kind == second.meaning.kind
        if one is None or not same or one.meaning.kind == "unknown":
            return _left_of(first, second)
        both = first is not None and second is not None
        return one._replace(parts=()) if both or one.meaning.kind in REAL else None


def _left_of(*tags: Tag | None) -> Tag | None:
    """What stays where the meanings are lost."""
    kept = dict.fromkeys(part for tag in tags for part in handwritten.lasting(tag))
    return Tag(NOTHING, parts=tuple(kept)) if kept else None


def _normalizer(tag: Tag | None, args: Args, kwargs: Options) -> Tag | None:
    """logsumexp: what a cross entropy by hand subtracts from."""
    over = kwargs.get("dim", args[1] if len(args) > 1 else None)
    if tag is not None and tag.meaning.kind in parts.LOGS:  # log of a sum of probabilities
        return Tag(NOTHING, parts=parts.new("log term", tag))
    if tag is None or tag.meaning.kind not in handwritten.VALUES or not isinstance(over, int) or not args:
        return _left_of(tag)
    about = tag._replace(meaning=tag.meaning._replace(dim=over % args[0].dim()), parts=())
    return Tag(NOTHING, tag.steps, parts=(Part("normalizer", about, places.here()),))


def _cosine(*given: Tag | None) -> Tag | None:
    """The cosine between two vectors: about the first that is known."""
    about = next((tag for tag in given if tag is not None and tag.meaning.kind in EMBEDDED), None)
    return Tag(NOTHING, about.steps, parts=parts.new("cosine", about)) if about is not None else None


def softmax_dim(args: Args, kwargs: Options, result: Tensor) -> int | None:
    """The dim of a softmax, counted from 0; torch guesses where none was given."""
    dim = kwargs.get("dim", args[1] if len(args) > 1 else None)
    if not isinstance(dim, int):
        dim = 0 if result.dim() in (0, 1, 3) else 1
    return dim % result.dim() if result.dim() else None


def _demoted(meaning: Meaning) -> Meaning:
    return meaning._replace(kind=PART.get(meaning.kind, meaning.kind), dim=None)


def _without(meaning: Meaning, gone: int) -> Meaning:
    if meaning.dim == gone:
        return _demoted(meaning)
    return meaning._replace(dim=meaning.dim - 1) if meaning.dim is not None and meaning.dim > gone else meaning


def _weighted(args: Args, given: list[Tag | None]) -> bool:
    """A product with weights, or of two raw values; no mixing of values by probabilities."""
    if any(tag is not None and tag.meaning.kind in ("distribution", "probability") for tag in given):
        return any(isinstance(a, nn.Parameter) for a in args)
    raw = [t for t in given if t is not None and t.meaning.kind in EMBEDDED]
    return any(_is_weight(a) for a in args if isinstance(a, Tensor)) or len(raw) > 1


def _is_weight(value: Tensor) -> bool:
    if value.requires_grad and value.is_leaf:
        return True
    base = value._base
    return base is not None and base.requires_grad and base.is_leaf


def _reshape(tag: Tag, name: str, args: Args, kwargs: Options, result: Tensor) -> Tag:
    dim = shapes.reshaped(tag.meaning.dim, args[0].shape, result.shape)
    return tag._replace(meaning=tag.meaning._replace(dim=dim))


def _move(tag: Tag, name: str, args: Args, kwargs: Options, result: Tensor) -> Tag:
    rest = args[1:] or tuple(kwargs.values())
    dim = shapes.moved(name, tag.meaning.dim, rest, args[0].dim())
    return tag._replace(meaning=tag.meaning._replace(dim=dim))


def _index(tag: Tag, name: str, args: Args, kwargs: Options, result: Tensor) -> Tag:
    dim, whole = shapes.indexed(tag.meaning.dim, args[0].shape, args[1])
    if not whole or (isinstance(args[1], tuple) and sum(isinstance(a, Tensor) for a in args[1]) > 1):
        return tag._replace(meaning=_demoted(tag.meaning))
    return tag._replace(meaning=tag.meaning._replace(dim=dim))


def _pick(tag: Tag, name: str, args: Args, kwargs: Options, result: Tensor) -> Tag:
    if name in ("flip", "roll"):
        return tag
    over = kwargs.get("dim", args[1] if len(args) > 1 and isinstance(args[1], int) else None)
    over = over % args[0].dim() if isinstance(over, int) else over
    if name == "select" and over is not None:
        return tag._replace(meaning=_without(tag.meaning, over))
    if over is not None and over != tag.meaning.dim and name in ("narrow", "index_select"):
        return tag
    return tag._replace(meaning=_demoted(tag.meaning))


def _keep(tag: Tag, name: str, args: Args, kwargs: Options, result: Tensor) -> Tag | None:
    return tag if result.is_floating_point() else None


def _dropout(tag: Tag, name: str, args: Args, kwargs: Options, result: Tensor) -> Tag | None:
    return tag if tag.meaning.kind in REAL else None


def _smooth(tag: Tag, name: str, args: Args, kwargs: Options, result: Tensor) -> Tag | None:
    return None if tag.meaning.kind.endswith("distribution") and "interp" not in name else tag._replace(direct=False)


SHAPES: dict[str, Callable[[Tag, str, Args, Options, Tensor], Tag | None]] = {
    "reshape": _reshape, "move": _move, "index": _index, "pick": _pick, "keep": _keep, "dropout": _dropout,
    "smooth": _smooth,
}  # fmt: skip
