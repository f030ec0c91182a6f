"""What a naive tag would get wrong: writes in place, threads, modes, compiled code, round trips."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
import torch.nn.functional as F
import torch.utils.checkpoint
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


def test_func_grad() -> None:
    weight = torch.randn(3, 5)

    def loss(w: Tensor) -> Tensor:
        return F.cross_entropy(F.softmax(F.linear(torch.ones(4, 5), w), 1), Y)

    with activadvise.audit() as report:
        torch.func.grad(loss)(weight)
    assert codes(report) == {"ACT101"}


def test_vmap_of_grad() -> None:
    """Gradients for each sample, often: values inside vmap can be neither read nor kept."""
    weight = torch.randn(3, 5)

    def loss(w: Tensor, x: Tensor, y: Tensor) -> Tensor:
        return F.cross_entropy(F.linear(x, w).softmax(0), y)

    with activadvise.audit() as report:
        for _ in range(30):
            torch.func.vmap(torch.func.grad(loss), in_dims=(None, 0, 0))(weight, torch.randn(4, 5), Y)
    assert codes(report) == {"ACT101"}
    assert not report.notes


def test_vmap_cannot_read_targets() -> None:
    with activadvise.audit() as report:
        torch.vmap(lambda x: F.mse_loss(F.relu(x), x))(torch.randn(4, 3))
    assert verdicts(report) == ["undecided"]


class Doubled(torch.autograd.Function):
    @staticmethod
    def forward(ctx: object, x: Tensor) -> Tensor:
        return x.softmax(1)

    @staticmethod
    def backward(ctx: object, *grads: Tensor) -> Tensor:
        return grads[0]


def test_a_custom_function() -> None:
    with activadvise.audit() as report:
        F.cross_entropy(Doubled.apply(logits()), Y).backward()  # type: ignore[no-untyped-call]
    assert codes(report) == {"ACT101"}


def test_tensors_without_grad_and_views() -> None:
    """The two cases for which PyTorch itself does not warn."""
    with activadvise.audit() as report, torch.no_grad():
        p = logits().softmax(1).detach().unsqueeze(0).expand(2, 4, 3)[0].contiguous().reshape(-1).view(4, 3)
        assert not p.requires_grad
        F.cross_entropy(p, Y)
    assert codes(report) == {"ACT101"}


def test_a_round_trip_through_numpy_is_unknown() -> None:
    with activadvise.audit() as report:
        p = torch.from_numpy(logits().sigmoid().detach().numpy())
        F.binary_cross_entropy_with_logits(p, torch.ones(4, 3))
    assert verdicts(report) == ["undecided"]


def test_rows_that_sum_to_one_are_seen_behind_numpy_too() -> None:
    """The values alone say it; no line is named that is not known."""
    with activadvise.audit() as report:
        p = torch.from_numpy(logits().softmax(1).detach().numpy())
        F.cross_entropy(p, Y)
    (finding,) = report.findings
    assert finding.code == "ACT101"
    assert [step.what for step in finding.flow] == ["CrossEntropyLoss here"]


@pytest.mark.filterwarnings("ignore")
def test_a_traced_module_is_unknown() -> None:
    traced = torch.jit.trace(nn.Sequential(nn.Linear(5, 3), nn.Sigmoid()), torch.randn(4, 5))
    with activadvise.audit() as report:
        F.binary_cross_entropy_with_logits(traced(torch.randn(4, 5)), torch.ones(4, 3))
    assert verdicts(report) == ["undecided"]


def test_autocast() -> None:
    with activadvise.audit() as report:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            p = logits().softmax(1)
            F.cross_entropy(p, Y)
        F.nll_loss(p.float().log(), Y)
    assert {call.loss: call.verdict for call in report.calls} == {"cross_entropy": "wrong", "nll": "right"}


def test_reentrant_checkpoints_count_once() -> None:
    net = nn.Sequential(nn.Linear(5, 3), nn.Softmax(1))

    def loss(x: Tensor) -> Tensor:
        return F.cross_entropy(net(x), Y)

    with activadvise.audit() as report:
        torch.utils.checkpoint.checkpoint(loss, torch.randn(4, 5, requires_grad=True), use_reentrant=True).backward()
    assert codes(report) == {"ACT101"}
    assert [call.calls for call in report.calls] == [1]


def test_a_failure_of_the_audit_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    from activadvise.live.audit import tracking

    def broken(*args: object) -> None:
        raise LookupError("mine")

    monkeypatch.setattr(tracking.Tracker, "follow", broken)
    with activadvise.audit() as report:
        assert logits().softmax(1).sum() > 0
    assert any("was not followed (LookupError: mine)" in note for note in report.notes)


def test_fused_paths_are_said() -> None:
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 1).eval()
    with activadvise.audit() as report, torch.no_grad():
        encoder(torch.randn(2, 3, 8))
    assert any("fused" in note for note in report.notes)


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
