"""Running the user's own program under the audit, as `python SCRIPT` or `python -m MODULE` would."""

from __future__ import annotations

import os
import runpy
import sys
import traceback
from types import ModuleType, TracebackType

from activadvise.errors import BadValue
from activadvise.live.audit.answer import AuditReport
from activadvise.live.audit.session import Enough, audit
from activadvise.live.target import missing

INTERRUPTED = 130
OWN = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))) + os.sep


def run(program: str, args: list[str], module: bool, steps: int | None, rules: list[str]) -> AuditReport:
    """The report on a program, with the program's own exit code.

    Raises:
        BadValue: there is no such script.
    """
    if not module and not os.path.isfile(program):
        raise BadValue(f"{program}: {missing(program)} Write activadvise audit SCRIPT [ARGS...], or -m MODULE.")
    before = sys.argv, list(sys.path), sys.modules.get("__main__")
    sys.argv = [program, *args]
    sys.path.insert(0, os.getcwd() if module else os.path.dirname(os.path.abspath(program)))
    try:
        with audit(steps=steps, rules=rules) as report:
            report.script_exit = _exit_code(program, module)
    finally:
        sys.argv = before[0]
        sys.path[:] = before[1]
        if before[2] is not None:
            sys.modules["__main__"] = before[2]
        sys.stdout.flush()
    if report.script_exit and report.calls:
        report.notes.insert(
            0,
            f"the program ended with exit code {report.script_exit}, and so does the audit: what it would have done "
            "after that is not judged",
        )
    return report


def _exit_code(program: str, module: bool) -> int:
    """Run it; an uncaught error is shown as Python shows it."""
    try:
        if module:
            runpy.run_module(program, run_name="__main__", alter_sys=True)
        else:
            _script(program)
    except Enough:
        raise
    except SystemExit as leaving:
        if leaving.code is None or isinstance(leaving.code, int):
            return leaving.code or 0
        print(leaving.code, file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BaseException as error:
        traceback.print_exception(type(error), error, _trace(error.__traceback__))
        return 1
    return 0


def _script(path: str) -> None:
    main = ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=__builtins__)
    sys.modules["__main__"] = main
    with open(path, "rb") as file:
        code = compile(file.read(), path, "exec", dont_inherit=True)
    exec(code, main.__dict__)


def _trace(trace: TracebackType | None) -> TracebackType | None:
    """The traceback without our own frames in front."""
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith((OWN, "<frozen runpy")):
        trace = trace.tb_next
    return trace
