"""A command that was sent: how far it is, and what its invocations ended in."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checkpoints.fleet.instances import Tag
from checkpoints.fleet.services import Services
from checkpoints.fleet.trouble import FleetError, ThrottledError

_UNFINISHED = frozenset({"Pending", "InProgress", "Delayed", "Cancelling"})
LONGEST_PAUSE_S = 15.0


@dataclass(frozen=True, slots=True)
class Sent:
    """A command as Systems Manager keeps it.

    tag: that it was sent to, None for ids. expected: how many instances. bucket, prefix: of whole outputs, "" where
    none are kept.
    """

    id: str
    tag: Tag | None
    is_over: bool
    expected: int
    bucket: str = ""
    prefix: str = ""


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
        return self.status in ("Pending", "Delayed")


@dataclass(slots=True)
class Waiting:
    """Waits for a command. show: is given how many invocations are over, and how many there are; limit_s: in all.

    lost: instances that Systems Manager does not reach; what has not begun there is not waited for.
    """

    services: Services
    show: Callable[[int, int], None]
    limit_s: float
    pause_s: float
    lost: frozenset[str] = frozenset()
    clock: Callable[[], float] = time.monotonic
    invocations: dict[str, Invocation] = field(default_factory=dict)

    def wait(self, command: str) -> dict[str, Invocation]:
        """The invocations by instance, once all are over or the time is. Raises FleetError."""
        ends_at, pause_s = self.clock() + self.limit_s, self.pause_s
        while True:
            try:
                is_over = self._look(command)
            except ThrottledError:  # with time left, it is looked at again
                if self.clock() >= ends_at:
                    raise
                is_over = False
            if is_over or self.clock() >= ends_at:
                return self.invocations
            self.services.sleep(min(pause_s, max(0.0, ends_at - self.clock())))
            pause_s = min(LONGEST_PAUSE_S, 1.3 * pause_s)

    def _look(self, command: str) -> bool:
        """Look at the command once; whether there is nothing more to wait for."""
        sent = read_sent(self.services, command)  # first: what it says is over is listed as that afterwards
        self.invocations = list_invocations(self.services, command)
        over = sum(each.is_over for each in self.invocations.values())
        self.show(over, max(sent.expected, len(self.invocations)))
        return self._is_over(sent)

    def _is_over(self, sent: Sent) -> bool:
        found = self.invocations.values()
        is_whole = sent.is_over or 0 < sent.expected <= len(found)
        return is_whole and all(each.is_over or (each.is_waiting and each.instance in self.lost) for each in found)


def read_sent(services: Services, command: str) -> Sent:
    """A command by its id. Raises FleetError."""
    page = services.ask(services.ssm.list_commands, "ssm:ListCommands", {"command": command}, CommandId=command)
    found: list[dict[str, Any]] = page.get("Commands", [])
    if not found:
        raise FleetError("fleet.no-command", command=command)
    sent = found[0]
    return Sent(
        command,
        _read_tag(sent.get("Targets") or ()),
        sent.get("Status", "") not in _UNFINISHED,
        int(sent.get("TargetCount", 0)),
        sent.get("OutputS3BucketName") or "",
        (sent.get("OutputS3KeyPrefix") or "").strip("/"),
    )


def _read_tag(targets: Sequence[Mapping[str, Any]]) -> Tag | None:
    """The tag that a command was sent to; None where it was sent to instances by their ids."""
    for each in targets:
        if str(each.get("Key", "")).startswith("tag:") and each.get("Values"):
            return Tag(each["Key"].removeprefix("tag:"), str(each["Values"][0]))
    return None


def list_invocations(services: Services, command: str) -> dict[str, Invocation]:
    """The invocations of a command by instance. Raises FleetError."""
    pages = services.list_pages(
        services.ssm.list_command_invocations, "ssm:ListCommandInvocations", CommandId=command, MaxResults=50
    )
    return {
        each["InstanceId"]: Invocation(each["InstanceId"], _read_status(each))
        for page in pages
        for each in page.get("CommandInvocations", ())
    }


def _read_status(found: dict[str, Any]) -> str:
    """The details say more of a failure; of what is not over yet, the status counts."""
    status = str(found.get("Status", ""))
    details = str(found.get("StatusDetails") or status).replace(" ", "")
    return status if status in _UNFINISHED or status == "Success" else details
