"""`python -m checkpoints remove NAME … --from FILE`: remove settings from a file, and keep the old file beside it.

What a fix asks for is the same command in every shell: JSON cannot be edited by a line, and no tool that could is on
every machine.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from checkpoints.facts.config_profiles import list_named_sections
from checkpoints.facts.text_file import read_text_file
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import write_line
from checkpoints.report.files import UnwritableError, write_file
from checkpoints.run.command_parser import find_shown_language


@dataclass(frozen=True, slots=True)
class Edit:
    """A file's text without some settings. left: lines, from 1, that only a person can change."""

    text: str
    left: tuple[int, ...] = ()


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The command's arguments, with help in a language."""
    parser.add_argument("names", nargs="+", metavar="NAME", help=say("command.remove.names", language))
    parser.add_argument("--from", dest="file", metavar="FILE", required=True, help=say("command.remove.from", language))
    parser.add_argument("--section", metavar="SECTION", help=say("command.remove.section", language))


def remove_settings(arguments: argparse.Namespace, language: str) -> int:
    """Remove settings. Exit code 0 where none of them is left, 1 where one is or the file cannot be read or written."""
    language, file, names = find_shown_language(language), Path(arguments.file), arguments.names

    def report(key: str, **values: object) -> None:
        shown = {name: str(value) for name, value in values.items()}
        write_line(sys.stdout, say(f"command.remove.{key}", language, {"file": str(file), **shown}))

    path = file.expanduser()
    found = read_text_file(path)
    if found.text is None:
        report("unreadable")
        return 1
    try:
        edit = _choose_editor(path, arguments.section)(found.text, names)
    except ValueError:
        report("unreadable")
        return 1
    if edit.text != found.text:
        try:
            kept = _replace(path, edit.text)
        except (OSError, UnwritableError) as error:
            report("unwritable", reason=getattr(error, "reason", None) or getattr(error, "strerror", None) or error)
            return 1
        report("done", names=", ".join(names), kept=kept)
    elif not edit.left:
        report("nothing", names=", ".join(names))
    for line in edit.left:
        report("by-hand", line=line)
    return 1 if edit.left else 0


def _choose_editor(path: Path, section: str | None) -> Callable[[str, Sequence[str]], Edit]:
    if path.suffix == ".json":
        return remove_fields
    if section is not None:
        return lambda text, names: remove_keys(text, names, section)
    return disable_assignments


def _replace(path: Path, text: str) -> Path:
    """Write a file anew, and say where the old one is kept."""
    target = path.resolve()
    names = (target.with_name(f"{target.name}.bak{number or ''}") for number in count())
    kept = next(each for each in names if not each.exists())
    shutil.copy2(target, kept)
    write_file(target, [text])
    shutil.copymode(kept, target)
    return kept


# -- Claude Code's settings


def remove_fields(text: str, names: Sequence[str]) -> Edit:
    """JSON without fields of its `env` or of the whole. Raises ValueError for what is no JSON object."""
    settings = json.loads(text)
    if not isinstance(settings, dict):
        raise ValueError(text[:1])
    places: list[dict[str, Any]] = [each for each in (settings.get("env"), settings) if isinstance(each, dict)]
    if not any(name in place for place in places for name in names):
        return Edit(text)
    for place in places:
        for name in names:
            place.pop(name, None)
    indent = re.search(r"\n([ \t]+)\S", text)
    return Edit(json.dumps(settings, ensure_ascii=False, indent=indent[1] if indent else 2) + "\n")


# -- a start-up file of a shell

# A whole statement on a line of its own; a comment keeps its line, and `:` the block that it may be all of.
_VALUE = r"""(?:"[^"$`\\]*"|'[^']*'|[^\s"'`\\;&|()<>]*)"""
_STATEMENT = rf"^(?P<indent>[ \t]*)(?P<statement>(?:export[ \t]+)?(?:NAMES)={_VALUE}[ \t]*(?:#.*)?)\r?$"
# An assignment in whatever company: behind other commands and other variables, in a block on one line, as a default.
_ASSIGNMENT = (
    r"^(?:[^#]*?(?:[;&|(){!]|\b(?:then|do|else)\b))?[ \t]*"
    r"(?:(?:export|typeset|declare|readonly)[ \t]+(?:-\w+[ \t]+)*)?"
    rf"(?:[A-Za-z_]\w*={_VALUE}[ \t]+)*(?:NAMES)[+:]?="
)


def disable_assignments(text: str, names: Sequence[str]) -> Edit:
    """A script of bash or zsh in which plain assignments of these variables have become comments."""
    alternatives = "|".join(map(re.escape, names))
    plain = re.compile(_STATEMENT.replace("NAMES", alternatives))
    any_kind = re.compile(_ASSIGNMENT.replace("NAMES", alternatives))
    lines, left = text.split("\n"), []
    for number, line in enumerate(lines, start=1):
        goes_on = number > 1 and lines[number - 2].endswith("\\")
        found = plain.match(line)
        if found and not goes_on:
            lines[number - 1] = f"{found['indent']}: # {found['statement']}"
        elif any_kind.match(line):
            left.append(number)
    return Edit("\n".join(lines), tuple(left))


# -- a file of the AWS CLI


def _is_section(title: str, section: str) -> bool:
    """Whether a title is that of a section, which of a profile may have other spaces or quotes."""
    named, wanted = (dict(list_named_sections("profile", {each: each})).keys() for each in (title, section))
    return title == section or bool(named and named == wanted)


def remove_keys(text: str, names: Sequence[str], section: str) -> Edit:
    """A config or credentials file without keys of a section, and without the lines that go on with their values."""
    kept, inside, going = [], False, False
    for line in text.splitlines(keepends=True):
        title = re.match(r"\s*\[([^\]]*)\]", line)
        goes_on = going and line[:1].isspace() and line.strip()
        inside = _is_section(title[1].strip(), section) if title else inside
        key = re.split(r"[=:]", line, maxsplit=1)[0].strip().lower()
        going = bool(goes_on) or (inside and not title and key in names)
        if not going:
            kept.append(line)
    return Edit("".join(kept))
