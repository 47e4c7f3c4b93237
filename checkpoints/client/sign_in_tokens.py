"""The tokens that `aws sso login` and `aws login` keep on disk: where Claude Code looks for them, and which it refuses.

The rules are those of the AWS SDK for JavaScript (`token-providers` fromSso, `credential-provider-login`). botocore
takes an SSO token until its last second, and looks at the fields of a login token only once it renews it.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hashlib import sha1

from checkpoints.client.identity import Identity
from checkpoints.client.locations import LOGIN_CACHE, Files, find_home, login_token
from checkpoints.client.place import Place, Values
from checkpoints.guide.vocabulary import CredentialSource

# The SDK renews a token in its last five minutes; Claude Code is started a minute after a run.
_ENDING = timedelta(minutes=6)
_TO_RENEW = ("clientId", "clientSecret", "refreshToken")
_OF_LOGIN = ("clientId", "refreshToken", "dpopKey")


def find_refused_token(
    identity: Identity, profile: Values, variables: Values, home: str | None, files: Files, now: datetime
) -> Place | None:
    """The place that names the sign-in whose token Claude Code refuses; None for one that it takes or nobody has.

    identity: what signs with the token; profile: the keys of its profile. now: aware.
    """
    folder = find_home(variables, home)
    if identity.source is CredentialSource.SSO and "sso_session" in profile:
        session = profile["sso_session"]
        name = sha1(session.text.encode(), usedforsecurity=False).hexdigest()
        token = _read(files, f"{folder}/.aws/sso/cache/{name}.json")
        return session.place if _is_ending(token, now) and not all(map(token.get, _TO_RENEW)) else None
    if identity.source is CredentialSource.LOGIN:
        session = profile["login_session"]
        cache = variables.get(LOGIN_CACHE)
        directory = cache.text if cache else f"{folder}/.aws/login/cache"
        token = _read(files, login_token(directory, session.text))
        return session.place if token and not all(map(token.get, _OF_LOGIN)) else None
    return None


def _read(files: Files, path: str) -> dict[str, object]:
    """The fields of a token, none where there is none."""
    try:
        found = json.loads(files.content(path) or b"")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_ending(token: dict[str, object], now: datetime) -> bool:
    try:
        ends = datetime.fromisoformat(str(token.get("expiresAt")).replace("UTC", "Z").replace("Z", "+00:00"))
    except ValueError:
        return False
    return (ends if ends.tzinfo else ends.astimezone()) - now < _ENDING
