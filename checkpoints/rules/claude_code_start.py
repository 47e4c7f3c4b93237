"""Step 3: what settings ask for before Claude Code starts, and what spoils each of its requests."""

from __future__ import annotations

from checkpoints.client import SEEN_WITH, Place
from checkpoints.client.custom_headers import find_header_trouble
from checkpoints.client.place import Values
from checkpoints.client.start_conditions import StartConditions
from checkpoints.client.switches import CUSTOM_HEADERS, find_short_timeout
from checkpoints.guide.requirements import SINGLE_SOURCE
from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.rules.credential_sources import find_remedy, show_place
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message, unverified


def judge_conditions(facts: Facts, conditions: StartConditions) -> Finding | None:
    """The first condition that is not met, or of which nobody knows whether it is."""
    return _refused_version(facts, conditions) or _missing_sandbox(facts, conditions)


def _refused_version(facts: Facts, conditions: StartConditions) -> Finding | None:
    installed = facts.claude_code.version
    version = installed or SEEN_WITH.rpartition(" ")[2]
    bound = conditions.find_refusal(version)
    if bound is None:
        return None
    remedy = "claude update" if bound is conditions.least else f"claude install {bound.text.strip().removeprefix('v')}"
    values = {"name": bound.place.name, "place": show_place(bound.place), "bound": bound.text, "remedy": remedy}
    if not installed:
        detail = message("start.version-unknown", **values)
        evidence = Evidence(show_place(bound.place), detail)
        found = unverified(SINGLE_SOURCE, Cause.NOT_PERMITTED_TO_LOOK, detail, evidence)
    else:
        detail = message("start.version-refused", version=installed, **values)
        evidence = Evidence(show_place(bound.place), detail)
        found = failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, evidence)
    return found.with_(case="version")


def _missing_sandbox(facts: Facts, conditions: StartConditions) -> Finding | None:
    missing = ", ".join(facts.claude_code.missing_programs)
    if conditions.sandbox is None or not missing:
        return None
    place = show_place(conditions.sandbox)
    detail = message("start.sandbox-missing", name=conditions.sandbox.name, place=place, programs=missing)
    found = failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, Evidence(place, detail))
    return found.with_(case="sandbox")


# -- what spoils each request


def judge_requests(facts: Facts, variables: Values) -> Finding | None:
    """A time limit that no model can keep, or a header that AWS or HTTP refuses."""
    short = find_short_timeout(variables)
    if short is not None:
        return _spoiled(short.place, "timeout", "timeout")
    headers = variables.get(CUSTOM_HEADERS)
    if headers is None:
        return None
    found = facts.credentials
    signs = found.source is not CredentialSource.BEDROCK_API_KEY
    trouble = find_header_trouble(headers.text, signs=signs, has_token=found.keys.has_token)
    return _spoiled(headers.place, trouble.value, "header") if trouble else None


def _spoiled(place: Place, key: str, case: str) -> Finding:
    values = {"name": place.name, "place": show_place(place), "remedy": find_remedy(place)}
    detail = Message(f"bypass.{key}", values)
    evidence = Evidence(show_place(place), detail)
    return failed(SINGLE_SOURCE, Cause.CLAUDE_CODE_BYPASSED, detail, evidence).with_(case=case)
