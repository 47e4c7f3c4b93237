"""The attendee's shell and files, read before AWS is asked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from checkpoints.facts import disk
from checkpoints.facts.config_files import ConfigFiles, read_config_files
from checkpoints.facts.dotenv_file import Dotenv, read_dotenv_file
from checkpoints.facts.key_pair import NO_KEYS, KeyPair, describe_key_pair
from checkpoints.facts.near_mentions import (
    find_credential_near_misses,
    find_near_misses,
    find_shell_files,
    find_windows_paths,
)
from checkpoints.facts.text_file import read_text_file
from checkpoints.facts.token_caches import read_cached_tokens
from checkpoints.guide.vocabulary import Origin

if TYPE_CHECKING:
    from checkpoints.facts.api_key import ApiKey

BEARER = "AWS_BEARER_TOKEN_BEDROCK"
KEY_VARIABLES = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN")
_SECRET_ENDINGS = ("_KEY", "_TOKEN", "_SECRET")  # ANTHROPIC_API_KEY, AWS_CONTAINER_AUTHORIZATION_TOKEN, …
HIDDEN = "(hidden)"
_PREFIXES = ("AWS_", "CLAUDE_", "ANTHROPIC_", "BEDROCK_", "NODE_OPTIONS", "REQUESTS_CA_BUNDLE")


class Unsettled(NamedTuple):
    """What start-up files do not tell, of a run that was started elsewhere than in the attendee's terminal.

    differing: variables that not every terminal has alike; mentioned: those to which a start-up file, or settings of
    VS Code, may give another value than the asked shells have, with that file as `~/.bashrc`; is_silent: the shell that
    was asked came to no end; unread: settings of VS Code that could not be read.
    """

    differing: frozenset[str] = frozenset()
    mentioned: Mapping[str, str] = MappingProxyType({})
    is_silent: bool = False
    unread: tuple[str, ...] = ()


SETTLED = Unsettled()


@dataclass(frozen=True, slots=True)
class Environment:
    """The attendee's machine, as far as the guide depends on it.

    variables: the process environment's variables that matter here (`AWS_*`, `CLAUDE_*`, …); the value of a secret
    one is `HIDDEN`, or "" where it is empty. keys, api_key: the shapes of those secrets.
    credential_near_misses: names of variables like those of credentials, with the name that is meant.
    windows_paths: variables that name a file of credentials by a path of Windows, elsewhere than there.
    is_on_ec2: the machine tells that it is an instance of Amazon EC2.
    near_misses: names of variables like `AWS_REGION`; shell_files: start-up files that set it, as `~/.bashrc`.
    secrets: values that no report may show.
    origin: where the run was started; unsettled: of a run that was started elsewhere, what is not known of terminals.
    """

    variables: Mapping[str, str] = field(default_factory=dict)
    keys: KeyPair = NO_KEYS
    api_key: ApiKey | None = None
    files: ConfigFiles = field(default_factory=ConfigFiles)
    dotenv: Dotenv = field(default_factory=Dotenv)
    near_misses: tuple[str, ...] = ()
    credential_near_misses: Mapping[str, str] = field(default_factory=dict)
    windows_paths: tuple[str, ...] = ()
    is_on_ec2: bool = False
    shell_files: tuple[str, ...] = ()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    origin: Origin = Origin.TERMINAL
    unsettled: Unsettled = SETTLED

    @property
    def profile_name(self) -> str | None:
        """The profile that the variables name for boto3, None where they name none, "" where the name is empty."""
        return self.variables.get("AWS_DEFAULT_PROFILE", self.variables.get("AWS_PROFILE"))

    @property
    def profile_variable(self) -> str:
        """The variable that names the profile for boto3."""
        return "AWS_DEFAULT_PROFILE" if "AWS_DEFAULT_PROFILE" in self.variables else "AWS_PROFILE"


def read_environment(
    variables: Mapping[str, str] | None = None,
    home: Path | None = None,
    dotenv: Path | None = None,
    origin: Origin = Origin.TERMINAL,
    unsettled: Unsettled = SETTLED,
) -> Environment:
    """Read the machine; whatever cannot be read is left out.

    variables: default the process environment. home: default the one that the variables name. dotenv: the project's
    `.env`. origin, unsettled: as the environment has them.
    """
    variables = dict(os.environ if variables is None else variables)
    home = home or disk.find_home(variables)
    files = read_config_files(variables, home)
    found_dotenv = read_dotenv_file(dotenv)
    keys, bearer = _describe_secrets(variables)
    return Environment(
        {name: _shown(name, value) for name, value in variables.items() if _matters(name)},
        keys,
        bearer,
        files,
        found_dotenv,
        find_near_misses(variables),
        find_credential_near_misses(variables),
        () if disk.is_windows() else find_windows_paths(variables),
        is_on_ec2(variables),
        find_shell_files(home),
        files.secrets
        | found_dotenv.secrets
        | read_cached_tokens(variables, home)
        | _secret_values(variables)
        | (bearer.secrets if bearer else frozenset()),
        origin,
        unsettled,
    )


_VENDOR = Path("/sys/devices/virtual/dmi/id/sys_vendor")


def is_on_ec2(variables: Mapping[str, str], vendor: Path = _VENDOR) -> bool:
    """Whether this is an EC2 instance, by its own firmware or by an endpoint of its metadata service that is named."""
    if "AWS_EC2_METADATA_SERVICE_ENDPOINT" in variables:
        return True
    return (read_text_file(vendor).text or "").strip() == "Amazon EC2"


def _matters(name: str) -> bool:
    return name.upper().startswith(_PREFIXES)


def _shown(name: str, value: str) -> str:
    if name == BEARER and not value.strip():
        return ""  # no client finds a key in it
    return HIDDEN if value and _is_secret(name) else value


def _is_secret(name: str) -> bool:
    return name in (*KEY_VARIABLES, BEARER) or (_matters(name) and name.upper().endswith(_SECRET_ENDINGS))


def _describe_secrets(variables: Mapping[str, str]) -> tuple[KeyPair, ApiKey | None]:
    token = variables.get("AWS_SECURITY_TOKEN") or variables.get("AWS_SESSION_TOKEN")
    keys = describe_key_pair(variables.get("AWS_ACCESS_KEY_ID"), variables.get("AWS_SECRET_ACCESS_KEY"), token)
    if BEARER not in variables:
        return keys, None
    from checkpoints.facts.api_key import parse_api_key

    return keys, parse_api_key(variables[BEARER])


def _secret_values(variables: Mapping[str, str]) -> frozenset[str]:
    values = [value for name, value in variables.items() if value and _is_secret(name)]
    if not values:
        return frozenset()
    from checkpoints.facts.secret_text import list_secrets

    return frozenset().union(*map(list_secrets, values))


def has_endpoint_override(variables: Mapping[str, str]) -> bool:
    """Whether a variable of the shell names another endpoint than AWS's."""
    return any(name.startswith("AWS_ENDPOINT_URL") and value for name, value in variables.items())
