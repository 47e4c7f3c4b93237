"""Step 3: what few settings of Claude Code lead to: no start, failing requests, no way to AWS, unusable pins.

Most machines have none of them, and a run on those does not load this.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from checkpoints.client import SEEN_WITH, Pin, PinKind, Place
from checkpoints.client.changed_requests import Change, find_change
from checkpoints.client.connection import find_aws_bundle, find_cancelled_proxy, find_exemption, is_refused, name_host
from checkpoints.client.custom_headers import HeaderTrouble, find_header_trouble
from checkpoints.client.model_pins import name_model
from checkpoints.client.place import Value, Values
from checkpoints.client.start_conditions import StartConditions
from checkpoints.client.switches import (
    CUSTOM_HEADERS,
    find_doubtful_timeout,
    find_short_chain_timeout,
    find_short_timeout,
)
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message, unverified

if TYPE_CHECKING:
    from checkpoints.facts.client_connection import ConnectionOutcome


def judge_conditions(facts: Facts, conditions: StartConditions) -> Finding | None:
    """The first condition that is not met, or of which nobody knows whether it is."""
    return (
        _forbidden(conditions)
        or _refused_version(facts, conditions)
        or _missing_sandbox(facts, conditions)
        or _refused_root(facts, conditions)
        or _judge_administrator(facts, conditions)
    )


# Without a model of one of these families Claude Code does not start.
_FAMILIES = frozenset({"sonnet", "opus", "haiku"})


def _judge_administrator(facts: Facts, conditions: StartConditions) -> Finding | None:
    """Models that an administrator denies, and settings that a program of the administrator's makes."""
    denied = conditions.denied
    # Where a family is denied, another one is used; where a model is, another one of its family.
    pins = {pin.family: name_model(pin.profile_id) for pin in facts.edition.pins}
    if denied:
        place = denied.place.shown
        names = {name_model(each) for each in denied.text.split(",")}
        if names >= _FAMILIES:
            detail = message("start.models-denied", name=denied.place.name, place=place)
            found = failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, Evidence(place, detail))
            return found.with_(case="forbidden")
        if pins.get("sonnet") in names or names >= pins.keys():
            return _leave_to_administrator("start.model-denied", denied.place)
    return _leave_to_administrator("start.policy-helper", conditions.helper) if conditions.helper else None


def _leave_to_administrator(key: str, at: Place) -> Finding:
    place = at.shown
    detail = message(key, name=at.name, place=place)
    found = unverified(SINGLE_SOURCE, Cause.NOT_PERMITTED_TO_LOOK, detail, Evidence(place, detail))
    return found.with_(case="administrator")


def _refused_root(facts: Facts, conditions: StartConditions) -> Finding | None:
    if conditions.no_root is None or not facts.claude_code.is_root:
        return None
    place = conditions.no_root.shown
    detail = message("start.root-refused", name=conditions.no_root.name, place=place)
    return failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, Evidence(place, detail)).with_(case="root")


def _forbidden(conditions: StartConditions) -> Finding | None:
    if conditions.forbidden is None:
        return None
    place = conditions.forbidden.shown
    detail = message("start.bedrock-forbidden", name=conditions.forbidden.name, place=place)
    found = failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, Evidence(place, detail))
    return found.with_(case="forbidden")


def _refused_version(facts: Facts, conditions: StartConditions) -> Finding | None:
    installed = facts.claude_code.version
    version = installed or SEEN_WITH.rpartition(" ")[2]
    bound = conditions.find_refusal(version)
    if bound is None:
        return None
    remedy = "claude update" if bound is conditions.least else f"claude install {bound.text.strip().removeprefix('v')}"
    values = {"name": bound.place.name, "place": bound.place.shown, "bound": bound.text, "remedy": remedy}
    if not installed:
        detail = message("start.version-unknown", **values)
        evidence = Evidence(bound.place.shown, detail)
        found = unverified(SINGLE_SOURCE, Cause.NOT_PERMITTED_TO_LOOK, detail, evidence)
    else:
        detail = message("start.version-refused", version=installed, **values)
        evidence = Evidence(bound.place.shown, detail)
        found = failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, evidence)
    return found.with_(case="version")


def _missing_sandbox(facts: Facts, conditions: StartConditions) -> Finding | None:
    missing = ", ".join(facts.claude_code.missing_programs)
    if conditions.sandbox is None or not missing:
        return None
    place = conditions.sandbox.shown
    detail = message("start.sandbox-missing", name=conditions.sandbox.name, place=place, programs=missing)
    found = failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, Evidence(place, detail))
    return found.with_(case="sandbox")


# -- what spoils each request


def judge_requests(facts: Facts, variables: Values) -> Finding | None:
    """A time limit that no model can keep, a header that AWS or HTTP refuses, or a request unlike this run's."""
    short = find_short_timeout(variables)
    if short is not None:
        return _spoiled(short.place, "timeout", "timeout")
    waiting = find_short_chain_timeout(variables, facts.claude_code.chain_s)
    if waiting is not None and _asks_for_credentials(facts):
        return _tell_change(waiting.place, "chain-timeout")
    headers = variables.get(CUSTOM_HEADERS)
    return (
        (_judge_headers(facts, headers) if headers else None)
        or _judge_change(variables)
        or _judge_certificate(facts.claude_code.broken_certificate)
        or _leave_timeout_open(variables)
    )


def _leave_timeout_open(variables: Values) -> Finding | None:
    """A time limit within which a model may begin to answer or not."""
    limit = find_doubtful_timeout(variables)
    if limit is None:
        return None
    values = {"name": limit.place.name, "place": limit.place.shown, "remedy": limit.place.removal}
    detail = Message("bypass.timeout-doubtful", values)
    found = unverified(SINGLE_SOURCE, Cause.TIMEOUT, detail, Evidence(limit.place.shown, detail))
    return found.with_(case="time-limit")


def _judge_certificate(variable: Place | None) -> Finding | None:
    """A certificate of Claude Code's own with which no connection comes about."""
    if variable is None:
        return None
    return _tell_change(variable, "certificate")


def _tell_change(variable: Place, key: str) -> Finding:
    place = variable.shown
    detail = Message(f"bypass.{key}", {"name": variable.name, "place": place, "remedy": variable.removal})
    return failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, Evidence(place, detail))


# What Claude Code has in its hands at once, or bounds by itself.
_AT_ONCE = (None, CredentialSource.BEDROCK_API_KEY, CredentialSource.ENVIRONMENT, CredentialSource.LOGIN)


def _asks_for_credentials(facts: Facts) -> bool:
    """Whether a command or a service gives Claude Code its credentials, within the time that is left to the chain."""
    view = facts.claude_code.view
    return view.export is None and view.identity.source not in _AT_ONCE and view.keys is None


def _judge_headers(facts: Facts, headers: Value) -> Finding | None:
    found = facts.credentials
    signs = found.source is not CredentialSource.BEDROCK_API_KEY
    trouble = find_header_trouble(headers.text, signs=signs, has_token=found.keys.has_token)
    if trouble is HeaderTrouble.UNKNOWN:
        return _leave_request_open(headers.place, trouble.value)
    return _spoiled(headers.place, trouble.value, "header") if trouble else None


def _judge_change(variables: Values) -> Finding | None:
    """A variable that leads requests past AWS, or changes them."""
    found = find_change(variables)
    if found is None:
        return None
    change, value = found
    return (
        _leave_request_open(value.place, change.value)
        if change is Change.BODY
        else _tell_change(value.place, change.value)
    )


def _leave_request_open(variable: Place, key: str) -> Finding:
    """What a variable adds to each request, which AWS may know or not."""
    values = {"name": variable.name, "place": variable.shown, "remedy": variable.removal}
    detail = Message(f"bypass.{key}", values)
    opened = unverified(SINGLE_SOURCE, Cause.NOT_PERMITTED_TO_LOOK, detail, Evidence(variable.shown, detail))
    return opened.with_(case="extra-body")


def _spoiled(place: Place, key: str, case: str) -> Finding:
    values = {"name": place.name, "place": place.shown, "remedy": place.removal}
    detail = Message(f"bypass.{key}", values)
    evidence = Evidence(place.shown, detail)
    return failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, evidence).with_(case=case)


# -- the way to AWS


def judge_connection(facts: Facts, connection: ConnectionOutcome) -> Finding | None:
    """Certificates that AWS tools alone trust, or a proxy that Claude Code alone uses and that leads nowhere."""
    from checkpoints.facts.client_connection import ConnectionOutcome

    if connection is ConnectionOutcome.UNTRUSTED:
        bundle = find_aws_bundle(facts.environment.variables, facts.claude_code.view.profile_keys)
        name, file = (bundle.place.name, bundle.text) if bundle else ("-", "")
        remedy = shlex.join(("keep", f"NODE_EXTRA_CA_CERTS={file}"))
        detail = message("sources.untrusted", name=name, remedy=remedy)
        found = failed(SINGLE_SOURCE, Cause.ENDPOINT_UNREACHABLE, detail, Evidence(name, detail))
        return found.with_(case="certificates")
    if connection is not ConnectionOutcome.UNREACHED:
        return None
    view = facts.claude_code.view
    if view.proxy_setting and is_refused(view.proxy_setting):
        return _tell_proxy(view.proxy_setting.place, "proxy-refused", "own-proxy")
    past = find_exemption(view.variables, name_host(facts.edition.region)) or find_cancelled_proxy(view.variables)
    setting, case = (past, "past-proxy") if past else (view.proxy_setting, "own-proxy")
    return _tell_proxy(setting.place, case, case) if setting else None


def _tell_proxy(at: Place, key: str, case: str) -> Finding:
    place = at.shown
    detail = message(f"sources.{key}", name=at.name, place=place, remedy=at.removal)
    return failed(SINGLE_SOURCE, Cause.ENDPOINT_UNREACHABLE, detail, Evidence(place, detail)).with_(case=case)


# -- pinned models


def judge_pins(facts: Facts, pins: Sequence[Pin]) -> Finding | None:
    """The first pin of a model that AWS refuses; models that are judged anyway are not asked again.

    An alias that the next section of the guide pins a model for is no pin of another one.
    """
    # Here as below: a run of this step alone need not wait for what judges models.
    from checkpoints.rules.access import choose_subject

    judged = {choose_subject(facts, model).route.profile.id for model in facts.edition.models}
    families = {pin.family for pin in facts.edition.pins}
    unusable = (_judge_pin(facts, pin) for pin in pins if pin.model not in judged and pin.tier not in families)
    return next((found for found in unusable if found is not None), None)


def _judge_pin(facts: Facts, pin: Pin) -> Finding | None:
    place = pin.place.shown
    values = {"place": place, "pin": pin.written, "remedy": pin.place.removal}
    if not pin.model:
        detail = Message("pins.blank", {**values, "name": pin.place.name})
        return failed(SINGLE_SOURCE, Cause.MODEL_PIN_UNUSABLE, detail, Evidence(place, detail), case="blank")
    refusal = _find_refusal(facts, pin.model, pin.kind)
    if refusal is None or any(_find_refusal(facts, each, PinKind.PROFILE) is None for each in pin.instead):
        return None
    reason, evidence = refusal
    detail = Message("pins.unusable", {**values, "reason": reason})
    return failed(SINGLE_SOURCE, Cause.MODEL_PIN_UNUSABLE, detail, evidence)


def _find_refusal(facts: Facts, called: str, kind: PinKind) -> tuple[str, Evidence] | None:
    """Why AWS refuses a model, None where it does not or nobody knows. called: id or ARN."""
    from checkpoints.rules.models import find_refusal_of_id, find_refusal_of_model
    from checkpoints.rules.profiles import find_route, read_profiles

    prefix, _, model_id = called.partition(".")
    if kind is not PinKind.PROFILE or prefix not in facts.edition.profile_prefixes:
        return find_refusal_of_id(facts, called, is_profile=kind is PinKind.PROFILE)
    refusal = find_refusal_of_model(facts, model_id)
    if refusal is None and find_route(facts, model_id).profile.id != called:  # the model has another one as well
        is_listed = any(each.id == called for each in read_profiles(facts))
        refusal = find_refusal_of_id(facts, called, is_profile=is_listed)
    return refusal
