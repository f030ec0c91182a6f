"""What the command `inspect` does: target and input read, the model looked into."""

from __future__ import annotations

import contextlib
import sys

import msgspec
from torch.nn.parameter import is_lazy

from activadvise.errors import BadValue
from activadvise.live.example import example
from activadvise.live.inspect.answer import Inspection
from activadvise.live.inspect.run import forward, inspect
from activadvise.live.target import load_loss, load_model, user_code
from activadvise.live.thresholds import house_rules

GAINS = (
    "the init's gains are those of the activation that reads a layer, as in torch.nn.init, the table's fit is that of "
    "the activation in front of it: in a stack they differ in the first and the last layer only"
)


def run(
    target: str,
    inputs: list[str],
    batch: str | None,
    loss: str | None,
    device: str | None,
    train: bool | None,
    trust: bool,
    suggest_init: bool,
    rules: list[str],
) -> Inspection:
    """The answer of `activadvise inspect`. What the user's code prints goes to stderr.

    Raises:
        BadValue: the target, the input or the loss cannot be used; or the forward fails.
    """
    with contextlib.redirect_stdout(sys.stderr), house_rules(rules):
        return _run(target, inputs, batch, loss, device, train, trust, suggest_init)


def _run(
    target: str, inputs: list[str], batch: str | None, loss: str | None, device: str | None, train: bool | None,
    trust: bool, suggest_init: bool,
) -> Inspection:  # fmt: skip
    model = load_model(target, trust, device)
    given = example(model, inputs, batch, device)
    asked = None if loss is None else load_loss(loss)
    if asked is not None and given.target is None and loss is not None and ":" not in loss:
        raise BadValue(f"--loss {loss} needs a target: give --batch with (input, target).")
    query = {"target": target, "input": inputs, "batch": batch, "loss": loss, "device": device, "train": train}
    source = f"--batch {batch}" if batch else " ".join(f"--input {text}" for text in inputs)
    with user_code(f"{target}: forward on {source}"):
        if any(is_lazy(parameter) for parameter in model.parameters()):  # its sizes come with the first batch
            forward(model, given.value)
        answer = inspect(
            model, given.value, loss=asked, target=given.target if asked else None, train=train,
            real_data=given.real, query={key: value for key, value in query.items() if value not in (None, [])},
        )  # fmt: skip
    if suggest_init:
        from activadvise.live.initialize import initialize

        plan = initialize(model, given.value, apply=False)
        answer = msgspec.structs.replace(answer, code=plan.code, notes=[*answer.notes, GAINS])
    return answer
