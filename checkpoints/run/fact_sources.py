"""Where the facts of a run come from: the machine, and AWS or the rehearsal account."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from checkpoints.facts import environment
from checkpoints.facts.environment import Environment
from checkpoints.guide.edition import Edition
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.run.interruption import defer_interrupt
from checkpoints.run.settings import RunSettings

if TYPE_CHECKING:
    from checkpoints.facts.aws_account import AwsAccount
    from checkpoints.rules.facts import Facts

_MOST_S = 25.0  # for credentials and account together: with start and report, a run ends within 30 seconds


@dataclass(frozen=True, slots=True)
class Places:
    """Where the attendee's files are. project: the folder in use; dotenv: the file.

    home, and managed (administrators' settings of Claude Code): None for the machine's own.
    """

    project: Path
    dotenv: Path
    home: Path | None = None
    managed: Path | None = None


def read_machine(places: Places) -> Environment:
    """The facts of the machine."""
    return environment.read_environment(
        home=places.home, project=places.project, dotenv=places.dotenv, managed=places.managed
    )


def gather_facts(settings: RunSettings, edition: Edition, machine: Environment) -> tuple[Facts, AwsAccount]:
    """The facts of the machine and of the account behind its credentials, which is asked in the guide's Region."""
    with defer_interrupt():
        from checkpoints.facts.aws_account import AwsAccount
        from checkpoints.facts.questions import LIMIT_S
        from checkpoints.facts.resolution import resolve_credentials
        from checkpoints.rules.facts import Facts

    began = time.monotonic()
    found = resolve_credentials(machine, edition.region)
    account = AwsAccount(
        found.session,
        edition.region,
        api_key=found.credentials.source is CredentialSource.BEDROCK_API_KEY,
        bearer=not found.credentials.bearer_is_empty,
        endpoint_override=has_endpoint_override(machine.variables),
        within_s=min(LIMIT_S, _MOST_S - (time.monotonic() - began)),
    )
    now = datetime.now(timezone.utc)
    facts = Facts(machine, found.credentials, account, now, settings.invoke, settings.models, edition)
    return facts, account


def has_endpoint_override(variables: Mapping[str, str]) -> bool:
    """Whether a variable of the shell names another endpoint than AWS's."""
    return any(name.startswith("AWS_ENDPOINT_URL") and value for name, value in variables.items())
