"""Step 3: what few settings of Claude Code lead to: no start, failing requests, no way to AWS, unusable pins.

Most machines have none of them, and a run on those does not load this.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from checkpoints.client.changed_requests import Change, find_change, find_change_of_shell, find_refused_turns
from checkpoints.client.connection import (
    find_aws_bundle,
    find_cancelled_proxy,
    find_exemption,
    find_store_limit,
    name_host,
)
from checkpoints.client.custom_headers import HeaderTrouble, find_header_trouble
from checkpoints.client.model_pins import Pin, PinKind, name_model
from checkpoints.client.place import Place, Value, Values
from checkpoints.client.start_conditions import StartConditions
from checkpoints.client.switches import (
    CUSTOM_HEADERS,
    find_doubtful_timeout,
    find_short_chain_timeout,
    find_short_timeout,
)
from checkpoints.client.thinking import find_low_output_limit
from checkpoints.client.view import SEEN_WITH, ClientView
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, failed, message, unverified

if TYPE_CHECKING:
    from checkpoints.facts.client_connection import ConnectionOutcome


def judge_conditions(facts: Facts, conditions: StartConditions | None) -> Finding | None:
    """The first condition that is not met, or of which nobody knows whether it is."""
    folder = facts.claude_code.closed_folder
    if folder is not None:
        return _bypassed("start.folder-closed", folder, "folder")
    return conditions and (
        _forbidden(conditions)
        or _refused_version(facts, conditions)
        or _missing_sandbox(facts, conditions)
        or _refused_root(facts, conditions)
        or _judge_administrator(facts, conditions)
    )


def _report(
    judge: Callable[..., Finding], cause: Cause, key: str, at: Place, case: str = "", **more: object
) -> Finding:
    """The finding of what stands at a place. judge: `failed` or `unverified`; more: values of the text."""
    detail = message(key, **{"name": at.name, "place": at.shown, "remedy": at.removal, **more})
    return judge(SINGLE_SOURCE, cause, detail, Evidence(at.shown, detail), case=case)


_bypassed = partial(_report, failed, Cause.CLAUDE_CODE_BYPASSED)
_leave_open = partial(_report, unverified, Cause.NOT_PERMITTED_TO_LOOK)

# Without a model of one of these families Claude Code does not start.
_FAMILIES = frozenset({"sonnet", "opus", "haiku"})


def _judge_administrator(facts: Facts, conditions: StartConditions) -> Finding | None:
    """Models that an administrator denies, and settings that a program of the administrator's makes."""
    denied = conditions.denied
    # Where a family is denied, another one is used; where a model is, another one of its family.
    pins = {pin.family: name_model(pin.profile_id) for pin in facts.edition.pins}
    if denied:
        names = {name_model(each) for each in denied.text.split(",")}
        if names >= _FAMILIES:
            return _bypassed("start.models-denied", denied.place, "forbidden")
        if pins.get("sonnet") in names or names >= pins.keys():
            return _leave_open("start.model-denied", denied.place, "administrator")
    return _leave_open("start.policy-helper", conditions.helper, "administrator") if conditions.helper else None


def _refused_root(facts: Facts, conditions: StartConditions) -> Finding | None:
    at = conditions.no_root
    return _bypassed("start.root-refused", at, "root") if at is not None and facts.claude_code.is_root else None


def _forbidden(conditions: StartConditions) -> Finding | None:
    at = conditions.forbidden
    return _bypassed("start.bedrock-forbidden", at, "forbidden") if at is not None else None


def _refused_version(facts: Facts, conditions: StartConditions) -> Finding | None:
    installed = facts.claude_code.version
    bound = conditions.find_refusal(installed or SEEN_WITH.rpartition(" ")[2])
    if bound is None:
        return None
    remedy = "claude update" if bound is conditions.least else f"claude install {bound.text.strip().removeprefix('v')}"
    key, report = ("refused", _bypassed) if installed else ("unknown", _leave_open)
    return report(f"start.version-{key}", bound.place, "version", remedy=remedy, bound=bound.text, version=installed)


def _missing_sandbox(facts: Facts, conditions: StartConditions) -> Finding | None:
    missing = ", ".join(facts.claude_code.missing_programs)
    if conditions.sandbox is None or not missing:
        return None
    return _bypassed("start.sandbox-missing", conditions.sandbox, "sandbox", programs=missing)


# -- what spoils each request


def judge_requests(facts: Facts, variables: Values) -> Finding | None:
    """A time limit that no model can keep, a header that AWS or HTTP refuses, or a request unlike this run's."""
    headers = variables.get(CUSTOM_HEADERS)
    broken, doubtful = facts.claude_code.broken_certificate, find_doubtful_timeout(variables)
    return (
        _judge_time_limits(facts, variables)
        or (_judge_headers(facts, headers) if headers else None)
        or _judge_change(facts, variables)
        or _judge_output_limit(facts, variables)
        or (_bypassed("bypass.certificate", broken) if broken else None)
        or (
            _report(unverified, Cause.TIMEOUT, "bypass.timeout-doubtful", doubtful.place, "time-limit")
            if doubtful
            else None
        )
    )


def _judge_time_limits(facts: Facts, variables: Values) -> Finding | None:
    """A limit that no model can keep, or one that the credentials have not kept in this run."""
    short = find_short_timeout(variables)
    if short is not None:
        return _bypassed("bypass.timeout", short.place, "timeout")
    waiting = find_short_chain_timeout(variables, facts.claude_code.chain_s)
    if waiting is None or not _asks_for_credentials(facts):
        return None
    return _bypassed("bypass.chain-timeout", waiting.place)


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
        return _leave_open(f"bypass.{trouble.value}", headers.place, "extra-body")
    return _bypassed(f"bypass.{trouble.value}", headers.place, "header") if trouble else None


def _judge_change(facts: Facts, variables: Values) -> Finding | None:
    """A variable with which no request is sent, or which leads requests past AWS, or changes them."""
    view, shell = facts.claude_code.view, facts.environment.variables
    found = (
        find_change_of_shell(shell, has_keys=_signs_with_keys_of_shell(view))
        or find_refused_turns(view.at_start)
        or find_change(variables)
    )
    if found is None:
        return None
    change, value = found
    if change is Change.BODY:  # which AWS may know or not
        return _leave_open(f"bypass.{change.value}", value.place, "extra-body")
    return _bypassed(f"bypass.{change.value}", value.place, "debugger" if change is Change.DEBUGGER else "")


def _signs_with_keys_of_shell(view: ClientView) -> bool:
    place = view.identity.place
    is_of_variables = view.identity.source in (CredentialSource.ENVIRONMENT, CredentialSource.BEDROCK_API_KEY)
    return is_of_variables and place is not None and place.file is None and view.export is None


def _judge_output_limit(facts: Facts, variables: Values) -> Finding | None:
    """A limit of output tokens that leaves the model of the first prompt too few to think with."""
    model = _name_first_model(facts)
    limit = find_low_output_limit(variables, model)
    return _bypassed("bypass.output-limit", limit.place, "output-limit", model=model) if limit else None


def _name_first_model(facts: Facts) -> str:
    """The model that the first prompt goes to, once the next section of the guide has pinned its own; id or ARN."""
    pin, next_pins = facts.claude_code.view.pins.first, {each.family: each.profile_id for each in facts.edition.pins}
    return next_pins.get(pin.tier, pin.model) if pin else next_pins.get("sonnet", "")


# -- the way to AWS


def judge_connection(facts: Facts, connection: ConnectionOutcome) -> Finding | None:
    """Certificates that AWS tools alone trust, or a proxy that Claude Code alone uses and that leads nowhere."""
    from checkpoints.facts.client_connection import ConnectionOutcome

    if connection not in (ConnectionOutcome.UNTRUSTED, ConnectionOutcome.UNREACHED):
        return None
    found = _judge_certificates(facts) if connection is ConnectionOutcome.UNTRUSTED else None
    return found or _judge_proxy(facts.claude_code.view, facts.edition.region)


def _judge_certificates(facts: Facts) -> Finding | None:
    """Certificates that AWS tools alone trust, or public ones that Claude Code is kept from trusting."""
    view = facts.claude_code.view
    bundle = find_aws_bundle(facts.environment.variables, view.profile_keys)
    if bundle:
        remedy = shlex.join(("keep", f"NODE_EXTRA_CA_CERTS={bundle.text}"))
        detail = message("sources.untrusted", name=bundle.place.name, remedy=remedy)
        shown = Evidence(bundle.place.name, detail)
        return failed(SINGLE_SOURCE, Cause.ENDPOINT_UNREACHABLE, detail, shown, case="certificates")
    limit = find_store_limit(view.variables)
    return _unreachable("sources.no-public-certificates", limit.place, "no-public-certificates") if limit else None


def _judge_proxy(view: ClientView, region: str) -> Finding | None:
    """The proxy that Claude Code alone uses, or alone does not use."""
    refused = view.refused_proxy
    if refused is not None:
        return _unreachable("sources.proxy-refused", refused.place, "own-proxy")
    past = find_exemption(view.variables, name_host(region)) or find_cancelled_proxy(view.variables)
    setting, case = (past, "past-proxy") if past else (view.proxy_setting, "own-proxy")
    return _unreachable(f"sources.{case}", setting.place, case) if setting else None


_unreachable = partial(_report, failed, Cause.ENDPOINT_UNREACHABLE)


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
    if not pin.model:
        return _report(failed, Cause.MODEL_PIN_UNUSABLE, "pins.blank", pin.place, "blank", pin=pin.written)
    refusal = _find_refusal(facts, pin.model, pin.kind)
    if refusal is None or any(_find_refusal(facts, each, PinKind.PROFILE) is None for each in pin.instead):
        return None
    reason, evidence = refusal
    place, remedy = pin.place.shown, pin.place.removal
    detail = message("pins.unusable", place=place, pin=pin.written, remedy=remedy, reason=reason)
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
