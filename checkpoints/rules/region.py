"""Step 4: `AWS_REGION` is exported, and it is the guide's Region."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checkpoints.facts.environment import Environment
from checkpoints.guide.models import REGION
from checkpoints.guide.requirements import REGION_EXPORTED, REGION_IS_GUIDE
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules.finding import Evidence, Finding, Message, blocked, failed, message, passed

VARIABLE = "AWS_REGION"
EXPORT = f"export {VARIABLE}={REGION}"
_SHOWN = 40  # characters of a value


@dataclass(frozen=True, slots=True)
class Place:
    """Where a Region stands instead of in `AWS_REGION`. shown: as people know it; cause: what that place means."""

    shown: str
    value: str
    cause: Cause


def exported(machine: Environment) -> Finding:
    """`AWS_REGION` is in the process environment."""
    value = machine.variables.get(VARIABLE)
    if value:
        shown = Evidence(VARIABLE, message("region.is", value=visible(value)))
        return passed(REGION_EXPORTED, message("region.exported", value=visible(value)), shown).with_(
            notes=_unused(machine)
        )
    places = tuple(_places(machine))
    key = "region.empty" if VARIABLE in machine.variables else "region.not-exported"
    if places:
        key += "-but-elsewhere"
    where = ", ".join(f"{place.shown} ({visible(place.value)})" for place in places)
    detail = message(key, places=where, region_remedy=EXPORT)
    evidence = tuple(Evidence(place.shown, message("region.is", value=visible(place.value))) for place in places)
    found = failed(REGION_EXPORTED, places[0].cause if places else Cause.REGION_MISSING, detail, *evidence)
    return found.with_(notes=tuple(_hints(machine)), guide_notes=(message("region.guide-fallback"),) if places else ())


def is_guide(machine: Environment) -> Finding:
    """`AWS_REGION` is us-east-1, for this shell and under Claude Code's settings."""
    first = exported(machine)
    if not first.passed:
        return blocked(REGION_IS_GUIDE, first)
    value = machine.variables[VARIABLE]
    over = machine.claude_code.overlay.get(VARIABLE)
    if value != REGION:
        return _other(value, VARIABLE)
    if over is not None and not over.value:
        detail = message("region.cancelled", file=over.shown, region_remedy=_look_into(over.shown))
        return failed(REGION_IS_GUIDE, Cause.REGION_MISSING, detail, Evidence(over.shown, message("region.cancels")))
    if over is not None and over.value != REGION:
        return _other(over.value, over.shown)
    return passed(
        REGION_IS_GUIDE, message("region.is-guide", value=REGION), Evidence(VARIABLE, message("region.is", value=value))
    )


def visible(value: str) -> str:
    """A value with everything that does not print in ASCII escaped, cut to a length that a line holds."""
    escaped = value.encode("unicode_escape").decode("ascii")
    return escaped if len(escaped) <= _SHOWN else f"{escaped[:_SHOWN]}..."


def _places(machine: Environment) -> Iterator[Place]:
    """Where else a Region stands, in the order in which the causes count."""
    profiles, files = machine.files.profiles, machine.files
    for name in dict.fromkeys(filter(None, (machine.profile_name, "default"))):
        profile = profiles.get(name)
        if profile and profile.region:
            yield Place(f"{files.config.shown} [{name}]", profile.region, Cause.REGION_ONLY_IN_CONFIG)
    default = machine.variables.get("AWS_DEFAULT_REGION")
    if default:
        yield Place("AWS_DEFAULT_REGION", default, Cause.REGION_ONLY_IN_DEFAULT_VARIABLE)
    if machine.dotenv.region:
        yield Place(".env", machine.dotenv.region, Cause.REGION_ONLY_IN_DOTENV)
    setting = machine.claude_code.overlay.get(VARIABLE)
    if setting is not None and setting.value:
        yield Place(setting.shown, setting.value, Cause.REGION_MISSING)


def _hints(machine: Environment) -> Iterator[Message]:
    if machine.near_misses:
        yield message("region.near-miss", names=", ".join(machine.near_misses))
    if machine.shell_files:
        yield message("region.other-shell", files=", ".join(machine.shell_files))
    if not machine.dotenv.readable:
        yield message("region.dotenv-unreadable")


def _unused(machine: Environment) -> tuple[Message, ...]:
    names = machine.dotenv.names
    return (message("region.dotenv-unused", names=", ".join(names)),) if names else ()


def _other(value: str, place: str) -> Finding:
    reason = _malformed(value)
    key = f"region.malformed.{reason}" if reason else "region.other"
    cause = Cause.REGION_MALFORMED if reason else Cause.REGION_NOT_GUIDE
    remedy = EXPORT if place == VARIABLE else _look_into(place)
    detail = message(key, value=visible(value), place=place, region_remedy=remedy)
    return failed(REGION_IS_GUIDE, cause, detail, Evidence(place, message("region.is", value=visible(value))))


def _look_into(settings: str) -> str:
    """The command that shows where Claude Code's settings say it."""
    return f"grep -n {VARIABLE} {settings}"


# What is wrong with a value, the first that fits; each is a text under `region.malformed`.
_REASONS = (
    ("line-end", r"[\r\n]"),
    ("space", r"\s"),
    ("quotes", r"[\"'`“”‘’]"),
    ("hyphen", r"[\u00ad\u2010-\u2015\u2212\uff0d\ufe63]"),
    ("characters", r"[^\x21-\x7e]"),
    ("capitals", r"[A-Z]"),
    ("zone", r"^[a-z]{2,4}(?:-[a-z]+)+-\d+[a-z]$"),
    ("underscore", r"_"),
    ("name", r"^(?![a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$)"),
)


def _malformed(value: str) -> str | None:
    return next((reason for reason, pattern in _REASONS if re.search(pattern, value)), None)
