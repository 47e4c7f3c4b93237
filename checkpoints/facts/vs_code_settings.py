"""The variables that VS Code gives its terminals, and Claude Code in it, by its own settings and not by a shell.

The settings are `terminal.integrated.env.linux`, the same within a profile of terminals, and
`claudeCode.environmentVariables`. What is not plainly a variable with a value counts as one whose value is not known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from checkpoints.facts.start_up_mentions import Mention, expand_name
from checkpoints.facts.text_file import FileTrouble, read_text_file

_SERVERS = (".local/share/code-server", ".vscode-server/data", ".vscode-remote/data", ".vscode-server-insiders/data")
_DESKTOPS = (".config/Code", ".config/Code - Insiders", ".config/VSCodium")
_OF_HOME = (
    *(f"{folder}/User/settings.json" for folder in (*_DESKTOPS, *_SERVERS)),
    *(f"{folder}/User/profiles/*/settings.json" for folder in (*_DESKTOPS, *_SERVERS)),
    *(f"{folder}/Machine/settings.json" for folder in _SERVERS),
)
_OF_FOLDER = ".vscode/settings.json"
_OF_TERMINALS = "terminal.integrated.env.linux"
_PROFILES = "terminal.integrated.profiles.linux"
_OF_CLAUDE_CODE = "claudeCode.environmentVariables"
# Both end where the file does: what is left open is not looked for again and again.
_STRING = r'"(?:[^"\\\n]|\\.)*"?'
_COMMENT = re.compile(rf"(?P<string>{_STRING})|//[^\n]*|/\*(?:.*?\*/|.*)", re.DOTALL)
_LAST_COMMA = re.compile(rf"(?P<string>{_STRING})|,(?=\s*[}}\]])")
_NAME = re.compile(r"AWS_\w+")


class Settings(NamedTuple):
    """A file of settings. mentions: what it says of variables of AWS; None where it cannot be read."""

    path: Path
    mentions: tuple[Mention, ...] | None


def read_vs_code_settings(home: Path, project: Path) -> Iterator[Settings]:
    """Every file of settings that there is: the user's, those of servers, and those of a folder and around it."""
    for path in dict.fromkeys((*_list_of_home(home), *_list_of_folders(home, project))):
        file = read_text_file(path)
        if file.trouble is None or file.garbled:
            yield Settings(path, _read_mentions(file.text or file.garbled))
        elif file.trouble is not FileTrouble.ABSENT:
            yield Settings(path, None)


def _list_of_home(home: Path) -> Iterator[Path]:
    for name in _OF_HOME:
        yield from expand_name(home, name)


def _list_of_folders(home: Path, project: Path) -> Iterator[Path]:
    around = [each for each in project.parents if each.is_relative_to(home)]
    return (folder / _OF_FOLDER for folder in (project, *around))


def _read_mentions(text: str) -> tuple[Mention, ...] | None:
    if "AWS_" not in text and r"\u" not in text:
        return ()
    plain = _LAST_COMMA.sub(_keep_string, _COMMENT.sub(_keep_string, text))
    try:
        settings = json.loads(plain) if plain.strip() else {}
    except (ValueError, RecursionError):
        return None
    return tuple(mention for name, value in _list_variables(settings) for mention in _mention(name, value))


def _keep_string(found: re.Match[str]) -> str:
    return found["string"] or " "


def _list_variables(settings: Any) -> Iterator[tuple[str, Any]]:
    """Names and values of variables; the name "" for a value that holds them in a way that is not known."""
    for given in (*_find(settings, _OF_TERMINALS), *_find(settings, _OF_CLAUDE_CODE)):
        yield from _list_given(given)
    for profiles in _find(settings, _PROFILES):
        for profile in profiles.values() if isinstance(profiles, dict) else ():
            for given in _find(profile, "env"):
                yield from _list_given(given)


def _find(settings: Any, name: str) -> Iterator[Any]:
    """The values of a setting, whose name may be cut at its dots into objects within objects."""
    for key, value in settings.items() if isinstance(settings, dict) else ():
        if key == name:
            yield value
        elif name.startswith(f"{key}."):
            yield from _find(value, name[len(key) + 1 :])


def _list_given(given: Any) -> Iterator[tuple[str, Any]]:
    """Variables as an object, or as a list of objects with `name` and `value`."""
    if isinstance(given, Mapping):
        yield from given.items()
    elif isinstance(given, list) and all(isinstance(each, dict) and {*each} == {"name", "value"} for each in given):
        yield from ((str(each["name"]), each["value"]) for each in given)
    else:
        yield "", given


def _mention(name: str, value: Any) -> Iterator[Mention]:
    if not name:
        yield from (Mention(found, None) for found in _NAME.findall(json.dumps(value)))
    elif _NAME.fullmatch(name):
        is_known = isinstance(value, str) and "${" not in value
        yield Mention(name, "" if value is None else value if is_known else None)
