"""AWS for many accounts over plain HTTP, told apart by the access key id that a request is signed with.

Each account is a world of its own: what it grants, what it lacks, how it answers. What was asked is kept, by account.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qs

from checkpoints.guide.edition import PinnedProfile
from checkpoints.guide.models import Model
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.refusals.model_access import END_OF_LIFE, USE_CASE_FORM, USE_CASE_FORM_EMPTY
from checkpoints.refusals.refusal import ErrorReply
from checkpoints.refusals.request_body import MALFORMED
from checkpoints.refusals.signature import SESSION_EXPIRED, UNKNOWN_KEY
from tests.aws_answers import MESSAGE, deny, write_error, write_json, write_profiles, write_result
from tests.web_server import Answer, Request, serve_answers

_SIGNED = re.compile(r"Credential=(?P<key>[^/]+)/\d+/(?P<region>[^/]+)/(?P<service>[^/]+)/aws4_request")
# The models of 2026, of which the first has ended: the guide may name others.
SONNET, HAIKU = "anthropic.claude-sonnet-4-20250514-v1:0", "anthropic.claude-haiku-4-5-20251001-v1:0"
PINNED = "anthropic.claude-sonnet-4-6"
EDITION = replace(
    WORKSHOP,
    sonnet=Model("sonnet", "Claude Sonnet 4", "claude-sonnet-4-20250514", SONNET, date(2026, 10, 14)),
    haiku=Model("haiku", "Claude Haiku 4.5", "claude-haiku-4-5-20251001", HAIKU),
    pins=tuple(
        PinnedProfile(family, f"us.{model}", "the next section")
        for family, model in (("sonnet", PINNED), ("haiku", HAIKU))
    ),
)
# For commands in processes of their own, the guide's too.
_OF_THE_GUIDE = (*(each.bedrock_id for each in WORKSHOP.models), *(each.bedrock_id for each in WORKSHOP.pins))
LISTED = tuple(dict.fromkeys((SONNET, HAIKU, PINNED, *_OF_THE_GUIDE)))
NUMBER, OTHER_NUMBER = "111122223333", "444455556666"
OPEN = {"agreement": "AVAILABLE", "authorization": "AUTHORIZED", "entitlement": "AVAILABLE", "region": "AVAILABLE"}
NOT_SUBSCRIBED = {**OPEN, "agreement": "NOT_AVAILABLE", "entitlement": "NOT_AVAILABLE"}
NO_FORM = {**OPEN, "agreement": "NOT_AVAILABLE"}
PENDING = {**OPEN, "agreement": "PENDING"}
NOT_AUTHORIZED = {**OPEN, "authorization": "NOT_AUTHORIZED"}
ALL_OPEN = dict.fromkeys((SONNET, HAIKU, PINNED), OPEN)
EXPIRED = SESSION_EXPIRED
_ADMINISTRATOR = "OrganizationAccountAccessRole"
_TOKENS = "Cross-region model inference tokens per minute for Anthropic Claude"
HAIKU_QUOTA, SONNET_QUOTA = f"{_TOKENS} Haiku 4.5", f"{_TOKENS} Sonnet 4.6 V1"
QUOTAS = {
    "On-demand model inference tokens per minute for Anthropic Claude Haiku 4.5": 0.0,
    HAIKU_QUOTA: 200_000.0,
    f"{_TOKENS} Haiku 4.5.1": 0.0,
    f"Global {_TOKENS[0].lower()}{_TOKENS[1:]} Haiku 4.5": 0.0,
    SONNET_QUOTA: 100_000.0,
    "Cross-region model inference requests per minute for Anthropic Claude Haiku 4.5": 0.0,
}


@dataclass
class Account:
    """One account.

    gates: by model id, `OPEN` where nothing is said. has_form: the first-use details are submitted;
    inherits_form: by the organization's management account; reads_body_first: a malformed body is told before its lack.
    subscribes_to: gates of a model after a call for a token.
    denied: beginnings of actions that the caller's own policies deny, such as `bedrock:Get`; whole ones end in `$`.
    listed: models with an inference profile; ended: those whose life is over.
    scp: Regions in which a policy of the organization denies every model;
    routed_scp: one that it denies to every call, since all are routed there too. simulated: IAM's simulator may be
    asked, and says so of the principal in these Regions; `("",)` for none. says: what operations are answered instead,
    by their beginning, an error or a body. silent: it never answers. delay_s: before each answer.
    roles: inline policies by role, users: the same by user, profiles: roles by instance profile.
    asked: operations in the order in which they came, with the Region. session: what tells apart whoever looks at one
    account.
    """

    number: str = NUMBER
    gates: dict[str, dict[str, str]] = field(default_factory=dict)
    has_form: bool = True
    inherits_form: bool = False
    reads_body_first: bool = False
    denied: tuple[str, ...] = ()
    listed: tuple[str, ...] = LISTED
    ended: tuple[str, ...] = (SONNET,)
    scp: tuple[str, ...] = ()
    routed_scp: str = ""
    simulated: tuple[str, ...] = ()
    says: dict[str, ErrorReply | str] = field(default_factory=dict)
    silent: bool = False
    delay_s: float = 0.0
    roles: dict[str, dict[str, Mapping[str, object]]] = field(default_factory=dict)
    users: dict[str, dict[str, Mapping[str, object]]] = field(default_factory=dict)
    profiles: dict[str, list[str]] = field(default_factory=dict)
    subscribes_to: dict[str, str] | None = None
    quotas: dict[str, float] = field(default_factory=lambda: dict(QUOTAS))
    asked: list[tuple[str, str]] = field(default_factory=list)
    one_token: list[str] = field(default_factory=list)
    session: str = "WXYZ"

    @property
    def arn(self) -> str:
        """The facilitator's role, by which accounts are looked at."""
        return f"arn:aws:sts::{self.number}:assumed-role/{_ADMINISTRATOR}/facilitator"

    def key(self) -> str:
        """The access key id by which its requests are known."""
        return f"ASIA{self.number}{self.session}"


@dataclass
class ManyAccounts:
    """AWS. url: where it is served."""

    accounts: dict[str, Account] = field(default_factory=dict)
    url: str = ""
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, account: Account) -> Account:
        """Add an account, and return it."""
        self.accounts[account.key()] = account
        return account

    def answer(self, path: str, body: str, authorization: str) -> Answer:
        """Status, error type and body of the answer to a request."""
        signed = _SIGNED.search(authorization)
        account = self.accounts.get(signed["key"]) if signed else None
        is_query = "Action=" in body
        if signed is None or account is None:
            return write_error(UNKNOWN_KEY.filled("InvalidClientTokenId"), is_query=is_query)
        operation = _name_operation(path, body)
        if signed["service"] == "servicequotas":
            operation = f"servicequotas:{'Get' if 'QuotaCode' in body else 'List'}ServiceQuota"
        with self.lock:
            account.asked.append((operation, signed["region"]))
        if account.silent:
            self.over.wait(60)
        time.sleep(account.delay_s)
        for beginning, told in account.says.items():
            if operation.startswith(beginning):
                return (200, "", told) if isinstance(told, str) else write_error(told, is_query=is_query)
        if any(f"{operation}$".startswith(each) for each in account.denied):
            return write_error(deny(account.arn, operation, "*"), is_query=is_query)
        if signed["service"] == "servicequotas":
            return _answer_quotas(account, json.loads(body))
        if is_query:
            return _answer_query(account, {name: each[0] for name, each in parse_qs(body).items()})
        return self._answer_bedrock(account, path, body, signed["region"])

    def _answer_bedrock(self, account: Account, path: str, body: str, region: str) -> Answer:
        operation, last = _name_operation(path, body), path.rsplit("/", 1)[-1]
        if region in account.scp:
            on = f"arn:aws:bedrock:{region}:{account.number}:*"
            return write_error(deny(account.arn, operation, on, by_organization=True))
        if path.startswith("/inference-profiles"):
            return write_profiles(account.number, region, account.listed)
        if path.startswith("/use-case-for-model-access"):
            return write_json({"formData": "e30="}) if account.has_form else write_error(USE_CASE_FORM_EMPTY)
        if path.startswith("/foundation-model-availability/"):
            return _tell_gates(account, last)
        if path.startswith("/foundation-models/"):
            return _tell_lifecycle(account, last)
        model = path.split("/")[2].partition(".")[2]
        if account.routed_scp:
            on = f"arn:aws:bedrock:{account.routed_scp}::foundation-model/{model}"
            return write_error(deny(account.arn, operation, on, by_organization=True))
        return self._answer_model(account, model, body)

    def _answer_model(self, account: Account, model: str, body: str) -> Answer:
        if model in account.ended:
            return write_error(END_OF_LIFE)
        is_malformed = "max_tokens" not in body
        if not account.has_form and not account.inherits_form and not (is_malformed and account.reads_body_first):
            return write_error(USE_CASE_FORM)
        if is_malformed:
            return write_error(MALFORMED)
        with self.lock:
            account.one_token.append(model)
            if account.subscribes_to is not None:
                account.gates[model] = account.subscribes_to
        return 200, "", MESSAGE


def _answer_quotas(account: Account, asked: Mapping[str, Any]) -> Answer:
    """Bedrock's quotas, on pages of two."""
    every = [
        {"QuotaCode": f"L-{place}", "QuotaName": name, "Value": value}
        for place, (name, value) in enumerate(account.quotas.items())
    ]
    if "QuotaCode" in asked:
        return write_json({"Quota": next(each for each in every if each["QuotaCode"] == asked["QuotaCode"])})
    first = int(asked.get("NextToken", 0))
    more = {"NextToken": str(first + 2)} if first + 2 < len(every) else {}
    return write_json({"Quotas": every[first : first + 2], **more})


def _name_operation(path: str, body: str) -> str:
    if "Action=" in body:
        action = parse_qs(body)["Action"][0]
        return f"{'sts' if action == 'GetCallerIdentity' else 'iam'}:{action}"
    if path.startswith("/model/"):
        return "bedrock:InvokeModelWithResponseStream" if "stream" in path else "bedrock:InvokeModel"
    names = {
        "/inference-profiles": "ListInferenceProfiles",
        "/use-case": "GetUseCaseForModelAccess",
        "/foundation-model-availability": "GetFoundationModelAvailability",
        "/foundation-models": "GetFoundationModel",
    }
    return f"bedrock:{next((name for start, name in names.items() if path.startswith(start)), path)}"


def _tell_gates(account: Account, model: str) -> Answer:
    gates = account.gates.get(model, OPEN if account.has_form else NO_FORM)
    return write_json(
        {
            "modelId": model,
            "agreementAvailability": {"status": gates["agreement"]},
            "authorizationStatus": gates["authorization"],
            "entitlementAvailability": gates["entitlement"],
            "regionAvailability": gates["region"],
        }
    )


def _tell_lifecycle(account: Account, model: str) -> Answer:
    aged = {"status": "LEGACY", "endOfLifeTime": "2026-10-14T00:00:00Z"}
    cycle = aged if model in account.ended else {"status": "ACTIVE"}
    return write_json({"modelDetails": {"modelId": model, "modelArn": "arn:aws:bedrock:::x", "modelLifecycle": cycle}})


def _answer_query(account: Account, asked: Mapping[str, str]) -> Answer:
    action = asked["Action"]
    if action == "GetCallerIdentity":
        told = f"<Arn>{account.arn}</Arn><UserId>AROAEXAMPLE:facilitator</UserId><Account>{account.number}</Account>"
        return write_result(action, told)
    if action == "GetInstanceProfile":
        name = asked["InstanceProfileName"]
        if name not in account.profiles:
            return _lack(f"Instance Profile {name} cannot be found.")
        roles = "".join(f"<member>{_principal(account, 'Role', role)}</member>" for role in account.profiles[name])
        return write_result(action, f"<InstanceProfile><Roles>{roles}</Roles></InstanceProfile>")
    if action == "SimulatePrincipalPolicy" and account.simulated:
        return write_result(action, _simulate(account, asked))
    if action == "SimulatePrincipalPolicy":
        return write_error(deny(account.arn, "iam:SimulatePrincipalPolicy", "*"), is_query=True)
    kind = "Role" if "Role" in action else "User"
    held = (account.roles if kind == "Role" else account.users).get(asked.get(f"{kind}Name", ""))
    if held is None:
        return _lack(f"The {kind.lower()} cannot be found.")
    return _answer_principal(account, action, kind, asked, held)


def _lack(told: str) -> Answer:
    return write_error(ErrorReply(404, "NoSuchEntity", told), is_query=True)


def _simulate(account: Account, asked: Mapping[str, str]) -> str:
    """The simulator's decisions: allowed, but for Regions in which the organization denies the principal alone."""
    resource = asked["ResourceArns.member.1"]
    is_denied = any(f":{region}:" in resource for region in account.simulated if region)
    decision, allowed = ("explicitDeny", "false") if is_denied else ("allowed", "true")
    rest = (
        f"<EvalResourceName>{resource}</EvalResourceName><EvalDecision>{decision}</EvalDecision>"
        f"<OrganizationsDecisionDetail><AllowedByOrganizations>{allowed}</AllowedByOrganizations></OrganizationsDecisionDetail>"
    )
    actions = [value for name, value in asked.items() if name.startswith("ActionNames.member.")]
    members = "".join(f"<member><EvalActionName>{action}</EvalActionName>{rest}</member>" for action in actions)
    return f"<EvaluationResults>{members}</EvaluationResults><IsTruncated>false</IsTruncated>"


def _answer_principal(
    account: Account, action: str, kind: str, asked: Mapping[str, str], held: Mapping[str, Mapping[str, object]]
) -> Answer:
    if action.startswith("ListAttached"):
        return write_result(action, "<AttachedPolicies/><IsTruncated>false</IsTruncated>")
    if action == "ListGroupsForUser":
        return write_result(action, "<Groups/><IsTruncated>false</IsTruncated>")
    if action.startswith("List"):
        names = "".join(f"<member>{name}</member>" for name in held)
        return write_result(action, f"<PolicyNames>{names}</PolicyNames><IsTruncated>false</IsTruncated>")
    if action.endswith("Policy"):
        document = json.dumps(held[asked["PolicyName"]])
        told = f"<PolicyName>{asked['PolicyName']}</PolicyName><PolicyDocument>{document}</PolicyDocument>"
        return write_result(action, told)
    return write_result(action, f"<{kind}>{_principal(account, kind, asked[f'{kind}Name'])}</{kind}>")


def _principal(account: Account, kind: str, name: str) -> str:
    arn = f"arn:aws:iam::{account.number}:{kind.lower()}/{name}"
    return (
        f"<Path>/</Path><{kind}Name>{name}</{kind}Name><{kind}Id>AROAEXAMPLE</{kind}Id><Arn>{arn}</Arn>"
        "<CreateDate>2026-11-01T00:00:00Z</CreateDate>"
    )


@contextmanager
def served(aws: ManyAccounts) -> Iterator[ManyAccounts]:
    """Serve the accounts on 127.0.0.1."""

    def answer(request: Request) -> Answer:
        return aws.answer(request.path, request.body.decode(), request.headers.get("Authorization") or "")

    with serve_answers(answer) as aws.url:
        try:
            yield aws
        finally:
            aws.over.set()
