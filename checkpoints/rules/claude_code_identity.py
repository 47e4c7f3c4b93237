"""Step 3: whether Claude Code signs as the identity that a run has tested, and which lines of files make it another."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checkpoints.client import Identity, Place
from checkpoints.client.obstacle import Obstacle
from checkpoints.facts.environment import KEY_VARIABLES, Environment
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.rules.claude_code_commands import note_command_of_a_project
from checkpoints.rules.credential_sources import (
    CREDENTIAL_VARIABLES,
    ClaudeCodeSource,
    find_claude_code_source,
    find_run_source,
    identify_run_source,
    is_same_identity,
    list_unused_sources,
    remove_command,
    show_place,
)
from checkpoints.rules.facts import Facts, HelperOutcome
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message, passed

if TYPE_CHECKING:
    from checkpoints.client import Difference


def find_another_identity(facts: Facts) -> Finding | None:
    """Claude Code uses another identity than this run."""
    if is_same_identity(facts):
        return None
    places = _find_changing_places(facts)
    ours, theirs = identify_run_source(facts.credentials, facts.environment).shown, find_claude_code_source(facts)
    shown = f"{theirs.shown} ({places[0].file})" if theirs.shown == ours and places else theirs.shown
    key = "sources.conflict" if theirs.word else "sources.conflict-nothing"
    detail = message(key, run=ours, claude_code=shown, remedy=_unify_command(facts.environment, places, theirs))
    evidence = (
        Evidence("boto3, AWS CLI", message("sources.uses", choice=ours)),
        Evidence("Claude Code", message("sources.uses", choice=shown)),
        *(Evidence(str(place.file), message("sources.sets", variable=place.name)) for place in places),
    )
    found = failed(SINGLE_SOURCE, Cause.CONFLICTING_SOURCES, detail, *evidence)
    return found.with_(notes=tuple(_notes(facts)))


def confirm_identity(facts: Facts) -> Finding:
    """Claude Code uses the identity that this run has tested."""
    run, theirs = identify_run_source(facts.credentials, facts.environment), find_claude_code_source(facts)
    notes = []
    if run.shown != theirs.shown:
        notes.append(message("sources.same-key", run=run.shown, claude_code=theirs.shown))
    unused = [each for each in list_unused_sources(facts) if each != theirs.shown]
    if unused:
        notes.append(message("credentials.shadowed", sources=", ".join(unused)))
    evidence = Evidence(run.shown, message("sources.used-by-both"))
    found = passed(SINGLE_SOURCE, message("sources.single", run=run.shown), evidence)
    return found.with_(notes=(*notes, *_notes(facts)))


def find_refused_sign_in(facts: Facts) -> Finding | None:
    """A token of `aws sso login` or `aws login` that the AWS CLI takes and Claude Code does not."""
    place, signer = facts.claude_code.refused_sign_in, facts.claude_code.view.identity.signer
    if place is None:
        return None
    of_sso = signer.source is CredentialSource.SSO
    key = "sources.sso-token-ending" if of_sso else "sources.login-token-incomplete"
    detail = message(key, profile=signer.profile or "default")
    cause = Cause.SSO_LOGIN_REQUIRED if of_sso else Cause.LOGIN_REQUIRED
    return failed(SINGLE_SOURCE, cause, detail, Evidence(show_place(place), detail))


def _notes(facts: Facts) -> Iterator[Message]:
    """Commands of the settings that were not used, and files of settings that Claude Code leaves out."""
    view, outcome = facts.claude_code.view, facts.claude_code.export
    if view.export and outcome is HelperOutcome.FAILED:
        yield message("sources.command-failed", name=view.export.place.name, place=show_place(view.export.place))
    yield from note_command_of_a_project(facts)
    for place in view.dropped:
        key = "sources.settings-dropped" if place.name else "sources.settings-unreadable"
        yield message(key, file=show_place(place), field=place.name)
    for place in view.ignored:
        yield message("sources.field-ignored", file=show_place(place), field=place.name)
    if view.conditions and view.conditions.prompt_hook:
        yield message("sources.prompt-hook", place=show_place(view.conditions.prompt_hook))


def _find_changing_places(facts: Facts) -> list[Place]:
    """Where Claude Code's settings change credential variables, by the variables' names."""
    seen, shell = facts.claude_code.view.variables, facts.environment.variables
    named = (name for name, value in seen.items() if name in CREDENTIAL_VARIABLES and value.place.file)
    return [seen[name].place for name in sorted(named) if seen[name].text or name in shell]


def _unify_command(machine: Environment, settings: list[Place], theirs: ClaudeCodeSource) -> str:
    """The one command that brings both to one source."""
    variables = machine.variables
    if settings:
        return _remove_settings(settings)
    if variables.get("AWS_PROFILE") and machine.keys.is_complete:
        return f"unset {' '.join(name for name in KEY_VARIABLES if name in variables)}"
    if "AWS_DEFAULT_PROFILE" in variables:
        return shlex.join(("keep", f"AWS_PROFILE={variables['AWS_DEFAULT_PROFILE']}"))
    return _remove_keys(machine, theirs) or "aws configure list"


def _remove_keys(machine: Environment, theirs: ClaudeCodeSource) -> str:
    """The command that removes the keys of a profile, which Claude Code prefers to all else that the profile has."""
    profile = theirs.profile or "default"
    names = tuple(name.lower() for name in KEY_VARIABLES)
    if theirs.word == CredentialSource.SHARED_CREDENTIALS.value:
        return remove_command(names, machine.files.credentials.path, profile)
    if theirs.word == CredentialSource.CONFIG_FILE.value:
        section = profile if profile == "default" else f"profile {profile}"
        return remove_command(names, machine.files.config.path, section)
    return ""


def _remove_settings(settings: list[Place]) -> str:
    files = dict.fromkeys(str(place.file) for place in settings)
    return " && ".join(remove_command((place.name for place in settings if place.file == file), file) for file in files)


# -- lines of the AWS files

# What to write where no single line is to be changed; for all other obstacles `aws configure` writes it.
_CHANGES = {
    Obstacle.SECTION_NAME: "[profile workshop]",
    Obstacle.SPECIAL_DEFAULT: "[default]",
    Obstacle.PATH: "~/.aws/",
}


_BEFORE_THE_CHAIN = (HelperOutcome.USED, HelperOutcome.LEFT_ALONE, HelperOutcome.UNFINISHED)  # no file matters then


def find_unportable_line(facts: Facts) -> Finding | None:
    """The line that makes Claude Code use another identity than the AWS CLI, or none."""
    differences = facts.claude_code.differences
    if not differences or facts.claude_code.export in _BEFORE_THE_CHAIN or not _is_decisive(facts):
        return None
    evidence = [Evidence(show_place(each.place), _tell_difference(each)) for each in differences]
    told = [each.shows.values for each in evidence]
    # All of them are to be changed: as long as one is left, nothing is fixed.
    every = {name: ", ".join(dict.fromkeys(values[name] for values in told)) for name in ("name", "place", "change")}
    return failed(SINGLE_SOURCE, Cause.CONFIG_NOT_PORTABLE, evidence[0].shows, *evidence).with_(values=every)


def _is_decisive(facts: Facts) -> bool:
    if facts.claude_code.has_same_keys:
        return False
    ours, theirs = find_run_source(facts), find_claude_code_source(facts)
    differs = (ours.identity if ours else None) != theirs.fingerprint
    aws_cli = facts.claude_code.aws_cli
    return differs or (aws_cli is not None and _signature(aws_cli) != _signature(facts.claude_code.view.identity))


def _signature(identity: Identity) -> tuple[str | None, str | None]:
    """The identity, and that of what signs for it."""
    return identity.fingerprint, identity.via.fingerprint if identity.via else None


def _tell_difference(difference: Difference) -> Message:
    obstacle = difference.obstacle.name.lower().replace("_", "-")
    place = show_place(difference.place)
    change = difference.instead or _CHANGES.get(difference.obstacle, "aws configure")
    return message(f"portability.{obstacle}", place=place, name=difference.place.name, change=change)
