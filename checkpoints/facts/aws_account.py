"""The caller's AWS account, asked through botocore."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from checkpoints.facts import model_calls
from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.billed_call import BilledCall
from checkpoints.facts.free_answers import (
    list_profiles,
    read_gates,
    read_identity,
    read_life_cycle,
    read_use_case,
)
from checkpoints.facts.kept_reply import Judge, KeptReply
from checkpoints.facts.questions import LIMIT_S, Key, Questions
from checkpoints.facts.sending import MalformedAnswerError, make_client_config
from checkpoints.facts.time_limit import call_within
from checkpoints.guide.policy import INVOKE

if TYPE_CHECKING:
    from botocore.session import Session

    from checkpoints.facts.account import PrincipalPolicies
    from checkpoints.facts.client_connection import ConnectionRoute
    from checkpoints.facts.other_route import OtherRoute
    from checkpoints.facts.principal import Principal

_BILLED = "one token"
_IDENTITY = ("sts", "sts:GetCallerIdentity")
_FIRST_SIMULATION = ("iam", "iam:SimulatePrincipalPolicy", "first")


class AwsAccount:
    """`Account` over botocore, in one Region. session: None where the credential chain broke; then nothing is sent.

    api_key: a Bedrock API key is in use, which neither STS nor IAM knows. signature: `v4` keeps an empty API key out,
    `bearer` puts the session's own API key in. endpoint_override: an endpoint is configured by variable
    or file. within_s: how long it may be asked and waited for. principal: the user or role whose policies are read and
    simulated in the place of the caller's own. other_route: to be taken once a certificate is not trusted.
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
        other_route: OtherRoute | None = None,
    ) -> None:
        self._session = session
        self._region = region
        self._api_key = api_key
        self._signature = signature
        self._endpoint_override = endpoint_override
        self._principal = principal
        self._clients: dict[str, Any] = {}
        self._creating = threading.Lock()
        self._route: ConnectionRoute | None = None  # that of the session
        self._questions = Questions(within_s, other_route, self._take_route)
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

        return self._questions.ask(*_IDENTITY, lambda: read_identity(self._client("sts")))

    @property
    def known_identity(self) -> Mapping[str, Any]:
        """The body of the caller's identity if it was asked for in this run; empty otherwise, without asking."""
        known: Answer | None = self._questions.find_known(_IDENTITY)
        return known.body if known is not None else {}

    def can_still_sign(self) -> bool:
        """Whether the session has credentials still; those that are about to end it renews, as for any request."""
        if self._session is None or self._api_key:  # nobody renews a key, beside which the chain is not walked
            return True
        try:
            credentials = self._session.get_credentials()
            if credentials is not None:
                call_within(LIMIT_S, credentials.get_frozen_credentials, "credentials")
        except Exception:  # noqa: BLE001 - whoever walks the credential chain meets the same, and tells it
            return False
        return True

    @property
    def inference_profiles(self) -> Answer:
        """`bedrock:ListInferenceProfiles`, every page of the Region's system profiles."""
        return self._questions.ask(
            "bedrock", "bedrock:ListInferenceProfiles", lambda: list_profiles(self._client("bedrock"))
        )

    @property
    def use_case(self) -> Answer:
        """`bedrock:GetUseCaseForModelAccess`; what the form holds is dropped here."""
        return self._questions.ask(
            "bedrock", "bedrock:GetUseCaseForModelAccess", lambda: read_use_case(self._client("bedrock"))
        )

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
        return self._questions.ask(
            "bedrock",
            "bedrock:GetFoundationModelAvailability",
            lambda: read_gates(self._client("bedrock"), model_id),
            model_id,
        )

    def lifecycle(self, model_id: str) -> Answer:
        """`bedrock:GetFoundationModel`, its life cycle only."""
        return self._questions.ask(
            "bedrock",
            "bedrock:GetFoundationModel",
            lambda: read_life_cycle(self._client("bedrock"), model_id),
            model_id,
        )

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

        A model that has answered this caller in an earlier round is not billed again, unless the free probe refuses in
        words that it did not have then: a call shows whether that keeps the caller from the model.
        """
        kept = self._kept.get(profile_id)
        if kept is not None:
            free = self.permission(INVOKE, profile_id)
            if kept.stands(free):
                return kept.answer
            if kept.is_unanswered(free):
                return free

        def ask() -> Answer:
            call = BilledCall(profile_id, lambda: self._client("bedrock-runtime"), self._count_billed)
            answer = self._questions.send("bedrock-runtime", INVOKE, call, billed=True)
            call.end(answer)
            return answer

        answer = self._questions.ask_once(("bedrock-runtime", INVOKE, _BILLED, profile_id), ask)
        return self._questions.mark_slow("bedrock-runtime", answer)

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
        """The last reply of each model that was called, where it was a message."""
        known = self._questions.list_known()
        called = {key[3]: answer for key, answer in known.items() if key[2:3] == (_BILLED,)}
        earlier = {profile: kept for profile, kept in self._kept.items() if profile not in called}
        free = ("bedrock-runtime", INVOKE, "no token")
        return earlier | {
            profile: KeptReply(answer, known.get((*free, profile)), judge)
            for profile, answer in called.items()
            if answer.body.get("message")
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

    def _take_route(self, route: ConnectionRoute) -> None:
        """Make the clients anew, which take a route from now on."""
        with self._creating:
            if self._route != route:
                self._route = route
                self._clients.clear()

    def _client(self, service: str) -> Any:
        with self._creating:
            if service not in self._clients:
                if self._session is None:
                    raise RuntimeError("no session")
                from checkpoints.facts.answer_types import hold_types

                route = self._route
                of_route: dict[str, Any] = {"verify": route.bundle} if route else {}  # the accounts' session knows none
                self._clients[service] = self._session.create_client(
                    service,
                    region_name=self._region,
                    config=make_client_config(self._signature, proxies=route.proxies if route else None),
                    **of_route,
                )
                hold_types(self._clients[service].meta.events)
            return self._clients[service]
