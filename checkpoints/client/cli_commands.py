"""Commands that set up or choose a profile, in such a way that the AWS CLI and Claude Code both know it.

They are written as in bash; the report writes them for the shell that the reader has.
"""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from checkpoints.client.credential_chain import PROFILE
from checkpoints.client.shared_files import profile_of

if TYPE_CHECKING:
    from checkpoints.facts.environment import Environment

NEW_PROFILE = "workshop"  # where a name is wanted that Claude Code knows
START_ANEW = "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN && aws configure"


def configure_command(profile: str) -> str:
    """The command that asks for the keys of a profile."""
    return shlex.join(("aws", "configure", *_name_profile(profile)))


def set_command(key: str, value: str, profile: str) -> str:
    """The command that sets a key of a profile."""
    return shlex.join(("aws", "configure", "set", key, value, *_name_profile(profile)))


def _name_profile(profile: str) -> tuple[str, ...]:
    """The option that names a profile to `aws configure`.

    The default one is not named: for `--profile default` the AWS CLI writes a section [profile default] beside
    [default] (awscli 1.46, `configure.profile_to_section`).
    """
    return () if profile == "default" else ("--profile", profile)


def set_up_command(machine: Environment, profile: str) -> str:
    """The command that sets up keys for a profile in use, under a name and variable that Claude Code knows."""
    is_known = profile_of(profile, in_config=False) == profile
    if is_known and machine.profile_variable == PROFILE:
        return configure_command(profile)
    name = profile if is_known else NEW_PROFILE
    return f"{choose_command(machine, name)} && {configure_command(name)}"


def choose_command(machine: Environment, profile: str) -> str:
    """The command that chooses a profile; the variable that boto3 looks at first is not known to Claude Code."""
    unset = "" if machine.profile_variable == PROFILE else f"unset {machine.profile_variable} && "
    return unset + shlex.join(("keep", f"{PROFILE}={profile}"))
