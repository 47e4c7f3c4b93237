"""How Claude Code resolves what it uses on a machine: the only place that knows the client's rules.

`model` takes the environment variables and the files, and tells the identity, Region, endpoint, switches and model
pins that Claude Code would use, each with the place it comes from. `model_aws_cli` tells what the AWS CLI and boto3
would use, and `find_differences` the lines that the two read differently. None of them reads a disk or runs a command.

Seen with Claude Code 2.1.332 (npm, 2026-11-24), which is built on the AWS SDK for JavaScript
(`@aws-sdk/credential-provider-node` 3.972, `@smithy/core` 3.41).
"""

from typing import TYPE_CHECKING, Any

from checkpoints.client.identity import FailedSource, Identity, SourceProblem
from checkpoints.client.locations import Files, Folders, Location, Scope
from checkpoints.client.model_pins import ModelPins, Pin, PinKind
from checkpoints.client.place import Place, Value
from checkpoints.client.region import Region
from checkpoints.client.view import SEEN_WITH, ClientView, model_claude_code

if TYPE_CHECKING:
    from checkpoints.client.cli_view import CliView, model_aws_cli
    from checkpoints.client.obstacle import Obstacle
    from checkpoints.client.portability import Difference, find_differences

__all__ = [
    "SEEN_WITH",
    "CliView",
    "ClientView",
    "Difference",
    "FailedSource",
    "Files",
    "Folders",
    "Identity",
    "Location",
    "ModelPins",
    "Obstacle",
    "Pin",
    "PinKind",
    "Place",
    "Region",
    "Scope",
    "SourceProblem",
    "Value",
    "find_differences",
    "model_aws_cli",
    "model_claude_code",
]

# The model of the AWS CLI is imported when it is asked for: a run of step 4 does not need it.
_OF_THE_VIEW = ("CliView", "model_aws_cli")
_OF_PORTABILITY = ("Difference", "Obstacle", "find_differences")


def __getattr__(name: str) -> Any:
    if name not in (*_OF_THE_VIEW, *_OF_PORTABILITY):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from checkpoints.client import cli_view, portability

    return getattr(cli_view if name in _OF_THE_VIEW else portability, name)
