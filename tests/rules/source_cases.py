"""Machines with sources of credentials, and what the run found on them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from checkpoints.facts.api_key import parse_api_key
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import BEARER, Environment
from checkpoints.facts.providers import SOURCES, Provider
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.rules.finding import Finding
from checkpoints.rules.step3 import judge_chain, judge_single_source
from tests.machine import KEYS, OTHER_ID, Machine, static
from tests.rules import messages
from tests.rules.fakes import facts
from tests.rules.worlds import told

CONFIG, CREDENTIALS, SETTINGS = "home/.aws/config", "home/.aws/credentials", "home/.claude/settings.json"
SSO_PROFILE = "sso_start_url = https://corp.example\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = R\n"
OTHER_DEFAULT = {CREDENTIALS: "[default]\n" + static(OTHER_ID)}
OTHER_WORK = {CREDENTIALS: "[w]\n" + static(OTHER_ID)}
NO_PROFILES: dict[str, str] = {}


def resolved(
    machine: Machine,
    found: Credentials | None = None,
    files: Mapping[str, str | bytes] | None = None,
    variables: Mapping[str, str] | None = None,
    **seen: Any,
) -> Finding:
    """The finding of step3.credentials-resolve on a machine with these files and variables.

    seen: what the run saw of Claude Code besides.
    """
    for name, content in (files or {}).items():
        machine.write(name, content)
    shell = dict(variables or {})
    claude_code = replace(machine.compare(**shell), **seen)
    looked = facts(environment=machine.look(**shell), credentials=found or Credentials(), claude_code=claude_code)
    return judge_chain(looked)


def settings(**env: str) -> dict[str, str]:
    """A file of Claude Code's settings that sets these variables."""
    return {SETTINGS: json.dumps({"env": env})}


def found_on(machine: Environment, method: str, profile: str | None = None, api_key: str = "") -> Credentials:
    """What the run found with a credential provider; with an API key where one is given."""
    if api_key:
        return Credentials(CredentialSource.BEDROCK_API_KEY, api_key=parse_api_key(api_key))
    if method == Provider.ENVIRONMENT:
        return Credentials(SOURCES[method], method, keys=machine.keys)
    if profile and method in (Provider.SHARED_CREDENTIALS, Provider.CONFIG_FILE):
        of_file = machine.files.profiles[profile]
        keys = of_file.credentials_file_keys if method == Provider.SHARED_CREDENTIALS else of_file.config_file_keys
        return Credentials(SOURCES[method], method, profile, keys)
    return Credentials(SOURCES[method], method, profile)


def single(
    machine: Machine,
    files: Mapping[str, str] = NO_PROFILES,
    variables: Mapping[str, str] = KEYS,
    found: Credentials | str = Provider.ENVIRONMENT,
    profile: str | None = None,
    **seen: Any,
) -> Finding:
    """The finding of step3.single-source. found: credentials, or the provider or API key that the run uses.

    seen: what the run saw of Claude Code besides.
    """
    for name, content in files.items():
        machine.write(name, content)
    environment = machine.look(**variables)
    if isinstance(found, str):
        api_key = variables.get(BEARER, "") if found == BEARER else ""
        found = found_on(environment, found, profile, api_key)
    claude_code = replace(machine.compare(**variables), **seen)
    return judge_single_source(facts(environment=environment, credentials=found, claude_code=claude_code))


def conflict(found: Finding) -> tuple[str, str]:
    """What the run and Claude Code would use, of a finding that says that these are two."""
    assert told(found) == "failed: conflicting-sources"
    return found.detail.values["run"], found.detail.values["claude_code"]


def notes(found: Finding) -> list[str]:
    """The notes of a finding that says that there is one identity, as people read them."""
    assert told(found) == "passed"
    return messages.noted(found)
