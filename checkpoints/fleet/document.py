"""The document that Systems Manager runs on the instances, and the permissions that all of it needs."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from typing import Any

from checkpoints.fleet.command_state import Folder
from checkpoints.fleet.instances import Tag

NAME = "Checkpoints"
STEP = "checkpoints"  # the name of the document's one step


# What policies are about where nothing is named.
ANY_FOLDER, ANY_TAG = Folder("BUCKET", "PREFIX"), Tag("workshop", "*")


def read_document() -> str:
    """The document, schema 2.2, as `aws ssm create-document` takes it."""
    return files("checkpoints.fleet").joinpath("document.json").read_text(encoding="utf-8")


def list_patterns() -> dict[str, str]:
    """The pattern of each parameter of the document."""
    parameters: dict[str, dict[str, str]] = json.loads(read_document())["parameters"]
    return {name: parameter["allowedPattern"] for name, parameter in parameters.items()}


def write_policies(document: str, output: Folder = ANY_FOLDER, tag: Tag = ANY_TAG) -> dict[str, Any]:
    """The IAM policies by who needs them: `instances` and `facilitator`, each with a managed policy beside it or None.

    document: its name; output: where whole outputs go; tag: of the instances.
    """
    text = files("checkpoints.fleet").joinpath("policies.json").read_text(encoding="utf-8")
    values = dict(zip(("BUCKET", "PREFIX", "TAG", "VALUE", "DOCUMENT"), (*output, *tag, document), strict=True))
    # All at once: a value may hold one of the words.
    text = re.sub(rf"({'|'.join(values)})(?=[\"/])", lambda found: json.dumps(values[found[1]])[1:-1], text)
    policies: dict[str, Any] = json.loads(text)
    return policies


def write_creation_command(document: str) -> str:
    """The command that creates the document, once for an account and a Region."""
    return (
        "checkpoints fleet document > document.json && "
        f"aws ssm create-document --name {document} --document-type Command --document-format JSON "
        "--target-type /AWS::EC2::Instance --content file://document.json"
    )
