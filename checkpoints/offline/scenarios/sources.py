"""Step 3 as the guide lets attendees do it: options A to E, and the roles of a machine."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from checkpoints.offline import api_key_text
from checkpoints.offline.scenarios.baseline import (
    IN_ACCOUNT,
    KEY_ID,
    LIMITED_ACCESS,
    ROLE_NAME,
    SECRET,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
    USER_NAME,
    Baseline,
    document,
    statement,
    trusting,
)
from checkpoints.offline.world import ACCOUNT_ID, LongTermKey, Machine, NamedPolicy, Role, Session, ShortTermKey, User

FAR = "2099-01-01T00:00:00Z"
_API_KEY_USER = "BedrockAPIKey-reh1"
SHORT_TERM_KEY = "<short-term-key>"  # minted when the rehearsal starts
API_KEY = api_key_text.write_long_term_key(_API_KEY_USER, "RehearsalApiKeySecretOfNobodyAtAll")
SSO_ROLE_NAME = "AWSReservedSSO_Workshop_0a1b2c3d4e5f6071"
SSO_TOKEN = "rehearsal-sso-access-token-of-nobody"
_SSO_SESSION = "workshop"
_SSO_START = "https://workshop.awsapps.example/start"
_LOGIN_SESSION = f"arn:aws:iam::{ACCOUNT_ID}:user/{USER_NAME}"
WEB_TOKEN = "rehearsal.web-identity.token"
_WEB_ROLE_NAME = "WebIdentityRole"
_TAKE_ROLE = NamedPolicy("TakeWorkshopRole", document(statement("Allow", ["sts:AssumeRole"])))
SOURCE_KEYS = {
    ".aws/credentials": f"[source]\naws_access_key_id = {KEY_ID}\naws_secret_access_key = {SECRET}\n",
}
PROCESS = "print-credentials.py"
PRINTED = {"Version": 1, "AccessKeyId": KEY_ID, "SecretAccessKey": SECRET}


class Sources:
    """Accounts, variables and files of each source of credentials, where an edition of the guide was followed."""

    def __init__(self, base: Baseline) -> None:
        account, exported = base.account, base.exported_region
        self._region, self._exported = base.region, exported
        self.region_line = f"region = {base.region}\n"
        self.api_key_account = replace(
            account,
            users=(base.attendee, User(_API_KEY_USER, attached=(base.guide_policy, LIMITED_ACCESS))),
            long_term_keys=(LongTermKey(API_KEY, _API_KEY_USER),),
        )
        self.short_term_account = replace(
            base.with_policies(base.guide_policy, LIMITED_ACCESS), short_term_key=ShortTermKey(KEY_ID, base.region)
        )
        sso_role = replace(base.role, name=SSO_ROLE_NAME, trust=IN_ACCOUNT, instance_profile=False)
        self.sso_account = replace(account, roles=(sso_role,), sso_roles={SSO_TOKEN: sso_role.name})
        self.sso_config = (
            f"[profile workshop]\nsso_session = {_SSO_SESSION}\nsso_account_id = {ACCOUNT_ID}\n"
            f"sso_role_name = Workshop\n{self.region_line}[sso-session {_SSO_SESSION}]\nsso_start_url = {_SSO_START}\n"
            f"sso_region = {base.region}\nsso_registration_scopes = sso:account:access\n"
        )
        self.login_account = replace(
            account, sessions=(Session(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN, "", USER_NAME),)
        )
        self.login_config = f"[default]\nlogin_session = {_LOGIN_SESSION}\n{self.region_line}"
        web_role = Role(_WEB_ROLE_NAME, trusting(Federated="oidc.workshop.example"), attached=(base.guide_policy,))
        self.web_account = replace(account, roles=(web_role,), web_identity_token=WEB_TOKEN)
        self.web_variables = {
            **exported,
            "AWS_WEB_IDENTITY_TOKEN_FILE": "<home>/web-identity-token",
            "AWS_ROLE_ARN": f"arn:aws:iam::{ACCOUNT_ID}:role/{_WEB_ROLE_NAME}",
            "AWS_ROLE_SESSION_NAME": "rehearsal",
        }
        self.assumed_role = replace(base.role, trust=IN_ACCOUNT, instance_profile=False)
        self.assume_account = replace(base.with_policies(_TAKE_ROLE), roles=(self.assumed_role,))
        self.assume_config = (
            f"[default]\nrole_arn = arn:aws:iam::{ACCOUNT_ID}:role/{ROLE_NAME}\nsource_profile = source\n"
            f"{self.region_line}"
        )
        self.process_config = f'[default]\ncredential_process = "<python>" "<home>/{PROCESS}"\n{self.region_line}'
        self.container_variables = {
            **exported,
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": "<metadata>/container/credentials",
        }
        self.on_instance = Machine(variables={**exported, "AWS_EC2_METADATA_SERVICE_ENDPOINT": "<metadata>"})

    def use_sso(self, expires_at: str) -> Machine:
        """The machine on which `aws sso login` was run for the profile in use."""
        home = {".aws/config": self.sso_config, **self.write_sso_cache(expires_at)}
        return Machine({**self._exported, "AWS_PROFILE": "workshop"}, home)

    def write_sso_cache(self, expires_at: str) -> dict[str, str]:
        """The file that `aws sso login` leaves."""
        name = hashlib.sha1(_SSO_SESSION.encode(), usedforsecurity=False).hexdigest()
        token = {
            "startUrl": _SSO_START,
            "region": self._region,
            "accessToken": SSO_TOKEN,
            "expiresAt": expires_at,
        }
        return {f".aws/sso/cache/{name}.json": json.dumps(token)}


def write_login_cache() -> dict[str, str]:
    """The file that `aws login` leaves."""
    name = hashlib.sha256(_LOGIN_SESSION.encode()).hexdigest()
    token = {
        "accessToken": {
            "accessKeyId": TEMPORARY_KEY_ID,
            "secretAccessKey": TEMPORARY_SECRET,
            "sessionToken": SESSION_TOKEN,
            "accountId": ACCOUNT_ID,
            "expiresAt": FAR,
        },
        "tokenType": "aws_sigv4",
        "refreshToken": "rehearsal-login-refresh-token-of-nobody",
        "clientId": "arn:aws:signin:::devtools/same-device",
        # Read only to refresh, which this session does not need.
        "dpopKey": "rehearsal",
    }
    return {f".aws/login/cache/{name}.json": json.dumps(token)}
