"""The roster of a fleet: the instances with a tag, whether they are on, and whether Systems Manager reaches them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from checkpoints.fleet.services import Services, hold_members
from checkpoints.fleet.trouble import FleetError

_MOST_IDS = 50  # in a filter of DescribeInstanceInformation
_OFF = frozenset({"stopping", "stopped", "shutting-down", "terminated"})


class Tag(NamedTuple):
    """A tag of instances: `workshop=2026-11`."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance as EC2 and Systems Manager know it.

    name: its tag `Name`; attendee: the tag that names its attendee; power: EC2's word, `running`, `stopped`, …; ""
    where EC2 does not know it. ping: Systems Manager's word, `Online`, `ConnectionLost`, `Inactive`, or "" for one
    that it does not manage. platform: its word for the operating system, `Linux`, `Windows`, `MacOS`, or "".
    """

    id: str
    name: str = ""
    attendee: str = ""
    power: str = ""
    ping: str = ""
    platform: str = ""

    @property
    def label(self) -> str:
        """What people call it."""
        return f"{self.name} ({self.id})" if self.name and self.name != self.id else self.id

    @property
    def is_off(self) -> bool:
        """Whether it is switched off, or about to be."""
        return self.power in _OFF

    @property
    def is_managed(self) -> bool:
        """Whether Systems Manager reaches it now."""
        return self.ping == "Online"

    @property
    def is_online(self) -> bool:
        """Whether it can be expected to begin what is sent to it."""
        return self.is_managed and not self.is_off


def list_instances(services: Services, tag: Tag, attendee_tag: str) -> list[Instance]:
    """The instances with a tag, by name. Raises FleetError."""
    filters = [{"Name": f"tag:{tag.key}", "Values": [tag.value]}]
    found: dict[str, Instance] = {}
    call, permission = services.ec2.describe_instances, "ec2:DescribeInstances"
    with hold_members(permission):
        for page in services.list_pages(call, permission, Filters=filters, MaxResults=1000):
            for reservation in page.get("Reservations", ()):
                for each in reservation.get("Instances", ()):
                    found[each["InstanceId"]] = _read_instance(each, attendee_tag)
    pings = _read_pings(services, list(found))
    managed = (replace(each, **pings.get(each.id, {})) for each in found.values())
    return sorted(managed, key=lambda each: (each.attendee or each.name, each.id))


def _read_instance(found: dict[str, Any], attendee_tag: str) -> Instance:
    tags = {each["Key"]: each["Value"] for each in found.get("Tags", ())}
    attendee = next((value for key, value in tags.items() if key.casefold() == attendee_tag.casefold()), "")
    return Instance(
        found["InstanceId"], tags.get("Name", "").strip(), attendee.strip(), found.get("State", {}).get("Name", "")
    )


def _read_pings(services: Services, ids: list[str]) -> dict[str, dict[str, str]]:
    """What Systems Manager says of instances, by id: `ping` and `platform`."""
    found: dict[str, dict[str, str]] = {}
    try:
        for start in range(0, len(ids), _MOST_IDS):
            some = ids[start : start + _MOST_IDS]
            found |= _list_pings(services, Filters=[{"Key": "InstanceIds", "Values": some}])
    except FleetError as error:
        if error.text != "fleet.unknown-instance":
            raise
        found = _list_pings(services)
    return found


def _list_pings(services: Services, **given: Any) -> dict[str, dict[str, str]]:
    call, permission = services.ssm.describe_instance_information, "ssm:DescribeInstanceInformation"
    with hold_members(permission):
        return {
            each["InstanceId"]: {"ping": each.get("PingStatus", ""), "platform": each.get("PlatformType", "")}
            for page in services.list_pages(call, permission, MaxResults=50, **given)
            for each in page.get("InstanceInformationList", ())
        }
