"""Step 3: whether Claude Code uses what a run has tested: the identity, the endpoint, and the Bedrock behind them.

What few settings ask for is judged in `claude_code_settings`, which is imported where there are any.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING

from checkpoints.client import switches
from checkpoints.client.cli_commands import set_command
from checkpoints.client.connection import CLIENT_CERTIFICATE
from checkpoints.client.credential_chain import METADATA_MODES, ROLE_ARN, TOKEN_FILE, find_unknown_mode
from checkpoints.client.identity import Identity, SourceProblem
from checkpoints.client.locations import HOME_VARIABLES
from checkpoints.client.obstacle import Obstacle
from checkpoints.client.place import Place, write_removal, write_removals
from checkpoints.facts.environment import KEY_VARIABLES, Environment
from checkpoints.facts.providers import Provider
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.rules.credential_sources import (
    CREDENTIAL_VARIABLES,
    REFRESHED,
    ClaudeCodeSource,
    find_claude_code_source,
    find_run_source,
    identify_run_source,
    is_same_identity,
    list_unused_sources,
)
from checkpoints.rules.facts import Facts, HelperOutcome
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message, passed, unverified

if TYPE_CHECKING:
    from checkpoints.client.portability import Difference

_OLDER_PROFILE = "AWS_DEFAULT_PROFILE"  # which boto3 alone knows

# -- whether it starts, and reaches the same Bedrock


def find_refused_start(facts: Facts) -> Finding | None:
    """A file of settings with which Claude Code does not start at all: an administrator's, or its own."""
    place = facts.claude_code.view.stops
    if place is None:
        return None
    detail = message("sources.start-refused", file=place.shown)
    shown = Evidence(place.shown, detail)
    return failed(SINGLE_SOURCE, Cause.CONFIG_UNREADABLE, detail, shown, case="claude-code-settings")


def find_unmet_condition(facts: Facts) -> Finding | None:
    """What settings ask for before Claude Code starts, and what is not there or not known to be."""
    conditions = facts.claude_code.view.conditions
    if conditions is None and facts.claude_code.closed_folder is None:
        return None
    from checkpoints.rules.claude_code_settings import judge_conditions

    return judge_conditions(facts, conditions)


# What makes a run look at requests at all; `changed_requests` knows the last six, `thinking` the one before.
_CHANGING = frozenset(
    (
        *(switches.TIMEOUT, switches.CHAIN_TIMEOUT, switches.CUSTOM_HEADERS, *CLIENT_CERTIFICATE),
        "CLAUDE_CODE_MAX_OUTPUT_TOKENS",
        *("ANTHROPIC_UNIX_SOCKET", "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"),
        *("ANTHROPIC_BEDROCK_SERVICE_TIER", "CLAUDE_CODE_EXTRA_BODY"),
        *("CLAUDE_CODE_MAX_TURNS", "NODE_OPTIONS"),
    )
)


def find_failing_requests(facts: Facts) -> Finding | None:
    """A variable of the shell or the settings with which each request of Claude Code fails, or may fail."""
    variables = facts.claude_code.view.variables
    if _CHANGING.isdisjoint(variables):
        return None
    from checkpoints.rules.claude_code_settings import judge_requests

    return judge_requests(facts, variables)


def find_bypass(facts: Facts) -> Finding | None:
    """A setting that switches Bedrock or signing off, or leads to another endpoint than the run's.

    What only section 1.2 sets is not missed, and what that section sets itself is not told of the shell.
    """
    place, key = _bypass(facts)
    if place is None:
        return None
    values = {"place": place.shown, "name": place.name, "remedy": place.removal}
    detail = Message(f"bypass.{key}", values)
    return failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, Evidence(place.shown, detail))


def _bypass(facts: Facts) -> tuple[Place | None, str]:
    view = facts.claude_code.view
    if view.bedrock is False and view.bedrock_place and view.bedrock_place.file:
        return view.bedrock_place, "switched-off"
    if view.unsigned:
        return view.unsigned, "unsigned"
    if view.gateway:
        return view.gateway.place, "gateway"
    return _moved_control_plane(facts), "control-plane"


def _moved_control_plane(facts: Facts) -> Place | None:
    """Where a settings file leads the control plane elsewhere than the shell does."""
    view = facts.claude_code.view
    other = view.control_plane
    if other is None or other.place.file is None or other.place.name not in view.variables:
        return None
    return None if facts.environment.variables.get(other.place.name) == other.text else other.place


def find_failing_connection(facts: Facts) -> Finding | None:
    """Certificates that AWS tools alone trust, or a proxy of Claude Code's own that leads nowhere."""
    connection = facts.claude_code.connection
    if connection is None:
        return None
    from checkpoints.rules.claude_code_settings import judge_connection

    return judge_connection(facts, connection)


def find_unusable_pin(facts: Facts) -> Finding | None:
    """A model that the shell or settings pin for Claude Code, and that AWS refuses."""
    pins = facts.claude_code.view.pins.every
    if not pins:
        return None
    from checkpoints.rules.claude_code_settings import judge_pins

    return judge_pins(facts, pins)


# -- whether it signs as the same identity


def find_another_identity(facts: Facts) -> Finding | None:
    """Claude Code uses another identity than this run, or nobody knows which one it uses."""
    is_same = is_same_identity(facts)
    if is_same is None:
        return _leave_identity_open(facts)
    if is_same:
        return None
    places = _find_changing_places(facts)
    ours, theirs = identify_run_source(facts.credentials, facts.environment).shown, find_claude_code_source(facts)
    shown = f"{theirs.shown} ({places[0].file})" if theirs.shown == ours and places else theirs.shown
    key = "sources.conflict" if theirs.word else "sources.conflict-nothing"
    detail = message(key, run=ours, claude_code=shown, remedy=_unify_command(facts, places))
    evidence = (
        Evidence("boto3, AWS CLI", message("sources.uses", choice=ours)),
        Evidence("Claude Code", message("sources.uses", choice=shown)),
        *(Evidence(str(place.file), message("sources.sets", variable=place.name)) for place in places),
    )
    found = failed(SINGLE_SOURCE, Cause.CONFLICTING_SOURCES, detail, *evidence)
    return found.with_(notes=tuple(_notes(facts)))


def _leave_identity_open(facts: Facts) -> Finding:
    """A command that is not run here alone could tell, or no Claude Code has been seen with the run's provider."""
    theirs, provider = find_claude_code_source(facts), facts.credentials.method
    if theirs.unrun_command is None:
        detail = message("sources.new-provider", provider=provider)
        found = unverified(SINGLE_SOURCE, Cause.NOT_PERMITTED_TO_LOOK, detail, Evidence(provider, detail))
        return found.with_(case="new-provider", notes=tuple(_notes(facts)))
    place = theirs.unrun_command.shown
    key = "sources.refresh-left-alone" if theirs.word == REFRESHED else "sources.command-left-alone"
    values = {"name": theirs.unrun_command.name, "place": place, "remedy": theirs.unrun_command.removal}
    detail = Message(key, values)
    shown = Evidence(place, detail)
    return unverified(SINGLE_SOURCE, Cause.NOT_PERMITTED_TO_LOOK, detail, shown, case="command-of-a-project")


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
    return failed(SINGLE_SOURCE, cause, detail, Evidence(place.shown, detail))


def _notes(facts: Facts) -> Iterator[Message]:
    """Commands of the settings that were not used, and files of settings that Claude Code leaves out."""
    view, outcome = facts.claude_code.view, facts.claude_code.export
    if view.export and outcome is HelperOutcome.FAILED:
        yield message("sources.command-failed", name=view.export.place.name, place=view.export.place.shown)
    yield from note_command_of_a_project(facts)
    yield from _note_route(facts)
    yield from note_dropped_settings(facts)
    for place in view.ignored:
        yield message("sources.field-ignored", file=place.shown, field=place.name)
    if view.conditions and view.conditions.prompt_hook:
        yield message("sources.prompt-hook", place=view.conditions.prompt_hook.shown)


def _note_route(facts: Facts) -> Iterator[Message]:
    """By which proxy and certificates AWS was asked, where those of AWS tools do not lead there."""
    proxy, other = facts.claude_code.own_proxy, facts.claude_code.other_route
    if proxy:
        yield message("sources.by-own-proxy", name=proxy.name, place=proxy.shown)
    if other and other.is_taken:
        yield message("sources.by-own-certificates")


def note_dropped_settings(facts: Facts) -> Iterator[Message]:
    """Files of settings that Claude Code leaves out, with all that they set."""
    for place in facts.claude_code.view.dropped:
        key = "sources.settings-dropped" if place.name else "sources.settings-unreadable"
        yield message(key, file=place.shown, field=place.name)


def note_command_of_a_project(facts: Facts) -> Iterator[Message]:
    """A command of the project that Claude Code runs once credentials are missing or refused."""
    refresh = facts.claude_code.view.refresh
    if refresh and not refresh.may_run:
        yield message("sources.hook", hook=refresh.place.name, file=refresh.place.shown)


def _find_changing_places(facts: Facts) -> list[Place]:
    """Where Claude Code's settings change credential variables, by the variables' names, or else the home directory."""
    theirs, shell = facts.claude_code.view.variables, facts.environment.variables
    named = {name: value for name, value in sorted(theirs.items()) if value.place.file}
    changed = [name for name in named if name in CREDENTIAL_VARIABLES and (named[name].text or name in shell)]
    return [named[name].place for name in changed or HOME_VARIABLES if name in named]


def _unify_command(facts: Facts, settings: list[Place]) -> str:
    """The one command that brings both to one source."""
    theirs = find_claude_code_source(facts)
    return (
        write_removals(settings)
        or _leave_keys_or_profile(facts.environment, theirs)
        or _keep_profile(facts, theirs)
        or _write_mode(facts)
        or _remove_keys(facts.environment, theirs)
        or _leave_web_identity(facts)
        or "aws configure list"
    )


def _leave_keys_or_profile(machine: Environment, theirs: ClaudeCodeSource) -> str:
    """The command that removes the variables of keys beside a profile, or that of a profile in which Claude Code finds
    nothing. It prefers the profile, and the AWS CLI the keys.
    """
    if not machine.variables.get("AWS_PROFILE") or not machine.keys.is_complete:
        return ""
    if theirs.word is None:
        return "unset AWS_PROFILE"
    return f"unset {' '.join(name for name in KEY_VARIABLES if name in machine.variables)}"


def _keep_profile(facts: Facts, theirs: ClaudeCodeSource) -> str:
    """The command that names a profile by the variable that Claude Code knows, too."""
    profile = facts.credentials.profile
    is_old = profile is not None and profile == facts.environment.variables.get(_OLDER_PROFILE)
    return shlex.join(("keep", f"AWS_PROFILE={profile}")) if is_old and profile != theirs.profile else ""


def _write_mode(facts: Facts) -> str:
    """The command that writes a mode of the metadata service's address as Claude Code knows it."""
    view = facts.claude_code.view
    trouble = view.identity.trouble
    value = find_unknown_mode(view.variables, view.profile_keys)
    if value is None or trouble is None or trouble.problem is not SourceProblem.METADATA_MODE_UNKNOWN:
        return ""
    mode = next((each for each in METADATA_MODES if each.lower() == value.text.lower()), METADATA_MODES[0])
    if value.place.file is None:
        return shlex.join(("keep", f"{value.place.name}={mode}"))
    return set_command(value.place.name, mode, facts.environment.profile_name or "default")


def _leave_web_identity(facts: Facts) -> str:
    """The command that removes a web identity's variables, and a profile's that Claude Code does not know."""
    names = [name for name in (TOKEN_FILE, ROLE_ARN, _OLDER_PROFILE) if name in facts.environment.variables]
    of_variables = facts.credentials.method == Provider.WEB_IDENTITY and facts.credentials.profile is None
    return f"unset {' '.join(names)}" if of_variables else ""


def _remove_keys(machine: Environment, theirs: ClaudeCodeSource) -> str:
    """The command that removes the keys of a profile, which Claude Code prefers to all else that the profile has."""
    files = machine.files
    of_words = {
        CredentialSource.SHARED_CREDENTIALS.value: files.credentials,
        CredentialSource.CONFIG_FILE.value: files.config,
    }
    file = of_words.get(theirs.word or "")
    if file is None:
        return ""
    title = files.name_section(file, theirs.profile or "default")
    return write_removal([name.lower() for name in KEY_VARIABLES], file.path, title)


# -- lines of the AWS files

# What to write where no single line is to be changed; for all other obstacles `aws configure` writes it.
_CHANGES = {
    Obstacle.SPECIAL_DEFAULT: "[default]",
    Obstacle.PATH: "~/.aws/",
}


_BEFORE_THE_CHAIN = (HelperOutcome.USED, HelperOutcome.LEFT_ALONE, HelperOutcome.UNFINISHED)  # no file matters then


def find_unportable_line(facts: Facts) -> Finding | None:
    """The line that makes Claude Code use another identity than the AWS CLI, or none."""
    differences = facts.claude_code.differences
    if not differences or facts.claude_code.export in _BEFORE_THE_CHAIN or not _is_decisive(facts):
        return None
    evidence = [Evidence(each.place.shown, _describe_difference(each)) for each in differences]
    changes = [each.shows.values for each in evidence]
    # All of them are to be changed: as long as one is left, nothing is fixed.
    every = {name: ", ".join(dict.fromkeys(values[name] for values in changes)) for name in ("name", "place", "change")}
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


def _describe_difference(difference: Difference) -> Message:
    obstacle = difference.obstacle.name.lower().replace("_", "-")
    place = difference.place.shown
    change = difference.instead or _CHANGES.get(difference.obstacle, "aws configure")
    name = difference.place.name
    if difference.obstacle is Obstacle.SECTION_SPACES:
        name = re.sub(r"\s", "␣", name)  # neither a terminal nor a page shows how many there are
    return message(f"portability.{obstacle}", place=place, name=name, change=change)
