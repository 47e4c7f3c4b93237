"""Who holds a Bedrock API key: a user for a long-term one, whoever signed it for a short-term one."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qs

from checkpoints.facts.api_key import LONG_TERM_PREFIX, SHORT_TERM_PREFIX
from checkpoints.offline import account
from checkpoints.offline.account import RehearsedPrincipal
from checkpoints.offline.api_key_text import STAMP, write_short_term_key
from checkpoints.offline.stage import Stage
from checkpoints.offline.wire import RefusedError
from checkpoints.offline.world import World
from checkpoints.refusals import bearer_token


def mint_key(world: World) -> str | None:
    """The short-term key of a world, signed now; None where it has none."""
    wanted = world.short_term_key
    if wanted is None:
        return None
    secrets = {key.id: key.secret for key in world.keys} | {each.id: each.secret for each in world.sessions}
    secret = secrets[wanted.signed_by]
    issued = account.read_clock() - timedelta(seconds=wanted.age_s)
    return write_short_term_key(wanted.signed_by, secret, wanted.region, issued, wanted.lifetime_s)


def find_holder(stage: Stage, token: str, region: str) -> RehearsedPrincipal:
    """The principal behind an API key. Raises `RefusedError` for one that Bedrock does not accept."""
    if not token:
        raise RefusedError(bearer_token.EMPTY)
    if token.startswith(SHORT_TERM_PREFIX):
        return _signer(stage, token, region)
    if not token.startswith(LONG_TERM_PREFIX):
        raise RefusedError(bearer_token.NO_PREFIX)
    for key in stage.world.long_term_keys:
        if hmac.compare_digest(key.token, token):
            return account.find_user_principal(key.user)
    raise RefusedError(bearer_token.UNKNOWN)


def _signer(stage: Stage, token: str, region: str) -> RehearsedPrincipal:
    if stage.short_term_key is None or not hmac.compare_digest(stage.short_term_key, token):
        raise RefusedError(bearer_token.UNKNOWN)
    carried = base64.b64decode(token[len(SHORT_TERM_PREFIX) :]).decode()
    query = {name: values[0] for name, values in parse_qs(carried.partition("?")[2]).items()}
    key_id, _, signed_region = query["X-Amz-Credential"].split("/")[:3]
    issued = datetime.strptime(query["X-Amz-Date"], STAMP).replace(tzinfo=timezone.utc)
    if signed_region != region:
        raise RefusedError(bearer_token.UNKNOWN)
    if issued + timedelta(seconds=int(query["X-Amz-Expires"])) <= stage.aws_now():
        raise RefusedError(bearer_token.EXPIRED)
    principal = account.find_principal(key_id)
    if principal is None:
        raise RefusedError(bearer_token.UNKNOWN)
    return principal
