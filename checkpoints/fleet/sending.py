"""Sending the document to a fleet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from checkpoints.fleet import document
from checkpoints.fleet.command_state import Folder
from checkpoints.fleet.instances import Tag
from checkpoints.fleet.services import Services, hold_members
from checkpoints.fleet.trouble import FleetError

DELIVERY_S = 300  # how long an instance that does not listen is waited for
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class CommandOrder:
    """What is sent. parameters: of the document, by name; output: where whole outputs go."""

    tag: Tag
    document: str
    parameters: dict[str, str]
    output: Folder
    at_once: int


def check_parameters(parameters: dict[str, str]) -> None:
    """Hold parameters against the document's patterns. Raises FleetError for the first that does not fit."""
    if parameters.get("user") == "root":
        raise FleetError("fleet.user-is-root")
    for name, pattern in document.list_patterns().items():
        value = parameters.get(name)
        if value is not None and not re.fullmatch(pattern.removeprefix("^").removesuffix("$"), value):
            raise FleetError("fleet.parameter", name=name, pattern=pattern)


def create_document(services: Services, name: str) -> None:
    """Create the document in this account and Region. Raises FleetError."""
    services.ask(
        services.ssm.create_document,
        "ssm:CreateDocument",
        Name=name,
        Content=document.read_document(),
        DocumentType="Command",
        DocumentFormat="JSON",
        TargetType="/AWS::EC2::Instance",
    )


def send_command(services: Services, order: CommandOrder) -> str:
    """Send the document to every instance with the tag; returns the command's id. Raises FleetError.

    One result never stops the sending elsewhere: the document always ends well, and any number of errors is allowed.
    """
    output: dict[str, Any] = {}
    if order.output.bucket:
        output = {"OutputS3BucketName": order.output.bucket, "OutputS3KeyPrefix": order.output.prefix}
    sent = services.ask(
        services.ssm.send_command,
        "ssm:SendCommand",
        {"document": order.document, "command": document.write_creation_command(order.document)},
        DocumentName=order.document,
        Targets=[{"Key": f"tag:{order.tag.key}", "Values": [order.tag.value]}],
        Parameters={name: [value] for name, value in order.parameters.items()},
        TimeoutSeconds=DELIVERY_S,
        MaxConcurrency=str(order.at_once),
        MaxErrors="100%",
        Comment="checkpoints",
        **output,
    )
    with hold_members("ssm:SendCommand"):
        return str(sent["Command"]["CommandId"])
