"""The typed records of the rule base: one class per kind of entry.

msgspec checks every YAML value against these annotations, writes the JSON Schema that
editors use, and reads the compiled rule base back in a few milliseconds. A field that is
not listed here is refused, so a typing error in a rule file can never pass in silence.

Annotations are evaluated here, not postponed: msgspec needs them at every start, and compiling
them from text would cost it ten milliseconds.
"""

from activadvise.rulebase.records.activation import (
    Activation,
    Cost,
    CriticalPair,
    Moments,
    Range,
    Saturation,
    ZeroGradient,
)
from activadvise.rulebase.records.architecture import (
    Architecture,
    Avoid,
    Fixed,
    InitChoice,
    Pick,
    Placement,
    Practice,
    Split,
)
from activadvise.rulebase.records.common import (
    Case,
    Certainty,
    Entry,
    Expects,
    Layout,
    NormPlace,
    NumberSign,
    Produces,
    Record,
    Snippet,
    Torch,
)
from activadvise.rulebase.records.evidence import Check, Mismatch, Model, Program, Sink, Source
from activadvise.rulebase.records.task import Condition, Limits, Loss, LossChoice, Mistake, Target, Task, Variant
from activadvise.rulebase.records.training import Cause, Effect, Init, Modifier, Norm, Symptom

__all__ = [
    "Activation",
    "Architecture",
    "Avoid",
    "Case",
    "Cause",
    "Certainty",
    "Check",
    "Condition",
    "Cost",
    "CriticalPair",
    "Effect",
    "Entry",
    "Expects",
    "Fixed",
    "Init",
    "InitChoice",
    "Layout",
    "Limits",
    "Loss",
    "LossChoice",
    "Mismatch",
    "Mistake",
    "Model",
    "Modifier",
    "Moments",
    "Norm",
    "NormPlace",
    "NumberSign",
    "Pick",
    "Placement",
    "Practice",
    "Produces",
    "Program",
    "Range",
    "Record",
    "Saturation",
    "Sink",
    "Snippet",
    "Source",
    "Split",
    "Symptom",
    "Target",
    "Task",
    "Torch",
    "Variant",
    "ZeroGradient",
]
