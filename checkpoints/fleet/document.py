"""The document that Systems Manager runs on the instances, and the permissions that all of it needs."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, NamedTuple

NAME = "Checkpoints"
STEP = "checkpoints"  # the name of the document's one step


class Place(NamedTuple):
    """What policies are about: a bucket with its folder, and the tag of the instances."""

    bucket: str = "BUCKET"
    prefix: str = "PREFIX"
    tag: str = "workshop"
    value: str = "*"


def read_document() -> str:
    """The document, schema 2.2, as `aws ssm create-document` takes it."""
    return files("checkpoints.fleet").joinpath("document.json").read_text(encoding="utf-8")


def list_patterns() -> dict[str, str]:
    """The pattern of each parameter of the document."""
    parameters: dict[str, dict[str, str]] = json.loads(read_document())["parameters"]
    return {name: parameter["allowedPattern"] for name, parameter in parameters.items()}


def write_policies(place: Place, document: str) -> dict[str, Any]:
    """The IAM policies by who needs them: `instances` and `facilitator`, each with a managed policy beside it or None.

    document: the name of the document.
    """
    text = files("checkpoints.fleet").joinpath("policies.json").read_text(encoding="utf-8")
    for word, value in {
        "BUCKET": place.bucket,
        "PREFIX": place.prefix,
        "DOCUMENT": document,
        "TAG": place.tag,
        "VALUE": place.value,
    }.items():
        text = text.replace(f'{word}"', f'{value}"').replace(f"{word}/", f"{value}/")
    policies: dict[str, Any] = json.loads(text)
    return policies


def write_creation_command(document: str) -> str:
    """The command that creates the document, once for an account and a Region."""
    return (
        "checkpoints fleet document > document.json && "
        f"aws ssm create-document --name {document} --document-type Command --document-format JSON "
        "--target-type /AWS::EC2::Instance --content file://document.json"
    )
