"""Step 3: the default chain finds credentials, AWS accepts them, and Claude Code would use the same."""

from __future__ import annotations

from checkpoints.facts.environment import BEARER, KEY_VARIABLES, Environment
from checkpoints.guide.requirements import CREDENTIALS_VALID, SINGLE_SOURCE, Requirement
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.credentials.chain import judge_chain
from checkpoints.rules.credentials.claude_code import NOTHING, choose_claude_code_source
from checkpoints.rules.credentials.keys import find_flaw, judge_answers
from checkpoints.rules.credentials.sources import (
    CREDENTIAL_VARIABLES,
    INSTANCE_ROLE,
    ChosenSource,
    identify_run_source,
    list_unused_sources,
)
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import (
    Evidence,
    Finding,
    Message,
    blocked,
    build_rule,
    failed,
    message,
    passed,
    unverified,
)

__all__ = [
    "find_flaw",
    "judge_acceptance",
    "judge_chain",
    "judge_single_source",
    "stop_listing_without_credentials",
    "stop_without_credentials",
]


# -- AWS accepts the credentials


@derived_once
def judge_acceptance(facts: Facts) -> Finding:
    """AWS accepts the credentials."""
    return _judge_credentials(facts)


def _chain_without_credentials(facts: Facts) -> Finding | None:
    resolved = judge_chain(facts)
    if resolved.stops_others:
        return blocked(CREDENTIALS_VALID, resolved)
    if resolved.cause is not None:
        return unverified(CREDENTIALS_VALID, resolved.cause, resolved.detail, *resolved.evidence)
    return None


_judge_credentials = build_rule(_chain_without_credentials, find_flaw, otherwise=judge_answers)


def stop_without_credentials(facts: Facts, row: Requirement) -> Finding | None:
    """The finding of a check that cannot be tried without credentials that AWS accepts; None where it can be tried."""
    accepted = judge_acceptance(facts)
    if accepted.stops_others:
        return blocked(row, accepted)
    # A chain that ended in a fault of AWS's: what needs credentials is as unproven as they are.
    return None if judge_chain(facts).passed else accepted.with_(check=row.id)


def stop_listing_without_credentials(facts: Facts, row: Requirement) -> Finding | None:
    """The same for a check of the listed profiles alone: where AWS lists them, it has accepted the credentials."""
    untried = not judge_chain(facts).passed or find_flaw(facts) is not None
    if not untried and facts.account.inference_profiles.answered:
        return None
    return stop_without_credentials(facts, row)


# -- Claude Code would use the same


def judge_single_source(facts: Facts) -> Finding:
    """Claude Code would use the credentials that this run tested."""
    run, claude_code = identify_run_source(facts), choose_claude_code_source(facts.environment)
    return _judge_sources(facts, run, claude_code)


def _settings_name_another(facts: Facts, run: ChosenSource, claude_code: ChosenSource) -> Finding | None:
    """Where this run has no credentials, Claude Code's settings may still name some."""
    if not judge_chain(facts).stops_others or run.identity == claude_code.identity:
        return None
    names_a_source = claude_code not in (INSTANCE_ROLE, NOTHING) and _changed_variables(facts.environment)
    return _conflict(facts, run, claude_code) if names_a_source else None


def _no_credentials(facts: Facts, run: ChosenSource, claude_code: ChosenSource) -> Finding | None:
    resolved = judge_chain(facts)
    return blocked(SINGLE_SOURCE, resolved) if resolved.stops_others else None


def _empty_api_key(facts: Facts, run: ChosenSource, claude_code: ChosenSource) -> Finding | None:
    if not facts.credentials.bearer_is_empty:
        return None
    detail = message("sources.bearer-empty", run=run.shown)
    return failed(SINGLE_SOURCE, Cause.BEARER_TOKEN_EMPTY, detail, Evidence(BEARER, message("sources.is-empty")))


def _another_identity(facts: Facts, run: ChosenSource, claude_code: ChosenSource) -> Finding | None:
    return None if run.identity == claude_code.identity else _conflict(facts, run, claude_code)


def _same_identity(facts: Facts, run: ChosenSource, claude_code: ChosenSource) -> Finding:
    notes = []
    if run.shown != claude_code.shown:
        notes.append(message("sources.same-key", run=run.shown, claude_code=claude_code.shown))
    unused = [each for each in list_unused_sources(facts) if each != claude_code.shown]
    if unused:
        notes.append(message("credentials.shadowed", sources=", ".join(unused)))
    evidence = Evidence(run.shown, message("sources.used-by-both"))
    found = passed(SINGLE_SOURCE, message("sources.single", run=run.shown), evidence)
    return found.with_(notes=(*notes, *_settings_notes(facts.environment)))


_judge_sources = build_rule(
    _settings_name_another, _no_credentials, _empty_api_key, _another_identity, otherwise=_same_identity
)


def _conflict(facts: Facts, run: ChosenSource, claude_code: ChosenSource) -> Finding:
    machine, overlay = facts.environment, facts.environment.claude_code.overlay
    changed = _changed_variables(machine)
    theirs = claude_code.shown
    if theirs == run.shown and changed:
        theirs = f"{theirs} ({overlay[changed[0]].shown})"
    broken_or_found = facts.credentials.source or facts.credentials.error
    ours, key = (run.shown, "sources.conflict") if broken_or_found else ("-", "sources.conflict-none")
    detail = message(key, run=ours, claude_code=theirs, remedy=_remedy(machine, changed))
    evidence = (
        Evidence("boto3, AWS CLI", message("sources.uses", choice=ours)),
        Evidence("Claude Code", message("sources.uses", choice=theirs)),
        *(Evidence(overlay[name].shown, message("sources.sets", variable=name)) for name in changed),
    )
    found = failed(SINGLE_SOURCE, Cause.CONFLICTING_SOURCES, detail, *evidence)
    return found.with_(notes=_settings_notes(machine))


def _changed_variables(machine: Environment) -> tuple[str, ...]:
    """The credential variables that Claude Code's settings change."""
    overlay = machine.claude_code.overlay
    named = overlay.keys() & CREDENTIAL_VARIABLES
    return tuple(sorted(name for name in named if overlay[name].value or name in machine.variables))


def _remedy(machine: Environment, changed: tuple[str, ...]) -> str:
    """The one command that brings both to one source."""
    variables = machine.variables
    if changed:
        return f"grep -n AWS_ {machine.claude_code.overlay[changed[0]].shown}"
    if variables.get("AWS_PROFILE") and machine.keys.is_complete:
        return f"unset {' '.join(name for name in KEY_VARIABLES if name in variables)}"
    if "AWS_DEFAULT_PROFILE" in variables:
        return 'export AWS_PROFILE="$AWS_DEFAULT_PROFILE"'
    return "aws configure list"


def _settings_notes(machine: Environment) -> tuple[Message, ...]:
    """Settings of Claude Code that fetch credentials, and files of settings that cannot be read."""
    settings = machine.claude_code
    hooks = (message("sources.hook", hook=name, file=shown) for name, shown in sorted(settings.hooks.items()))
    unreadable = (message("sources.settings-unreadable", file=shown) for shown in settings.unreadable)
    return (*hooks, *unreadable)
