"""One account, looked at from outside: by the questions of a run, and by its rules."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import Any

from checkpoints.accounts import outside_rules
from checkpoints.accounts.account_result import MODEL_ROWS, POLICY_ROWS, AccountResult
from checkpoints.accounts.clients import SharedClients
from checkpoints.accounts.named_principal import ask_instance_profile
from checkpoints.accounts.outside_account import (
    OutsideAccount,
    PrincipalView,
    SharedLifecycles,
    mark_caller_refusal,
)
from checkpoints.accounts.quotas import QuotaBook
from checkpoints.accounts.reach import View, find_reach, list_destinations
from checkpoints.accounts.rows import find_called_models, judge_rows, read_models, report_trouble
from checkpoints.accounts.source import Source
from checkpoints.accounts.subscriptions import list_cold_profiles
from checkpoints.facts.answer import Answer
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import Environment, has_endpoint_override
from checkpoints.facts.principal import Principal, parse_principal
from checkpoints.facts.sending import FOREIGN, MALFORMED
from checkpoints.guide.edition import Edition
from checkpoints.guide.policy import INVOKE
from checkpoints.guide.requirements import CREDENTIALS_VALID, MODEL_ACCESS
from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.refusals.kind import Kind
from checkpoints.report.crash import report_broken_check
from checkpoints.rules import step3
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding, Reply, failed, message, unverified
from checkpoints.rules.keys import judge_answers
from checkpoints.rules.probes import Probe, probe_actions


@dataclass(frozen=True, slots=True)
class LookOrder:
    """What is asked of every account. within_s: the time for one account; principal: whom attendees will be."""

    edition: Edition
    within_s: float
    principal: Principal | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What the looks of a command share: clients, and what one account has told of all."""

    clients: SharedClients = field(default_factory=SharedClients)
    lifecycles: SharedLifecycles = field(default_factory=SharedLifecycles)
    quotas: QuotaBook = field(default_factory=QuotaBook)


class Look:
    """One account that is being looked at. It can be looked at again, after a warm-up."""

    def __init__(self, source: Source, name: str, order: LookOrder, shared: Shared) -> None:
        self.name = name
        self._source = source
        self._order = order
        self._shared = shared
        self._session: Any = None
        self._warmed: dict[str, Answer] = {}
        self._result = AccountResult(name, source.kind, source.at, secrets=source.secrets)

    def take(self) -> AccountResult:
        """Look at the account. Does not raise what AWS, a file or a process does."""
        opened = self._source.open(self._shared.clients)
        until = time.monotonic() + self._order.within_s
        self._session = opened.session or self._session  # that of a look before goes on working
        account = self._make_account(until)
        facts = Facts(Environment(files=opened.files), opened.credentials, account, _now(), edition=self._order.edition)
        if opened.session is not None:
            # Together with who it is, so that an account that never answers takes one timeout and not two.
            threading.Thread(target=_ask_for_profiles, args=(account,), name="asking", daemon=True).start()
        secrets = self._source.secrets | opened.credentials.secrets
        if opened.session is None:  # why a profile broke may be told with what stands in the files
            secrets |= opened.files.secrets
        self._result = self._identify(account, secrets)
        accepted = _judge_acceptance(facts)
        if not accepted.passed:
            return self.report_trouble(accepted)
        return self._judge(OutsideAccount(account, self._shared.lifecycles), until)

    def warm_up(self) -> AccountResult:
        """Call each model for one token whose subscription that starts, and look at the account again.

        Each such call is billed; none is made twice, whatever it is answered.
        """
        until = time.monotonic() + self._order.within_s
        account = self._make_account(until)
        for profile_id in self._result.cold_profiles:
            if profile_id not in self._warmed:
                self._warmed[profile_id] = account.generation(profile_id)
        billed = account.billed_invocations
        warmed_up = OutsideAccount(self._make_account(until), self._shared.lifecycles, self._warmed)
        found = self._judge(warmed_up, until)
        warmed = tuple(each.partition(".")[2] for each in self._warmed)
        self._result = replace(found, billed=found.billed + billed, warmed=warmed, cold_profiles=())
        return self._result

    def adopt(self, result: AccountResult) -> None:
        """Go on from this result, which a look before the last one may have come to."""
        self._result = result

    def add_places(self, result: AccountResult, others: Sequence[AccountResult]) -> AccountResult:
        """The result of this look with the places where the account was given besides. others: of looks from there."""
        self._result = replace(
            result,
            also=tuple((each.kind, each.at) for each in others),
            other_account=next((each.other_account for each in (result, *others) if each.other_account), ""),
            secrets=result.secrets.union(*(each.secrets for each in others)),
        )
        return self._result

    def report_trouble(self, trouble: Finding) -> AccountResult:
        """What the look came to, of an account that could not be looked at."""
        rows = (*MODEL_ROWS, MODEL_ACCESS, *(POLICY_ROWS if self._order.principal else ()))
        return replace(self._result, trouble=trouble, findings=report_trouble(trouble, rows))

    def _identify(self, account: AwsAccount, secrets: frozenset[str]) -> AccountResult:
        body, listed = account.identity.body, self._source.account
        result = replace(self._result, secrets=secrets, is_custom=account.endpoint_is_custom)
        if not body:
            return replace(result, account=listed)
        number, caller = str(body["account"]), parse_principal(str(body["arn"])).label
        other = listed if listed != number else ""
        return replace(result, account=number, other_account=other, caller=caller)

    def _make_account(self, until: float, region: str = "", who: Principal | None = None) -> AwsAccount:
        return AwsAccount(
            self._session,
            region or self._order.edition.region,
            api_key=False,
            endpoint_override=has_endpoint_override(os.environ),
            signature="v4",  # a Bedrock API key in the facilitator's shell is of another account
            within_s=max(0.0, until - time.monotonic()),
            principal=who,
        )

    def _make_facts(self, account: OutsideAccount) -> Facts:
        # AWS has accepted the credentials: where they come from is no matter any more.
        return Facts(
            Environment(), Credentials(CredentialSource.ENVIRONMENT), account, _now(), edition=self._order.edition
        )

    def _judge(self, account: OutsideAccount, until: float) -> AccountResult:
        facts = self._make_facts(account)
        elsewhere = dict(self._probe_elsewhere(facts, until))
        view = self._add_principal(View(facts, elsewhere), account, until)
        called = find_called_models(facts)
        pinned = (pin.bedrock_id for pin in facts.edition.pins)
        quotas = self._shared.quotas.ask(self._session, facts.edition.region, {*called.values(), *pinned})
        self._result = replace(
            self._result,
            findings=judge_rows(view, called, quotas or ()),
            reach=find_reach(view),
            models=tuple(read_models(facts)),
            quotas=quotas,
            cold_profiles=tuple(each.id for each in list_cold_profiles(view)),
        )
        return self._result

    def _probe_elsewhere(self, facts: Facts, until: float) -> Iterator[tuple[str, tuple[Probe, ...]]]:
        """Try the called models in the other Regions of their profiles: a call from here reaches only one."""
        probes = probe_actions(facts)
        # A model of which AWS said nothing in the guide's Region is not asked about in the others.
        answered = {each.model for each in probes.tried if each.reply.kind is not Kind.LOOKING}
        called = [(model, subject.route.profile) for model, subject in probes.subjects.items() if model in answered]
        for region in list_destinations(facts):
            if region != facts.edition.region:
                there = self._make_account(until, region)
                yield (
                    region,
                    tuple(
                        Probe(INVOKE, model, Reply(mark_caller_refusal(there.permission(INVOKE, profile.id))))
                        for model, profile in called
                        if any(arn.split(":")[3] == region for arn in profile.model_arns)
                    ),
                )

    def _add_principal(self, view: View, account: OutsideAccount, until: float) -> View:
        """The view with the principal that was named, where one was."""
        wanted = self._order.principal
        if wanted is None:
            return view
        who = wanted
        if wanted.kind == "instance-profile":
            left = max(0.0, until - time.monotonic())
            profile = ask_instance_profile(self._session, self._order.edition.region, wanted.name, left)
            roles = profile.body.get("roles", ())
            if outside_rules.says_no_such_entity(profile) or (profile.answered and not roles):
                return replace(view, missing=wanted.label, is_empty=profile.answered)
            who = Principal("role", roles[0] if roles else wanted.name, None)
            if not profile.answered:
                return replace(view, named=self._make_facts(PrincipalView(account, profile, who)))
        named = self._make_facts(PrincipalView(account, self._make_account(until, who=who), who))
        return replace(view, missing=wanted.label) if outside_rules.is_missing(named) else replace(view, named=named)


def _judge_acceptance(facts: Facts) -> Finding:
    """Whether AWS accepts the credentials; what it has accepted is not judged by its looks."""
    identity = facts.account.identity
    found = judge_answers(facts) if identity.answered else step3.judge_acceptance(facts)
    if found.cause is Cause.SERVICE_ERROR and identity.code in (FOREIGN, MALFORMED):
        # A success that STS cannot have sent: something else answered.
        return failed(CREDENTIALS_VALID, Cause.ENDPOINT_UNREACHABLE, found.detail, *found.evidence)
    return found


def _ask_for_profiles(account: AwsAccount) -> None:
    _ = account.inference_profiles


def _now() -> datetime:
    return datetime.now(timezone.utc)


def give_up(look: Look, error: BaseException | None) -> AccountResult:
    """What a look came to that was not over in time, or whose code broke. error: None where time was over."""
    if error is None:
        trouble = unverified(CREDENTIALS_VALID, Cause.TIMEOUT, message("outside.time-over"))
    else:
        trouble = report_broken_check(CREDENTIALS_VALID.id, error)
    return look.report_trouble(trouble)
