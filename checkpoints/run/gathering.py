"""The facts of a run: gathered once, or anew for each round of a run that looks again."""

from __future__ import annotations

import os
from collections.abc import Container, Mapping
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

from checkpoints.facts.disk import find_home, find_managed_directory
from checkpoints.facts.environment import SETTLED, Unsettled
from checkpoints.guide.requirements import CREDENTIALS_RESOLVE, CREDENTIALS_VALID
from checkpoints.guide.vocabulary import CredentialSource, Origin
from checkpoints.report.scrub import Scrubber
from checkpoints.run import machine_facts, place
from checkpoints.run.command import Command
from checkpoints.run.interruption import defer_interrupt

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from checkpoints.facts.answer import Answer
    from checkpoints.facts.aws_account import AwsAccount
    from checkpoints.rules.facts import Facts
    from checkpoints.run.fact_sources import Gathered
    from checkpoints.run.prefetch import Prefetch
    from checkpoints.run.route import Connection

_LONGEST_QUESTION_S = 20.0  # longer than any question of a rehearsal takes
# Whose credentials change while no file does: they come from a service on the machine.
_ROLES = (CredentialSource.INSTANCE_ROLE, CredentialSource.CONTAINER_ROLE)


class Gathering:
    """What is known of machine and account.

    scrubber: for whatever leaves the run; it hides the secrets of every round. machine, facts, account: of this round,
    None until they are gathered.
    """

    def __init__(self, config: pytest.Config, command: Command) -> None:
        self.scrubber = Scrubber(command.secrets)
        self.machine: machine_facts.MachineFacts | None = None
        self.facts: Facts | None = None
        self.account: AwsAccount | None = None
        self._connection: Connection | None = None
        self._config = config
        self._command = command
        self._places: machine_facts.Places | None = None
        self._unsettled = SETTLED
        self._secrets = command.secrets
        self._earlier: tuple[Facts, AwsAccount] | None = None  # of a round with other credentials or files
        self._accounts: list[AwsAccount] = []  # of all rounds
        self._may_renew = True
        self._prefetch: Prefetch | None = None
        self._rehearsal = ExitStack()
        self._end_silence: Callable[[], None] | None = None

    @property
    def billed_invocations(self) -> int:
        """How many one-token calls were answered, or may have been, in all rounds."""
        return sum(account.billed_invocations for account in self._accounts)

    def read_machine(self) -> machine_facts.MachineFacts:
        """The facts of this machine; in a rehearsal, of the rehearsed one."""
        if self.machine is None:
            self.machine = self._read()
            self._hide(self.machine.secrets)
        return self.machine

    def _read(self) -> machine_facts.MachineFacts:
        if self._places is None:
            self._places = self._find_places()
            self._unsettled = self._read_start_up_files(self._places.project)
        return machine_facts.read_machine(self._places, self._command.origin, self._unsettled)

    def _read_start_up_files(self, project: Path) -> Unsettled:
        """Take over what start-up files give terminals, in a run that is in none; what they do not settle."""
        if self._command.origin is Origin.TERMINAL or self._command.scenario is not None:
            return SETTLED
        from checkpoints.facts.start_up_files import read_start_up_variables

        found = read_start_up_variables(os.environ, project)
        os.environ.update(found.variables)
        return found.unsettled

    def _find_places(self) -> machine_facts.Places:
        config, command = self._config, self._command
        if command.scenario is None:
            folder, dotenv = config.invocation_params.dir, place.find_folder(config) / ".env"
            return machine_facts.Places(folder, dotenv, find_home(os.environ), find_managed_directory())
        with defer_interrupt():  # what is half set up would not be taken down
            from checkpoints.offline.rehearsal import rehearse

            rehearsal = self._rehearsal.enter_context(rehearse(command.scenario, command.edition))
            self._end_silence = rehearsal.end_silence
        home, project = rehearsal.home, rehearsal.project
        return machine_facts.Places(project, project / ".env", home, home / "managed")

    def _hide(self, secrets: frozenset[str]) -> None:
        self._secrets |= secrets
        self.scrubber = Scrubber(self._secrets, self.machine.secret_words if self.machine else frozenset())

    def gather_facts(self, machine: machine_facts.MachineFacts, steps: set[int | None]) -> Facts:
        """The facts of this round, AWS's among them. steps: of the checks that will be tried."""
        if self.facts is None:
            with defer_interrupt():
                # Here, since checks that ask AWS nothing need not wait for the import.
                from checkpoints.run import fact_sources, prefetch  # noqa: F401
            self._adopt(self._ask(machine), steps)
        assert self.facts is not None  # noqa: S101 - adopted
        return self.facts

    def _ask(self, machine: machine_facts.MachineFacts) -> Gathered:
        """Facts and account, asked now. A command that renews credentials may open a browser: it is run once."""
        from checkpoints.run import fact_sources

        may_renew, self._may_renew = self._may_renew, False
        command = self._command
        return fact_sources.gather_facts(command.settings, command.edition, machine, may_renew=may_renew)

    def _adopt(self, gathered: Gathered, steps: set[int | None]) -> None:
        from checkpoints.run.prefetch import Prefetch

        self.machine, facts, account, self._connection = gathered
        self._hide(self.machine.secrets | facts.credentials.secrets)
        self.facts, self.account = facts, account
        self._accounts.append(account)
        if self._earlier is not None:
            self._keep_replies(*self._earlier)
        self._prefetch = Prefetch(facts, account)
        with defer_interrupt():
            self._prefetch.start(steps)

    def _keep_replies(self, facts: Facts, account: AwsAccount) -> None:
        """Take over what models replied to the same caller: no fact is billed twice."""
        now = self.account
        if now is None or self.facts is None or not facts.credentials.are_found or not self.facts.credentials.are_found:
            return
        is_same = facts.credentials == self.facts.credentials
        if not is_same and (
            not account.known_identity or not _is_same_caller(now.identity.body, account.known_identity)
        ):
            return
        if now.runtime_endpoint == account.runtime_endpoint:
            now.keep_replies_of(account, _judge_free_reply)

    def has_machine_changed(self) -> bool:
        """Whether a file of the machine says something else than in this round; costs a millisecond."""
        with suppress(Exception):  # the next round meets the same, and tells it
            return self.machine is not None and self._read() != self.machine
        return False

    def look_again(self, roots: Container[str], steps: set[int | None]) -> bool:
        """Begin another round. Returns whether machine or credentials have changed, on which every verdict hangs.

        roots: the checks from which the trouble of the last round came. Otherwise AWS is asked anew, for whatever is
        looked at, but who the caller is. A billed reply stands where the free probe finds nothing new in the way.
        Where the suite's own code breaks here, the checks are to meet it, and tell it.
        """
        try:
            return self._look_again(roots, steps)
        except Exception:  # noqa: BLE001 - the checks tell it
            self._begin_anew()
            self.machine = None
            return True

    def _look_again(self, roots: Container[str], steps: set[int | None]) -> bool:
        machine = self._read()
        if machine != self.machine:
            self._begin_anew()
            self.machine = machine
            self._hide(machine.secrets)
            return True
        if self.facts is None or self.account is None:
            return False
        if self._may_have_others(roots):
            gathered = self._ask(machine)
            if gathered.facts.credentials != self.facts.credentials:
                self._begin_anew()
                self._adopt(gathered, steps)
                return True
        from checkpoints.run import fact_sources, route

        connection = route.connect_as_claude_code(machine, self.facts.edition.region)
        if self._connection is None or connection.route != self._connection.route:
            self._begin_anew()
            return True
        self.account.forget(_judge_free_reply)
        now = replace(self.facts, now=datetime.now(timezone.utc))
        connection = connection._replace(other_route=self._connection.other_route)  # the account's
        self.facts = fact_sources.look_around(now, machine, connection)
        return False

    def _begin_anew(self) -> None:
        if self.facts is not None and self.account is not None:
            self._earlier = self.facts, self.account
        self.facts = self.account = None

    def _may_have_others(self, roots: Container[str]) -> bool:
        """Whether the chain may come to other credentials although no file has changed.

        A command of Claude Code's settings that fetches them is not run for that: it may ask somebody.
        """
        assert self.machine is not None  # noqa: S101 - read before
        assert self.facts is not None  # noqa: S101 - gathered before
        if self.machine.view.export is not None:
            return False
        is_open = CREDENTIALS_RESOLVE.id in roots or CREDENTIALS_VALID.id in roots
        is_elsewhere = self.facts.credentials.source in _ROLES
        return is_open or is_elsewhere or (self.account is not None and not self.account.can_still_sign())

    def close(self) -> None:
        """End the rehearsal."""
        if self._end_silence is not None and self._prefetch is not None:
            self._end_silence()  # what an interrupted run still asks there
            self._prefetch.wait(_LONGEST_QUESTION_S)
        self._rehearsal.close()


def _is_same_caller(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two answers of GetCallerIdentity name one user or role; each session of a role has a name of its own."""
    return bool(one) and _name_caller(one) == _name_caller(other)


def _name_caller(body: Mapping[str, Any]) -> tuple[str, str]:
    arn, user_id = str(body["arn"]), str(body["user_id"] or "")
    return str(body["account"]), user_id.partition(":")[0] if ":assumed-role/" in arn and user_id else arn


def _judge_free_reply(free: Answer) -> bool | None:
    """Whether a free reply shows that nothing is in the way to a model; None: it refuses, False: AWS did not answer."""
    from checkpoints.refusals.diagnosis import diagnose
    from checkpoints.refusals.kind import Kind

    kind = diagnose(free).kind
    return True if kind in (Kind.REQUEST, Kind.NONE) else False if kind is Kind.LOOKING else None
