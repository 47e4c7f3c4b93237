"""An attendee's machine in a temporary folder: home, project, administrators' settings and variables, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checkpoints.client.cli_view import model_aws_cli
from checkpoints.client.locations import Folders
from checkpoints.client.portability import find_differences
from checkpoints.client.view import ClientView, model_claude_code
from checkpoints.facts.disk import Disk
from checkpoints.facts.environment import Environment, read_environment
from checkpoints.rules.facts import ClaudeCode, HelperOutcome

LONG_TERM_ID, OTHER_ID, TEMPORARY_ID = "AKIAQ7EXAMPL2345ABCD", "AKIAZ9OTHERKEY234567", "ASIAQ7TEMPORARY23456"
SECRET, TOKEN = "canary/secret+access/key0123456789abcdef", "canary-session-token-0123456789"
KEYS = {"AWS_ACCESS_KEY_ID": LONG_TERM_ID, "AWS_SECRET_ACCESS_KEY": SECRET}
TEMPORARY_KEYS = {"AWS_ACCESS_KEY_ID": TEMPORARY_ID, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_SESSION_TOKEN": TOKEN}


def static(key_id: str = LONG_TERM_ID) -> str:
    """The lines of a profile with a key pair."""
    return f"aws_access_key_id = {key_id}\naws_secret_access_key = {SECRET}\n"


@dataclass(frozen=True, slots=True)
class Machine:
    """A machine with its folders under `root`."""

    root: Path

    @property
    def home(self) -> Path:
        """The attendee's home directory."""
        return self._folder("home")

    @property
    def project(self) -> Path:
        """The folder that Claude Code would be started in."""
        return self._folder("project")

    @property
    def managed(self) -> Path:
        """The folder of administrators' settings."""
        return self._folder("managed")

    def _folder(self, name: str) -> Path:
        folder = self.root / name
        folder.mkdir(exist_ok=True)
        return folder

    def write(self, name: str, content: str | bytes) -> Path:
        """A file below the root, as `home/.aws/config`."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def look(self, **variables: str) -> Environment:
        """The facts of the machine with these variables and no others."""
        return read_environment(variables, self.home, self.project / ".env")

    def look_as_claude_code(self, **variables: str) -> ClientView:
        """What Claude Code would use on the machine with these variables."""
        folders = Folders(str(self.home), str(self.project), str(self.managed))
        return model_claude_code(variables, folders, Disk(self.project))

    def compare(self, **variables: str) -> ClaudeCode:
        """Claude Code beside the AWS CLI on the machine with these variables."""
        view = self.look_as_claude_code(**variables)
        cli = model_aws_cli(variables, str(self.home), Disk(self.project))
        export = HelperOutcome.LEFT_ALONE if view.export else HelperOutcome.NONE
        return ClaudeCode(view, cli.identity, find_differences(cli, view), export)
