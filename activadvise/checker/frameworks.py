"""The frameworks that call models and losses for the user: Ignite, skorch, Lightning, Hugging Face."""

from __future__ import annotations

import ast

from activadvise.checker import calls, losses, objects, pretrained, tensors
from activadvise.checker.run import Frame
from activadvise.checker.values import (
    UNKNOWN,
    Class,
    Const,
    Function,
    Instance,
    Layer,
    Map,
    Tensor,
    Union,
    Unknown,
    Value,
)

Options = dict[str, Value]
ENGINES = {
    "create_supervised_trainer": (0, 2), "supervised_training_step": (0, 2), "supervised_training_step_amp": (0, 2),
    "create_supervised_evaluator": (0, None),
}  # fmt: skip
SKORCH = {"NeuralNet": None, "NeuralNetClassifier": "nll", "NeuralNetBinaryClassifier": "bce_with_logits",
          "NeuralNetRegressor": "mse"}  # fmt: skip
FIT = frozenset({"fit", "validate", "test", "fit_transform"})
STEPS = ("training_step", "validation_step", "test_step")


def call(name: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value | None:
    """A call of a framework's name; None if nothing is known of it."""
    package, short = name.partition(".")[0], name.rpartition(".")[2]
    if package == "ignite" and short in ENGINES:
        return _ignite(short, args, options, node, frame)
    if package == "ignite" and short == "Loss":
        return args[0] if args else options.get("loss_fn", UNKNOWN)
    if package == "skorch" and short in SKORCH:
        return _skorch(short, args, options, node, frame)
    if package == "transformers" and short.endswith("Output"):
        return Map({key: value for key, value in options.items() if not _is_none(value)})
    if package == "einops" and short in ("rearrange", "repeat") and args and isinstance(args[0], Tensor):
        return tensors.method(args[0], "reshape", [], {}, node, frame)
    return pretrained.make(name, options, node, frame)


def _batch() -> Unknown:
    """What a framework feeds; each a value of its own, so that an answer about one says nothing of another."""
    return Unknown("a batch")


def _is_none(value: Value) -> bool:
    return isinstance(value, Const) and value.value is None


def _ignite(short: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    first, second = ENGINES[short]
    model = options.get("model", args[first] if args else UNKNOWN)
    output = calls.call_value(model, [_batch()], {}, node, frame)
    if second is None:
        metrics = options.get("metrics", args[1] if len(args) > 1 else UNKNOWN)
        found = metrics.items.values() if isinstance(metrics, Map) else []
        used: list[Value] = [value for value in found if isinstance(value, (Layer, Instance, Function))]
    else:
        used = [options.get("loss_fn", args[second] if len(args) > second else UNKNOWN)]
    for loss in used:
        calls.call_value(loss, [output, Unknown("the targets")], {}, node, frame)
    return Unknown("an Ignite engine")


def _skorch(short: str, args: list[Value], options: Options, node: ast.AST, frame: Frame) -> Value:
    model = options.get("module", args[0] if args else UNKNOWN)
    criterion = options.get("criterion", args[1] if len(args) > 1 else None)
    if isinstance(model, (Class, Function)):
        settings = {k.removeprefix("module__"): v for k, v in options.items() if k.startswith("module__")}
        model = calls.call_value(model, [], settings, node, frame)
    default = SKORCH[short]
    if not isinstance(model, (Instance, Layer)) or (criterion is None and default is None):
        return Unknown("a skorch net")
    output = calls.call_value(model, [_batch()], {}, node, frame)
    if criterion is None and default is not None:
        losses.call(default, default, [_logarithm(output, node, frame) if default == "nll" else output, UNKNOWN],
                    {}, node, frame)  # fmt: skip
    elif criterion is not None:
        made = criterion if isinstance(criterion, Layer) else calls.call_value(criterion, [], {}, node, frame)
        if isinstance(made, Layer) and made.id == "nll":
            output = _logarithm(output, node, frame)
        calls.call_value(made, [output, UNKNOWN], {}, node, frame)
    return Unknown("a skorch net")


def _logarithm(output: Value, node: ast.AST, frame: Frame) -> Value:
    """NeuralNetClassifier takes the logarithm itself in front of NLLLoss; of raw scores it would be NaN."""
    squashed = isinstance(output, Tensor) and output.meaning.kind in ("distribution", "probability")
    return tensors.logarithm(output, node, frame) if squashed and isinstance(output, Tensor) else output


def method(name: str, args: list[Value], node: ast.AST, frame: Frame) -> None:
    """trainer.fit(module): Lightning calls the module's steps."""
    module = args[0] if args and name in FIT else None
    for option in module.options if isinstance(module, Union) else [module]:
        if isinstance(option, Instance):
            for step in STEPS:
                found = objects.find_method(option.cls, step, frame.run)
                if found is not None:
                    function = Function(found[1], found[0].module, None, option, found[0])
                    calls.call_function(function, [_batch(), UNKNOWN], {}, frame.run, frame)


def made(instance: Instance, frame: Frame) -> None:
    """A subclass of the Trainer of transformers with a loss of its own is made with the model that it trains."""
    found = objects.find_method(instance.cls, "compute_loss", frame.run)
    model = instance.options.get("model", instance.args[0] if instance.args else None)
    if found is None or model is None:
        return
    if any(base.startswith("transformers.") for base in objects.external_bases(instance.cls, frame.run)):
        instance.attributes.setdefault("model", model)
        function = Function(found[1], found[0].module, None, instance, found[0])
        calls.call_function(function, [model, Unknown("the inputs")], {}, frame.run, frame)
