"""A command that was sent: how far it is, and what its invocations ended in."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from checkpoints.fleet.instances import Tag
from checkpoints.fleet.services import Services, hold_members
from checkpoints.fleet.trouble import FleetError, OutageError, ThrottledError

_UNFINISHED = frozenset({"Pending", "InProgress", "Delayed", "Cancelling"})
_WAITING = frozenset({"Pending", "Delayed"})
_NEVER_DELIVERED = frozenset({"DeliveryTimedOut", "Undeliverable"})
PAUSE_S, LONGEST_PAUSE_S = 2.0, 15.0  # between two looks at a command
OUTAGE_S = 60.0  # for which AWS may fail to answer
SETTLE_S = 20.0  # without a change, after which who may not list commands takes what is listed for all


class Folder(NamedTuple):
    """Where whole outputs are in S3; both are "" where none are kept."""

    bucket: str = ""
    prefix: str = ""


NO_FOLDER = Folder()


@dataclass(frozen=True, slots=True)
class Sent:
    """A command that was sent. tag: of the instances that it was sent to, None for ids; output: of whole outputs."""

    id: str
    tag: Tag | None
    output: Folder = NO_FOLDER


@dataclass(frozen=True, slots=True)
class Invocation:
    """What became of a command on one instance. status: Systems Manager's own word, with its details."""

    instance: str
    status: str

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.status not in _UNFINISHED

    @property
    def is_waiting(self) -> bool:
        """Whether it has not begun."""
        return self.status in _WAITING

    @property
    def has_begun(self) -> bool:
        """Whether it reached the instance."""
        return self.status not in _WAITING | _NEVER_DELIVERED

    @property
    def has_run(self) -> bool:
        """Whether it reached the instance, and nothing more will come of it."""
        return self.has_begun and self.is_over


@dataclass(slots=True)
class Waiting:
    """Waits for a command. show: is given how many invocations are over, and how many there are; limit_s: in all.

    online: the instances that are expected to begin; what has not begun on others is not waited for.
    exceeds_limit: whether Systems Manager has cancelled the command for more targets than the account may have pending.
    """

    services: Services
    show: Callable[[int, int], None]
    limit_s: float
    online: frozenset[str]
    exceeds_limit: bool = False
    _invocations: dict[str, Invocation] = field(default_factory=dict)
    _may_list: bool = True
    _changed_at: float = 0.0
    _answered_at: float = 0.0

    def wait(self, command: str) -> dict[str, Invocation]:
        """The invocations by instance, once all are over or the time is. Raises FleetError."""
        self._changed_at = self._answered_at = time.monotonic()
        ends_at, pause_s = self._changed_at + self.limit_s, PAUSE_S
        while True:
            try:
                is_over = self._look(command)
                self._answered_at = time.monotonic()
            except OutageError:
                if time.monotonic() >= min(ends_at, self._answered_at + OUTAGE_S):
                    raise
                is_over = False
            except ThrottledError:  # with time left, it is looked at again
                if time.monotonic() >= ends_at:
                    raise
                is_over = False
            if is_over or time.monotonic() >= ends_at:
                return self._invocations
            time.sleep(min(pause_s, max(0.0, ends_at - time.monotonic())))
            pause_s = min(LONGEST_PAUSE_S, 1.3 * pause_s)

    def _look(self, command: str) -> bool:
        """Look at the command once; whether there is nothing more to wait for."""
        # First: what it says is over is listed as that afterwards.
        listed = list_command(self.services, command) if self._may_list else None
        self._may_list = listed is not None
        found = list_invocations(self.services, command)
        if found != self._invocations:
            self._invocations, self._changed_at = found, time.monotonic()
        self.exceeds_limit = listed is not None and _read_details(listed) == "RateExceeded"
        over = sum(each.is_over for each in found.values())
        self.show(over, max(_count_targets(listed) if listed else len(self.online), len(found)))
        settled = all(each.is_over or (each.is_waiting and each.instance not in self.online) for each in found.values())
        return settled and self._is_whole(listed)

    def _is_whole(self, listed: Mapping[str, Any] | None) -> bool:
        """Whether every invocation that there will be is there. listed: the command, where it may be listed."""
        if listed is not None:
            is_over = listed.get("Status", "") not in _UNFINISHED
            return is_over or 0 < _count_targets(listed) <= len(self._invocations)
        return self.online <= self._invocations.keys() or time.monotonic() - self._changed_at >= SETTLE_S


# What says something else than that commands may not be listed.
_OF_THE_CALLER = frozenset({"fleet.expired", "fleet.invalid-credentials", "fleet.no-command"})


def list_command(services: Services, command: str) -> Mapping[str, Any] | None:
    """A command by its id as Systems Manager lists it; None for who may not list commands. Raises FleetError."""
    try:
        page = services.ask(services.ssm.list_commands, "ssm:ListCommands", {"command": command}, CommandId=command)
    except FleetError as error:
        if error.text in _OF_THE_CALLER or isinstance(error, (OutageError, ThrottledError)):
            raise
        return None
    found: list[dict[str, Any]] = page.get("Commands", [])
    if not found:
        raise FleetError("fleet.no-command", command=command)
    return found[0]


def read_sent(found: Mapping[str, Any], command: str) -> Sent:
    """What was sent, as it is listed."""
    output = Folder(found.get("OutputS3BucketName") or "", (found.get("OutputS3KeyPrefix") or "").strip("/"))
    return Sent(command, _read_tag(found.get("Targets") or ()), output)


def _count_targets(found: Mapping[str, Any]) -> int:
    return int(found.get("TargetCount", 0))


def _read_details(found: Mapping[str, Any]) -> str:
    """Systems Manager's own word for how far it is, `Rate Exceeded` in one word."""
    return str(found.get("StatusDetails") or found.get("Status", "")).replace(" ", "")


def _read_tag(targets: Sequence[Mapping[str, Any]]) -> Tag | None:
    """The tag that a command was sent to; None where it was sent to instances by their ids."""
    for each in targets:
        if str(each.get("Key", "")).startswith("tag:") and each.get("Values"):
            return Tag(each["Key"].removeprefix("tag:"), str(each["Values"][0]))
    return None


def list_invocations(services: Services, command: str) -> dict[str, Invocation]:
    """The invocations of a command by instance. Raises FleetError."""
    call, permission = services.ssm.list_command_invocations, "ssm:ListCommandInvocations"
    with hold_members(permission):
        return {
            each["InstanceId"]: Invocation(each["InstanceId"], _read_status(each))
            for page in services.list_pages(call, permission, {"command": command}, CommandId=command, MaxResults=50)
            for each in page.get("CommandInvocations", ())
        }


def _read_status(found: Mapping[str, Any]) -> str:
    """The details say more of a failure; of what is not over yet, the status counts."""
    status = str(found.get("Status", ""))
    return status if status in _UNFINISHED or status == "Success" else _read_details(found)
