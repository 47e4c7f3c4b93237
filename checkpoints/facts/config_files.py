"""The AWS config and credentials files: where they are, whether they can be used, and which profiles they hold."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from checkpoints.facts.text_file import FileTrouble, TextFile, read_text_file

if TYPE_CHECKING:
    from checkpoints.facts.config_profiles import ConfigProfile, Sections
    from checkpoints.facts.written_lines import RepeatedName


class FileDefect(str, Enum):
    """Why an existing file cannot be used."""

    BYTE_ORDER_MARK = "byte order mark"
    ENCODING = "encoding"
    SYNTAX = "syntax"
    SIZE = "size"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SharedFile:
    """One of the two files.

    shown: its path as people know it, `~/.aws/config`; broken: None where it can be used.
    repeated: the section or key that stands twice and so breaks it.
    lines: where each key stands, by its section's title and its name; a title has the key "".
    secrets: values under names of keys and tokens, also of a file that cannot be used.
    """

    shown: str
    exists: bool = False
    broken: FileDefect | None = None
    repeated: RepeatedName | None = None
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict)
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def path(self) -> str:
        """The path alone, also where a variable names it."""
        return self.shown.partition("=")[2] if self.shown.startswith("AWS_") else self.shown


@dataclass(frozen=True, slots=True)
class ConfigFiles:
    """Both files. unprefixed: sections of the config file that lack the word `profile` and so are not profiles.

    sso_sessions: names of `[sso-session NAME]`.
    """

    config: SharedFile = SharedFile("~/.aws/config")
    credentials: SharedFile = SharedFile("~/.aws/credentials")
    profiles: Mapping[str, ConfigProfile] = field(default_factory=dict)
    unprefixed: tuple[str, ...] = ()
    sso_sessions: tuple[str, ...] = ()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    def list_usable_profiles(self) -> list[str]:
        """The profiles that have credentials."""
        return sorted(name for name, profile in self.profiles.items() if profile.providers)

    def choose_key_file(self, provider: str) -> SharedFile:
        """The file that keys are from, by their provider."""
        from checkpoints.facts.providers import Provider

        return self.config if provider == Provider.CONFIG_FILE else self.credentials

    def name_section(self, file: SharedFile, profile: str) -> str:
        """The title of a profile's section in one of the two files, as it is usually written."""
        return profile if file is self.credentials or profile == "default" else shlex.join(("profile", profile))

    def find_lines(self, file: SharedFile, profile: str, keys: Iterable[str]) -> dict[str, int]:
        """The lines of a profile's keys in one of the two files, as far as they are known."""
        from checkpoints.facts.config_profiles import list_named_sections

        title = self.name_section(file, profile)
        if file is self.config:  # where it may be written with other spaces or quotes
            written = {each: each for each, key in file.lines if not key}
            title = dict(list_named_sections("profile", written, with_default=True)).get(profile, title)
        return {key: file.lines[title, key] for key in keys if (title, key) in file.lines}


def read_config_files(variables: Mapping[str, str], home: Path | None) -> ConfigFiles:
    """Read both files, at the paths that their variables name or else in the home directory's `.aws`."""
    config, config_sections = _load("AWS_CONFIG_FILE", variables, home)
    credentials, credentials_sections = _load("AWS_SHARED_CREDENTIALS_FILE", variables, home)
    secrets = config.secrets | credentials.secrets
    if not config_sections and not credentials_sections:
        return ConfigFiles(config, credentials, secrets=secrets)
    from checkpoints.facts.config_profiles import list_sso_sessions, list_unprefixed, read_profiles

    return ConfigFiles(
        config,
        credentials,
        read_profiles(config_sections, credentials_sections),
        list_unprefixed(config_sections),
        list_sso_sessions(config_sections),
        secrets,
    )


def list_aws_files(variables: Mapping[str, str], home: Path | None) -> Iterator[Path]:
    """Where both files are, whether they are there or not; files of tokens and certificates; all in `~/.aws`."""
    for variable, name in _FILES.items():
        path, _ = _locate(variable, name, variables, home)
        if path is not None:
            yield path
    yield from (Path(variables[variable]) for variable in _MORE_FILES if variables.get(variable))
    if home is not None:
        for folder, _, names in os.walk(home / ".aws"):
            yield from (Path(folder, name) for name in names)


_FILES = {"AWS_CONFIG_FILE": "config", "AWS_SHARED_CREDENTIALS_FILE": "credentials"}
_MORE_FILES = ("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_CA_BUNDLE")


def _locate(variable: str, name: str, variables: Mapping[str, str], home: Path | None) -> tuple[Path | None, str]:
    """A file's path, None without a home directory, and the path as people know it."""
    configured = variables.get(variable)
    if configured is None:
        return home / ".aws" / name if home else None, f"~/.aws/{name}"
    return Path(expand_path(configured, variables, str(home) if home else None)), f"{variable}={configured}"


def _load(variable: str, variables: Mapping[str, str], home: Path | None) -> tuple[SharedFile, Sections]:
    path, shown = _locate(variable, _FILES[variable], variables, home)
    if path is None:
        return SharedFile(shown), {}
    read_file = read_text_file(path)
    if read_file.trouble in (FileTrouble.ABSENT, FileTrouble.NOT_A_FILE):
        return SharedFile(shown), {}
    return _parse(read_file, shown)


def _parse(file: TextFile, shown: str) -> tuple[SharedFile, Sections]:
    # Only where there is a file to read.
    import configparser

    from checkpoints.facts.written_lines import find_lines, find_repetition, find_secrets

    if file.text is None:
        defect = _TROUBLES[file.trouble]
        return SharedFile(shown, True, defect, secrets=find_secrets(file.garbled)), {}
    text, broken = file.text, FileDefect.BYTE_ORDER_MARK if file.marked else None
    repeated, sections = None, {}
    parser = configparser.RawConfigParser()
    try:
        parser.read_string(text)
        sections = {name: dict(parser.items(name)) for name in parser.sections()}
    except (configparser.Error, ValueError) as error:
        broken = broken or FileDefect.SYNTAX
        if isinstance(error, (configparser.DuplicateSectionError, configparser.DuplicateOptionError)):
            repeated = find_repetition(text)
    return SharedFile(shown, True, broken, repeated, find_lines(text), find_secrets(text)), sections


_TROUBLES = {
    FileTrouble.TOO_LARGE: FileDefect.SIZE,
    FileTrouble.UNDECODABLE: FileDefect.ENCODING,
    FileTrouble.UNREADABLE: FileDefect.UNREADABLE,
    None: FileDefect.UNREADABLE,
}


def expand_path(path: str, variables: Mapping[str, str], home: str | None) -> str:
    """A path with `~` and `$NAME` expanded as botocore does, from the given variables instead of the process's."""
    text = re.sub(
        r"\$(?:\{(\w+)\}|(\w+))",
        lambda found: variables.get(found[1] or found[2], found[0]),
        path,
        flags=re.ASCII,
    )
    return f"{home}{text[1:]}" if home and re.match(r"~(?=$|[/\\])", text) else text
