"""Machines with several sources of credentials, and what the run found on them."""

from __future__ import annotations

import json

from checkpoints.facts.api_key import parse_api_key
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import Environment
from checkpoints.guide.vocabulary import Cause, CredentialSource, Verdict
from checkpoints.rules import step3
from checkpoints.rules.finding import Finding
from tests.machine import Machine
from tests.rules import messages
from tests.rules.fakes import facts

SSO_PROFILE = "sso_start_url = https://corp.example\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = R\n"
INSTANCE = Credentials(CredentialSource.INSTANCE_ROLE, "iam-role")


def of_environment(machine: Environment) -> Credentials:
    return Credentials(CredentialSource.ENVIRONMENT, "env", keys=machine.keys)


def of_profile(machine: Environment, method: str, name: str = "default") -> Credentials:
    profile = machine.files.profiles[name]
    keys = profile.credentials_file_keys if method == "shared-credentials-file" else profile.config_file_keys
    sources_by_method = {
        "shared-credentials-file": CredentialSource.SHARED_CREDENTIALS,
        "config-file": CredentialSource.CONFIG_FILE,
        "sso": CredentialSource.SSO,
        "login": CredentialSource.LOGIN,
        "custom-process": CredentialSource.CREDENTIAL_PROCESS,
        "assume-role": CredentialSource.ASSUME_ROLE,
    }
    return Credentials(sources_by_method[method], method, name, keys)


def of_key(value: str) -> Credentials:
    return Credentials(CredentialSource.BEDROCK_API_KEY, api_key=parse_api_key(value))


def single(environment: Environment, found: Credentials) -> Finding:
    return step3.judge_single_source(facts(environment=environment, credentials=found))


def settings(machine: Machine, **env: str) -> None:
    machine.write("home/.claude/settings.json", json.dumps({"env": env}))


def conflict(found: Finding) -> tuple[str, str]:
    """What the run and Claude Code would use, of a finding that says that these are two."""
    assert (found.verdict, found.cause) == (Verdict.FAILED, Cause.CONFLICTING_SOURCES)
    assert messages.everything(found)
    return found.detail.values["run"], found.detail.values["claude_code"]
