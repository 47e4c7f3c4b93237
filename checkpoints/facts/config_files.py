"""The AWS config and credentials files: which profiles exist, and what each of them holds.

Sections and precedence follow botocore (`configloader`, `Session.full_config`): a profile is a section of the
credentials file, or `[profile NAME]` or `[default]` of the config file; both together make one profile.
"""

from __future__ import annotations

import configparser
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from checkpoints.facts.key_pair import NO_KEYS, KeyPair, describe_key_pair, fingerprint
from checkpoints.facts.text_file import FileTrouble, read_text_file
from checkpoints.facts.written_lines import Repetition, find_lines, find_repetition, find_secrets

Sections = Mapping[str, Mapping[str, str]]

# Kinds of credential providers that a profile can hold, by botocore's names.
ASSUME_ROLE = "assume-role"
WEB_IDENTITY = "assume-role-with-web-identity"
SSO = "sso"
SHARED_CREDENTIALS = "shared-credentials-file"
LOGIN = "login"
PROCESS = "custom-process"
CONFIG_FILE = "config-file"


class FileDefect(str, Enum):
    """Why an existing file cannot be used."""

    BYTE_ORDER_MARK = "byte order mark"
    ENCODING = "encoding"
    SYNTAX = "syntax"
    SIZE = "size"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class ConfigProfile:
    """One profile.

    providers: the kinds of credential providers that it configures, each with a fingerprint of its identity.
    credentials_file_keys, config_file_keys: shapes of the key pairs in either file. source: its `source_profile`.
    needs_mfa: its role asks for an MFA code. sso_session: the session that it names. shell_syntax: what its
    credential process leaves to a shell, which AWS tools do not start: `|`, `$`, `~`, …; "" where there is nothing.
    """

    name: str
    region: str | None = None
    providers: Mapping[str, str] = field(default_factory=dict)
    credentials_file_keys: KeyPair = NO_KEYS
    config_file_keys: KeyPair = NO_KEYS
    source: str | None = None
    needs_mfa: bool = False
    sso_session: str = ""
    shell_syntax: str = ""


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
    repeated: Repetition | None = None
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

    @property
    def sign_in(self) -> bool:
        """Whether any profile gets its credentials from `aws login`."""
        return any(LOGIN in profile.providers for profile in self.profiles.values())


def read_config_files(variables: Mapping[str, str], home: Path | None) -> ConfigFiles:
    """Read both files, at the paths that their variables name or else in the home directory's `.aws`."""
    config, config_sections = _load("AWS_CONFIG_FILE", "config", variables, home)
    credentials, credentials_sections = _load("AWS_SHARED_CREDENTIALS_FILE", "credentials", variables, home)
    in_config = dict(_profile_sections(config_sections))
    names = [*in_config, *(name for name in credentials_sections if name not in in_config)]
    sessions = dict(_named("sso-session", config_sections))
    return ConfigFiles(
        config,
        credentials,
        {name: _profile(name, in_config.get(name, {}), credentials_sections.get(name, {}), sessions) for name in names},
        tuple(_unprefixed(config_sections)),
        tuple(sessions),
        config.secrets | credentials.secrets,
    )


def _load(variable: str, name: str, variables: Mapping[str, str], home: Path | None) -> tuple[SharedFile, Sections]:
    configured = variables.get(variable)
    if configured is None:
        if home is None:
            return SharedFile(f"~/.aws/{name}"), {}
        path, shown = home / ".aws" / name, f"~/.aws/{name}"
    else:
        path, shown = _expanded(configured, variables, home), f"{variable}={configured}"
    read_file = read_text_file(path)
    if read_file.trouble in (FileTrouble.ABSENT, FileTrouble.NOT_A_FILE):
        return SharedFile(shown), {}
    if read_file.text is None:
        defect = _TROUBLES[read_file.trouble]
        return SharedFile(shown, True, defect, secrets=find_secrets(read_file.garbled)), {}
    text, broken = read_file.text, FileDefect.BYTE_ORDER_MARK if read_file.marked else None
    lines, secrets = find_lines(text), find_secrets(text)
    try:
        sections = _sections(text)
    except configparser.Error as error:
        twice = isinstance(error, (configparser.DuplicateSectionError, configparser.DuplicateOptionError))
        repeated = find_repetition(text) if twice else None
        return SharedFile(shown, True, broken or FileDefect.SYNTAX, repeated, lines, secrets), {}
    except ValueError:
        return SharedFile(shown, True, broken or FileDefect.SYNTAX, lines=lines, secrets=secrets), {}
    return SharedFile(shown, True, broken, lines=lines, secrets=secrets), sections


_TROUBLES = {
    FileTrouble.TOO_LARGE: FileDefect.SIZE,
    FileTrouble.UNDECODABLE: FileDefect.ENCODING,
    FileTrouble.UNREADABLE: FileDefect.UNREADABLE,
    None: FileDefect.UNREADABLE,
}


def _expanded(configured: str, variables: Mapping[str, str], home: Path | None) -> Path:
    """A path with `~` and `$NAME` expanded as botocore does, from the given variables instead of the process's."""
    text = re.sub(
        r"\$(?:\{(\w+)\}|(\w+))",
        lambda found: variables.get(found[1] or found[2], found[0]),
        configured,
        flags=re.ASCII,
    )
    if home is not None and re.match(r"~(?=$|[/\\])", text):
        text = f"{home}{text[1:]}"
    return Path(text)


def _sections(text: str) -> Sections:
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return {name: dict(parser.items(name)) for name in parser.sections()}


def _profile_sections(sections: Sections) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield from _named("profile", sections)
    if "default" in sections:
        yield "default", sections["default"]


def _named(kind: str, sections: Sections) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Sections written `[kind NAME]`, by NAME."""
    for title, values in sections.items():
        if not title.startswith(kind):
            continue
        try:
            words = shlex.split(title)
        except ValueError:  # an open quote
            continue
        if len(words) == 2:
            yield words[1], values


_NO_PROFILE = ("profile", "sso-session", "services", "plugins", "preview")


def _unprefixed(sections: Sections) -> Iterator[str]:
    for title in sections:
        if title != "default" and not title.startswith(_NO_PROFILE):
            yield title


def _profile(
    name: str, config: Mapping[str, str], credentials: Mapping[str, str], sessions: Mapping[str, Mapping[str, str]]
) -> ConfigProfile:
    together = {**config, **credentials}
    return ConfigProfile(
        name,
        together.get("region") or None,
        dict(_providers(config, credentials, together, sessions)),
        _keys(credentials),
        _keys(config),
        together.get("source_profile"),
        "mfa_serial" in together,
        together.get("sso_session", ""),
        _find_shell_syntax(together.get("credential_process", "")),
    )


_SHELL = re.compile(r"&&|\|\||[|&;<>`]|\$(?=[\w({])|(?:^|\s)(?P<home>~)(?=/|\s|$)")


def _find_shell_syntax(command: str) -> str:
    found = _SHELL.search(re.sub(r"'[^']*'", "", command))
    return found[0].strip() if found else ""


def _keys(section: Mapping[str, str]) -> KeyPair:
    token = section.get("aws_security_token") or section.get("aws_session_token")
    return describe_key_pair(section.get("aws_access_key_id"), section.get("aws_secret_access_key"), token)


def _providers(
    config: Mapping[str, str],
    credentials: Mapping[str, str],
    together: Mapping[str, str],
    sessions: Mapping[str, Mapping[str, str]],
) -> Iterator[tuple[str, str]]:
    role = together.get("role_arn", "")
    if "web_identity_token_file" in together:
        yield WEB_IDENTITY, fingerprint("role", role)
    elif "role_arn" in together:
        yield ASSUME_ROLE, fingerprint("role", role)
    if "sso_account_id" in together or "sso_role_name" in together:
        session = {**sessions.get(together.get("sso_session", ""), {}), **together}
        names = ("sso_start_url", "sso_account_id", "sso_role_name")
        yield SSO, fingerprint("sso", *(session.get(key, "").rstrip("/#") for key in names))
    if "aws_access_key_id" in credentials:
        yield SHARED_CREDENTIALS, _keys(credentials).identity
    if "login_session" in together:
        yield LOGIN, fingerprint("login", together["login_session"])
    if "credential_process" in together:
        yield PROCESS, fingerprint("process", together["credential_process"])
    if "aws_access_key_id" in config:
        yield CONFIG_FILE, _keys(config).identity
