"""Which source of credentials Claude Code would use on this machine.

Its order is that of the AWS SDK for JavaScript v3 (`credential-provider-node`, `credential-provider-ini`), over the
shell's variables and Claude Code's own settings; an Amazon Bedrock API key comes before everything.
"""

from __future__ import annotations

from collections.abc import Mapping

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
from checkpoints.facts.environment import BEARER, Environment
from checkpoints.rules.credentials.sources import (
    ACCESS_KEY,
    CONTAINER,
    CONTAINER_ROLE,
    INSTANCE_ROLE,
    NO_METADATA,
    WEB_IDENTITY_FILE,
    ChosenSource,
    identify_web_identity,
    show_profile,
)

# Every source is missing, and the last one, the instance's metadata service, is switched off.
NOTHING = ChosenSource(f"{NO_METADATA}=true", "")
_ORDER_IN_A_PROFILE = (ASSUME_ROLE, SHARED_CREDENTIALS, CONFIG_FILE, WEB_IDENTITY, PROCESS, SSO, LOGIN)


def choose_claude_code_source(machine: Environment) -> ChosenSource:
    """The source that Claude Code would use, started from this shell in this folder."""
    variables = machine.claude_code_variables
    if variables.get(BEARER):
        return ChosenSource(BEARER, machine.claude_code_api_key.identity if machine.claude_code_api_key else "")
    name = variables.get("AWS_PROFILE")
    if not name and machine.claude_code_keys.is_complete:
        return ChosenSource(ACCESS_KEY, machine.claude_code_keys.identity)
    profile = machine.claude_code_files.profiles.get(name or "default")
    return (_choose_in_profile(profile) if profile else None) or _choose_beyond_profiles(variables)


def _choose_in_profile(profile: ConfigProfile) -> ChosenSource | None:
    kind = next((kind for kind in _ORDER_IN_A_PROFILE if _holds(profile, kind)), None)
    return ChosenSource(show_profile(profile.name, kind), profile.providers[kind]) if kind else None


def _holds(profile: ConfigProfile, kind: str) -> bool:
    """Whether a profile holds what the JavaScript SDK asks of a credential provider: of keys, both halves."""
    if kind == SHARED_CREDENTIALS:
        return profile.credentials_file_keys.is_complete
    if kind == CONFIG_FILE:
        return profile.config_file_keys.is_complete
    return kind in profile.providers


def _choose_beyond_profiles(variables: Mapping[str, str]) -> ChosenSource:
    if variables.get(WEB_IDENTITY_FILE):
        return identify_web_identity(variables)
    if any(variables.get(name) for name in CONTAINER):
        return CONTAINER_ROLE
    # `provider-imds`: any value but `false` switches it off.
    return INSTANCE_ROLE if variables.get(NO_METADATA, "false") in ("", "false") else NOTHING
