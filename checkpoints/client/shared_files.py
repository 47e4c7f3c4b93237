"""How Claude Code reads `~/.aws/config` and `~/.aws/credentials`.

The rules are those of the AWS SDK for JavaScript (`@smithy/core`, shared-ini-file-loader: parseIni, getConfigData,
mergeConfigFiles), which are not the AWS CLI's: see `aws_cli`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from checkpoints.client.javascript import WHITE_SPACE, trim_text
from checkpoints.client.place import Place, Value, Values

_PREFIXES = ("profile", "sso-session", "services")
_SECTION = re.compile(rf"([A-Za-z0-9_-]+)[{WHITE_SPACE}](?P<quote>[\"']?)([A-Za-z0-9_\-@+.%:/]+)(?P=quote)")
_COMMENT = re.compile(rf"(?:^|[{WHITE_SPACE}])[;#]")
_REFUSED = ("__proto__", "profile __proto__")  # a file with such a section is not read at all

Sections = Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class SharedFiles:
    """Both files as the SDK sees them.

    profiles: the keys of each profile, both files merged key by key, the credentials file over the config file.
    sessions: the `[sso-session NAME]` sections of the config file. credentials: the credentials file, as it is shown.
    """

    profiles: Sections = field(default_factory=dict)
    sessions: Sections = field(default_factory=dict)
    credentials: str = "~/.aws/credentials"


def read_shared_files(
    config: bytes | None,
    credentials: bytes | None,
    config_shown: str = "~/.aws/config",
    credentials_shown: str = "~/.aws/credentials",
) -> SharedFiles:
    """Both files from their contents; None for one that is not there or cannot be read, which counts as empty."""
    config_sections = read_sections(config, config_shown)
    merged = {name: dict(keys) for name, keys in _config_profiles(config_sections).items()}
    for name, keys in read_sections(credentials, credentials_shown).items():
        merged.setdefault(name, {}).update(keys)
    return SharedFiles(merged, _sessions(config_sections), credentials_shown)


def read_sections(content: bytes | None, shown: str) -> Sections:
    """The sections of one file by the SDK's name: `[profile ws]` is `profile.ws`, and `[default]` is `default`."""
    sections: dict[str, dict[str, Value]] = {}
    reader = _Reader()
    for number, line in enumerate(re.split(r"\r?\n", (content or b"").decode("utf-8", "replace")), start=1):
        found = reader.read(line)
        if reader.title in _REFUSED:
            return {}
        if found:
            key, text = found
            sections.setdefault(reader.section, {})[key] = Value(text, Place(key, shown, number))
    return sections


def profile_of(title: str, in_config: bool) -> str | None:
    """The profile that a section `[title]` makes in one of the two files, None where it makes none."""
    reader = _Reader()
    reader.read(f"[{title}]")
    if not in_config or reader.section == "default":
        return reader.section or None
    return next(iter(_config_profiles({reader.section: {}})), None)


class _Reader:
    """Reads line after line. section: the one that a key belongs to; title: what the line's brackets hold, if any."""

    def __init__(self) -> None:
        self.section = ""
        self.title = ""
        self._parent = ""

    def read(self, line: str) -> tuple[str, str] | None:
        """The key and value that a line holds."""
        text = trim_text(_cut_comment(line))
        self.title = ""
        if text.startswith("[") and text.endswith("]"):
            self._open(text[1:-1])
            return None
        key, separator, value = (trim_text(part) for part in text.partition("="))
        if not self.section or not separator or text.startswith("="):
            return None
        if not value:  # it opens a sub-section, and leaves an earlier value as it was
            self._parent = key
            return None
        if line == line.lstrip(WHITE_SPACE):
            self._parent = ""
        return f"{self._parent}.{key}" if self._parent else key, value

    def _open(self, title: str) -> None:
        self.title, self._parent = title, ""
        matched = _SECTION.fullmatch(title)
        if matched is None:
            self.section = title  # kept as the whole text
        elif matched[1] in _PREFIXES:
            self.section = f"{matched[1]}.{matched[3]}"
        else:
            self.section = ""


def _cut_comment(line: str) -> str:
    comment = _COMMENT.search(line)
    return line[: comment.start()] if comment else line


def _config_profiles(sections: Sections) -> Sections:
    """What the config file gives as profiles: `[profile default]` in the place of `[default]`."""
    profiles = {"default": sections["default"]} if "default" in sections else {}
    for title, keys in sections.items():
        prefix, separator, name = title.partition(".")
        if separator and prefix in _PREFIXES:
            profiles[name if prefix == "profile" else title] = keys
    return profiles


def _sessions(sections: Sections) -> Sections:
    return {title[len("sso-session.") :]: keys for title, keys in sections.items() if title.startswith("sso-session.")}
