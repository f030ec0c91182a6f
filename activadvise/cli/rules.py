"""`activadvise rules`: for those who write rules."""

from __future__ import annotations

from typing import Annotated

import typer

from activadvise.cli.options import Rules, house_rules

app = typer.Typer(
    help="For those who write rules: validate, show, schema.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def validate(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH...", help="Rule files or folders; none: the built-in rules.")
    ] = None,
) -> None:
    """Check rule files; every problem with file:line:col."""
    from activadvise.cli.printing import talk
    from activadvise.rulebase import KINDS, compile_rules, load

    base = load(paths) if paths else compile_rules()
    counts = ", ".join(f"{len(base.entries(kind))} {kind}" for kind in KINDS if base.entries(kind))
    talk(f"The rules are valid: {counts}, {len(base.models)} published models.")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="An entry's id; kind:id where several kinds have it.")],
    rules: Rules = None,
) -> None:
    """Print an entry after merging, and which file each field came from."""
    from activadvise.cli.printing import write
    from activadvise.report.merged import merged_entry
    from activadvise.rulebase import load

    write(merged_entry(name, load(house_rules(rules))))


@app.command()
def schema(
    name: Annotated[
        str | None, typer.Argument(help="A kind (activations…) or a command (recommend…); none: a whole rule file.")
    ] = None,
) -> None:
    """Print JSON Schema: of rule files for editors, of a command's JSON for programs."""
    import json

    from activadvise.cli.printing import write
    from activadvise.report.schemas import schema_of

    write(json.dumps(schema_of(name), indent=2, ensure_ascii=False) + "\n")
