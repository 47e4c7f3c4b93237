"""Step 3: credentials that are missing, half, wrong, old, or two at once."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide.models import REGION
from checkpoints.offline.scenarios import well
from checkpoints.offline.scenarios.cast import (
    ACCOUNT,
    AT_HOME,
    ATTENDEE,
    EXPORTED,
    GUIDE_POLICY,
    KEY,
    KEY_ID,
    OTHER_KEY_ID,
    OTHER_SECRET,
    ROLE_ACCOUNT,
    ROLE_NAME,
    SECRET,
    SESSION,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
    configured,
    exported,
)
from checkpoints.offline.world import Key, Machine, Scenario, ShortTermKey, User

_TEMPORARY = replace(ROLE_ACCOUNT, sessions=(SESSION,))
_EXPIRED = replace(ROLE_ACCOUNT, sessions=(replace(SESSION, expires_in_s=-600.0),))
# What nobody knows: right in shape.
_FOREIGN_KEY_ID = "AKIAREHEARSALKEYQQQQ"
_FOREIGN_API_KEY = well.API_KEY[:-8] + "bm9ib2R5"
_OTHER = replace(
    ACCOUNT,
    users=(ATTENDEE, User("colleague", attached=(GUIDE_POLICY,))),
    keys=(KEY, Key(OTHER_KEY_ID, OTHER_SECRET, "colleague")),
)
_KEY_LINES = f"aws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n"
_SECTION = f"aws_access_key_id = {OTHER_KEY_ID}\naws_secret_access_key = {OTHER_SECRET}\n"
_FAILING = "import sys\nsys.exit('the password manager is locked')\n"


def _with_api_key(token: str) -> Machine:
    return Machine({**EXPORTED, "AWS_BEARER_TOKEN_BEDROCK": token})


SCENARIOS = (
    Scenario("no-credentials", ACCOUNT, Machine(EXPORTED)),
    Scenario("half-keys", ACCOUNT, Machine({**EXPORTED, "AWS_ACCESS_KEY_ID": KEY_ID})),
    Scenario(
        "half-keys-in-file",
        ACCOUNT,
        Machine(EXPORTED, {".aws/credentials": f"[default]\naws_access_key_id = {KEY_ID}\n"}),
    ),
    Scenario("placeholder-keys", ACCOUNT, Machine(exported("your-access-key-id", "your-secret-access-key"))),
    Scenario("unknown-keys", ACCOUNT, Machine(exported(_FOREIGN_KEY_ID))),
    Scenario("wrong-secret", ACCOUNT, Machine(EXPORTED, configured(secret=OTHER_SECRET))),
    Scenario("expired-token", _EXPIRED, Machine(exported(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN))),
    Scenario("session-token-missing", _TEMPORARY, Machine(exported(TEMPORARY_KEY_ID, TEMPORARY_SECRET))),
    Scenario("session-token-stale", ACCOUNT, Machine(exported(KEY_ID, SECRET, SESSION_TOKEN))),
    Scenario("profile-unknown", ACCOUNT, Machine({**EXPORTED, "AWS_PROFILE": "workshop"}, configured())),
    Scenario(
        "profile-section-misnamed",
        ACCOUNT,
        Machine(
            {**EXPORTED, "AWS_PROFILE": "workshop"},
            {".aws/config": f"[workshop]\nregion = {REGION}\n{_KEY_LINES}"},
        ),
    ),
    Scenario(
        "config-broken",
        ACCOUNT,
        Machine(EXPORTED, {**configured(), ".aws/config": f"[default\nregion = {REGION}\n"}),
    ),
    Scenario(
        "sso-never-logged-in",
        well.SSO_ACCOUNT,
        Machine({**EXPORTED, "AWS_PROFILE": "workshop"}, {".aws/config": well.SSO_CONFIG}),
    ),
    Scenario(
        "sso-expired",
        well.SSO_ACCOUNT,
        Machine(
            {**EXPORTED, "AWS_PROFILE": "workshop"},
            {".aws/config": well.SSO_CONFIG, **well.sso_cache("2026-01-01T00:00:00Z")},
        ),
    ),
    Scenario(
        "sso-role-not-assigned",
        replace(well.SSO_ACCOUNT, sso_roles={well.SSO_TOKEN: ""}),
        Machine(
            {**EXPORTED, "AWS_PROFILE": "workshop"},
            {".aws/config": well.SSO_CONFIG, **well.sso_cache("2099-01-01T00:00:00Z")},
        ),
    ),
    Scenario("login-needed", well.LOGIN_ACCOUNT, Machine(EXPORTED, {".aws/config": well.LOGIN_CONFIG})),
    Scenario(
        "crt-missing",
        well.LOGIN_ACCOUNT,
        Machine({**EXPORTED, "BOTO_DISABLE_CRT": "true"}, {".aws/config": well.LOGIN_CONFIG, **well.login_cache()}),
    ),
    Scenario(
        "credential-process-fails",
        ACCOUNT,
        Machine(EXPORTED, {".aws/config": well.PROCESS_CONFIG, well.PROCESS: _FAILING}),
    ),
    Scenario("web-identity-token-missing", well.WEB_ACCOUNT, Machine(well.WEB_VARIABLES)),
    Scenario("container-credentials-fail", ACCOUNT, Machine(well.CONTAINER_VARIABLES)),
    Scenario(
        "assume-role-denied",
        replace(well.ASSUME_ACCOUNT, users=(ATTENDEE,)),
        Machine(EXPORTED, {".aws/config": well.ASSUME_CONFIG, **well.SOURCE_KEYS}),
    ),
    Scenario("api-key-empty", ACCOUNT, Machine({**EXPORTED, "AWS_BEARER_TOKEN_BEDROCK": ""}, configured())),
    Scenario("api-key-malformed", well.API_KEY_ACCOUNT, _with_api_key("rehearsal-key-of-another-maker")),
    Scenario("api-key-rejected", well.API_KEY_ACCOUNT, _with_api_key(_FOREIGN_API_KEY)),
    Scenario(
        "api-key-expired",
        replace(well.SHORT_TERM_ACCOUNT, short_term_key=ShortTermKey(KEY_ID, age_s=50_000)),
        _with_api_key("<short-term-key>"),
    ),
    Scenario(
        "api-key-other-region",
        replace(well.SHORT_TERM_ACCOUNT, short_term_key=ShortTermKey(KEY_ID, region="us-west-2")),
        _with_api_key("<short-term-key>"),
    ),
    Scenario(
        "two-identities",
        _OTHER,
        Machine({**exported(), "AWS_PROFILE": "other"}, {".aws/credentials": f"[other]\n{_SECTION}"}),
    ),
    Scenario(
        "keys-shadow-instance-role",
        replace(ROLE_ACCOUNT, instance_role=ROLE_NAME),
        Machine(
            {**well.ON_INSTANCE.variables, **exported(_FOREIGN_KEY_ID)},
        ),
    ),
    Scenario(
        "claude-code-other-profile",
        _OTHER,
        Machine(
            exported(),
            {
                ".aws/credentials": f"[other]\n{_SECTION}",
                ".claude/settings.json": '{"env": {"AWS_PROFILE": "other"}}\n',
            },
        ),
    ),
    Scenario("clock-behind", replace(ACCOUNT, clock_ahead_s=3600.0), AT_HOME),
)
