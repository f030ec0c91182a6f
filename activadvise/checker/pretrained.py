"""Models of torchvision, timm and transformers: their last layer returns raw scores, until someone replaces it."""

from __future__ import annotations

import ast

from activadvise.checker import calls
from activadvise.checker.run import Frame
from activadvise.checker.values import (
    UNKNOWN,
    Class,
    Const,
    Flow,
    Instance,
    Layer,
    Map,
    Tensor,
    Unknown,
    Value,
)
from activadvise.meaning import Meaning

KIND = "pretrained"
HEADS = ("fc", "classifier", "head", "heads", "last_linear")
# Packages of torchvision.models whose functions return something else than class scores.
OTHERS = frozenset({"detection", "segmentation", "video", "optical_flow", "quantization", "feature_extraction"})
AUXILIARY = ("inception", "googlenet", "get_", "list_")  # two outputs during training, and no models
TASKS = (
    "ForSequenceClassification", "ForTokenClassification", "ForImageClassification", "ForAudioClassification",
    "ForMultipleChoice", "ForCausalLM", "ForMaskedLM", "LMHeadModel",
)  # fmt: skip
SCORES = ("logits", "start_logits", "end_logits", "prediction_logits", "seq_relationship_logits")
LOADERS = ("from_pretrained", "from_config")
SPEAKERS = ("ForCausalLM", "ForMaskedLM", "LMHeadModel")  # their `lm_head` is the linear layer that gives the scores


def make(name: str, options: dict[str, Value], node: ast.AST, frame: Frame) -> Value | None:
    """A model from a call of a library's name; None if it is none of those known."""
    if not _classifies(name, options) and not _speaks(name):
        return None
    short = [part for part in name.split(".") if part not in LOADERS][-1]
    cls = Class(ast.ClassDef(name=short, bases=[], keywords=[], body=[], decorator_list=[]), frame.module)
    cls.bases = []
    model = Instance(cls, [], {})
    model.ready = True
    model.base = Layer(name, KIND, short, [], model.attributes, frame.module, node)
    return model


def _classifies(name: str, options: dict[str, Value]) -> bool:
    if name == "timm.create_model":
        classes = options.get("num_classes")
        return "features_only" not in options and not (isinstance(classes, Const) and not classes.value)
    parts = name.split(".")
    known = parts[:2] == ["torchvision", "models"] and len(parts) > 2 and not OTHERS & set(parts)
    return known and parts[-1].islower() and not parts[-1].startswith(AUXILIARY)


def _speaks(name: str) -> bool:
    parts = name.split(".")
    named = parts[-2] if parts[-1] in LOADERS and len(parts) > 1 else parts[-1]
    return parts[0] == "transformers" and named.endswith(TASKS)


def field(owner: Unknown, name: object, node: ast.AST, frame: Frame) -> Tensor | None:
    """outputs.logits and outputs["logits"], where a file that imports transformers called a model: as its
    documentation of every model output says, scores before the softmax. None for anything else.
    """
    if name not in SCORES or not isinstance(owner.why, ast.Call) or not frame.module.imports("transformers"):
        return None
    return Tensor(Meaning("raw", "a transformers model"), Flow(None, frame.module, node, f"{name} of a model here"))


def head(owner: Instance, name: str) -> Value | None:
    """model.classifier, for `model.classifier[6] = ...`: what is put there becomes the last layer.

    A language model's own head can be taken out: `self.lm_head = llm.lm_head`.
    """
    if owner.base is None or owner.base.kind != KIND:
        return None
    if name == "lm_head" and owner.base.id.endswith(SPEAKERS):
        return Layer("torch.nn.Linear", "linear", "", [], {}, owner.base.module, owner.base.node)
    if name not in HEADS:
        return None
    return owner.attributes.setdefault(name, Map({}, UNKNOWN))


def output(layer: Layer, node: ast.AST, frame: Frame) -> Value:
    """What such a model returns: raw scores, or what its new head makes of features."""
    if _speaks(layer.name):
        return Map({"loss": Tensor(), "logits": _raw(layer, node, frame)}, Unknown("an output of the model"))
    for name in HEADS:
        found = layer.options.get(name)
        if isinstance(found, Map):
            found = list(found.items.values())[-1] if found.items else None
        if found is not None:
            return calls.call_value(found, [Tensor()], {}, node, frame)
    return _raw(layer, node, frame)


def _raw(layer: Layer, node: ast.AST, frame: Frame) -> Tensor:
    return Tensor(Meaning("raw", layer.id), Flow(None, frame.module, node, f"{layer.id} returns raw scores here"))
