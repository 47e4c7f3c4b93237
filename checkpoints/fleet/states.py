"""What became of each machine of the roster, by EC2, Systems Manager and what the machine said."""

from __future__ import annotations

from checkpoints.classroom.machines import MachineState
from checkpoints.fleet.command_state import Invocation
from checkpoints.fleet.envelope import EnvelopeReading
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
_OFF_REASONS = {"terminated": "terminated-instance"}  # apart from an invocation's; EC2's other words are ours too


def find_state(
    instance: Instance, invocation: Invocation | None, message: EnvelopeReading | None
) -> tuple[MachineState, str]:
    """The state of a machine, and the reason where it has not answered.

    message: what it printed, None where the invocation has not ended well.
    """
    if message is not None:
        return _find_state_by_message(instance, message)
    if instance.is_off and not (invocation and invocation.has_run):
        return MachineState.OFF, _OFF_REASONS.get(instance.power, instance.power)
    if not instance.is_managed and not (invocation and invocation.has_begun):
        return MachineState.UNMANAGED, _describe_unmanaged(instance)
    if invocation is None:
        return MachineState.NOT_REACHED, ""
    if not invocation.is_over:
        return MachineState.RUNNING, ""
    return MachineState.FAILED, REASONS.get(invocation.status, "failed")


def _find_state_by_message(instance: Instance, message: EnvelopeReading) -> tuple[MachineState, str]:
    if message.content is not None:
        return MachineState.ANSWERED, ""
    is_other = message.state == "nothing" and instance.platform not in ("", "Linux")
    return MachineState.FAILED, "invalid-platform" if is_other else message.state


def _describe_unmanaged(instance: Instance) -> str:
    if instance.power == "pending":
        return "pending"
    return "connection-lost" if instance.ping else "not-registered"
