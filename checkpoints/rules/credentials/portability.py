"""Lines that the AWS CLI and Claude Code read differently: told with the one change that both understand."""

from __future__ import annotations

from checkpoints.client import Difference, Identity, Obstacle
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.credentials.claude_code import find_claude_code_source, find_run_source
from checkpoints.rules.credentials.settings import show_place
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message

# Where no single line is to be changed: what to write in its place.
_CHANGES = {
    Obstacle.SECTION_NAME: "[profile workshop]",
    Obstacle.SPECIAL_DEFAULT: "[default]",
    Obstacle.INDENTATION: "aws configure",
    Obstacle.REPEATED: "aws configure",
    Obstacle.TWO_FILES: "aws configure",
    Obstacle.OTHER: "aws configure",
    Obstacle.PATH: "~/.aws/",
}


def find_unportable_line(facts: Facts) -> Finding | None:
    """The line that makes Claude Code use another identity than the AWS CLI, or none."""
    differences = facts.claude_code.differences
    if not differences or not _is_decisive(facts):
        return None
    first = differences[0]
    detail = _tell(first)
    evidence = (Evidence(show_place(each.place), _tell(each)) for each in differences)
    return failed(SINGLE_SOURCE, Cause.CONFIG_NOT_PORTABLE, detail, *evidence)


def _is_decisive(facts: Facts) -> bool:
    ours, theirs = find_run_source(facts), find_claude_code_source(facts)
    differs = (ours.identity if ours else None) != theirs.fingerprint
    aws_cli = facts.claude_code.aws_cli
    return differs or (aws_cli is not None and _signature(aws_cli) != _signature(facts.claude_code.view.identity))


def _signature(identity: Identity) -> tuple[str | None, str | None]:
    """The identity, and that of what signs for it."""
    return identity.fingerprint, identity.via.fingerprint if identity.via else None


def _tell(difference: Difference) -> Message:
    obstacle = difference.obstacle.name.lower().replace("_", "-")
    place = show_place(difference.place)
    change = difference.instead or _CHANGES.get(difference.obstacle, "aws configure")
    return message(f"portability.{obstacle}", place=place, name=difference.place.name, change=change)
