"""One account, looked at from outside: by the questions of a run, and by its rules."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from checkpoints.accounts.clients import SharedClients
from checkpoints.accounts.further_questions import ask_instance_profile
from checkpoints.accounts.named_principal import NamedPrincipal
from checkpoints.accounts.outside_account import (
    OutsideAccount,
    PrincipalView,
    SharedLifecycles,
    UnreadPrincipal,
    heed,
)
from checkpoints.accounts.quotas import Quota, QuotaBook
from checkpoints.accounts.source import Source
from checkpoints.accounts.subscriptions import list_cold_profiles
from checkpoints.facts.answer import Answer
from checkpoints.facts.aws_account import AwsAccount
from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import Environment
from checkpoints.facts.principal import Principal, parse_principal
from checkpoints.guide.edition import Edition
from checkpoints.guide.models import Model
from checkpoints.guide.policy import INVOKE
from checkpoints.guide.requirements import (
    BY_ID,
    CREDENTIALS_VALID,
    HAIKU_ACCESS,
    MARKETPLACE_PERMISSIONS,
    MODEL_ACCESS,
    MODEL_PERMISSIONS,
    POLICY_ATTACHED,
    SONNET_ACCESS,
    USE_CASE,
    Requirement,
)
from checkpoints.guide.vocabulary import GREEN, IAM_CAUSES, Cause, CredentialSource, RunVerdict, Verdict
from checkpoints.refusals.kind import Kind
from checkpoints.rules import outside, step1, step3
from checkpoints.rules.denials import Probe, probe_actions
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Reply, failed, message, unverified
from checkpoints.rules.outside import Reach, View
from checkpoints.rules.profiles import InferenceProfile

# What can be asked of an account whose attendee is not there, in the guide's order.
OF_MODELS = (SONNET_ACCESS, HAIKU_ACCESS, USE_CASE)
OF_POLICIES = (POLICY_ATTACHED, MODEL_PERMISSIONS, MARKETPLACE_PERMISSIONS)
ASKED = (*OF_MODELS, *OF_POLICIES, MODEL_ACCESS)
_GATES = ("agreement", "authorization", "entitlement", "region")
# They tell of the way to AWS and of the credentials at hand, and nothing of the account.
OF_WHO_LOOKS = frozenset(
    {
        *(Cause.NOT_PERMITTED_TO_LOOK, Cause.THROTTLED, Cause.SERVICE_ERROR, Cause.ENDPOINT_UNREACHABLE, Cause.TIMEOUT),
        *(Cause.EXPIRED_CREDENTIALS, Cause.INVALID_CREDENTIALS, Cause.CLOCK_SKEW, Cause.SESSION_TOKEN_MISSING),
    }
)


@dataclass(frozen=True, slots=True)
class ModelState:
    """What AWS tells of one model in an account. Each gate and `status` is "" where nobody was told."""

    model_id: str
    gates: Mapping[str, str]
    status: str
    end_of_life: datetime | None


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look at an account came to.

    name: no other account of the command has it. account: 12 digits, "" where AWS told none; other_account: the id in
    the export, where that is another one. caller: whose credentials were used, `role/Admin`. trouble: why the account
    could not be looked at, of step 3; None where it could. findings: by check, those that were asked for; the others
    were not. quotas: None where they were not told. cold: ids of the models whose subscription a call would start;
    warmed: those that were called for that.
    """

    name: str
    kind: str
    at: str
    account: str = ""
    other_account: str = ""
    caller: str = ""
    trouble: Finding | None = None
    findings: Mapping[str, Finding] = field(default_factory=dict)
    reach: Mapping[str, Reach] = field(default_factory=dict)
    models: tuple[ModelState, ...] = ()
    quotas: tuple[Quota, ...] | None = None
    is_custom: bool = False
    cold: tuple[str, ...] = ()
    warmed: tuple[str, ...] = ()
    billed: int = 0
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def verdict(self) -> RunVerdict:
        """Of what can be known of the account from outside."""
        found = {each.verdict for each in self.findings.values()}
        if found & {Verdict.FAILED, Verdict.BLOCKED}:
            return RunVerdict.NOT_READY
        return RunVerdict.READY if found and found <= GREEN else RunVerdict.UNPROVEN


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked of every account. within_s: the time for one account; principal: whom attendees will be."""

    edition: Edition
    within_s: float
    principal: NamedPrincipal | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What one account has told of all."""

    lifecycles: SharedLifecycles = field(default_factory=SharedLifecycles)
    quotas: QuotaBook = field(default_factory=QuotaBook)


class Look:
    """One account that is being looked at. It can be looked at again, after a warm-up."""

    def __init__(self, source: Source, name: str, order: Order, shared: SharedClients, known: Known) -> None:
        self.name = name
        self._source = source
        self._order = order
        self._shared = shared
        self._known = known
        self._session: Any = None
        self._cold: tuple[InferenceProfile, ...] = ()
        self._warmed: dict[str, Answer] = {}
        self._looked = Looked(name, source.kind, source.at, secrets=source.secrets)

    def take(self) -> Looked:
        """Look at the account. Does not raise what AWS, a file or a process does."""
        opened = self._source.open(self._shared)
        until = time.monotonic() + self._order.within_s
        self._session = opened.session
        account = self._make_account(until)
        facts = Facts(Environment(files=opened.files), opened.credentials, account, _now(), edition=self._order.edition)
        if opened.session is not None:
            # Together with who it is, so that an account that never answers takes one timeout and not two.
            threading.Thread(target=_ask_for_profiles, args=(account,), name="asking", daemon=True).start()
        secrets = self._source.secrets | opened.credentials.secrets
        if opened.session is None:  # why a profile broke may be told with what stands in the files
            secrets |= opened.files.secrets
        self._looked = self._identify(account, secrets)
        accepted = step3.judge_acceptance(facts)
        if not accepted.passed:
            return self.tell_trouble(accepted)
        return self._judge(OutsideAccount(account, self._known.lifecycles), until)

    def warm_up(self) -> Looked:
        """Call each model for one token whose subscription that starts, and look at the account again.

        Each such call is billed; none is made twice, whatever it is answered.
        """
        until = time.monotonic() + self._order.within_s
        account = self._make_account(until)
        for profile in self._cold:
            if profile.id not in self._warmed:
                self._warmed[profile.id] = account.generation(profile.id)
        billed = account.billed_invocations
        seen = OutsideAccount(self._make_account(until), self._known.lifecycles, self._warmed)
        found = self._judge(seen, until)
        warmed = tuple(each.partition(".")[2] for each in self._warmed)
        self._looked = replace(found, billed=found.billed + billed, warmed=warmed, cold=())
        return self._looked

    def tell_trouble(self, trouble: Finding) -> Looked:
        """What the look came to, of an account that could not be looked at."""
        rows = (*OF_MODELS, MODEL_ACCESS, *(OF_POLICIES if self._order.principal else ()))
        return replace(self._looked, trouble=trouble, findings=_tell_trouble(trouble, rows))

    def _identify(self, account: AwsAccount, secrets: frozenset[str]) -> Looked:
        body, told = account.identity.body, self._source.account
        if not body:
            return replace(self._looked, secrets=secrets, account=told)
        number, caller = str(body["account"]), parse_principal(str(body["arn"])).label
        other = told if told not in ("", number) else ""
        return replace(self._looked, secrets=secrets, account=number, other_account=other, caller=caller)

    def _make_account(self, until: float, region: str = "", who: Principal | None = None) -> AwsAccount:
        return AwsAccount(
            self._session,
            region or self._order.edition.region,
            api_key=False,
            signature="v4",  # a Bedrock API key in the facilitator's shell is of another account
            within_s=max(0.0, until - time.monotonic()),
            principal=who,
        )

    def _make_facts(self, account: OutsideAccount) -> Facts:
        # AWS has accepted the credentials: where they come from is no matter any more.
        return Facts(
            Environment(), Credentials(CredentialSource.ENVIRONMENT), account, _now(), edition=self._order.edition
        )

    def _judge(self, seen: OutsideAccount, until: float) -> Looked:
        facts = self._make_facts(seen)
        elsewhere = dict(self._probe_elsewhere(facts, until))
        view = View(facts, elsewhere, *self._read_principal(seen, until))
        self._cold = tuple(list_cold_profiles(view))
        called = {row.id: step1.find_called_model(facts, model) for row, model in _list_models(facts)}
        pinned = (pin.bedrock_id for pin in facts.edition.pins)
        quotas = self._known.quotas.ask(self._session, facts.edition.region, {*called.values(), *pinned})
        findings = {row.id: _soften(found) for row, found in _judge_rows(view) if found is not None}
        findings |= dict(_judge_quotas(findings, called, quotas or ()))
        self._looked = replace(
            self._looked,
            findings={check: _complete(view, found) for check, found in findings.items()},
            reach=outside.find_reach(view),
            models=tuple(_read_models(facts)),
            quotas=quotas,
            is_custom=seen.endpoint_is_custom,
            cold=tuple(each.id.partition(".")[2] for each in self._cold),
        )
        return self._looked

    def _probe_elsewhere(self, facts: Facts, until: float) -> Iterator[tuple[str, tuple[Probe, ...]]]:
        """Try the called models in the other Regions of their profiles: a call from here reaches only one."""
        probes = probe_actions(facts)
        # Whoever is not heard here is not heard there.
        heard = {each.model for each in probes.tried if each.reply.kind is not Kind.LOOKING}
        called = [
            (model, subject.route.profile)
            for model, subject in zip(facts.edition.models, probes.subjects, strict=True)
            if model in heard
        ]
        for region in outside.list_destinations(facts):
            if region != facts.edition.region:
                there = self._make_account(until, region)
                yield (
                    region,
                    tuple(
                        Probe(INVOKE, model, Reply(heed(there.permission(INVOKE, profile.id))))
                        for model, profile in called
                        if any(arn.split(":")[3] == region for arn in profile.model_arns)
                    ),
                )

    def _read_principal(self, seen: OutsideAccount, until: float) -> tuple[Facts | None, str]:
        """The facts with the policies of the principal that was named, or its name where the account has none such."""
        wanted = self._order.principal
        if wanted is None:
            return None, ""
        who = Principal(wanted.kind, wanted.name, None)
        if wanted.kind == "instance-profile":
            left = max(0.0, until - time.monotonic())
            told = ask_instance_profile(self._session, self._order.edition.region, wanted.name, left)
            roles = told.body.get("roles", ())
            if outside.is_of_nobody(told) or (told.answered and not roles):
                return None, wanted.label
            who = Principal("role", roles[0] if roles else wanted.name, None)
            if not told.answered:
                return self._make_facts(PrincipalView(seen, UnreadPrincipal(told), who)), ""
        named = self._make_facts(PrincipalView(seen, self._make_account(until, who=who), who))
        return (None, wanted.label) if outside.is_missing(named) else (named, "")


def _ask_for_profiles(account: AwsAccount) -> None:
    _ = account.inference_profiles


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _list_models(facts: Facts) -> Iterator[tuple[Requirement, Model]]:
    yield SONNET_ACCESS, facts.edition.sonnet
    yield HAIKU_ACCESS, facts.edition.haiku


def _judge_quotas(
    findings: Mapping[str, Finding], called: Mapping[str, str], quotas: Iterable[Quota]
) -> Iterator[tuple[str, Finding]]:
    """A model that nothing else stops, and of which the account may not use a token: it is open, and never answers."""
    empty = {each.model_id: each for each in quotas if each.value == 0}
    for check, model_id in called.items():
        if findings[check].passed and model_id in empty:
            detail = message("outside.no-quota", name=empty[model_id].name, model=model_id)
            shown = Evidence("servicequotas:GetServiceQuota", detail)
            found = failed(BY_ID[check], Cause.QUOTA_EXHAUSTED, detail, shown)
            yield check, found
            yield MODEL_ACCESS.id, found.with_(check=MODEL_ACCESS.id)


def _judge_rows(view: View) -> Iterator[tuple[Requirement, Finding | None]]:
    yield SONNET_ACCESS, step1.judge_sonnet_access(view.facts)
    yield HAIKU_ACCESS, step1.judge_haiku_access(view.facts)
    yield USE_CASE, outside.judge_use_case(view)
    yield POLICY_ATTACHED, outside.judge_policy(view)
    yield MODEL_PERMISSIONS, outside.judge_model_permissions(view)
    yield MARKETPLACE_PERMISSIONS, outside.judge_marketplace_permissions(view)
    yield MODEL_ACCESS, outside.judge_model_access(view)


def _soften(found: Finding) -> Finding:
    """The finding, unverified where only the way to AWS or the credentials at hand stand in the way."""
    if found.verdict not in (Verdict.FAILED, Verdict.BLOCKED) or found.cause not in OF_WHO_LOOKS:
        return found
    return unverified(BY_ID[found.check], found.cause, message("outside.not-heard"), *found.evidence)


def _complete(view: View, found: Finding) -> Finding:
    """The finding with its whole fix, where IAM denies something."""
    if found.cause not in IAM_CAUSES or found.case == outside.NO_SUCH_PRINCIPAL:
        return found
    from checkpoints.fixes.permission_fixes import complete_fix

    return complete_fix(view.named or view.facts, found)


def _tell_trouble(trouble: Finding, rows: Iterable[Requirement]) -> dict[str, Finding]:
    """Every row of an account that could not be looked at."""
    cause = trouble.cause or Cause.NOT_PERMITTED_TO_LOOK
    detail = message("outside.not-looked")
    return {row.id: unverified(row, cause, detail, *trouble.evidence) for row in rows}


def _read_models(facts: Facts) -> Iterator[ModelState]:
    """The guide's models and those that its next section pins."""
    ids = (*(model.bedrock_id for model in facts.edition.models), *(pin.bedrock_id for pin in facts.edition.pins))
    for model_id in dict.fromkeys(ids):
        gates, lifecycle = facts.account.availability(model_id), facts.account.lifecycle(model_id)
        yield ModelState(
            model_id,
            {name: str(gates.body.get(name, "")) for name in _GATES},
            str(lifecycle.body.get("status", "")),
            lifecycle.body.get("end_of_life"),
        )


def give_up(look: Look, error: BaseException | None) -> Looked:
    """What a look came to that was not over in time, or whose code broke. error: None where time was over."""
    row = CREDENTIALS_VALID
    if error is None:
        trouble = unverified(row, Cause.TIMEOUT, message("outside.time-over"))
    else:
        frames = traceback.extract_tb(error.__traceback__)[-1:]
        where = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
        detail = message("internal.crashed", error=type(error).__name__)
        trouble = failed(row, Cause.INTERNAL_ERROR, detail, Evidence(where or "-", detail))
    return look.tell_trouble(trouble)
