"""Step 4: `AWS_REGION` is the guide's Region, which lists inference profiles for both models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from checkpoints.client.javascript import trim_text
from checkpoints.client.place import Value
from checkpoints.client.view import ClientView
from checkpoints.facts.environment import Environment
from checkpoints.guide.edition import Edition
from checkpoints.guide.models import Model
from checkpoints.guide.requirements import (
    CREDENTIALS_TEST,
    MODEL_PROFILES,
    PROFILES_LISTED,
    REGION_EXPORTED,
    REGION_IS_GUIDE,
)
from checkpoints.guide.vocabulary import Cause, Origin
from checkpoints.rules.finding import Evidence, Finding, Message, blocked, failed, follow, judge_box, message, passed

if TYPE_CHECKING:
    from checkpoints.rules.facts import Facts

# -- the Region on the machine

VARIABLE = "AWS_REGION"
_SHOWN = 40  # characters of a value


class _OtherPlace(NamedTuple):
    """A Region set somewhere else than in `AWS_REGION`. shown: the place, as people know it; cause: of that place."""

    shown: str
    value: str
    cause: Cause


def judge_export(machine: Environment, view: ClientView, edition: Edition) -> Finding:
    """`AWS_REGION` is in the process environment."""
    found = _judge_export(machine, view, edition)
    if machine.origin is Origin.TERMINAL:
        return found
    from checkpoints.rules.unseen_terminal import leave_region_open

    return leave_region_open(machine, found)


def _judge_export(machine: Environment, view: ClientView, edition: Edition) -> Finding:
    value = machine.variables.get(VARIABLE)
    if value:
        shown = Evidence(VARIABLE, message("region.is", value=escape_value(value)))
        return passed(REGION_EXPORTED, message("region.exported", value=escape_value(value)), shown).with_(
            notes=_dotenv_notes(machine)
        )
    places = tuple(_places(machine, view))
    key = "region.empty" if VARIABLE in machine.variables else "region.not-exported"
    if places:
        key += "-but-elsewhere"
    where = ", ".join(f"{place.shown} ({escape_value(place.value)})" for place in places)
    detail = message(key, places=where, region_remedy=_export_command(edition))
    evidence = tuple(Evidence(place.shown, message("region.is", value=escape_value(place.value))) for place in places)
    found = failed(REGION_EXPORTED, places[0].cause if places else Cause.REGION_MISSING, detail, *evidence)
    return found.with_(notes=tuple(_hints(machine)), guide_notes=(message("region.guide-fallback"),) if places else ())


def judge_value(machine: Environment, view: ClientView, edition: Edition) -> Finding:
    """`AWS_REGION` is the guide's Region, for this shell and under Claude Code's settings."""
    exported = judge_export(machine, view, edition)
    if exported.stops_others:
        return blocked(REGION_IS_GUIDE, exported)
    value, over = machine.variables.get(VARIABLE, ""), _setting(view)
    if exported.passed and value != edition.region:
        return _other(value, VARIABLE, _export_command(edition), view)
    if over is not None and not over.text:
        file = str(over.place.file)
        detail = message("region.cancelled", file=file, region_remedy=over.place.removal)
        return failed(REGION_IS_GUIDE, Cause.REGION_MISSING, detail, Evidence(file, message("region.cancels")))
    if over is not None and trim_text(over.text) != edition.region:
        file = str(over.place.file)
        return _other(over.text, file, over.place.removal, view)
    if not exported.passed:  # in a remote run, where nothing that holds in every terminal settles it
        return exported.with_(check=REGION_IS_GUIDE.id)
    shown = Evidence(VARIABLE, message("region.is", value=value))
    return passed(REGION_IS_GUIDE, message("region.is-guide", value=value), shown)


def escape_value(value: str) -> str:
    """A value in printable ASCII, everything else escaped, cut to 40 characters."""
    escaped = value.encode("unicode_escape").decode("ascii")
    return escaped if len(escaped) <= _SHOWN else f"{escaped[:_SHOWN]}..."


def _setting(view: ClientView) -> Value | None:
    """The Region that Claude Code's settings put in the place of the shell's."""
    value = view.variables.get(VARIABLE)
    return value if value is not None and value.place.file else None


def _places(machine: Environment, view: ClientView) -> Iterator[_OtherPlace]:
    """The other places that set a Region; the first one's cause is the finding's."""
    profiles, files = machine.files.profiles, machine.files
    for name in dict.fromkeys(filter(None, (machine.profile_name, "default"))):
        profile = profiles.get(name)
        if profile and profile.region:
            yield _OtherPlace(f"{files.config.shown} [{name}]", profile.region, Cause.REGION_ONLY_IN_CONFIG)
    default = machine.variables.get("AWS_DEFAULT_REGION")
    if default:
        yield _OtherPlace("AWS_DEFAULT_REGION", default, Cause.REGION_ONLY_IN_DEFAULT_VARIABLE)
    if machine.dotenv.region:
        yield _OtherPlace(".env", machine.dotenv.region, Cause.REGION_ONLY_IN_DOTENV)
    setting = _setting(view)
    if setting is not None and setting.text:
        yield _OtherPlace(str(setting.place.file), setting.text, Cause.REGION_MISSING)


def _hints(machine: Environment) -> Iterator[Message]:
    if machine.near_misses:
        yield message("region.near-miss", names=", ".join(machine.near_misses))
    if machine.shell_files:
        yield message("region.other-shell", files=", ".join(machine.shell_files))
    if not machine.dotenv.readable:
        yield message("region.dotenv-unreadable")


def _dotenv_notes(machine: Environment) -> tuple[Message, ...]:
    names = machine.dotenv.names
    return (message("region.dotenv-unused", names=", ".join(names)),) if names else ()


def _other(value: str, place: str, remedy: str, view: ClientView) -> Finding:
    reason = _malformed(value)
    key = f"region.malformed.{reason}" if reason else "region.other"
    cause = Cause.REGION_MALFORMED if reason else Cause.REGION_NOT_GUIDE
    detail = message(key, value=escape_value(value), place=place, region_remedy=remedy)
    found = failed(REGION_IS_GUIDE, cause, detail, Evidence(place, message("region.is", value=escape_value(value))))
    return found.with_(notes=(_describe_use(value, place, view),)) if reason else found


def _describe_use(value: str, place: str, view: ClientView) -> Message:
    """What Claude Code does with a value of no Region's form: it trims it, passes it over, or fails with it."""
    used = view.region
    source = "Claude Code" if used.place is None else used.place.file or used.place.name
    if source != place:
        return message("region.client-ignores", used=escape_value(used.name), source=source)
    if used.name != value and _malformed(used.name) is None:
        return message("region.client-trims", used=used.name)
    return message("region.client-takes", used=escape_value(used.name))


def _export_command(edition: Edition) -> str:
    return f"keep {VARIABLE}={edition.region}"


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


# -- the Region's inference profiles
# What judges them is imported when they are asked for: the Region alone needs none of it.


def judge_profiles_listed(facts: Facts) -> Finding:
    """`list-inference-profiles` in the guide's Region lists Claude profiles."""
    from checkpoints.rules import profiles

    stopped = _stop_without_credentials(facts)
    if stopped is not None:
        return stopped
    if profiles.read_list(facts).answer.answered:
        return profiles.judge_list(facts)
    from checkpoints.rules.permissions import judge_model_permissions  # only for a caller who gets no list
    from checkpoints.rules.probes import is_list_denied

    return (
        blocked(PROFILES_LISTED, judge_model_permissions(facts))
        if is_list_denied(facts)
        else profiles.judge_list(facts)
    )


def _stop_without_credentials(facts: Facts) -> Finding | None:
    """What stops the list without credentials that AWS accepts: where AWS lists profiles, it has accepted them."""
    from checkpoints.rules import keys, step3

    is_tried = step3.judge_chain(facts).passed and keys.find_flaw(facts) is None
    if is_tried and facts.account.inference_profiles.answered:
        return None
    return step3.stop_without_credentials(facts, PROFILES_LISTED)


def judge_model_profiles(facts: Facts) -> Finding:
    """A profile exists for each of the two models, or for the newer one that stands in for a retired one."""
    from checkpoints.rules import profiles

    listed = judge_profiles_listed(facts)
    if not listed.passed:
        return follow(MODEL_PROFILES, listed)
    shown: list[Evidence] = []
    notes: list[Message] = []
    for model in facts.edition.models:
        route = profiles.find_route(facts, model.bedrock_id)
        if route.is_unlisted:
            from checkpoints.rules import step1

            access, called = step1.judge_guide_model(facts, model), step1.find_called_model(facts, model)
            if called == model.bedrock_id:
                return _without(facts, model, access)
            notes += access.guide_notes
            route = profiles.find_route(facts, called)
            if route.is_unlisted:
                return _without(facts, model, access)
        if route.is_in_doubt:
            return profiles.judge_unreadable(facts, MODEL_PROFILES)
        shown.append(
            Evidence("bedrock:ListInferenceProfiles", message("profiles.holds", model=model.name, id=route.profile.id))
        )
    return passed(MODEL_PROFILES, message("profiles.both"), *shown).with_(guide_notes=tuple(notes))


def _without(facts: Facts, model: Model, access: Finding) -> Finding:
    """A model without a profile is this check's own failure, unless the model itself is proven to be gone."""
    from checkpoints.rules import profiles
    from checkpoints.rules.models import AGED

    return blocked(MODEL_PROFILES, access) if access.cause in AGED else profiles.judge_missing_profile(facts, model)


def judge_credentials_test(facts: Facts) -> Finding:
    """The guide's first box, which its fourth step describes: the credentials test prints a list of profiles."""
    from checkpoints.rules import step3

    return judge_box(
        CREDENTIALS_TEST, step3.judge_chain(facts), step3.judge_acceptance(facts), judge_profiles_listed(facts)
    )
