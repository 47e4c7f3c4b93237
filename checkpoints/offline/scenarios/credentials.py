"""Step 3: credentials that are missing, half, wrong, old, or two at once."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.offline.scenarios.baseline import (
    KEY,
    KEY_ID,
    OTHER_KEY_ID,
    OTHER_SECRET,
    ROLE_NAME,
    SECRET,
    SESSION,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
    Baseline,
)
from checkpoints.offline.scenarios.sources import (
    API_KEY,
    FAR,
    PROCESS,
    SHORT_TERM_KEY,
    SOURCE_KEYS,
    SSO_TOKEN,
    Sources,
    write_login_cache,
)
from checkpoints.offline.world import Fault, Key, Machine, Scenario, ShortTermKey, User
from checkpoints.refusals import sso
from checkpoints.refusals.refusal import ErrorReply

# What nobody knows: right in shape.
_FOREIGN_KEY_ID = "AKIAREHEARSALKEYQQQQ"
_FOREIGN_API_KEY = API_KEY[:-8] + "bm9ib2R5"
_OTHER_API_KEY = "rehearsal-key-of-another-maker"
_KEY_LINES = f"aws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n"
_SECTION = f"aws_access_key_id = {OTHER_KEY_ID}\naws_secret_access_key = {OTHER_SECRET}\n"
# What no row of the known refusals tells.
_NEW_WORDS = ErrorReply(403, "AccessDeniedException", "Access to this resource was refused.")
_EXPIRED_KEYS = "import json\nprint(json.dumps({}))\n".format(
    {
        "Version": 1,
        "AccessKeyId": TEMPORARY_KEY_ID,
        "SecretAccessKey": TEMPORARY_SECRET,
        "SessionToken": SESSION_TOKEN,
        "Expiration": "2026-01-01T00:00:00Z",
    }
)
_TWICE = "[default]\noutput = json\n[default]\noutput = yaml\n"
_FAILING = "import sys\nsys.exit('the password manager is locked')\n"


def write_scenarios(base: Baseline) -> tuple[Scenario, ...]:
    """The scenarios of an edition of the guide."""
    at_home = base.played_at_home
    sources = Sources(base)
    temporary = replace(base.role_account, sessions=(SESSION,))
    expired = replace(base.role_account, sessions=(replace(SESSION, expires_in_s=-600.0),))
    other = replace(
        base.account,
        users=(base.attendee, User("colleague", attached=(base.guide_policy,))),
        keys=(KEY, Key(OTHER_KEY_ID, OTHER_SECRET, "colleague")),
    )

    return (
        Scenario("no-credentials", base.account, base.machine()),
        Scenario("half-keys", base.account, base.machine(AWS_ACCESS_KEY_ID=KEY_ID)),
        Scenario(
            "half-keys-in-file",
            base.account,
            base.machine({".aws/credentials": f"[default]\naws_access_key_id = {KEY_ID}\n"}),
        ),
        Scenario(
            "placeholder-keys", base.account, Machine(base.export("your-access-key-id", "your-secret-access-key"))
        ),
        Scenario(
            "secret-with-comment",
            base.account,
            base.machine(base.configure(secret=f"{SECRET} # 내 키")),
        ),
        Scenario("keys-in-brackets", base.account, Machine(base.export(f"<{KEY_ID}>", f"<{SECRET}>"))),
        Scenario("unknown-keys", base.account, Machine(base.export(_FOREIGN_KEY_ID))),
        Scenario("wrong-secret", base.account, base.machine(base.configure(secret=OTHER_SECRET))),
        Scenario("expired-token", expired, Machine(base.export(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN))),
        Scenario("session-token-missing", temporary, Machine(base.export(TEMPORARY_KEY_ID, TEMPORARY_SECRET))),
        Scenario("session-token-stale", base.account, Machine(base.export(KEY_ID, SECRET, SESSION_TOKEN))),
        Scenario("profile-unknown", base.account, base.machine(base.configure(), AWS_PROFILE="workshop")),
        Scenario(
            "profile-section-misnamed",
            base.account,
            base.machine({".aws/config": f"[workshop]\nregion = {base.region}\n{_KEY_LINES}"}, AWS_PROFILE="workshop"),
        ),
        Scenario(
            "config-broken",
            base.account,
            base.machine({**base.configure(), ".aws/config": f"[default\nregion = {base.region}\n"}),
        ),
        Scenario("config-section-twice", base.account, base.machine({**base.configure(), ".aws/config": _TWICE})),
        Scenario(
            "several-profiles",
            base.account,
            base.machine({".aws/credentials": f"[home]\n{_KEY_LINES}[work]\n{_SECTION}"}),
        ),
        Scenario("misspelt-key-variables", base.account, base.machine(AWS_ACCESS_KEY=KEY_ID, AWS_SECRET_KEY=SECRET)),
        Scenario(
            "windows-path",
            base.account,
            base.machine(base.configure(), AWS_SHARED_CREDENTIALS_FILE="C:\\Users\\attendee\\.aws\\credentials"),
        ),
        Scenario(
            "metadata-disabled",
            replace(base.role_account, instance_role=ROLE_NAME),
            Machine({**sources.on_instance.variables, "AWS_EC2_METADATA_DISABLED": "true"}),
        ),
        Scenario(
            "sso-session-misspelt",
            sources.sso_account,
            base.machine(
                {
                    ".aws/config": sources.sso_config.replace("[sso-session workshop]", "[sso-session workshoop]"),
                    **sources.write_sso_cache(FAR),
                },
                AWS_PROFILE="workshop",
            ),
        ),
        Scenario(
            "sso-never-logged-in",
            sources.sso_account,
            base.machine({".aws/config": sources.sso_config}, AWS_PROFILE="workshop"),
        ),
        Scenario(
            "sso-expired",
            sources.sso_account,
            sources.use_sso("2026-01-01T00:00:00Z"),
        ),
        Scenario(
            "sso-role-not-assigned",
            replace(sources.sso_account, sso_roles={SSO_TOKEN: ""}),
            sources.use_sso(FAR),
        ),
        Scenario(
            "sso-account-unknown",
            replace(sources.sso_account, faults=(Fault("sso:GetRoleCredentials", sso.ACCOUNT_UNKNOWN),)),
            sources.use_sso(FAR),
        ),
        Scenario("login-needed", sources.login_account, base.machine({".aws/config": sources.login_config})),
        Scenario(
            "crt-missing",
            sources.login_account,
            base.machine({".aws/config": sources.login_config, **write_login_cache()}, BOTO_DISABLE_CRT="true"),
        ),
        Scenario(
            "credential-process-fails",
            base.account,
            base.machine({".aws/config": sources.process_config, PROCESS: _FAILING}),
        ),
        Scenario(
            "credential-process-needs-shell",
            base.account,
            base.machine(
                {".aws/config": "[default]\ncredential_process = cat $HOME/keys.json | tail -1\n" + sources.region_line}
            ),
        ),
        Scenario(
            "credential-process-expired",
            temporary,
            base.machine({".aws/config": sources.process_config, PROCESS: _EXPIRED_KEYS}),
        ),
        Scenario("web-identity-token-missing", sources.web_account, Machine(sources.web_variables)),
        Scenario("container-credentials-fail", base.account, Machine(sources.container_variables)),
        Scenario(
            "assume-role-denied",
            replace(sources.assume_account, users=(base.attendee,)),
            base.machine({".aws/config": sources.assume_config, **SOURCE_KEYS}),
        ),
        Scenario("api-key-empty", base.account, base.machine(base.configure(), AWS_BEARER_TOKEN_BEDROCK="")),
        Scenario(
            "api-key-malformed",
            sources.api_key_account,
            base.machine(AWS_BEARER_TOKEN_BEDROCK=_OTHER_API_KEY),
        ),
        Scenario("api-key-rejected", sources.api_key_account, base.machine(AWS_BEARER_TOKEN_BEDROCK=_FOREIGN_API_KEY)),
        Scenario(
            "api-key-refused-in-new-words",
            replace(sources.api_key_account, faults=(Fault("bedrock:*", _NEW_WORDS),)),
            base.machine(AWS_BEARER_TOKEN_BEDROCK=API_KEY),
        ),
        Scenario(
            "api-key-expired",
            replace(sources.short_term_account, short_term_key=ShortTermKey(KEY_ID, base.region, age_s=50_000)),
            base.machine(AWS_BEARER_TOKEN_BEDROCK=SHORT_TERM_KEY),
        ),
        Scenario(
            "api-key-other-region",
            replace(sources.short_term_account, short_term_key=ShortTermKey(KEY_ID, base.catalogue.farther)),
            base.machine(AWS_BEARER_TOKEN_BEDROCK=SHORT_TERM_KEY),
        ),
        Scenario(
            "two-identities",
            other,
            Machine({**base.export(), "AWS_PROFILE": "other"}, {".aws/credentials": f"[other]\n{_SECTION}"}),
        ),
        Scenario(
            "keys-shadow-instance-role",
            replace(base.role_account, instance_role=ROLE_NAME),
            Machine({**sources.on_instance.variables, **base.export(_FOREIGN_KEY_ID)}),
        ),
        Scenario(
            "claude-code-other-profile",
            other,
            Machine(
                base.export(),
                {
                    ".aws/credentials": f"[other]\n{_SECTION}",
                    ".claude/settings.json": '{"env": {"AWS_PROFILE": "other"}}\n',
                },
            ),
        ),
        at_home("clock-behind", replace(base.account, clock_ahead_s=3600.0)),
    )
