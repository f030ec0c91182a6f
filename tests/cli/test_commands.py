"""What people type, and what they get."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.cli.running import invoke

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("recommend --arch transformer", "GELU"),
        ("recommend --arch llama", "SwiGLU"),
        ("recommend|--arch|ResNet 50", "ReLU"),
        ("recommend --arch Qwen3", "SwiGLU"),
        ("recommend --arch vit --task multilabel", "BCEWithLogitsLoss"),
        ("output|--task|multi label", "BCEWithLogitsLoss"),
        ("output --task bounded-regression --range -1 1", "tanh"),
        ("output|--task|predict an angle", "atan2"),
        ("output --task gan-discriminator --loss wgan", "critic"),
        ("diagnose|loss stuck at 0.693", "ln 2"),
        ("diagnose|RuntimeError: expected scalar type Long but found Float", "int64"),
        ("explain swish", "SiLU"),
        ("init --activation gelu", "1.53353"),
        ("init --activation gelu --depth 50 --norm none", "1.98306"),
        ("recommend", "decoder-lm"),
        ("output", "multilabel"),
        ("list", "activations"),
        ("list models --activation relu2", "Nemotron"),
    ],
)
def test_the_answer_holds_what_was_asked_for(command: str, expected: str, capsys: Capture) -> None:
    arguments = command.split("|") if "|" in command else command.split()
    result = invoke(capsys, *arguments)
    assert (result.code, result.err) == (0, "")
    assert expected in result.out + result.err


def test_a_typing_error_exits_2_with_the_nearest_names(capsys: Capture) -> None:
    result = invoke(capsys, "recommend", "--arch", "tranformer")
    assert result.code == 2
    assert result.out == ""
    assert "'tranformer'" in result.err
    assert "transformer" in result.err.split("Did you mean")[1]


def test_a_traceback_on_stdin(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'Traceback (most recent call last):\n  File "train.py", line 9, in <module>\n    loss.backward()\n'
    text += (
        "RuntimeError: one of the variables needed for gradient computation has been modified by an inplace operation"
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    result = invoke(capsys, "diagnose", "-")
    assert result.code == 0
    assert "inplace" in result.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["recommend", "--arch", "mlp", "--activation", "gellu"], "gelu"),
        (["recommend", "--arch", "mlp", "--goal", "sped"], "speed"),
        (["recommend", "--arch", "mlp", "--set", "hiden=3"], "it takes"),
        (["recommend", "--arch", "mlp", "--set", "hidden=many"], "whole number"),
        (["recommend", "--arch", "mlp", "--set", "hidden=0"], "from 1"),
        (["recommend", "--arch", "mlp", "--depth", "0"], "at least one layer"),
        (["recommend", "--arch", "mlp", "--task", "semantic-segmentation"], "no features"),
        (["output", "--task", "regression", "--range", "3", "1"], "below the second"),
        (["output", "--task", "multiclass", "--loss", "wgan"], "does not fit"),
        (["init", "--activation", "gelu", "--slope", "0.2"], "no slope"),
        (["init", "--activation", "relu", "--mode", "fan"], "fan_in and fan_out"),
        (["diagnose", "  "], "nothing was said"),
        (["explain", "gello"], "gelu"),
        (["list", "activation"], "activations"),
        (["plot", "softmax"], "no curve"),
        (["plot", "relu", "--save", "x.gif"], ".png"),
        (["recommend", "--nope"], "See `activadvise recommend --help`."),
        (["nope"], "nope"),
        (["recommend", "--arch", "mlp", "--format", "yaml"], "the formats are"),
        (["recommend", "--arch", "mlp", "--rules", "/does/not/exist.yaml"], "cannot be read"),
        (["explain", "bce", "--code"], "no snippet"),
        (["rules", "schema", "nope"], "schema"),
        (["rules", "show", "gello"], "gelu"),
    ],
)
def test_errors_are_one_paragraph_and_exit_2(arguments: list[str], message: str, capsys: Capture) -> None:
    result = invoke(capsys, *arguments)
    assert result.code == 2
    assert result.out == ""
    assert message in result.err
    assert "Traceback" not in result.err


def test_debug_shows_the_traceback() -> None:
    with pytest.raises(Exception, match="gelu"):
        from activadvise.cli.main import main

        main(["--debug", "explain", "gello"])


def test_code_goes_to_a_file_that_is_kept(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "model.py"
    assert invoke(capsys, "recommend", "--arch", "mlp", "--code", "-o", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    compile(text, "model.py", "exec")
    assert text == invoke(capsys, "recommend", "--arch", "mlp", "--code").out
    again = invoke(capsys, "recommend", "--arch", "mlp", "--code", "-o", str(path))
    assert again.code == 2
    assert "--force" in again.err
    assert invoke(capsys, "recommend", "--arch", "cnn", "--code", "-o", str(path), "--force").code == 0
    assert path.read_text(encoding="utf-8") != text


def test_sizes_reach_the_program(capsys: Capture) -> None:
    result = invoke(capsys, "recommend", "--arch", "mlp", "--set", "hidden=48", "--set", "depth=5", "--code")
    assert re.search(r"^    hidden = 48$", result.out, re.MULTILINE)
    assert re.search(r"^    depth = 5$", result.out, re.MULTILINE)


def test_json_has_the_fields_of_the_contract(capsys: Capture) -> None:
    data = json.loads(invoke(capsys, "recommend", "--arch", "transformer", "--format", "json").out)
    wanted = "schema_version query pick alternatives avoid fixed init norm practice certainty sources code"
    assert set(wanted.split()) <= set(data)
    assert {"id", "name", "torch", "why"} <= set(data["pick"])
    data = json.loads(invoke(capsys, "output", "--task", "multilabel", "--format", "json").out)
    wanted = "schema_version query layer forward loss target inference decision mistakes sources code"
    assert set(wanted.split()) <= set(data)
    assert set(data["target"]) == {"dtype", "shape", "values"}


@pytest.mark.parametrize("columns", ["40", "80", "200"])
@pytest.mark.parametrize("format", ["plain", "rich"])
def test_lines_fit_the_terminal(columns: str, format: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")
    for command in (["explain", "gelu"], ["recommend"], ["output"], ["diagnose", "dead units"]):
        text = invoke(capsys, *command, "--format", format).out
        assert "\x1b" not in text
        long = [line for line in text.splitlines() if len(line) > int(columns) and " " in line.strip()]
        assert not [line for line in long if "http" not in line], long[:3]


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m activadvise explain relu gelu silu tanh | head -1"
    result = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_terminal_without_utf8_gets_words() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "activadvise", "explain", "gelu"]
    result = subprocess.run(command, capture_output=True, env=environment, check=True)
    text = result.stdout.decode("cp1252")
    assert "Phi" in text
    unicode_text = subprocess.run(
        command, capture_output=True, env={**environment, "PYTHONIOENCODING": "utf-8"}, check=True
    )
    assert text.count("?") == unicode_text.stdout.decode().count("?")


def test_version_and_help(capsys: Capture) -> None:
    from activadvise import __version__

    assert invoke(capsys, "--version").out == f"activadvise {__version__}\n"
    assert "recommend" in invoke(capsys, "-h").out


@pytest.mark.parametrize("arguments", [["watch"], ["watch", "model.py"], ["watch", "-h"], ["initialize"]])
def test_a_function_that_is_taken_for_a_command(arguments: list[str], capsys: Capture) -> None:
    result = invoke(capsys, *arguments)
    assert result.code == 2 and f"activadvise.{arguments[0]}(" in result.err and result.err.count("\n") == 1
    assert "activadvise.watch" in invoke(capsys, "-h").out


def test_a_symptom_may_hold_numbers_below_zero(capsys: Capture) -> None:
    result = invoke(capsys, "diagnose", "agent", "action", "always", "-1", "or", "1")
    assert result.code == 0
    assert result.out.startswith("Actions")
    mistyped = invoke(capsys, "diagnose", "loss", "is", "nan", "--fromat", "json")
    assert (mistyped.code, "No such option: --fromat" in mistyped.err) == (2, True)


@pytest.mark.parametrize("name", ["nn.Hardswish", "torch.nn.Hardswish", "F.hardswish", "torch.nn.functional.hardswish"])
def test_names_as_they_stand_in_code(name: str, capsys: Capture) -> None:
    assert invoke(capsys, "explain", name).out.startswith("Hardswish")


def test_words_that_fit_several_entries_are_not_called_unknown(capsys: Capture) -> None:
    result = invoke(capsys, "output", "--task", "imbalanced classes")
    assert result.code == 2
    assert result.err.startswith("activadvise: 'imbalanced classes' could be more than one task. Did you mean binary")


@pytest.mark.skipif(sys.platform == "win32", reason="no folder without write permission")
def test_what_cannot_be_written_is_refused_before_the_work() -> None:
    """As root every folder can be written: the effective user is another one for a moment."""
    from activadvise.cli.printing import refuse_path
    from activadvise.errors import BadValue

    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as folder:  # other than tmp_path, one that all users may enter
        os.chmod(folder, 0o555)
        try:
            if root:
                os.seteuid(65534)
            with pytest.raises(BadValue, match=r"^-o .*x\.txt: Permission denied\.$"):
                refuse_path("-o", os.path.join(folder, "x.txt"), False)
        finally:
            if root:
                os.seteuid(0)
            os.chmod(folder, 0o755)


@pytest.mark.parametrize(
    "arguments", [["recommend", "--norm", "batchnorm"], ["output", "--positive"]], ids=["recommend", "output"]
)
def test_the_whole_table_says_that_options_change_nothing(arguments: list[str], capsys: Capture) -> None:
    result = invoke(capsys, *arguments)
    assert result.code == 0
    assert "the options change nothing" in result.err
    assert invoke(capsys, arguments[0]).err == ""


def test_what_a_command_is_about_may_stand_without_its_option(capsys: Capture) -> None:
    assert invoke(capsys, "init", "gelu").out.startswith("Init for GELU")
    assert invoke(capsys, "recommend", "resnet").out.startswith("ResNet: ReLU")
    assert invoke(capsys, "output", "binary").out.startswith("Binary classification")
    assert "init needs an activation" in invoke(capsys, "init").err
