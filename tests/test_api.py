"""The Python API: typed answers, lazy names, notebook display."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import activadvise
from activadvise.errors import ActivadviseError, BadValue, UnknownName
from activadvise.report import render


def test_the_answer_has_a_pick_code_and_a_dict() -> None:
    answer = activadvise.recommend("transformer")
    assert answer.pick.id == "gelu"
    assert answer.code.startswith("# Made by activadvise: recommend --arch transformer\n")
    assert answer.to_dict() == json.loads(render(answer, "json"))


def test_notebooks_show_markdown() -> None:
    answer = activadvise.output("multilabel")
    assert answer._repr_markdown_().startswith("## Multi-label")  # type: ignore[attr-defined]


def test_answers_cannot_be_changed() -> None:
    answer = activadvise.recommend("mlp")
    with pytest.raises(AttributeError):
        answer.code = ""  # type: ignore[misc]


def test_errors_have_one_base_and_name_the_nearest() -> None:
    with pytest.raises(UnknownName) as caught:
        activadvise.recommend("resnt")
    assert isinstance(caught.value, ActivadviseError)
    assert "resnet" in caught.value.nearest
    with pytest.raises(BadValue):
        activadvise.decisions("inits")


def test_public_names_are_listed_and_resolved_on_first_use() -> None:
    assert set(activadvise.__all__) <= set(dir(activadvise))
    code = "import activadvise, sys; assert 'activadvise.api' not in sys.modules; activadvise.explain"
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError, match="no attribute 'nope'"):
        activadvise.nope  # noqa: B018


@pytest.mark.parametrize(
    ("options", "pick", "rule"),
    [
        ({"arch": "efficientnet", "deploy": "int8"}, "relu6", "int8"),
        ({"arch": "mlp", "goal": "dead-units"}, "leaky_relu", "dead-units"),
        ({"arch": "transformer-encoder", "pretrained": True}, "gelu", "pretrained"),
    ],
)
def test_options_change_the_pick_and_say_which_rule_did(options: dict[str, object], pick: str, rule: str) -> None:
    answer = activadvise.recommend(**options)  # type: ignore[arg-type]
    assert answer.pick.id == pick
    assert rule in [fired.rule for fired in answer.fired]


def test_an_asked_activation_is_judged_and_used() -> None:
    answer = activadvise.recommend("resnet", activation="mish")
    assert answer.asked is not None
    assert "not ranked" in answer.asked.verdict
    assert "nn.Mish()" in answer.code
    assert answer.pick.id == "relu"


def test_shares_are_counted_and_small_numbers_have_none() -> None:
    practice = activadvise.recommend("decoder-lm").practice
    assert practice is not None
    assert practice.since == 2024
    assert sum(share.count for share in practice.shares) <= practice.n
    for share in practice.shares:
        assert share.share == pytest.approx(share.count / practice.n)
    few = activadvise.recommend("inr").practice
    assert few is None or few.n >= 8 or all(share.share is None for share in few.shares)


def test_a_published_model_is_answered_with_what_it_uses() -> None:
    answer = activadvise.recommend("Qwen3")
    assert answer.architecture.id == "decoder-lm"
    assert [model.activation for model in answer.models] == ["SwiGLU"]
