"""The profiles of the AWS config and credentials files, and the kinds of credential providers that each configures.

Sections and precedence follow botocore (`configloader`, `Session.full_config`): a profile is a section of the
credentials file, or `[profile NAME]` or `[default]` of the config file; both together make one profile.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from checkpoints.facts import fingerprint
from checkpoints.facts.key_pair import NO_KEYS, KeyPair, describe_key_pair
from checkpoints.facts.providers import Provider

T = TypeVar("T")
Sections = Mapping[str, Mapping[str, str]]


class ConfigProfile(NamedTuple):
    """One profile.

    providers: the kinds of credential providers that it configures, each with a fingerprint of its identity.
    credentials_file_keys, config_file_keys: shapes of the key pairs in either file.
    sso_session: the session that it names. shell_syntax: what its
    credential process leaves to a shell, which AWS tools do not start: `|`, `$`, `~`, …; "" where there is nothing.
    """

    name: str
    region: str | None = None
    providers: Mapping[str, str] = MappingProxyType({})
    credentials_file_keys: KeyPair = NO_KEYS
    config_file_keys: KeyPair = NO_KEYS
    sso_session: str = ""
    shell_syntax: str = ""


def read_profiles(config: Sections, credentials: Sections) -> dict[str, ConfigProfile]:
    """The profiles of the sections of both files, by their names."""
    in_config = dict(list_named_sections("profile", config, with_default=True))
    names = [*in_config, *(name for name in credentials if name not in in_config)]
    sessions = dict(list_named_sections("sso-session", config))
    return {name: _profile(name, in_config.get(name, {}), credentials.get(name, {}), sessions) for name in names}


def use_login(profiles: Mapping[str, ConfigProfile]) -> bool:
    """Whether any of the profiles gets its credentials from `aws login`."""
    return any(Provider.LOGIN in profile.providers for profile in profiles.values())


def list_sso_sessions(config: Sections) -> tuple[str, ...]:
    """The names of `[sso-session NAME]`."""
    return tuple(dict(list_named_sections("sso-session", config)))


_NO_PROFILE = ("profile", "sso-session", "services", "plugins", "preview")


def list_unprefixed(config: Sections) -> tuple[str, ...]:
    """The sections of the config file that lack the word `profile` and so are not profiles."""
    return tuple(title for title in config if title != "default" and not title.startswith(_NO_PROFILE))


def list_named_sections(kind: str, sections: Mapping[str, T], with_default: bool = False) -> Iterator[tuple[str, T]]:
    """Sections written `[kind NAME]`, by NAME, split as a shell splits; of two that are one the later counts."""
    for title, keys in sections.items():
        if title.startswith(kind):
            try:
                words = shlex.split(title)
            except ValueError:  # an open quote
                continue
            if len(words) == 2:
                yield words[1], keys
        elif with_default and title == "default":
            yield title, keys


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
        yield Provider.WEB_IDENTITY, fingerprint.of_role(role)
    elif "role_arn" in together:
        yield Provider.ASSUME_ROLE, fingerprint.of_role(role)
    if "sso_account_id" in together or "sso_role_name" in together:
        session = {**sessions.get(together.get("sso_session", ""), {}), **together}
        names = ("sso_start_url", "sso_account_id", "sso_role_name")
        yield Provider.SSO, fingerprint.of_sso(*(session.get(key, "") for key in names))
    if "aws_access_key_id" in credentials:
        yield Provider.SHARED_CREDENTIALS, _keys(credentials).identity
    if "login_session" in together:
        yield Provider.LOGIN, fingerprint.of_login(together["login_session"])
    if "credential_process" in together:
        yield Provider.PROCESS, fingerprint.of_process(together["credential_process"])
    if "aws_access_key_id" in config:
        yield Provider.CONFIG_FILE, _keys(config).identity
