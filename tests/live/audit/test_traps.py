"""What a naive tag would get wrong: writes in place, threads, modes, compiled code, round trips."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
import torch.nn.functional as F
from torch import Tensor, nn

import activadvise
from activadvise.live.audit.answer import AuditReport

Y = torch.tensor([0, 1, 2, 1])


def logits() -> Tensor:
    made: Tensor = nn.Linear(5, 3)(torch.randn(4, 5))
    return made


def codes(report: AuditReport) -> set[str]:
    return {finding.code for finding in report.findings}


def verdicts(report: AuditReport) -> list[str]:
    return [call.verdict for call in report.calls]


def test_a_write_in_place_drops_the_meaning() -> None:
    with activadvise.audit() as report, torch.no_grad():
        p = logits().softmax(1)
        p.copy_(torch.randn(4, 3))
        F.cross_entropy(p, Y)
    assert verdicts(report) == ["undecided"]


def test_a_write_through_a_view_does_too() -> None:
    with activadvise.audit() as report, torch.no_grad():
        p = logits().softmax(1)
        p[0] = 7.0
        F.cross_entropy(p, Y)
    assert verdicts(report) == ["undecided"]


def test_an_activation_in_place_changes_it() -> None:
    with activadvise.audit() as report, torch.no_grad():
        z = logits()
        torch.sigmoid_(z)
        F.binary_cross_entropy_with_logits(z, torch.ones(4, 3))
    assert codes(report) == {"ACT103"}


def test_inference_mode_says_undecided() -> None:
    with activadvise.audit() as report, torch.inference_mode():
        F.binary_cross_entropy_with_logits(logits().sigmoid(), torch.ones(4, 3))
    assert verdicts(report) == ["undecided"]


def test_threads_are_watched() -> None:
    def work() -> None:
        F.binary_cross_entropy_with_logits(logits().sigmoid(), torch.ones(4, 3))

    with activadvise.audit() as report:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(work).result()
    assert sum(call.calls for call in report.calls) == 2
    assert codes(report) == {"ACT103"}


def test_func_grad_and_custom_functions() -> None:
    weight = torch.randn(3, 5)

    def loss(w: Tensor) -> Tensor:
        return F.cross_entropy(F.softmax(F.linear(torch.ones(4, 5), w), 1), Y)

    with activadvise.audit() as report:
        torch.func.grad(loss)(weight)
    assert codes(report) == {"ACT101"}


def test_vmap_does_not_fail() -> None:
    with activadvise.audit() as report:
        torch.vmap(lambda x: F.mse_loss(F.relu(x), x))(torch.randn(4, 3))
    assert "wrong" not in verdicts(report)


def test_compiled_code_runs_eagerly_and_that_is_said() -> None:
    with activadvise.audit() as report:
        model = torch.compile(nn.Sequential(nn.Linear(5, 3), nn.Softmax(1)))
        F.cross_entropy(model(torch.randn(4, 5)), Y)
    assert codes(report) == {"ACT101"}
    assert any("torch.compile" in note for note in report.notes)


def test_nothing_is_left_behind() -> None:
    compile_, run = torch.compile, threading.Thread._bootstrap_inner  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="mine"), activadvise.audit():
        raise ValueError("mine")
    assert torch.compile is compile_
    assert threading.Thread._bootstrap_inner is run  # type: ignore[attr-defined]
    assert torch.overrides._get_current_function_mode_stack() == []


def test_tags_die_with_their_tensors() -> None:
    from activadvise.live.audit.session import Mode, Watcher, builtin

    watcher = Watcher(builtin(), AuditReport(), None)
    with Mode(watcher):
        for _ in range(50):
            logits().softmax(1)
    assert len(watcher.tags) == 0


def test_samplers() -> None:
    with activadvise.audit() as report:
        torch.multinomial(F.log_softmax(logits(), 1).exp(), 1)
        F.gumbel_softmax(logits().softmax(1))
    assert codes(report) == {"ACT121"}


def test_attention_is_no_fault() -> None:
    with activadvise.audit() as report:
        layer = nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
        model = nn.Sequential(layer, nn.Linear(8, 3), nn.Flatten(0, 1))
        F.cross_entropy(model(torch.randn(2, 2, 8)), Y).backward()
    assert report.findings == []
    assert verdicts(report) == ["right"]
