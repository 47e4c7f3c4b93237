"""How Claude Code resolves what it uses on a machine: the only place that knows the client's rules.

`model` takes the environment variables and the files, and tells the identity, Region, endpoint, switches and model
pins that Claude Code would use, each with the place it comes from. It reads no disk and runs no command itself.

Seen with Claude Code 2.1.332 (npm, 2026-11-24), which is built on the AWS SDK for JavaScript
(`@aws-sdk/credential-provider-node` 3.972, `@smithy/core` 3.41).
"""

from checkpoints.client.identity import Identity, Problem, Trouble
from checkpoints.client.locations import Files, Folders, Location, Scope
from checkpoints.client.model_pins import ModelPins, Pin, PinKind
from checkpoints.client.place import Place, Value
from checkpoints.client.region import Region
from checkpoints.client.view import SEEN_WITH, ClientView, Helper, model

__all__ = [
    "SEEN_WITH",
    "ClientView",
    "Files",
    "Folders",
    "Helper",
    "Identity",
    "Location",
    "ModelPins",
    "Pin",
    "PinKind",
    "Place",
    "Problem",
    "Region",
    "Scope",
    "Trouble",
    "Value",
    "model",
]
