"""Step 3: whether AWS accepts the credentials. STS and Bedrock both count; an API key is Bedrock's alone."""

from __future__ import annotations

from checkpoints.facts.answer import Answer
from checkpoints.facts.config_files import CONFIG_FILE, SHARED_CREDENTIALS
from checkpoints.facts.key_pair import KeyKind, Part
from checkpoints.guide.requirements import CREDENTIALS_VALID, Requirement
from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.rules import api_keys, evidence, remedies
from checkpoints.rules.diagnosis import CLOCK_TOLERANCE_S, Kind, diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, blocked, failed, message, passed, unverified
from checkpoints.rules.resolving import resolve

# Providers whose keys a person typed or pasted; those of all others come whole from AWS.
_PASTED = ("env", SHARED_CREDENTIALS, CONFIG_FILE)
_VARIABLES = {Part.ID: "AWS_ACCESS_KEY_ID", Part.SECRET: "AWS_SECRET_ACCESS_KEY", Part.TOKEN: "AWS_SESSION_TOKEN"}
_ACCEPTED = (Kind.NONE, Kind.IAM, Kind.ACCOUNT, Kind.REQUEST)


def valid(facts: Facts) -> Finding:
    """AWS accepts the credentials."""
    resolved = resolve(facts)
    if resolved.stops_others:
        return blocked(CREDENTIALS_VALID, resolved)
    if resolved.cause is not None:
        return unverified(CREDENTIALS_VALID, resolved.cause, resolved.detail, *resolved.evidence)
    is_api_key = facts.credentials.source is CredentialSource.BEDROCK_API_KEY
    return flaw(facts) or (_api_key(facts) if is_api_key else _keys(facts))


def stop(facts: Facts, row: Requirement) -> Finding | None:
    """The finding of a check that cannot be tried for want of credentials that AWS accepts; None where it can be."""
    accepted = valid(facts)
    if accepted.stops_others:
        return blocked(row, accepted)
    # A chain that ended in a fault of AWS's: what needs credentials is as unproven as they are.
    return None if resolve(facts).passed else accepted.with_(check=row.id)


def stop_listing(facts: Facts, row: Requirement) -> Finding | None:
    """The same for a check of the profiles alone: where AWS lists them it has taken the credentials, STS or not."""
    untried = not resolve(facts).passed or flaw(facts) is not None
    return None if not untried and facts.account.inference_profiles.answered else stop(facts, row)


def flaw(facts: Facts) -> Finding | None:
    """What can be seen wrong with a pasted key before AWS is asked."""
    if facts.credentials.source is CredentialSource.BEDROCK_API_KEY:
        return api_keys.flaw(facts)
    keys = facts.credentials.keys
    if facts.credentials.method not in _PASTED:
        return None
    if keys.placeholders:
        return _flawed(facts, Cause.PLACEHOLDER_CREDENTIALS, "credentials.placeholder", keys.placeholders)
    if keys.wrapped:
        return _flawed(facts, Cause.INVALID_CREDENTIALS, "credentials.wrapped", keys.wrapped)
    if keys.kind is KeyKind.TEMPORARY and not keys.has_token:
        return _flawed(facts, Cause.SESSION_TOKEN_MISSING, "credentials.token-missing", frozenset({Part.TOKEN}))
    if keys.kind is KeyKind.LONG_TERM and keys.has_token:
        return _flawed(facts, Cause.SESSION_TOKEN_STALE, "credentials.token-stale", frozenset({Part.TOKEN}))
    return None


def _flawed(facts: Facts, cause: Cause, key: str, parts: frozenset[Part]) -> Finding:
    names = [_VARIABLES[part] for part in Part if part in parts]
    if facts.credentials.method != "env":
        names = [name.lower() for name in names]
    shown = ", ".join(names)
    only_token = parts == {Part.TOKEN} and cause is not Cause.SESSION_TOKEN_MISSING
    remedy = remedies.token(facts.credentials) if only_token else remedies.keys(facts.credentials)
    return failed(
        CREDENTIALS_VALID, cause, message(key, names=shown, remedy=remedy), Evidence(shown, message(f"{key}.seen"))
    )


def _keys(facts: Facts) -> Finding:
    identity, profiles = facts.account.identity, facts.account.inference_profiles
    for answer in (identity, profiles):
        if diagnose(answer).kind is Kind.CREDENTIALS:
            return _refused(facts, answer)
    if identity.answered:
        # Only the resource part: the account's number is nobody's business.
        principal = str(identity.body["arn"]).split(":", 5)[-1]
        detail = message("credentials.accepted", principal=principal)
        return _passed(facts, detail, evidence.of(identity))
    if _proves_acceptance(profiles):
        detail = message("credentials.accepted-by-bedrock")
        found = _passed(facts, detail, evidence.of(profiles), evidence.of(identity))
        return found.with_(notes=(message("credentials.sts-silent"), *found.notes))
    unheard = evidence.unheard(CREDENTIALS_VALID, profiles, diagnose(profiles))
    return unheard.with_(evidence=(evidence.of(identity), evidence.of(profiles)))


def _api_key(facts: Facts) -> Finding:
    profiles = facts.account.inference_profiles
    diagnosis = diagnose(profiles)
    if diagnosis.kind is Kind.CREDENTIALS:
        return api_keys.refused(facts, profiles)
    if _proves_acceptance(profiles):
        return _passed(facts, message("credentials.api-key-accepted"), evidence.of(profiles))
    return evidence.unheard(CREDENTIALS_VALID, profiles, diagnosis)


def _refused(facts: Facts, answer: Answer) -> Finding:
    cause = diagnose(answer).cause
    if cause is Cause.INVALID_CREDENTIALS and facts.credentials.keys.is_example:
        detail = message("credentials.example-key", remedy=remedies.keys(facts.credentials))
        return failed(CREDENTIALS_VALID, Cause.PLACEHOLDER_CREDENTIALS, detail, evidence.of(answer))
    remedy = remedies.keys(facts.credentials)
    detail = message("credentials.refused", operation=answer.operation, code=answer.code, remedy=remedy)
    found = failed(CREDENTIALS_VALID, cause, detail, evidence.of(answer))
    return found.with_(notes=_clock(facts)) if cause is Cause.CLOCK_SKEW else found


def _proves_acceptance(answer: Answer) -> bool:
    """Whether Bedrock took the signature or key: it did its work, or refused for another reason in its own words."""
    kind = diagnose(answer).kind
    in_its_words = answer.status is not None and answer.code.endswith("Exception")
    return kind in _ACCEPTED or (kind is Kind.UNKNOWN and in_its_words)


def _passed(facts: Facts, detail: Message, *shown: Evidence) -> Finding:
    return passed(CREDENTIALS_VALID, detail, *shown).with_(notes=_clock(facts))


def _clock(facts: Facts) -> tuple[Message, ...]:
    """A clock that is off, told from the `Date` of the answers."""
    told = [answer.skew_s for answer in (facts.account.identity, facts.account.inference_profiles)]
    skew_s = next((skew for skew in told if skew is not None), 0.0)
    if abs(skew_s) <= CLOCK_TOLERANCE_S:
        return ()
    key = "credentials.clock-ahead" if skew_s > 0 else "credentials.clock-behind"
    return (message(key, minutes=round(abs(skew_s) / 60)),)
