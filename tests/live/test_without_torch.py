"""Without torch, each live name and the command say which extra to install."""

from __future__ import annotations

import sys

import pytest

import activadvise
from activadvise.cli.main import main
from activadvise.errors import MissingExtra


@pytest.fixture
def no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("activadvise.live")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torch", None)


@pytest.mark.parametrize("name", activadvise.LIVE)
def test_names(no_torch: None, name: str) -> None:
    with pytest.raises(MissingExtra, match=rf"activadvise\[{'compare' if name == 'compare' else 'torch'}\]"):
        getattr(activadvise, name)


def test_the_command(no_torch: None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["inspect", "net.py:make", "--input", "2,16"])
    assert stopped.value.code == 2
    assert "pip install 'activadvise[torch]'" in capsys.readouterr().err
