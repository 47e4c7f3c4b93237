"""Step 3: no second source that makes Claude Code another caller than the one that this run tested."""

from __future__ import annotations

from checkpoints.facts.environment import BEARER, KEY_VARIABLES, Environment
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import chains
from checkpoints.rules.chains import Choice
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, blocked, failed, message, passed
from checkpoints.rules.resolving import resolve


def single(facts: Facts) -> Finding:
    """Claude Code would use the credentials that this run tested."""
    machine, resolved = facts.environment, resolve(facts)
    run, claude_code = chains.of_run(facts), chains.of_claude_code(machine)
    same = run.identity == claude_code.identity
    if resolved.stops_others:
        settings_choose = claude_code not in (chains.INSTANCE_ROLE, chains.NOTHING) and _settings(machine)
        return _conflict(facts, run, claude_code) if settings_choose and not same else blocked(SINGLE_SOURCE, resolved)
    if facts.credentials.bearer_is_empty:
        detail = message("sources.bearer-empty", run=run.shown)
        return failed(SINGLE_SOURCE, Cause.BEARER_TOKEN_EMPTY, detail, Evidence(BEARER, message("sources.is-empty")))
    if not same:
        return _conflict(facts, run, claude_code)
    evidence = Evidence(run.shown, message("sources.used-by-both"))
    return passed(SINGLE_SOURCE, message("sources.single", run=run.shown), evidence).with_(
        notes=(*_beside(facts, run, claude_code), *_hooks(machine))
    )


def _conflict(facts: Facts, run: Choice, claude_code: Choice) -> Finding:
    machine, found = facts.environment, facts.credentials
    settings = _settings(machine)
    remedy = _remedy(machine, settings)
    theirs = claude_code.shown
    if theirs == run.shown and settings:
        theirs = f"{theirs} ({machine.claude_code.overlay[settings[0]].shown})"
    ours = run.shown if found.source or found.error else "-"
    key = "sources.conflict" if ours != "-" else "sources.conflict-none"
    detail = message(key, run=ours, claude_code=theirs, remedy=remedy)
    evidence = (
        Evidence("boto3, AWS CLI", message("sources.uses", choice=ours)),
        Evidence("Claude Code", message("sources.uses", choice=theirs)),
        *(
            Evidence(machine.claude_code.overlay[name].shown, message("sources.sets", variable=name))
            for name in settings
        ),
    )
    return failed(SINGLE_SOURCE, Cause.CONFLICTING_SOURCES, detail, *evidence).with_(notes=_hooks(machine))


def _settings(machine: Environment) -> tuple[str, ...]:
    """The credential variables that Claude Code's settings change."""
    overlay = machine.claude_code.overlay
    return tuple(
        sorted(name for name in overlay.keys() & chains.VARIABLES if overlay[name].value or name in machine.variables)
    )


def _remedy(machine: Environment, settings: tuple[str, ...]) -> str:
    """The one command that brings both to one source."""
    variables = machine.variables
    if settings:
        return f"grep -n AWS_ {machine.claude_code.overlay[settings[0]].shown}"
    if variables.get("AWS_PROFILE") and machine.keys.is_complete:
        return f"unset {' '.join(name for name in KEY_VARIABLES if name in variables)}"
    if "AWS_DEFAULT_PROFILE" in variables:
        return 'export AWS_PROFILE="$AWS_DEFAULT_PROFILE"'
    return "aws configure list"


def _beside(facts: Facts, run: Choice, claude_code: Choice) -> tuple[Message, ...]:
    notes = []
    if run.shown != claude_code.shown:
        notes.append(message("sources.same-key", run=run.shown, claude_code=claude_code.shown))
    beside = [each for each in chains.others(facts) if each != claude_code.shown]
    if beside:
        notes.append(message("credentials.shadowed", sources=", ".join(beside)))
    return tuple(notes)


def _hooks(machine: Environment) -> tuple[Message, ...]:
    hooks = tuple(
        message("sources.hook", hook=name, file=shown) for name, shown in sorted(machine.claude_code.hooks.items())
    )
    unreadable = tuple(message("sources.settings-unreadable", file=shown) for shown in machine.claude_code.unreadable)
    return (*hooks, *unreadable)
