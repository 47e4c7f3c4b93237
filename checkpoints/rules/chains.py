"""Which identity boto3's default chain and Claude Code's take from the same machine.

boto3's order is botocore's `create_credential_resolver`; Claude Code's is that of the AWS SDK for JavaScript v3
(`credential-provider-node`, `credential-provider-ini`), over the shell's variables and its own settings.
An Amazon Bedrock API key comes before everything in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checkpoints.facts.config_files import (
    ASSUME_ROLE,
    CONFIG_FILE,
    LOGIN,
    PROCESS,
    SHARED_CREDENTIALS,
    SSO,
    WEB_IDENTITY,
    ConfigProfile,
)
from checkpoints.facts.environment import BEARER, KEY_VARIABLES, Environment
from checkpoints.facts.key_pair import fingerprint
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules.facts import Facts

ACCESS_KEY, WEB_IDENTITY_FILE = "AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE"
CONTAINER = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
NO_METADATA = "AWS_EC2_METADATA_DISABLED"
# Every variable that takes part in the choice.
VARIABLES = frozenset(
    {BEARER, *KEY_VARIABLES, "AWS_PROFILE", WEB_IDENTITY_FILE, "AWS_ROLE_ARN", *CONTAINER, NO_METADATA}
    | {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"}
)
_OF_JAVASCRIPT = (ASSUME_ROLE, SHARED_CREDENTIALS, CONFIG_FILE, WEB_IDENTITY, PROCESS, SSO, LOGIN)
_STATIC = (SHARED_CREDENTIALS, CONFIG_FILE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A source of credentials. shown: in words of no language, `AWS_ACCESS_KEY_ID`, `[work] (sso)`; never a key id.

    identity: a fingerprint; two choices of one identity sign as the same caller.
    """

    shown: str
    identity: str


INSTANCE_ROLE = Choice("Instance Role", "instance")
NOTHING = Choice(f"{NO_METADATA}=true", "")  # every other source is missing, and this one is switched off


def of_run(facts: Facts) -> Choice:
    """What this run's credentials are, or where their chain broke."""
    found, machine = facts.credentials, facts.environment
    if found.source is CredentialSource.BEDROCK_API_KEY:
        return Choice(BEARER, found.api_key.identity if found.api_key else "")
    if found.method == "env":
        return Choice(ACCESS_KEY, found.keys.identity or machine.keys.identity)
    if found.method == "container-role":
        return Choice(CredentialSource.CONTAINER_ROLE.value, "container")
    if found.profile is not None:
        profile = machine.files.profiles.get(found.profile)
        given = profile.providers.get(found.method, "") if profile else ""
        static = found.method in _STATIC
        return Choice(_shown(found.profile, found.method), found.keys.identity if static and found.source else given)
    if found.method == WEB_IDENTITY:
        return _web_identity(machine.variables)
    # Files of tools before the AWS CLI, which nothing else reads.
    return Choice(found.method, found.keys.identity) if found.method not in ("", "iam-role") else INSTANCE_ROLE


def of_claude_code(machine: Environment) -> Choice:
    """What Claude Code would use, started from this shell in this folder."""
    variables = machine.claude_code_variables
    if variables.get(BEARER):
        return Choice(BEARER, machine.claude_code_api_key.identity if machine.claude_code_api_key else "")
    name = variables.get("AWS_PROFILE")
    if not name and machine.claude_code_keys.is_complete:
        return Choice(ACCESS_KEY, machine.claude_code_keys.identity)
    profile = machine.claude_code_files.profiles.get(name or "default")
    kind = next((kind for kind in _OF_JAVASCRIPT if profile and _gives(profile, kind)), None)
    if profile and kind:
        return Choice(_shown(profile.name, kind), profile.providers[kind])
    return _beyond_profiles(variables)


def others(facts: Facts) -> tuple[str, ...]:
    """The sources on this machine that the run did not use, as they are shown, in boto3's order."""
    used = of_run(facts).shown
    return tuple(each for each in _every(facts.environment) if each != used)


def _every(machine: Environment) -> Iterator[str]:
    variables = machine.variables
    if machine.keys.is_complete:
        yield ACCESS_KEY
    if variables.get(WEB_IDENTITY_FILE):
        yield WEB_IDENTITY_FILE
    profile = machine.files.profiles.get(machine.profile_name or "default")
    if profile:
        for kind in profile.providers:
            yield _shown(profile.name, kind)
    if any(variables.get(name) for name in CONTAINER):
        yield CredentialSource.CONTAINER_ROLE.value


def _gives(profile: ConfigProfile, kind: str) -> bool:
    """Whether a profile holds what the JavaScript SDK asks of a provider: of keys, both halves."""
    if kind == SHARED_CREDENTIALS:
        return profile.credentials_file_keys.is_complete
    if kind == CONFIG_FILE:
        return profile.config_file_keys.is_complete
    return kind in profile.providers


def _beyond_profiles(variables: Mapping[str, str]) -> Choice:
    if variables.get(WEB_IDENTITY_FILE):
        return _web_identity(variables)
    if any(variables.get(name) for name in CONTAINER):
        return Choice(CredentialSource.CONTAINER_ROLE.value, "container")
    # `provider-imds`: any other value than `false` switches it off.
    return INSTANCE_ROLE if variables.get(NO_METADATA, "false") in ("", "false") else NOTHING


def _web_identity(variables: Mapping[str, str]) -> Choice:
    return Choice(WEB_IDENTITY_FILE, fingerprint("role", variables.get("AWS_ROLE_ARN", "")))


def _shown(profile: str, kind: str) -> str:
    return f"[{profile}] ({kind})"
