"""Which files are checked, and how they are read: folders, notebooks, .gitignore, encodings."""

from __future__ import annotations

import fnmatch
import io
import json
import os
import re
import tokenize
from collections.abc import Iterator

SUFFIXES = (".py", ".pyi", ".ipynb", ".pyw")
SKIPPED = frozenset(
    [
        ".git",
        ".hg",
        ".svn",
        ".venv",
        "venv",
        ".tox",
        ".nox",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        "__pycache__",
        "node_modules",
        ".ipynb_checkpoints",
        ".eggs",
        "build",
        "dist",
        "site-packages",
    ]
)
MAGIC = re.compile(r"^(\s*)([%!?]|\w+ *= *[%!])")


class Unreadable(Exception):
    """A path that cannot be read; the text says why."""


def found(paths: list[str], exclude: list[str], gitignore: bool = True) -> tuple[list[str], list[str]]:
    """The files below the paths, and one line for each path that cannot be read."""
    files: dict[str, None] = {}
    problems: list[str] = []
    for path in paths:
        if os.path.isdir(path):
            files.update(dict.fromkeys(_walk(path, exclude, gitignore)))
        elif os.path.isfile(path):
            files[path] = None
        else:
            problems.append(f"{path}: no such file or folder")
    return list(files), problems


def _walk(root: str, exclude: list[str], gitignore: bool) -> Iterator[str]:
    root = os.path.normpath(root)
    seen: set[tuple[int, int]] = set()
    patterns: dict[str, list[Ignore]] = {os.path.dirname(root): _above(root) if gitignore else []}
    for folder, folders, names in os.walk(root, followlinks=True):
        if not _new(folder, seen):
            folders[:] = []
            continue
        rules = [*patterns.get(os.path.dirname(folder), []), *(_gitignore(folder) if gitignore else [])]
        patterns[folder] = rules
        kept = []
        for name in sorted(folders):
            path = os.path.join(folder, name)
            if name not in SKIPPED and not _matches(path, exclude) and not _ignored(path, rules, True):
                kept.append(name)
        folders[:] = kept
        for name in sorted(names):
            path = os.path.join(folder, name)
            if name.endswith(SUFFIXES) and not _matches(path, exclude) and not _ignored(path, rules, False):
                yield os.path.normpath(path)


def _new(folder: str, seen: set[tuple[int, int]]) -> bool:
    """False where a symbolic link leads back to a folder that was visited."""
    try:
        info = os.stat(folder)
    except OSError:
        return False
    key = (info.st_dev, info.st_ino)
    if info.st_ino and key in seen:
        return False
    seen.add(key)
    return True


def _matches(path: str, patterns: list[str]) -> bool:
    normal = os.path.normpath(path).replace(os.sep, "/")
    return any(
        fnmatch.fnmatch(normal, p) or fnmatch.fnmatch(normal, f"{p.rstrip('/')}/*") or fnmatch.fnmatch(normal, f"*/{p}")
        or fnmatch.fnmatch(normal, f"*/{p.rstrip('/')}/*")
        for p in patterns
    )  # fmt: skip


class Ignore:
    """A line of a .gitignore file."""

    def __init__(self, folder: str, line: str) -> None:
        self.negative = line.startswith("!")
        line = line.removeprefix("!")
        self.only_folders = line.endswith("/")
        line = line.rstrip("/")
        self.anchored = "/" in line
        self.folder = folder
        self.pattern = line.lstrip("/")

    def match(self, path: str, is_folder: bool) -> bool:
        """Whether the line is about this path."""
        if self.only_folders and not is_folder:
            return False
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        if self.anchored:
            return fnmatch.fnmatch(relative, self.pattern.replace("**/", "*"))
        return fnmatch.fnmatch(os.path.basename(path), self.pattern)


def _gitignore(folder: str) -> list[Ignore]:
    try:
        with open(os.path.join(folder, ".gitignore"), encoding="utf-8", errors="replace") as file:
            lines = [line.strip() for line in file]
    except OSError:
        return []
    return [Ignore(folder, line) for line in lines if line and not line.startswith("#")]


def _above(root: str) -> list[Ignore]:
    """The lines of the .gitignore files above a folder, up to the top of its repository, the top first."""
    found: list[Ignore] = []
    folder = os.path.abspath(root)
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return []  # not in a repository
        folder = parent
        found = [*_gitignore(folder), *found]
    return found


def _ignored(path: str, rules: list[Ignore], is_folder: bool) -> bool:
    ignored = False
    for rule in rules:
        if rule.match(path, is_folder):
            ignored = not rule.negative
    return ignored


def source(path: str) -> tuple[str, list[tuple[int, int]] | None]:
    """The text of a file, and for a notebook its cells.

    Raises:
        Unreadable: it does not exist, is no text, or is no notebook.
    """
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror}") from None
    return text_of(path, content)


def text_of(path: str, content: bytes) -> tuple[str, list[tuple[int, int]] | None]:
    """The text of a file's bytes, newlines unified.

    Raises:
        Unreadable: it is no text, or no notebook.
    """
    try:
        text = decoded(content)
    except (SyntaxError, UnicodeDecodeError, LookupError) as error:
        raise Unreadable(f"{path}: cannot be decoded ({str(error).splitlines()[0]})") from None
    if path.endswith(".ipynb"):
        return notebook(path, text)
    return text, None


def decoded(content: bytes) -> str:
    """Bytes as Python reads them: a byte order mark, a coding line, else UTF-8."""
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")


def notebook(path: str, text: str) -> tuple[str, list[tuple[int, int]]]:
    """The code cells of a notebook as one text; magics become blank lines.

    Raises:
        Unreadable: it is not a notebook.
    """
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError):
        raise Unreadable(f"{path}: is not a Jupyter notebook") from None
    lines: list[str] = []
    places: list[tuple[int, int]] = []
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        content = cell.get("source", "")
        body = ("".join(content) if isinstance(content, list) else str(content)).split("\n")
        places.append((number, len(lines)))
        other = body[0].startswith("%%") and not body[0].startswith(("%%time", "%%capture"))
        lines += ["" if other else _without_magic(line) for line in body]
    return "\n".join(lines) + "\n", places


def _without_magic(line: str) -> str:
    found = MAGIC.match(line)
    if found is not None:
        return f"{found[1]}pass"
    return f"pass  # {line.strip()}" if line.rstrip().endswith("?") and "#" not in line else line
