"""What the AWS CLI and boto3 would use on a machine, all of it together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checkpoints.client import cli_chain, cli_files, locations
from checkpoints.client.cli_files import CliFiles
from checkpoints.client.identity import Identity
from checkpoints.client.locations import Files, Location
from checkpoints.client.place import Place, Value


@dataclass(frozen=True, slots=True)
class CliView:
    """The identity that the AWS CLI comes to, the places of both files, and what they hold."""

    identity: Identity
    config: Location
    credentials: Location
    files: CliFiles


def model_aws_cli(variables: Mapping[str, str], home: str | None, files: Files) -> CliView:
    """What the AWS CLI and boto3 would use. variables: the shell's; Claude Code's settings mean nothing to them."""
    values = {name: Value(text, Place(name)) for name, text in variables.items()}
    config, credentials = locations.cli_files(values, home)
    read = cli_files.read_cli_files(
        files.content(config.path) if config.path else None,
        files.content(credentials.path) if credentials.path else None,
        config.shown,
        credentials.shown,
    )
    identity = cli_chain.resolve_cli_identity(values, read, lambda path: files.content(path) is not None)
    return CliView(identity, config, credentials, read)
