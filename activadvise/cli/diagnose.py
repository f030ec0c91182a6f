"""`activadvise diagnose`."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import Code, Force, Format, Out, Rules, house_rules


def diagnose(
    words: Annotated[list[str], typer.Argument(help="A symptom, an error message, or - to read stdin.")],
    format: Format = None,
    code: Code = False,
    output: Out = None,
    force: Force = False,
    rules: Rules = None,
) -> None:
    """What is wrong: causes, a check that proves each, fixes in the order to try them.

    Example: activadvise diagnose "loss stuck at 0.693"
    """
    import sys

    from activadvise import api
    from activadvise.cli.printing import show
    from activadvise.errors import BadValue

    mistyped = next((word for word in words if word[:2] == "--" and " " not in word), None)
    if mistyped:
        raise BadValue(f"No such option: {mistyped}. See `activadvise diagnose --help`.")
    text = sys.stdin.read() if words == ["-"] else " ".join(words)
    show(api.diagnose(text, rules=house_rules(rules)), format, code, output, force)
