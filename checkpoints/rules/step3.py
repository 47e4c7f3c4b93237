"""Step 3: the default chain finds credentials, AWS accepts them, and Claude Code would use the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checkpoints.client.cli_commands import (
    NEW_PROFILE,
    choose_command,
    configure_command,
    set_command,
    set_up_command,
)
from checkpoints.client.credential_chain import METADATA_DISABLED
from checkpoints.client.place import Place
from checkpoints.facts.api_key import ApiKeyKind
from checkpoints.facts.config_files import SharedFile
from checkpoints.facts.credentials import EXPORT, Credentials
from checkpoints.facts.environment import BEARER, KEY_VARIABLES
from checkpoints.facts.key_pair import KeyPair, Part
from checkpoints.facts.providers import Provider
from checkpoints.guide.requirements import CREDENTIALS_RESOLVE, CREDENTIALS_VALID, SINGLE_SOURCE, Requirement
from checkpoints.guide.vocabulary import Cause, Origin, Verdict
from checkpoints.rules import claude_code
from checkpoints.rules.broken_chain import (
    LARGE,
    describe_half_in_environment,
    describe_half_in_file,
    find_mistake,
    judge_broken_chain,
)
from checkpoints.rules.credential_sources import (
    CREDENTIAL_VARIABLES,
    find_claude_code_source,
    identify_run_source,
    list_unused_sources,
)
from checkpoints.rules.facts import Facts, HelperOutcome, derived_once
from checkpoints.rules.finding import (
    Evidence,
    Finding,
    Message,
    blocked,
    build_rule,
    failed,
    follow,
    format_instant,
    message,
    passed,
    unverified,
)
from checkpoints.rules.keys import find_flaw, judge_answers

_SLOW = "settings-command"  # the case of a command of the settings that has not ended

# -- the default chain finds credentials


@derived_once
def judge_chain(facts: Facts) -> Finding:
    """The default chain finds credentials, of one of the options A to E or of a role."""
    found = _judge_resolution(facts)
    return found.with_(notes=(*found.notes, *_note_other_reader(facts, found)))


def _note_other_reader(facts: Facts, found: Finding) -> Iterator[Message]:
    """What stops the AWS CLI in a file need not stop Claude Code, which reads the files in its own way."""
    files, theirs = facts.environment.files, find_claude_code_source(facts)
    if (
        found.cause is Cause.CONFIG_UNREADABLE
        and found.case != LARGE
        and (files.config.broken or files.credentials.broken)
        and theirs.fingerprint
    ):
        yield message("credentials.claude-code-reads", claude_code=theirs.shown)


def _found(facts: Facts) -> Finding | None:
    found = facts.credentials
    if not found.are_found:
        return None
    word = EXPORT if found.method == EXPORT else _option(found)
    detail = message(f"credentials.found.{word}", profile=found.profile or "default", provider=found.method)
    shown = identify_run_source(found, facts.environment).shown
    evidence = Evidence(shown, message("credentials.in-use"))
    return passed(CREDENTIALS_RESOLVE, detail, evidence).with_(notes=tuple(_notes(facts)))


def _option(found: Credentials) -> str:
    """The word for the guide's option, and the kind of an API key."""
    if found.source is None:
        return "new-provider"
    key = found.api_key
    if key and key.kind is not ApiKeyKind.UNKNOWN:
        return f"{found.source.value}.{key.kind.value}"
    return found.source.value


def _notes(facts: Facts) -> Iterator[Message]:
    key, expires_at = facts.credentials.api_key, facts.credentials.expires_at
    if key and key.account:
        yield message("credentials.api-key-account", account=f"{'*' * 8}{key.account[-4:]}")
    if key and key.region:
        yield message("credentials.api-key-region", region=key.region)
    if facts.credentials.of_claude_code and facts.credentials.settings_file is None:
        yield message("credentials.only-claude-code")
    yield from _note_settings(facts)
    unused = list_unused_sources(facts)
    if unused:
        yield message("credentials.shadowed", sources=", ".join(unused))
    if expires_at is not None and expires_at > facts.now:
        hours, minutes = divmod(int((expires_at - facts.now).total_seconds()) // 60, 60)
        yield message("credentials.lasting", until=format_instant(expires_at), hours=hours, minutes=minutes)


def _note_settings(facts: Facts) -> Iterator[Message]:
    if facts.credentials.settings_file is not None:
        yield message("credentials.of-settings", file=facts.credentials.settings_file)


def _empty_value_in_file(facts: Facts) -> Finding | None:
    """A pair in a file whose id or secret is there, but empty: botocore takes it for one."""
    found, files = facts.credentials, facts.environment.files
    if found.method not in (Provider.SHARED_CREDENTIALS, Provider.CONFIG_FILE):
        return None
    if found.keys.is_complete:
        return None
    return _half_in(files.choose_key_file(found.method), found.profile or "default", found.keys)


def _nothing_found(facts: Facts) -> Finding:
    """No provider had anything: what comes closest to credentials names the cause."""
    found = _find_closest(facts)
    return found.with_(
        notes=(
            *(each for each in _hints(facts) if each.key != found.detail.key),
            *claude_code.note_dropped_settings(facts),
            *claude_code.note_command_of_a_project(facts),
        )
    )


def _hints(facts: Facts) -> Iterator[Message]:
    in_dotenv = [name for name in facts.environment.dotenv.names if name in CREDENTIAL_VARIABLES]
    if in_dotenv:
        yield message("credentials.in-dotenv", names=", ".join(in_dotenv))
    near = facts.environment.credential_near_misses
    if near:
        yield message("credentials.near-miss", names=_show_near_misses(near))


def _half_in_environment(facts: Facts) -> Finding | None:
    """Half a pair in the environment, which botocore passes over without a word."""
    machine = facts.environment
    if not machine.keys.is_half:
        return None
    half = describe_half_in_environment(machine, _name_missing(machine.keys).upper())
    return failed(CREDENTIALS_RESOLVE, Cause.PARTIAL_CREDENTIALS, half, Evidence(half.values["place"], half))


def _half_in_profile(facts: Facts) -> Finding | None:
    """Half a pair in the profile in use, which botocore passes over as well."""
    machine = facts.environment
    profile = machine.files.profiles.get(machine.profile_name or "default")
    if profile and profile.credentials_file_keys.is_half:
        return _half_in(machine.files.credentials, profile.name, profile.credentials_file_keys)
    if profile and profile.config_file_keys.is_half:
        return _half_in(machine.files.config, profile.name, profile.config_file_keys)
    return None


def _half_in(file: SharedFile, profile: str, keys: KeyPair) -> Finding:
    half = describe_half_in_file(file, profile, _name_missing(keys))
    return failed(CREDENTIALS_RESOLVE, Cause.PARTIAL_CREDENTIALS, half, Evidence(half.values["place"], half))


def _name_missing(keys: KeyPair) -> str:
    """What a pair of keys lacks, as the files name it; an empty value is none, for botocore and Claude Code alike."""
    names = {Part.ID: "aws_access_key_id", Part.SECRET: "aws_secret_access_key"}
    return ", ".join(name for part, name in names.items() if part not in keys.present)


def _empty_api_key(facts: Facts) -> Finding | None:
    if not facts.credentials.bearer_is_empty:
        return None
    return failed(CREDENTIALS_RESOLVE, Cause.BEARER_TOKEN_EMPTY, message("credentials.bearer-empty"))


def _profile_without_credentials(facts: Facts) -> Finding | None:
    name = facts.environment.profile_name
    if name is None or name not in facts.environment.files.profiles:
        return None
    remedy = set_up_command(facts.environment, name)
    return _none(message("credentials.none-in-profile", profile=name, remedy=remedy))


def _other_profiles(facts: Facts) -> Finding | None:
    machine = facts.environment
    others = [name for name in machine.files.list_usable_profiles() if name != "default"]
    if not others:
        return None
    names = ", ".join(others)
    known = [name for name in others if name in facts.claude_code.view.files.profiles]
    if not known:
        # Claude Code finds none of them under the name that the AWS CLI knows: one of a plain name is made instead.
        remedy = f"{choose_command(machine, NEW_PROFILE)} && {configure_command(NEW_PROFILE)}"
        return _none(message("credentials.none-but-unknown-profiles", profiles=names, remedy=remedy))
    if len(known) == 1:
        remedy = choose_command(machine, known[0])
        return _none(message("credentials.none-but-profiles", profiles=names, remedy=remedy))
    # Which of several is meant is the attendee's to say.
    detail = message("credentials.none-but-profiles", profiles=names, remedy="ask AWS_PROFILE")
    return _none(detail, case="profiles")


def _misnamed_variables(facts: Facts) -> Finding | None:
    """A whole access key, or an API key, in variables whose names nothing reads."""
    near = facts.environment.credential_near_misses
    meant = [name for name in (*KEY_VARIABLES, BEARER) if name in near.values()]
    if BEARER not in meant and not {*KEY_VARIABLES[:2]} <= {*meant}:
        return None
    detail = message("credentials.near-miss", names=_show_near_misses(near), remedy=f"ask {' '.join(meant)}")
    return _none(detail, Evidence(", ".join(near), detail), case="variable-names")


def _show_near_misses(near: Mapping[str, str]) -> str:
    return ", ".join(f"{name} → {meant}" for name, meant in near.items())


def _metadata_switched_off(facts: Facts) -> Finding | None:
    """An instance that may have a role, whose metadata service may not be asked, or in version 2 alone."""
    machine, ban = facts.environment, facts.claude_code.view.metadata_ban
    if not machine.is_on_ec2:
        return None
    if machine.variables.get(METADATA_DISABLED, "").lower() == "true":
        name, remedy = METADATA_DISABLED, f"unset {METADATA_DISABLED}"
        detail = message("credentials.metadata-disabled", variable=name, remedy=remedy)
    elif ban is not None:
        remedy = ban.removal
        if ban.name == ban.name.lower():  # a key of an AWS profile
            remedy = set_command(ban.name, "false", machine.profile_name or "default")
        name = ban.name
        detail = message("credentials.metadata-v1-disabled", name=name, place=ban.shown, remedy=remedy)
    else:
        return None
    return _none(detail, Evidence(name, detail), case="metadata-disabled")


def _none(detail: Message, *shown: Evidence, case: str = "") -> Finding:
    return failed(CREDENTIALS_RESOLVE, Cause.NO_CREDENTIALS, detail, *shown, case=case)


def _no_credentials(facts: Facts) -> Finding:
    return _none(message("credentials.none", remedy="aws configure"))


_find_closest = build_rule(
    _half_in_environment,
    _half_in_profile,
    _empty_api_key,
    _metadata_switched_off,
    _misnamed_variables,
    _profile_without_credentials,
    _other_profiles,
    otherwise=_no_credentials,
)
_judge_what_is_seen = build_rule(
    find_mistake, judge_broken_chain, _empty_value_in_file, _found, otherwise=_nothing_found
)


def _unseen_terminal(facts: Facts) -> Finding | None:
    """In a remote run only some of what the attendee's terminal has is seen."""
    if facts.environment.origin is Origin.TERMINAL:
        return None
    from checkpoints.rules.unseen_terminal import leave_chain_open

    return leave_chain_open(facts.environment, facts.credentials, _judge_what_is_seen(facts))


_judge_whole_chain = build_rule(_unseen_terminal, otherwise=_judge_what_is_seen)


@derived_once
def _judge_resolution(facts: Facts) -> Finding:
    return _leave_open(facts, CREDENTIALS_RESOLVE, _judge_whole_chain(facts))


def _leave_open(facts: Facts, row: Requirement, found: Finding) -> Finding:
    """A failure that credentials may still end, of a command of the settings that Claude Code waits longer for."""
    command = facts.claude_code.slow_command
    if command is None or not found.stops_others:
        return found
    slow = _report_slow_command(command, row)
    return slow.with_(evidence=(*slow.evidence, *found.evidence), notes=found.notes)


def _report_slow_command(command: Place, row: Requirement) -> Finding:
    """The finding that a command of the settings has not ended in time."""
    detail = message("credentials.command-silent", name=command.name, place=command.shown, remedy=command.removal)
    return unverified(row, Cause.TIMEOUT, detail, Evidence(command.shown, detail), case=_SLOW)


# -- AWS accepts the credentials


@derived_once
def judge_acceptance(facts: Facts) -> Finding:
    """AWS accepts the credentials."""
    found = _judge_credentials(facts)
    if found.verdict is not Verdict.FAILED:
        return found
    return found.with_(notes=(*found.notes, *_note_settings(facts), *claude_code.note_command_of_a_project(facts)))


def _chain_without_credentials(facts: Facts) -> Finding | None:
    resolved = _judge_resolution(facts)
    return None if resolved.passed else follow(CREDENTIALS_VALID, resolved)


_judge_keys = build_rule(_chain_without_credentials, find_flaw, otherwise=judge_answers)


@derived_once
def _judge_credentials(facts: Facts) -> Finding:
    return _leave_open(facts, CREDENTIALS_VALID, _judge_keys(facts))


def _refused_keys(facts: Facts) -> Finding | None:
    """AWS does not accept the keys; those that a command may still renew are as unproven as what needs them."""
    accepted = _judge_credentials(facts)
    return accepted if accepted.stops_others or accepted.case == _SLOW else None


_find_stop = build_rule(_chain_without_credentials, _refused_keys)


def stop_without_credentials(facts: Facts, row: Requirement) -> Finding | None:
    """The finding of a check that cannot be tried without credentials that AWS accepts; None where it can be tried.

    It builds on verdict and cause alone; what is noted beside them is for the attendee.
    """
    stopped = _find_stop(facts)
    return None if stopped is None else follow(row, stopped)


# -- Claude Code would use the same


def _chain_stopped(facts: Facts) -> Finding | None:
    resolved = _judge_resolution(facts)
    return blocked(SINGLE_SOURCE, resolved) if resolved.stops_others else None


def _open_source(facts: Facts) -> Finding | None:
    """It is not known which credentials the terminal has, in a remote run, or a file that is too large to read."""
    resolved = judge_chain(facts)
    is_open = resolved.cause is Cause.TERMINAL_NOT_SEEN or resolved.case == LARGE
    return resolved.with_(check=SINGLE_SOURCE.id) if is_open else None


def _api_key_of_the_run_is_empty(facts: Facts) -> Finding | None:
    if not facts.credentials.bearer_is_empty:
        return None
    run = identify_run_source(facts.credentials, facts.environment)
    detail = message("sources.bearer-empty", run=run.shown)
    return failed(SINGLE_SOURCE, Cause.BEARER_TOKEN_EMPTY, detail, Evidence(BEARER, message("sources.is-empty")))


def _slow_export(facts: Facts) -> Finding | None:
    """A command that hands out credentials and has not ended: Claude Code waits on, whatever else there is."""
    export = facts.claude_code.view.export
    if export is None or facts.claude_code.export is not HelperOutcome.UNFINISHED:
        return None
    return _report_slow_command(export.place, SINGLE_SOURCE)


def _flaw_of_the_keys(facts: Facts) -> Finding | None:
    """A line that only one of both readers takes for a part of the key, which is told of the key already.

    The AWS CLI alone does so with a comment behind it, Claude Code alone with a session token in the other file.
    """
    accepted = _judge_credentials(facts)
    is_token_apart = accepted.cause is Cause.SESSION_TOKEN_STALE and claude_code.find_unportable_line(facts) is not None
    is_reported = (facts.credentials.keys.commented and accepted.stops_others) or is_token_apart
    return blocked(SINGLE_SOURCE, accepted) if is_reported else None


def _unusable_pin(facts: Facts) -> Finding | None:
    """Without credentials that AWS accepts, its answers say nothing of a model."""
    return None if _judge_credentials(facts).stops_others else claude_code.find_unusable_pin(facts)


# Claude Code would use what this run tested: the identity, the endpoint, and models that answer.
judge_single_source = build_rule(
    _chain_stopped,
    claude_code.find_refused_start,
    claude_code.find_unmet_condition,
    _api_key_of_the_run_is_empty,
    _flaw_of_the_keys,
    claude_code.find_unportable_line,
    claude_code.find_bypass,
    claude_code.find_failing_requests,
    _open_source,
    claude_code.find_failing_connection,
    _slow_export,
    claude_code.find_another_identity,
    claude_code.find_refused_sign_in,
    _unusable_pin,
    otherwise=claude_code.confirm_identity,
)
