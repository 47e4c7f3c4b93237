"""Where all is well: each way to credentials, each way to the policy, and the Sonnet that outlived Sonnet 4."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from checkpoints.guide import policy
from checkpoints.guide.models import HAIKU, REGION, SONNET
from checkpoints.offline import api_key_text, catalogue
from checkpoints.offline.catalogue import NEWER_SONNET, profile
from checkpoints.offline.scenarios.cast import (
    ACCOUNT,
    ADMINISTRATOR,
    AT_HOME,
    ATTENDEE,
    BOTH_UNSUBSCRIBED,
    EXPORTED,
    GUIDE_POLICY,
    IAM_READER,
    IN_ACCOUNT,
    KEY_ID,
    LIMITED_ACCESS,
    LOOK_AT_ACCESS,
    ROLE,
    ROLE_ACCOUNT,
    ROLE_NAME,
    SECRET,
    SESSION,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
    USER_NAME,
    configured,
    document,
    exported,
    listing,
    statement,
    trusting,
    with_models,
    with_policies,
    with_user,
)
from checkpoints.offline.world import (
    ACCOUNT_ID,
    Fault,
    Group,
    LongTermKey,
    Machine,
    NamedPolicy,
    Role,
    Scenario,
    Session,
    ShortTermKey,
    User,
)
from checkpoints.refusals import busy, model_access

_FAR = "2099-01-01T00:00:00Z"
_REGION_LINE = f"region = {REGION}\n"

# -- options of step 3

_API_KEY_USER = "BedrockAPIKey-reh1"
API_KEY = api_key_text.long_term(_API_KEY_USER, "RehearsalApiKeySecretOfNobodyAtAll")
API_KEY_ACCOUNT = replace(
    ACCOUNT,
    users=(ATTENDEE, User(_API_KEY_USER, attached=(GUIDE_POLICY, LIMITED_ACCESS))),
    long_term_keys=(LongTermKey(API_KEY, _API_KEY_USER),),
)
SHORT_TERM_ACCOUNT = replace(with_policies(GUIDE_POLICY, LIMITED_ACCESS), short_term_key=ShortTermKey(signed_by=KEY_ID))

SSO_ROLE = replace(ROLE, name="AWSReservedSSO_Workshop_0a1b2c3d4e5f6071", trust=IN_ACCOUNT, instance_profile=False)
SSO_TOKEN = "rehearsal-sso-access-token-of-nobody"
_SSO_SESSION = "workshop"
SSO_CONFIG = (
    f"[profile workshop]\nsso_session = {_SSO_SESSION}\nsso_account_id = {ACCOUNT_ID}\nsso_role_name = Workshop\n"
    f"{_REGION_LINE}[sso-session {_SSO_SESSION}]\nsso_start_url = https://workshop.awsapps.example/start\n"
    f"sso_region = {REGION}\nsso_registration_scopes = sso:account:access\n"
)
SSO_ACCOUNT = replace(ACCOUNT, roles=(SSO_ROLE,), sso_roles={SSO_TOKEN: SSO_ROLE.name})


def sso_cache(expires_at: str) -> dict[str, str]:
    """The file that `aws sso login` leaves."""
    name = hashlib.sha1(_SSO_SESSION.encode(), usedforsecurity=False).hexdigest()
    token = {
        "startUrl": "https://workshop.awsapps.example/start",
        "region": REGION,
        "accessToken": SSO_TOKEN,
        "expiresAt": expires_at,
    }
    return {f".aws/sso/cache/{name}.json": json.dumps(token)}


_LOGIN_SESSION = f"arn:aws:iam::{ACCOUNT_ID}:user/{USER_NAME}"
LOGIN_CONFIG = f"[default]\nlogin_session = {_LOGIN_SESSION}\n{_REGION_LINE}"
LOGIN_ACCOUNT = replace(ACCOUNT, sessions=(Session(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN, "", USER_NAME),))


def login_cache() -> dict[str, str]:
    """The file that `aws login` leaves."""
    name = hashlib.sha256(_LOGIN_SESSION.encode()).hexdigest()
    token = {
        "accessToken": {
            "accessKeyId": TEMPORARY_KEY_ID,
            "secretAccessKey": TEMPORARY_SECRET,
            "sessionToken": SESSION_TOKEN,
            "accountId": ACCOUNT_ID,
            "expiresAt": _FAR,
        },
        "tokenType": "aws_sigv4",
        "refreshToken": "rehearsal-login-refresh-token-of-nobody",
        "clientId": "arn:aws:signin:::devtools/same-device",
        # Read only to refresh, which this session does not need.
        "dpopKey": "rehearsal",
    }
    return {f".aws/login/cache/{name}.json": json.dumps(token)}


_WEB_ROLE = Role("WebIdentityRole", trusting(Federated="oidc.workshop.example"), attached=(GUIDE_POLICY,))
WEB_TOKEN = "rehearsal.web-identity.token"
WEB_ACCOUNT = replace(ACCOUNT, roles=(_WEB_ROLE,), web_identity_token=WEB_TOKEN)
WEB_VARIABLES = {
    **EXPORTED,
    "AWS_WEB_IDENTITY_TOKEN_FILE": "<home>/web-identity-token",
    "AWS_ROLE_ARN": f"arn:aws:iam::{ACCOUNT_ID}:role/{_WEB_ROLE.name}",
    "AWS_ROLE_SESSION_NAME": "rehearsal",
}

_TAKE_ROLE = NamedPolicy("TakeWorkshopRole", document(statement("Allow", ["sts:AssumeRole"])))
ASSUMED_ROLE = replace(ROLE, trust=IN_ACCOUNT, instance_profile=False)
ASSUME_CONFIG = (
    f"[default]\nrole_arn = arn:aws:iam::{ACCOUNT_ID}:role/{ROLE_NAME}\nsource_profile = source\n{_REGION_LINE}"
)
SOURCE_KEYS = {
    ".aws/credentials": f"[source]\naws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n",
}
ASSUME_ACCOUNT = replace(with_policies(_TAKE_ROLE), roles=(ASSUMED_ROLE,))

PROCESS = "print-credentials.py"
_PRINTED = {"Version": 1, "AccessKeyId": KEY_ID, "SecretAccessKey": SECRET}
PROCESS_CONFIG = f'[default]\ncredential_process = "<python>" "<home>/{PROCESS}"\n{_REGION_LINE}'

CONTAINER_VARIABLES = {**EXPORTED, "AWS_CONTAINER_CREDENTIALS_FULL_URI": "<metadata>/container/credentials"}
ON_INSTANCE = Machine(variables={**EXPORTED, "AWS_EC2_METADATA_SERVICE_ENDPOINT": "<metadata>"})

# -- ways to the policy

_BEDROCK = "arn:aws:bedrock:*:*:"
_BOTH_MODELS = [f"arn:aws:bedrock:*::foundation-model/{model.bedrock_id}" for model in (SONNET, HAIKU)]
_BOTH_PROFILES = [f"{_BEDROCK}inference-profile/*.{model.bedrock_id}" for model in (SONNET, HAIKU)]
# Other names, split statements, and no wider than the two models.
_NARROW = (
    NamedPolicy(
        "TeamModels",
        document(
            statement("Allow", ["bedrock:invokemodel*"], _BOTH_MODELS),
            statement("Allow", ["bedrock:Invoke*"], _BOTH_PROFILES),
        ),
    ),
    NamedPolicy("TeamListing", document(statement("Allow", [policy.LIST], [f"{_BEDROCK}inference-profile/*"]))),
    NamedPolicy(
        "TeamMarketplace",
        document(
            statement(
                "Allow",
                ["aws-marketplace:*Subscri*"],
                Condition={"StringLike": {"aws:CalledViaLast": "bedrock.*"}},
            )
        ),
    ),
)

# -- the Sonnet that outlived Sonnet 4

_RETIRED = replace(catalogue.SONNET_4, refusal=model_access.END_OF_LIFE)
_LEGACY = replace(catalogue.SONNET_4, refusal=model_access.LEGACY)
_LISTED_WITH_NEWER = (*catalogue.PROFILES, profile("us", NEWER_SONNET), profile("global", NEWER_SONNET))

SCENARIOS = (
    Scenario("ready", ACCOUNT, AT_HOME),
    Scenario("admin", with_policies(ADMINISTRATOR), AT_HOME),
    Scenario("environment-keys", ACCOUNT, Machine(exported())),
    Scenario(
        "config-file-keys",
        ACCOUNT,
        Machine(EXPORTED, {".aws/config": configured()[".aws/credentials"] + _REGION_LINE}),
    ),
    Scenario(
        "temporary-keys",
        replace(ROLE_ACCOUNT, sessions=(SESSION,)),
        Machine(exported(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN)),
    ),
    Scenario(
        "sso",
        SSO_ACCOUNT,
        Machine({**EXPORTED, "AWS_PROFILE": "workshop"}, {".aws/config": SSO_CONFIG, **sso_cache(_FAR)}),
    ),
    Scenario("login", LOGIN_ACCOUNT, Machine(EXPORTED, {".aws/config": LOGIN_CONFIG, **login_cache()})),
    Scenario("api-key", API_KEY_ACCOUNT, Machine({**EXPORTED, "AWS_BEARER_TOKEN_BEDROCK": API_KEY})),
    Scenario(
        "api-key-short-term",
        SHORT_TERM_ACCOUNT,
        Machine({**EXPORTED, "AWS_BEARER_TOKEN_BEDROCK": "<short-term-key>"}),
    ),
    Scenario("instance-role", replace(ROLE_ACCOUNT, instance_role=ROLE_NAME), ON_INSTANCE),
    Scenario("container-role", replace(ROLE_ACCOUNT, container_role=ROLE_NAME), Machine(CONTAINER_VARIABLES)),
    Scenario("assume-role", ASSUME_ACCOUNT, Machine(EXPORTED, {".aws/config": ASSUME_CONFIG, **SOURCE_KEYS})),
    Scenario("web-identity", WEB_ACCOUNT, Machine(WEB_VARIABLES, {"web-identity-token": WEB_TOKEN})),
    Scenario(
        "credential-process",
        ACCOUNT,
        Machine(EXPORTED, {".aws/config": PROCESS_CONFIG, PROCESS: f"print({json.dumps(json.dumps(_PRINTED))})\n"}),
    ),
    Scenario(
        "group-policy",
        with_user(User(USER_NAME, attached=(IAM_READER,), groups=(Group("attendees", attached=(GUIDE_POLICY,)),))),
        AT_HOME,
    ),
    Scenario("inline-policy", with_user(User(USER_NAME, attached=(IAM_READER,), inline=(GUIDE_POLICY,))), AT_HOME),
    Scenario("equivalent-policies", with_policies(*_NARROW, IAM_READER), AT_HOME),
    Scenario("may-look", with_policies(GUIDE_POLICY, LOOK_AT_ACCESS), AT_HOME),
    Scenario("not-yet-subscribed", BOTH_UNSUBSCRIBED, AT_HOME),
    Scenario(
        "throttled-once",
        replace(ACCOUNT, faults=(Fault("bedrock:ListInferenceProfiles", busy.TOO_MANY_REQUESTS, times=1),)),
        AT_HOME,
    ),
    Scenario(
        "sonnet-retired-newer-granted",
        listing(*_LISTED_WITH_NEWER, world=with_models(_RETIRED, NEWER_SONNET)),
        AT_HOME,
    ),
    Scenario(
        "sonnet-legacy-newer-granted",
        listing(*_LISTED_WITH_NEWER, world=with_models(_LEGACY, NEWER_SONNET)),
        AT_HOME,
    ),
    Scenario(
        "sonnet-unlisted-newer-granted",
        listing(
            *(each for each in _LISTED_WITH_NEWER if each.model != SONNET.bedrock_id),
            world=with_models(_RETIRED, NEWER_SONNET),
        ),
        AT_HOME,
    ),
)
