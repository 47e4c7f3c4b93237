"""Step 3: the default chain finds credentials, AWS accepts them, and Claude Code would use the same."""

from __future__ import annotations

from checkpoints.facts.environment import BEARER, KEY_VARIABLES
from checkpoints.guide.requirements import CREDENTIALS_VALID, SINGLE_SOURCE, Requirement
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.credentials.chain import judge_chain
from checkpoints.rules.credentials.claude_code import find_claude_code_source, is_same_identity
from checkpoints.rules.credentials.keys import find_flaw, judge_answers
from checkpoints.rules.credentials.portability import find_unportable_line
from checkpoints.rules.credentials.settings import (
    find_bypass,
    find_changed_variables,
    find_conflict_remedy,
    find_unknown_command,
    write_notes,
)
from checkpoints.rules.credentials.sources import identify_run_source, list_unused_sources
from checkpoints.rules.facts import Facts, derived_once
from checkpoints.rules.finding import (
    Evidence,
    Finding,
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
    """Claude Code would use what this run tested: the identity, the endpoint, and models that answer."""
    return _judge_sources(facts)


def _no_credentials(facts: Facts) -> Finding | None:
    resolved = judge_chain(facts)
    return blocked(SINGLE_SOURCE, resolved) if resolved.stops_others else None


def _empty_api_key(facts: Facts) -> Finding | None:
    if not facts.credentials.bearer_is_empty:
        return None
    run = identify_run_source(facts.credentials, facts.environment)
    detail = message("sources.bearer-empty", run=run.shown)
    return failed(SINGLE_SOURCE, Cause.BEARER_TOKEN_EMPTY, detail, Evidence(BEARER, message("sources.is-empty")))


def _flaw_of_the_keys(facts: Facts) -> Finding | None:
    """A comment behind a key: the AWS CLI alone takes it for a part of the key, which is told of the key."""
    is_told = facts.credentials.keys.commented and judge_acceptance(facts).stops_others
    return blocked(SINGLE_SOURCE, judge_acceptance(facts)) if is_told else None


def _another_identity(facts: Facts) -> Finding | None:
    return None if is_same_identity(facts) else _conflict(facts)


def _unusable_pin(facts: Facts) -> Finding | None:
    if judge_acceptance(facts).stops_others:
        return None
    # Here, since most machines pin nothing, and a run of this step alone need not wait for the import.
    if not facts.claude_code.view.pins.every:
        return None
    from checkpoints.rules.pins import find_unusable_pin

    return find_unusable_pin(facts)


def _same_identity(facts: Facts) -> Finding:
    run, theirs = identify_run_source(facts.credentials, facts.environment), find_claude_code_source(facts)
    notes = []
    if run.shown != theirs.shown:
        notes.append(message("sources.same-key", run=run.shown, claude_code=theirs.shown))
    unused = [each for each in list_unused_sources(facts) if each != theirs.shown]
    if unused:
        notes.append(message("credentials.shadowed", sources=", ".join(unused)))
    evidence = Evidence(run.shown, message("sources.used-by-both"))
    found = passed(SINGLE_SOURCE, message("sources.single", run=run.shown), evidence)
    return found.with_(notes=(*notes, *write_notes(facts)))


_judge_sources = build_rule(
    _no_credentials,
    _empty_api_key,
    _flaw_of_the_keys,
    find_unportable_line,
    find_bypass,
    find_unknown_command,
    _another_identity,
    _unusable_pin,
    otherwise=_same_identity,
)


def _conflict(facts: Facts) -> Finding:
    machine, seen = facts.environment, facts.claude_code.view.variables
    changed = find_changed_variables(facts)
    places = [seen[name].place for name in changed]
    ours, theirs = identify_run_source(machine=machine, found=facts.credentials).shown, find_claude_code_source(facts)
    shown = f"{theirs.shown} ({places[0].file})" if theirs.shown == ours and places else theirs.shown
    settings = places[0] if places else None
    key = "sources.conflict" if theirs.word else "sources.conflict-nothing"
    detail = message(key, run=ours, claude_code=shown, remedy=find_conflict_remedy(machine, settings, KEY_VARIABLES))
    evidence = (
        Evidence("boto3, AWS CLI", message("sources.uses", choice=ours)),
        Evidence("Claude Code", message("sources.uses", choice=shown)),
        *(Evidence(str(place.file), message("sources.sets", variable=place.name)) for place in places),
    )
    found = failed(SINGLE_SOURCE, Cause.CONFLICTING_SOURCES, detail, *evidence)
    return found.with_(notes=write_notes(facts))
