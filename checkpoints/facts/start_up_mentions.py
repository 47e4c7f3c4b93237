"""What shells' start-up files say of variables of AWS, whether or not a shell that was asked came to that line.

A line may hold under a condition that no shell of ours meets: a terminal at its input, VS Code around it, another shell
that takes its place. So each line that gives a variable a value, or takes it away, is held against what the asked
shells have. No shell is imitated: what is not plainly the same counts as something else.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from checkpoints.facts.text_file import read_text_file

_OF_BASH = (".bashrc", ".bashrc.d/*", ".bash_profile", ".bash_login", ".bash_aliases", ".profile", ".kshrc")
_OF_ZSH = ("zshenv", "zprofile", "zshrc", "zlogin")
_OF_FISH = ("fish/config.fish", "fish/conf.d/*.fish")
_OF_HOME = (
    *(*_OF_BASH, *(f".{name}" for name in _OF_ZSH)),
    *(*(f".config/zsh/.{name}" for name in _OF_ZSH), *(f".config/{name}" for name in _OF_FISH)),
)
_OF_EVERYBODY = (
    *("profile", "profile.d/*", "bash.bashrc", "bashrc", "bashrc.d/*"),
    *(*_OF_ZSH, *(f"zsh/{name}" for name in _OF_ZSH), *_OF_FISH),
)
_MOST_FILES = 200
_NEAR = 1 << 9  # characters of a command on each side of a variable; what decides stands closer
_EXPORTER = "export-credentials"  # the command of the AWS CLI that prints keys as lines of a shell
_COMMENT = re.compile(r"^[ \t]*#.*", re.MULTILINE)
_COMMAND = re.compile(r"[;&|()\n`]+")
_NAME = re.compile(r"(?P<read>\$\{?)?(?<!\w)(?P<name>AWS_\w+)(?P<rest>[^ \t]*)")
_QUOTED = re.compile(r"=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<plain>[^\"' \t]*))(?=[ \t]|$)")
_DEFAULT = re.compile(r"\$\{\w+:?[-=](?P<value>[^{}$]*)\}")
_FISH = re.compile(r"\bset[ \t]+(?:-\w+[ \t]+)*AWS_\w+[ \t]+[\"']?(?P<value>[^\"'\s]+)[\"']?[ \t]*$")
_SOURCED = re.compile(r"(?:^|[\s;&|({])(?:\.|source)[ \t]+[\"']?(?P<path>(?:~|\$HOME|\$\{HOME\})?/?[\w./-]+)")
_HOMES = re.compile(r"^(?:~|\$HOME|\$\{HOME\})(?=/|$)")


class Mention(NamedTuple):
    """A variable that a file sets or removes. value: None where it is not known; "" where it is empty or removed."""

    name: str
    value: str | None


def find_other_mentions(home: Path, shells: Sequence[Mapping[str, str]], etc: Path = Path("/etc")) -> dict[str, str]:
    """The variables of AWS to which a start-up file may give another value than the shells have: the file of each.

    shells: the variables of each shell that was asked. One that lacks a variable agrees with every value of it, as long
    as another has it.
    """
    found: dict[str, str] = {}
    for path in _list_files(home, etc):
        for mention in _read_mentions(path, home):
            if not is_seen(mention, shells):
                found.setdefault(mention.name, show_path(path, home))
    return found


def is_seen(mention: Mention, shells: Sequence[Mapping[str, str]]) -> bool:
    """Whether a file says nothing else of a variable than what the shells have."""
    values = {shell[mention.name] for shell in shells if mention.name in shell}
    if mention.value is None:
        return False
    return values == {mention.value} or (not mention.value and not values)


def show_path(path: Path, home: Path) -> str:
    """A file as people know it, `~/.bashrc`."""
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def _list_files(home: Path, etc: Path) -> Iterator[Path]:
    """The start-up files of every shell, and the files that they read by a plain name."""
    waiting = [path for name in _OF_HOME for path in expand_name(home, name)]
    waiting += [path for name in _OF_EVERYBODY for path in expand_name(etc, name)]
    visited: set[Path] = set()
    while waiting and len(visited) < _MOST_FILES:
        path = waiting.pop(0)
        if path not in visited:
            visited.add(path)
            yield path
            waiting += _list_sourced(path, home)


def expand_name(folder: Path, name: str) -> Collection[Path]:
    """The files in a folder that a name with `*` stands for, or the one of a name without."""
    if "*" not in name:
        return [folder / name]
    try:
        return sorted(folder.glob(name))
    except OSError:  # a folder that this user may not read: their shell cannot either
        return []


def _list_sourced(path: Path, home: Path) -> Iterator[Path]:
    for found in _SOURCED.finditer(_read(path)):
        yield home / _HOMES.sub(lambda _: str(home), found["path"])  # a relative one is looked for from home


def _read(path: Path) -> str:
    """The file without comments; lines that go on are one."""
    file = read_text_file(path)
    return _COMMENT.sub("", (file.text or file.garbled).replace("\\\n", " "))


def _read_mentions(path: Path, home: Path) -> Iterator[Mention]:
    for command in _COMMAND.split(_read(path)):
        if _EXPORTER in command:
            yield Mention("AWS_ACCESS_KEY_ID", None)
        if "AWS_" in command:
            yield from _read_command(command, home)


def _read_command(command: str, home: Path) -> Iterator[Mention]:
    for found in _NAME.finditer(command):
        before, rest = command[max(0, found.start() - _NEAR) : found.start()], found["rest"]
        if found["read"]:
            if rest.startswith((":=", "=")):
                yield Mention(found["name"], None)
        elif rest.startswith("="):
            yield Mention(found["name"], _read_value(command[found.start("rest") : found.end() + _NEAR], home))
        elif re.search(r"\b(?:unset|set[ \t]+-\w*e\w*)\s", before):
            yield Mention(found["name"], "")
        elif fish := _FISH.search(before + command[found.start() : found.end() + _NEAR]):
            yield Mention(found["name"], _plain(fish["value"], home))
        elif not re.search(r"\b(?:export|typeset|declare)\s", before):  # which name what another line has set
            yield Mention(found["name"], None)


def _read_value(text: str, home: Path) -> str | None:
    found = _QUOTED.match(text)
    if found is None:
        return None
    if found["single"] is not None:
        return found["single"]
    return _plain(found["double"] if found["double"] is not None else found["plain"], home)


def _plain(value: str, home: Path) -> str | None:
    """A value without what a shell would put in the place of something; None where that is not known."""
    default = _DEFAULT.fullmatch(value)
    value = _HOMES.sub(lambda _: str(home), default["value"] if default else value)
    return None if re.search(r"[$`\\*?~]", value) else value
