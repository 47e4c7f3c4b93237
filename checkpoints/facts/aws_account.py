"""The caller's AWS account, asked through botocore."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from checkpoints.facts import model_calls
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.billed_call import BilledCall
from checkpoints.facts.kept_reply import Judge, KeptReply
from checkpoints.facts.questions import LIMIT_S, Key, Questions
from checkpoints.facts.sending import MalformedAnswerError, make_client_config, shorten_message
from checkpoints.guide.policy import INVOKE

if TYPE_CHECKING:
    from botocore.session import Session

    from checkpoints.facts.account import PrincipalPolicies
    from checkpoints.facts.principal import Principal

# The states of the four gates of GetFoundationModelAvailability.
_GATES = frozenset({"AVAILABLE", "PENDING", "NOT_AVAILABLE", "ERROR", "AUTHORIZED", "NOT_AUTHORIZED"})
_PAGES = 100
_MOST_PROFILES = 5000  # AWS lists some 60
_LONGEST_ARN = 2048
_BILLED = "one token"
_IDENTITY = ("sts", "sts:GetCallerIdentity")
_FIRST_SIMULATION = ("iam", "iam:SimulatePrincipalPolicy", "first")


class AwsAccount:
    """`Account` over botocore, in one Region. session: None where the credential chain broke; then nothing is sent.

    api_key: a Bedrock API key is in use, which neither STS nor IAM knows. signature: `v4` keeps an empty API key out,
    `bearer` puts the session's own API key in. endpoint_override: an endpoint is configured by variable
    or file. within_s: how long it may be asked and waited for. principal: the user or role whose policies are read and
    simulated in the place of the caller's own.
    """

    def __init__(
        self,
        session: Session | None,
        region: str,
        *,
        api_key: bool,
        signature: str | None = None,
        endpoint_override: bool = False,
        within_s: float = LIMIT_S,
        principal: Principal | None = None,
    ) -> None:
        self._session = session
        self._region = region
        self._api_key = api_key
        self._signature = signature
        self._endpoint_override = endpoint_override
        self._principal = principal
        self._clients: dict[str, Any] = {}
        self._creating = threading.Lock()
        self._questions = Questions(within_s)
        self._kept: dict[str, KeptReply] = {}  # by profile
        self._billed = 0
        self._billing = threading.Lock()

    @property
    def endpoint_is_custom(self) -> bool:
        """Whether any endpoint override is in force."""
        return self._endpoint_override or any(
            ".amazonaws.com" not in str(client.meta.endpoint_url) for client in tuple(self._clients.values())
        )

    @property
    def billed_invocations(self) -> int:
        """How many one-token calls a model answered or may have answered: those that are on their way are counted."""
        return self._billed

    def _count_billed(self, more: int) -> None:
        with self._billing:
            self._billed += more

    @property
    def identity(self) -> Answer:
        """`sts:GetCallerIdentity`."""
        if self._api_key:
            return Answer("sts:GetCallerIdentity", Outcome.NOT_ASKED)

        def ask() -> dict[str, Any]:
            got = self._client("sts").get_caller_identity()
            if not got.get("Arn") or not got.get("Account"):
                raise MalformedAnswerError("no Arn or Account in the answer", got)
            if max(len(got["Arn"]), len(got["Account"])) > _LONGEST_ARN:
                raise MalformedAnswerError("no ARN or account of AWS in the answer", got)
            body = {"account": got["Account"], "arn": got["Arn"], "user_id": got.get("UserId")}
            return {**body, "ResponseMetadata": got["ResponseMetadata"]}

        return self._questions.ask(*_IDENTITY, ask)

    @property
    def known_identity(self) -> Mapping[str, Any]:
        """The body of the caller's identity if it was asked for in this run; empty otherwise, without asking."""
        known: Answer | None = self._questions.find_known(_IDENTITY)
        return known.body if known is not None else {}

    @property
    def inference_profiles(self) -> Answer:
        """`bedrock:ListInferenceProfiles`, every page of the Region's system profiles."""
        return self._questions.ask("bedrock", "bedrock:ListInferenceProfiles", self._list_profiles)

    def _list_profiles(self) -> dict[str, Any]:
        client, found, token = self._client("bedrock"), list[dict[str, Any]](), ""
        for _ in range(_PAGES):
            # What AWS lists without a type is not documented: ask for the kind that the guide means.
            page = client.list_inference_profiles(
                typeEquals="SYSTEM_DEFINED", **({"nextToken": token} if token else {})
            )
            if "inferenceProfileSummaries" not in page:
                raise MalformedAnswerError("no inferenceProfileSummaries in the answer", page)
            if len(found) + len(page["inferenceProfileSummaries"]) > _MOST_PROFILES:
                raise MalformedAnswerError(f"more than {_MOST_PROFILES} inference profiles in the answer", page)
            found += [
                {
                    "id": each.get("inferenceProfileId", ""),
                    "arn": each.get("inferenceProfileArn", ""),
                    "name": each.get("inferenceProfileName", ""),
                    "type": each.get("type", ""),
                    "models": [model["modelArn"] for model in each.get("models", ()) if model.get("modelArn")],
                }
                for each in page["inferenceProfileSummaries"]
            ]
            last, token = token, page.get("nextToken", "")
            if not token or token == last:
                break
        return {"profiles": found, "ResponseMetadata": page["ResponseMetadata"]}

    @property
    def use_case(self) -> Answer:
        """`bedrock:GetUseCaseForModelAccess`; what the form holds is dropped here."""

        def ask() -> dict[str, Any]:
            got = self._client("bedrock").get_use_case_for_model_access()
            if "formData" not in got:
                raise MalformedAnswerError("no formData in the answer", got)
            return {"ResponseMetadata": got["ResponseMetadata"]}

        return self._questions.ask("bedrock", "bedrock:GetUseCaseForModelAccess", ask)

    @property
    def policies(self) -> PrincipalPolicies:
        """The policies of the principal in use, from IAM."""
        return self._questions.ask_once(("iam",), self._read_policies)

    def _read_policies(self) -> PrincipalPolicies:
        # Steps 3 and 4 do not need them.
        from checkpoints.facts import iam_policies
        from checkpoints.facts.principal import parse_principal

        who = self._principal
        if who is None:
            if not self.identity.answered:
                return iam_policies.UNREADABLE
            who = parse_principal(str(self.identity.body["arn"]))
        send = partial(self._questions.send, "iam")
        return iam_policies.read_principal_policies(self._client("iam"), who, send)

    def availability(self, model_id: str) -> Answer:
        """`bedrock:GetFoundationModelAvailability`."""

        def ask() -> dict[str, Any]:
            got = self._client("bedrock").get_foundation_model_availability(modelId=model_id)
            agreement = got.get("agreementAvailability", {})
            body = {
                "agreement": agreement.get("status", ""),
                "authorization": got.get("authorizationStatus", ""),
                "entitlement": got.get("entitlementAvailability", ""),
                "region": got.get("regionAvailability", ""),
            }
            if not all(value in _GATES for value in body.values()):
                raise MalformedAnswerError("a gate is missing in the answer, or in an unknown state", got)
            return {
                **body,
                "agreement_error": shorten_message(agreement.get("errorMessage", "")),
                "ResponseMetadata": got["ResponseMetadata"],
            }

        return self._questions.ask("bedrock", "bedrock:GetFoundationModelAvailability", ask, model_id)

    def lifecycle(self, model_id: str) -> Answer:
        """`bedrock:GetFoundationModel`, its life cycle only."""

        def ask() -> dict[str, Any]:
            got = self._client("bedrock").get_foundation_model(modelIdentifier=model_id)
            cycle = got.get("modelDetails", {}).get("modelLifecycle", {})
            return {
                "status": cycle.get("status", ""),
                "end_of_life": cycle.get("endOfLifeTime"),
                "legacy_from": cycle.get("legacyTime"),
                "ResponseMetadata": got["ResponseMetadata"],
            }

        return self._questions.ask("bedrock", "bedrock:GetFoundationModel", ask, model_id)

    def permission(self, action: str, profile_id: str) -> Answer:
        """InvokeModel or InvokeModelWithResponseStream with a body that cannot produce a token."""
        call = model_calls.invoke_model if action == INVOKE else model_calls.stream_model

        def ask() -> dict[str, Any]:
            got = call(self._client("bedrock-runtime"), profile_id, model_calls.NO_TOKEN)
            if not got["message"]:
                raise MalformedAnswerError("success without a message", got)
            return got

        return self._questions.ask("bedrock-runtime", action, ask, "no token", profile_id)

    def generation(self, profile_id: str) -> Answer:
        """InvokeModel for one output token.

        A model that has answered this caller in an earlier round is not billed again, unless the free probe says
        something new that is neither yes nor no.
        """
        kept = self._kept.get(profile_id)
        if kept is not None:
            free = self.permission(INVOKE, profile_id)
            if kept.stands(free):
                return kept.answer
            if kept.is_overruled(free):
                return free

        def ask() -> Answer:
            call = BilledCall(profile_id, lambda: self._client("bedrock-runtime"), self._count_billed)
            answer = self._questions.send("bedrock-runtime", INVOKE, call, billed=True)
            call.end(answer)
            return answer

        return self._questions.ask_once(("bedrock-runtime", INVOKE, _BILLED, profile_id), ask)

    def simulation(
        self, actions: Sequence[str], resources: Sequence[str], context: Mapping[str, tuple[str, ...]]
    ) -> Answer:
        """`iam:SimulatePrincipalPolicy` of the user, or of the role behind the session."""
        arn = self._simulated_arn()
        if arn is None:
            return Answer("iam:SimulatePrincipalPolicy", Outcome.NOT_ASKED)
        from checkpoints.facts.simulation import simulate_policies

        def ask() -> dict[str, Any]:
            return simulate_policies(self._client("iam"), arn, actions, resources, context)

        about = (f"{key}={','.join(values)}" for key, values in sorted(context.items()))
        put = partial(self._questions.ask, "iam", "iam:SimulatePrincipalPolicy", ask, *actions, *resources, *about)
        # IAM allows or refuses simulations of a principal as a whole: after one refusal all others are refused too.
        first: Answer = self._questions.ask_once(_FIRST_SIMULATION, put)
        return first if first.status == 403 else put()

    def _simulated_arn(self) -> str | None:
        """The ARN to simulate: a user's or a role's own, since the simulator takes no session's; None where unknown."""
        if self._principal is not None:
            return self.policies.principal_arn
        who = self.identity
        if not who.answered:
            return None
        from checkpoints.facts.principal import parse_principal

        if parse_principal(who.body["arn"]).kind == "user":
            return str(who.body["arn"])
        return self.policies.principal_arn

    def connect(self, service: str) -> None:
        """Create the client of a service. Raises whatever botocore raises, which later questions answer with."""
        self._client(service)

    def forget(self, judge: Judge) -> None:
        """Forget all answers but who the caller is, so that another round asks what it needs anew.

        A model that has answered, or may still answer, is not billed again. judge: what a free reply shows.
        """
        self._kept = self._list_replies(judge)
        self._questions.forget(self._lasts)

    def keep_replies_of(self, earlier: AwsAccount, judge: Judge) -> None:
        """Take over the billed replies to the same caller, at the same address."""
        self._kept = earlier._list_replies(judge)

    def _list_replies(self, judge: Judge) -> dict[str, KeptReply]:
        known = self._questions.list_known()
        billed = ((key[3], answer) for key, answer in known.items() if key[2:3] == (_BILLED,) and answer.answered)
        free = ("bedrock-runtime", INVOKE, "no token")
        return self._kept | {
            profile: KeptReply(answer, known.get((*free, profile)), judge) for profile, answer in billed
        }

    def _lasts(self, key: Key) -> bool:
        answer: Answer | None = self._questions.find_known(key)
        if key == _IDENTITY:
            return answer is not None and answer.answered
        return key[2:3] == (_BILLED,) and answer is None  # it may still answer

    @property
    def runtime_endpoint(self) -> str:
        """The address at which models are called. Raises whatever botocore raises where there is none."""
        return str(self._client("bedrock-runtime").meta.endpoint_url)

    def _client(self, service: str) -> Any:
        with self._creating:
            if service not in self._clients:
                if self._session is None:
                    raise RuntimeError("no session")
                self._clients[service] = self._session.create_client(
                    service,
                    region_name=self._region,
                    config=make_client_config(self._signature),
                )
            return self._clients[service]
