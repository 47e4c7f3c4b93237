"""What became of each machine of the roster, by EC2, Systems Manager and what the machine said."""

from __future__ import annotations

from checkpoints.classroom.machines import MachineState
from checkpoints.fleet.command_state import Invocation
from checkpoints.fleet.envelope import Message
from checkpoints.fleet.instances import Instance

# Systems Manager's words for an invocation that did not end well, and ours.
REASONS = {
    "ExecutionTimedOut": "execution-timed-out",
    "TimedOut": "execution-timed-out",
    "DeliveryTimedOut": "delivery-timed-out",
    "Undeliverable": "undeliverable",
    "Cancelled": "cancelled",
    "Terminated": "terminated",
    "InvalidPlatform": "invalid-platform",
    "AccessDenied": "access-denied",
    "RateExceeded": "rate-exceeded",
}
_NEVER_BEGUN = frozenset({"DeliveryTimedOut", "Undeliverable"})


def find_state(instance: Instance, invocation: Invocation | None, message: Message | None) -> tuple[MachineState, str]:
    """The state of a machine, and the reason where it has not answered.

    message: what it printed, None where the invocation has not ended well.
    """
    if message is not None and message.content is not None:
        return MachineState.ANSWERED, ""
    if message is not None:
        is_other = message.state == "nothing" and instance.platform not in ("", "Linux")
        return MachineState.FAILED, "invalid-platform" if is_other else message.state
    has_begun = invocation is not None and not invocation.is_waiting and invocation.status not in _NEVER_BEGUN
    if instance.is_off and (invocation is None or not invocation.is_over or not has_begun):
        return MachineState.OFF, "terminated-instance" if instance.power == "terminated" else instance.power
    if not has_begun and not instance.is_managed:
        return MachineState.UNMANAGED, _tell_unmanaged(instance)
    if invocation is None:
        return MachineState.NOT_REACHED, ""
    if not invocation.is_over:
        return MachineState.RUNNING, ""
    return MachineState.FAILED, REASONS.get(invocation.status, "failed")


def _tell_unmanaged(instance: Instance) -> str:
    if instance.power == "pending":
        return "pending"
    return "connection-lost" if instance.ping else "not-registered"
