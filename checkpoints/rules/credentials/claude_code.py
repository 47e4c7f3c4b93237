"""Which credentials Claude Code uses, beside those of the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checkpoints.client import Identity, Place, Problem
from checkpoints.facts.config_files import (
    ASSUME_ROLE,
    CONFIG_FILE,
    LOGIN,
    PROCESS,
    SHARED_CREDENTIALS,
    SSO,
    WEB_IDENTITY,
)
from checkpoints.facts.environment import BEARER
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules.credentials.sources import (
    ACCESS_KEY,
    CONTAINER_ROLE,
    EXPORT_SETTING,
    INSTANCE_ROLE,
    NO_METADATA,
    WEB_IDENTITY_FILE,
    ChosenSource,
    identify_run_source,
    show_profile,
)
from checkpoints.rules.facts import Facts, HelperOutcome, derived_once

EXPORTED = "credential-export"
# A profile's sources by the names of botocore's providers, which people know from `aws configure list`.
_IN_A_PROFILE: Mapping[CredentialSource, str] = {
    CredentialSource.ASSUME_ROLE: ASSUME_ROLE,
    CredentialSource.WEB_IDENTITY: WEB_IDENTITY,
    CredentialSource.SSO: SSO,
    CredentialSource.SHARED_CREDENTIALS: SHARED_CREDENTIALS,
    CredentialSource.LOGIN: LOGIN,
    CredentialSource.CREDENTIAL_PROCESS: PROCESS,
    CredentialSource.CONFIG_FILE: CONFIG_FILE,
}
_BEYOND_PROFILES: Mapping[CredentialSource, str] = {
    CredentialSource.BEDROCK_API_KEY: BEARER,
    CredentialSource.ENVIRONMENT: ACCESS_KEY,
    CredentialSource.WEB_IDENTITY: WEB_IDENTITY_FILE,
    CredentialSource.CONTAINER_ROLE: CONTAINER_ROLE.shown,
    CredentialSource.INSTANCE_ROLE: INSTANCE_ROLE.shown,
}


@dataclass(frozen=True, slots=True)
class ClaudeCodeSource:
    """What Claude Code's credentials come from.

    word: the contract's, None where it finds none. shown: as people know it, "-" where it finds none.
    fingerprint: of the identity, None where it finds none or only somebody's command could tell. is_known: False in
    that last case. settings: the place in Claude Code's settings that names the source.
    """

    word: str | None
    shown: str
    profile: str | None = None
    fingerprint: str | None = None
    is_known: bool = True
    settings: Place | None = None


@derived_once
def find_claude_code_source(facts: Facts) -> ClaudeCodeSource:
    """The source that Claude Code would use, started from this shell in this folder."""
    seen, view = facts.claude_code, facts.claude_code.view
    if view.export and seen.export is not HelperOutcome.FAILED:
        identity = facts.credentials.keys.identity if seen.export is HelperOutcome.USED else None
        return ClaudeCodeSource(EXPORTED, EXPORT_SETTING, None, identity, identity is not None, view.export.place)
    identity_found = view.identity
    if identity_found.source is CredentialSource.INSTANCE_ROLE and seen.has_instance_role is False:
        return ClaudeCodeSource(None, "-")
    source = identity_found.source
    if source is None:
        return ClaudeCodeSource(None, _show_nothing(identity_found))
    place = identity_found.place if identity_found.profile is None else view.variables_place("AWS_PROFILE")
    return ClaudeCodeSource(
        source.value,
        _show(source, identity_found.profile),
        identity_found.profile,
        identity_found.fingerprint,
        settings=place if place and place.file else None,
    )


def is_same_identity(facts: Facts) -> bool | None:
    """Whether Claude Code is the caller that this run is; None where only somebody's command could tell."""
    theirs, ours = find_claude_code_source(facts), find_run_source(facts)
    if not theirs.is_known:
        return None
    if facts.credentials.source is None and theirs.word is None:
        return True  # neither finds any
    return theirs.fingerprint == (ours.identity if ours else None)


def find_run_source(facts: Facts) -> ChosenSource | None:
    """The run's own source, or the one at which its chain broke; None where it found nothing."""
    found = facts.credentials
    return identify_run_source(found, facts.environment) if found.source or found.error else None


def _show(source: CredentialSource, profile: str | None) -> str:
    if profile is not None and source in _IN_A_PROFILE:
        return show_profile(profile, _IN_A_PROFILE[source])
    return _BEYOND_PROFILES[source]


def _show_nothing(identity: Identity) -> str:
    trouble = identity.trouble
    return f"{NO_METADATA}=true" if trouble and trouble.problem is Problem.METADATA_SWITCHED_OFF else "-"
