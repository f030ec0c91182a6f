"""Phrases that hold more than the task: bounds, a number of classes, a rare class, a sign."""

from __future__ import annotations

import pytest

import activadvise
from activadvise.advise.said import said
from activadvise.errors import BadValue

UNDERSTOOD = [
    ("regression between 0 and 1", "bounded-regression", "forward", "torch.sigmoid(raw)"),
    ("regression from 0 to 100", "regression", "code", "100"),
    ("output in [-1, 1]", "bounded-regression", "forward", "torch.tanh(raw)"),
    ("gan generator with images in [-1, 1]", "gan-generator", "forward", "tanh"),
    ("autoencoder, pixels 0 to 1", "autoencoder", "forward", "sigmoid"),
    ("depth from 0 to 10", "depth", "forward", "sigmoid"),
    ("fraud detection, 0.1% positives", "binary", "code", "pos_weight"),
    ("imbalanced multilabel with 14 classes", "multilabel", "code", "classes = 14"),
    ("7-class classification", "multiclass", "code", "classes = 7"),
    ("non-negative regression", "regression", "forward", "softplus"),
]


@pytest.mark.parametrize(("phrase", "task", "field", "part"), UNDERSTOOD, ids=[row[0] for row in UNDERSTOOD])
def test_a_phrase_means_its_task_with_the_options_it_holds(phrase: str, task: str, field: str, part: str) -> None:
    answer = activadvise.output(phrase)
    assert answer.task.id == task
    assert part in getattr(answer, field)
    assert "with --" in answer.understood[0]


def test_an_option_wins_over_the_phrase() -> None:
    answer = activadvise.output("output in [-1, 1]", range=(0.0, 1.0))
    assert "sigmoid" in answer.forward
    assert activadvise.output("7-class classification", classes=3).code.count("classes = 3")


def test_numbers_that_are_no_bounds_stay_words() -> None:
    assert activadvise.output("rating from 1 to 5").task.id == "ordinal"
    assert said("from 5 to 1").range is None
    assert said("resnet 50 and gpt2").range is None
    assert activadvise.output("multilabel").understood == []


def test_bounds_of_the_task_reach_the_program_of_an_architecture() -> None:
    answer = activadvise.recommend("mlp", task="regression between -5 and 5")
    assert "uniform_(-5, 5)" in answer.code
    assert "Regression with --range -5 5" in answer.understood[0]
    assert "    classes = 14\n" in activadvise.recommend("vit", task="multilabel with 14 classes").code


@pytest.mark.parametrize(("task", "instead"), [("multiclass", "binary"), ("semantic-segmentation", "binary-seg")])
def test_one_class_is_refused_with_what_to_ask_instead(task: str, instead: str) -> None:
    with pytest.raises(BadValue, match=rf"^--classes 1: .*--task {instead}"):
        activadvise.output(task, classes=1)
