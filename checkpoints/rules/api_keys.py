"""Step 3, option E: what is wrong with a Bedrock API key, seen before Bedrock is asked or told by its refusal."""

from __future__ import annotations

from collections.abc import Mapping

from checkpoints.facts.answer import Answer
from checkpoints.facts.api_key import ApiKeyTrouble
from checkpoints.facts.environment import BEARER
from checkpoints.guide.models import REGION
from checkpoints.guide.requirements import CREDENTIALS_VALID
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import evidence, remedies
from checkpoints.rules.diagnosis import diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, failed, message
from checkpoints.rules.resolving import instant

# What a refusal meant for keys means for an API key.
_OF_API_KEYS: Mapping[Cause | None, Cause] = {
    Cause.INVALID_CREDENTIALS: Cause.BEARER_TOKEN_REJECTED,
    Cause.EXPIRED_CREDENTIALS: Cause.BEARER_TOKEN_EXPIRED,
    Cause.BEARER_TOKEN_EMPTY: Cause.BEARER_TOKEN_REJECTED,
}


def flaw(facts: Facts) -> Finding | None:
    """What the key itself tells against it; None where it tells nothing."""
    key = facts.credentials.api_key
    if key is None:
        return None
    if key.trouble is ApiKeyTrouble.PLACEHOLDER:
        detail = message("credentials.placeholder", names=BEARER, remedy=remedies.TYPE_API_KEY)
        shown = Evidence(BEARER, message("credentials.placeholder.seen"))
        return failed(CREDENTIALS_VALID, Cause.PLACEHOLDER_CREDENTIALS, detail, shown)
    if key.trouble is not None:
        detail = message(f"credentials.api-key-{key.trouble.value.replace(' ', '-')}")
        return failed(CREDENTIALS_VALID, Cause.BEARER_TOKEN_MALFORMED, detail, Evidence(BEARER, detail))
    if key.expires_at is not None and key.expires_at <= facts.now:
        detail = message("credentials.api-key-expired", at=instant(key.expires_at))
        return failed(CREDENTIALS_VALID, Cause.BEARER_TOKEN_EXPIRED, detail, Evidence(BEARER, detail))
    if key.region is not None and key.region != REGION:
        detail = message("credentials.api-key-elsewhere", region=key.region)
        return failed(CREDENTIALS_VALID, Cause.BEARER_TOKEN_WRONG_REGION, detail, Evidence(BEARER, detail))
    return None


def refused(facts: Facts, answer: Answer) -> Finding:
    """The finding for a key that Bedrock does not accept."""
    cause = diagnose(answer).cause
    cause = _OF_API_KEYS.get(cause, cause)
    key = facts.credentials.api_key
    if cause is Cause.BEARER_TOKEN_REJECTED and key is not None and not key.is_base64:
        cause = Cause.BEARER_TOKEN_MALFORMED
    detail = message("credentials.refused", operation=answer.operation, code=answer.code)
    return failed(CREDENTIALS_VALID, cause, detail, evidence.of(answer))
