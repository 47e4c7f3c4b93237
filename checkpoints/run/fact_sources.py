"""The facts of a run: of the machine, of Claude Code on it, and of AWS or the rehearsal account."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from checkpoints.client.connection import CLIENT_CERTIFICATE
from checkpoints.client.locations import find_temporary_folder
from checkpoints.client.place import Place, text_of
from checkpoints.facts.disk import can_hold_folder
from checkpoints.facts.environment import has_endpoint_override
from checkpoints.guide.edition import Edition
from checkpoints.guide.vocabulary import CredentialSource
from checkpoints.run.interruption import defer_interrupt
from checkpoints.run.machine_facts import MachineFacts
from checkpoints.run.settings import RunSettings

if TYPE_CHECKING:
    from checkpoints.client.start_conditions import StartConditions
    from checkpoints.client.view import ClientView
    from checkpoints.facts.account import Account
    from checkpoints.facts.aws_account import AwsAccount
    from checkpoints.facts.resolution import Resolution
    from checkpoints.rules.facts import Facts
    from checkpoints.run.route import Connection

_MOST_S = 25.0  # for credentials and account together: with start and report, a run ends within 30 seconds


class Gathered(NamedTuple):
    """What a run goes by.

    machine: as it is after a command of Claude Code's settings has renewed the credentials. connection: by which AWS is
    asked.
    """

    machine: MachineFacts
    facts: Facts
    account: AwsAccount
    connection: Connection


def gather_facts(settings: RunSettings, edition: Edition, machine: MachineFacts, *, may_renew: bool = True) -> Gathered:
    """The facts of the machine and of the account behind its credentials, which is asked in the guide's Region.

    may_renew: whether a command of Claude Code's settings may be run that renews credentials.
    """
    with defer_interrupt():
        from checkpoints.facts.aws_account import AwsAccount
        from checkpoints.facts.questions import LIMIT_S
        from checkpoints.rules.facts import Facts
        from checkpoints.run.claude_code import Resolved, resolve_credentials
        from checkpoints.run.route import connect_as_claude_code

    began = time.monotonic()
    connection = connect_as_claude_code(machine, edition.region)

    def ask_with(found: Resolution, variables: Mapping[str, str]) -> AwsAccount:
        is_api_key = found.credentials.source is CredentialSource.BEDROCK_API_KEY
        own_token = "bearer" if is_api_key and found.credentials.of_claude_code else None
        return AwsAccount(
            found.session,
            edition.region,
            api_key=is_api_key,
            signature="v4" if found.credentials.bearer_is_empty else own_token,
            endpoint_override=has_endpoint_override(variables),
            within_s=max(1.0, min(LIMIT_S, _MOST_S - (time.monotonic() - began))),
            other_route=connection.other_route,
        )

    def gather(resolved: Resolved) -> Gathered:
        environment, found = resolved.machine.environment, resolved.resolution
        account, now = ask_with(found, environment.variables), datetime.now(timezone.utc)
        choices = (settings.invoke, settings.models, edition)
        facts = Facts(environment, found.credentials, account, now, *choices, resolved.claude_code)
        return Gathered(resolved.machine, facts, account, connection)

    def is_chain_accepted(resolved: Resolved) -> bool:
        beneath = resolved.beneath() if resolved.beneath is not None else None
        if beneath is None or beneath.session is None:
            return False
        return not _refuses(ask_with(beneath, resolved.machine.environment.variables))

    resolved = resolve_credentials(machine, edition.region, connection, may_renew=may_renew)
    gathered = gather(resolved)
    if resolved.renew is not None and _is_refused(gathered.facts) and not is_chain_accepted(resolved):
        resolved = resolved.renew()
        gathered = gather(resolved)
    return gathered._replace(facts=look_around(gathered.facts, gathered.machine, connection))


def _is_refused(facts: Facts) -> bool:
    """Whether AWS refuses the credentials of the run, which are Claude Code's."""
    from checkpoints.rules.credential_sources import is_same_identity

    return bool(is_same_identity(facts)) and _refuses(facts.account)


def _refuses(account: Account) -> bool:
    from checkpoints.refusals.diagnosis import diagnose
    from checkpoints.refusals.kind import Kind

    return diagnose(account.identity).kind is Kind.CREDENTIALS


def look_around(facts: Facts, machine: MachineFacts, connection: Connection) -> Facts:
    """The facts with what Claude Code meets on this machine beside its credentials: a way to AWS, and programs."""
    client = replace(facts.claude_code, other_route=connection.other_route)
    if facts.credentials.are_found:
        client = replace(client, connection=connection.outcome, own_proxy=connection.own_proxy)
    if any(name in machine.view.variables for name in CLIENT_CERTIFICATE):
        client = replace(client, broken_certificate=_find_broken_certificate(machine.view))
    client = replace(client, closed_folder=_find_closed_folder(machine.view))
    if machine.view.conditions is not None:
        client = replace(client, **_look_for_programs(machine.view, machine.view.conditions))
    return replace(facts, claude_code=client)


def _find_closed_folder(view: ClientView) -> Place | None:
    """The variable of a folder for temporary files that Claude Code cannot use."""
    named = None if sys.platform == "win32" else find_temporary_folder(view.at_start)
    if named is None or can_hold_folder(Path(named.text, f"claude-{os.getuid()}")):
        return None
    return named.place


def _find_broken_certificate(view: ClientView) -> Place | None:
    """The variable of a certificate of Claude Code's own with which it makes no connection."""
    from checkpoints.client.connection import CLIENT_PASSPHRASE
    from checkpoints.facts.client_connection import is_broken_certificate

    certificate, key, passphrase = (text_of(view.variables, name) for name in (*CLIENT_CERTIFICATE, CLIENT_PASSPHRASE))
    if not is_broken_certificate(certificate, key, passphrase):
        return None
    return next(view.variables[name].place for name in CLIENT_CERTIFICATE if name in view.variables)


def _look_for_programs(view: ClientView, conditions: StartConditions) -> dict[str, Any]:
    """What settings ask of this machine's programs, where they do: the version, and what a sandbox lacks."""
    from checkpoints.client.start_conditions import SANDBOX_PROGRAMS
    from checkpoints.facts.installed_programs import find_claude_code_version, find_missing

    path = text_of(view.variables, "PATH")
    found: dict[str, Any] = {}
    if conditions.least or conditions.most:
        found["version"] = find_claude_code_version(path)
    if conditions.sandbox:
        found["missing_programs"] = find_missing(SANDBOX_PROGRAMS, path)
    if conditions.no_root and sys.platform != "win32":
        found["is_root"] = os.geteuid() == 0
    return found
