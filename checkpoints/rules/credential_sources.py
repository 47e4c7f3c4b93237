"""The sources of credentials on the machine: the one that the run uses, the others, and the one that Claude Code uses.

boto3's order is botocore's `create_credential_resolver`; an Amazon Bedrock API key comes before everything.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from checkpoints.client.cli_commands import START_ANEW, configure_command
from checkpoints.client.credential_chain import (
    ACCESS_KEY,
    CONTAINER,
    METADATA_DISABLED,
    METADATA_MODE,
    PROFILE,
    ROLE_ARN,
    TOKEN_FILE,
)
from checkpoints.client.identity import Identity, SourceProblem
from checkpoints.client.locations import CONFIG_FILE, CREDENTIALS_FILE
from checkpoints.client.place import Place, write_removals
from checkpoints.client.view import ClientView
from checkpoints.facts import fingerprint
from checkpoints.facts.config_profiles import ConfigProfile
from checkpoints.facts.credentials import EXPORT, Credentials
from checkpoints.facts.environment import BEARER, KEY_VARIABLES, Environment
from checkpoints.facts.providers import OF_PROFILES, Provider, name_provider
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules.facts import Facts, HelperOutcome, derived_once

# Every variable that takes part in the choice of a source.
CREDENTIAL_VARIABLES = frozenset(
    {BEARER, *KEY_VARIABLES, PROFILE, TOKEN_FILE, ROLE_ARN, *CONTAINER, METADATA_DISABLED, METADATA_MODE}
    | {CONFIG_FILE, CREDENTIALS_FILE}
)
EXPORT_SETTING = "awsCredentialExport"


class ChosenSource(NamedTuple):
    """A source of credentials that a tool chooses.

    shown: the same in every language, `AWS_ACCESS_KEY_ID`, `[work] (sso)`; never a key id.
    identity: a fingerprint; two sources of one identity sign as the same caller.
    """

    shown: str
    identity: str


CONTAINER_ROLE = ChosenSource(CredentialSource.CONTAINER_ROLE.value, fingerprint.CONTAINER)
INSTANCE_ROLE = ChosenSource("Instance Role", fingerprint.INSTANCE)


def identify_run_source(found: Credentials, machine: Environment) -> ChosenSource:
    """The source of a run's credentials, or the one at which their chain broke."""
    if found.source is CredentialSource.BEDROCK_API_KEY:
        return ChosenSource(BEARER, found.api_key.identity if found.api_key else "")
    if found.method == EXPORT:
        return ChosenSource(EXPORT_SETTING, found.keys.identity)
    if found.method == Provider.ENVIRONMENT:
        return ChosenSource(ACCESS_KEY, found.keys.identity or machine.keys.identity)
    if found.method == Provider.CONTAINER:
        return CONTAINER_ROLE
    if found.profile is not None:
        return ChosenSource(show_profile(found.profile, found.method), _identify_profile(found, found.profile, machine))
    if found.method == Provider.WEB_IDENTITY:
        return identify_web_identity(machine.variables)
    # Files of tools before the AWS CLI, which nothing else reads.
    old_tool = found.method not in ("", Provider.INSTANCE)
    return ChosenSource(found.method, found.keys.identity) if old_tool else INSTANCE_ROLE


def _identify_profile(found: Credentials, name: str, machine: Environment) -> str:
    """The keys that the run got count, whatever their file holds by now."""
    if found.method in (Provider.SHARED_CREDENTIALS, Provider.CONFIG_FILE):
        return found.keys.identity
    providers = machine.files.profiles.get(name, ConfigProfile(name)).providers
    return providers.get(found.method) or providers.get(
        Provider.ASSUME_ROLE, ""
    )  # the source of a role, at which it broke


def identify_web_identity(variables: Mapping[str, str]) -> ChosenSource:
    """The web identity that the variables name: two are one where their role is."""
    return ChosenSource(TOKEN_FILE, fingerprint.of_role(variables.get(ROLE_ARN, "")))


def show_profile(profile: str, kind: str) -> str:
    """A profile and the kind of its credential provider, as people see them: `[work] (sso)`."""
    return f"[{profile}] ({kind})"


def list_unused_sources(facts: Facts) -> tuple[str, ...]:
    """The sources on this machine that the run did not use, as they are shown, in boto3's order."""
    used = identify_run_source(facts.credentials, facts.environment).shown
    return tuple(each for each in _list_sources(facts.environment) if each != used)


def _list_sources(machine: Environment) -> Iterator[str]:
    variables = machine.variables
    if machine.keys.is_complete:
        yield ACCESS_KEY
    if variables.get(TOKEN_FILE):
        yield TOKEN_FILE
    profile = machine.files.profiles.get(machine.profile_name or "default")
    if profile:
        for kind in profile.providers:
            yield show_profile(profile.name, kind)
    if any(variables.get(name) for name in CONTAINER):
        yield CONTAINER_ROLE.shown


def renew_command(facts: Facts) -> str:
    """The command that gives the source in use new keys; where none can, the one that shows what AWS says of them."""
    found, export = facts.credentials, facts.claude_code.view.export
    profile = found.profile or "default"
    if found.method == EXPORT and export is not None:
        return f"{export.place.removal} && aws configure"
    if found.method == Provider.ENVIRONMENT:
        in_settings = list_settings_places(facts, KEY_VARIABLES)
        return f"{clear_variables(facts, KEY_VARIABLES)} && aws configure" if in_settings else START_ANEW
    if found.method in (Provider.SHARED_CREDENTIALS, Provider.CONFIG_FILE):
        return configure_command(profile)
    if found.method == Provider.SSO:
        return shlex.join(("aws", "sso", "login", f"--profile={profile}"))
    if found.method == Provider.LOGIN:
        return shlex.join(("aws", "login", "--profile", profile))
    return shlex.join(("aws", "sts", "get-caller-identity", *(("--profile", found.profile) if found.profile else ())))


def list_settings_places(facts: Facts, names: Iterable[str]) -> list[Place]:
    """Where Claude Code's settings give variables of the credentials in use; none where the shell alone gives them.

    Settings that repeat what the shell has count too: what is changed in the shell alone changes nothing for them.
    """
    if facts.credentials.settings_file is None and not is_same_identity(facts):
        return []
    places = (facts.claude_code.view.find_variable_place(name) for name in names)
    return [place for place in places if place and place.file]


def clear_variables(facts: Facts, names: Collection[str]) -> str:
    """The command that removes variables of the credentials in use from settings, the shell, or both."""
    places = list_settings_places(facts, names)
    in_shell = [name for name in names if not places or name in facts.environment.variables]
    unset = f"unset {' '.join(in_shell)}" if in_shell else ""
    return " && ".join(filter(None, (write_removals(places), unset)))


# -- Claude Code

EXPORTED = "credential-export"
REFRESHED = "auth-refresh"  # what a project's `awsAuthRefresh` brings, where nothing else is found; it is not run here
_BEYOND_PROFILES: Mapping[CredentialSource, str] = {
    CredentialSource.BEDROCK_API_KEY: BEARER,
    CredentialSource.ENVIRONMENT: ACCESS_KEY,
    CredentialSource.WEB_IDENTITY: TOKEN_FILE,
    CredentialSource.CONTAINER_ROLE: CONTAINER_ROLE.shown,
    CredentialSource.INSTANCE_ROLE: INSTANCE_ROLE.shown,
}


class ClaudeCodeSource(NamedTuple):
    """What Claude Code's credentials come from.

    word: the contract's, None where it finds none. shown: as people know it, "-" where it finds none.
    fingerprint: of the identity, None where it finds none or only a command of its settings that is not run could tell;
    unrun_command: the place of that command.
    """

    word: str | None
    shown: str
    profile: str | None = None
    fingerprint: str | None = None
    unrun_command: Place | None = None


@derived_once
def find_claude_code_source(facts: Facts) -> ClaudeCodeSource:
    """The source that Claude Code would use, started from this shell in this folder."""
    client, view = facts.claude_code, facts.claude_code.view
    if view.export and client.export is not HelperOutcome.FAILED:
        if client.export is HelperOutcome.USED:
            return ClaudeCodeSource(EXPORTED, EXPORT_SETTING, None, facts.credentials.keys.identity)
        return ClaudeCodeSource(EXPORTED, EXPORT_SETTING, unrun_command=view.export.place)
    found = view.identity
    source = found.source
    if source is None or (source is CredentialSource.INSTANCE_ROLE and client.has_instance_role is False):
        return _find_nothing(view)
    return ClaudeCodeSource(source.value, _show(source, found.profile), found.profile, found.fingerprint)


def _find_nothing(view: ClientView) -> ClaudeCodeSource:
    """What is said where no source answers; a refresh command of a project, which is not run, may still bring one."""
    if view.refresh and not view.refresh.may_run:
        return ClaudeCodeSource(REFRESHED, view.refresh.place.name, unrun_command=view.refresh.place)
    return ClaudeCodeSource(None, "-" if view.identity.source else _show_nothing(view.identity))


def is_same_identity(facts: Facts) -> bool | None:
    """Whether Claude Code is the caller that this run is; None where only somebody's command could tell, or no
    Claude Code has been seen with the provider that the run has its credentials from.
    """
    theirs, ours, client = find_claude_code_source(facts), find_run_source(facts), facts.claude_code
    if theirs.unrun_command:
        return None
    if not facts.credentials.are_found and theirs.word is None:
        return True  # neither finds any
    if client.has_same_keys:
        return True
    if theirs.fingerprint == (ours.identity if ours else None):
        return True
    return None if facts.credentials.is_of_new_provider else False


def find_run_source(facts: Facts) -> ChosenSource | None:
    """The run's own source, or the one at which its chain broke; None where it found nothing."""
    found = facts.credentials
    return identify_run_source(found, facts.environment) if found.are_found or found.error else None


def _show(source: CredentialSource, profile: str | None) -> str:
    provider = name_provider(source)
    if profile is not None and provider in OF_PROFILES:
        return show_profile(profile, provider)  # by the name that people know from `aws configure list`
    return _BEYOND_PROFILES[source]


def _show_nothing(identity: Identity) -> str:
    trouble = identity.trouble
    if trouble and trouble.place and trouble.problem is SourceProblem.METADATA_MODE_UNKNOWN:
        return trouble.place.name
    return f"{METADATA_DISABLED}=true" if trouble and trouble.problem is SourceProblem.METADATA_SWITCHED_OFF else "-"
