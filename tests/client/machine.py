"""A machine for Claude Code: variables and files that are given instead of read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from checkpoints.client.locations import Folders
from checkpoints.client.view import ClientView, model_claude_code

FOLDERS = Folders("/home/kim", "/home/kim/project", "/etc/claude-code")
KEY, OTHER, SECRET = "AKIAQ7EXAMPL2345ABCD", "AKIAZ9OTHERKEY234567", "canary/secret+access/key0123456789abcdef"
CONFIG, CREDENTIALS = "/home/kim/.aws/config", "/home/kim/.aws/credentials"
USER, PROJECT = "/home/kim/.claude/settings.json", "/home/kim/project/.claude/settings.json"
LOCAL, MANAGED = "/home/kim/project/.claude/settings.local.json", "/etc/claude-code/managed-settings.json"


@dataclass(frozen=True, slots=True)
class GivenFiles:
    """Files by path. foreign: those of another user."""

    contents: Mapping[str, str | bytes] = field(default_factory=dict)
    foreign: Collection[str] = ()

    def content(self, path: str) -> bytes | None:
        found = self.contents.get(path)
        return found.encode("utf-8", "surrogateescape") if isinstance(found, str) else found

    def names(self, directory: str) -> Sequence[str]:
        return [path.removeprefix(f"{directory}/") for path in self.contents if path.startswith(f"{directory}/")]

    def is_directory(self, path: str) -> bool:
        return any(each.startswith(f"{path}/") for each in self.contents)

    def is_own(self, path: str) -> bool:
        return path not in self.foreign


def look(
    files: Mapping[str, str | bytes] | None = None, /, foreign: Collection[str] = (), **variables: str
) -> ClientView:
    """What Claude Code would use with these files and variables. foreign: what is another user's."""
    return model_claude_code({"HOME": "/home/kim", **variables}, FOLDERS, GivenFiles(files or {}, foreign))


def keys(key_id: str = KEY) -> str:
    """The lines of a key pair."""
    return f"aws_access_key_id = {key_id}\naws_secret_access_key = {SECRET}\n"
