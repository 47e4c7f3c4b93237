"""Worlds beside the scenarios: for texts that no scenario prints, and with more than one thing wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from checkpoints.guide.policy import LIST, MARKETPLACE_ACTIONS, MODEL_ACTIONS
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.scenarios import find_scenario
from checkpoints.offline.scenarios.baseline import (
    ADMINISTRATOR,
    EVERY_PROFILE_AND_MODEL,
    IAM_READER,
    SESSION,
    USER_NAME,
    Baseline,
    document,
    statement,
)
from checkpoints.offline.scenarios.sources import Sources
from checkpoints.offline.world import Machine, NamedPolicy, Scenario, User, World
from checkpoints.refusals import model_access

_BASE = Baseline(WORKSHOP)
_SOURCES = Sources(_BASE)
_MARKETPLACE = statement("Allow", MARKETPLACE_ACTIONS)
_ALL_BUT_HAIKU = document(
    statement("Allow", ["*"]),
    statement("Deny", ["bedrock:Invoke*"], [f"arn:aws:bedrock:*:*:*/*{WORKSHOP.haiku.bedrock_id}"], Sid="NoHaiku"),
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """A world in which so many things are wrong; where it is one, it has the name of the text that says so."""

    scenario: Scenario
    roots: int = 1


def _at_home(name: str, world: World) -> Wrong:
    return Wrong(Scenario(name, world, _BASE.at_home))


def _with_policies(name: str, *policies: NamedPolicy) -> Wrong:
    """The attendee has these policies and may read them."""
    return _at_home(name, _BASE.with_policies(*policies, IAM_READER))


def _denied(name: str, **condition: object) -> Wrong:
    """The models are denied under a condition."""
    deny = statement("Deny", ["bedrock:Invoke*"], Sid="Fence", Condition=condition)
    return _with_policies(name, _BASE.guide_policy, NamedPolicy("Fence", document(deny)))


def _allowed(name: str, *others: NamedPolicy, **condition: object) -> Wrong:
    """The models are allowed under a condition alone."""
    allow = statement("Allow", [*MODEL_ACTIONS, LIST], EVERY_PROFILE_AND_MODEL, Sid="Models", Condition=condition)
    return _with_policies(name, NamedPolicy(WORKSHOP.policy.name, document(allow, _MARKETPLACE)), *others)


def _bounded(name: str, *attached: NamedPolicy, by: Mapping[str, object] = _ALL_BUT_HAIKU) -> Wrong:
    """The permissions boundary does not allow everything."""
    boundary = NamedPolicy("Boundary", by)
    return _at_home(name, _BASE.with_user(User(USER_NAME, (_BASE.guide_policy, *attached), boundary=boundary)))


def _permission_set(name: str, *inline: NamedPolicy, boundary: NamedPolicy | None = None) -> Wrong:
    """The attendee has a role of IAM Identity Center."""
    role = replace(_SOURCES.sso_account.roles[0], attached=(), inline=inline, boundary=boundary)
    machine = find_scenario("permission-set-without-policy").machine
    return Wrong(Scenario(name, replace(_SOURCES.sso_account, roles=(role,)), machine))


def _with_file(name: str, path: str, text: str, world: World = _BASE.account) -> Wrong:
    """There is one more file at home."""
    return Wrong(Scenario(name, world, replace(_BASE.at_home, home={**_BASE.at_home.home, path: text})))


def _joined(name: str, account: World, machine: Machine, roots: int) -> Wrong:
    """What is wrong in an account, and what is on a machine."""
    return Wrong(Scenario(name, account, machine), roots)


def _write_condition_worlds() -> Iterator[Wrong]:
    no_mfa, with_mfa = {"aws:MultiFactorAuthPresent": "false"}, {"aws:MultiFactorAuthPresent": "true"}
    office, here = {"aws:SourceIp": "198.51.100.0/24"}, {"aws:RequestedRegion": [WORKSHOP.region]}
    team, guardrail = {"aws:PrincipalTag/team": "workshop"}, {"bedrock:GuardrailIdentifier": "*"}
    listing = NamedPolicy("Listing", document(statement("Allow", [LIST])))
    yield _denied("explicit-deny.deny-condition-mfa", BoolIfExists=no_mfa)
    yield _denied("explicit-deny.deny-condition-network", NotIpAddress=office)
    yield _denied("explicit-deny.deny-condition-region", StringNotEquals=here)
    yield _denied("explicit-deny.deny-condition", StringNotEquals=team)
    yield _allowed("policy-incomplete.condition-mfa", Bool=with_mfa)
    yield _allowed("policy-incomplete.condition-network", IpAddress=office)
    yield _allowed("destination-region-denied.condition-region", StringEquals=here)
    yield _allowed("policy-incomplete.condition", StringEquals=team)
    yield _allowed("policy-incomplete.guardrail", listing, StringLike=guardrail)


def _write_denying_worlds() -> Iterator[Wrong]:
    in_session = replace(_BASE.role_account, sessions=(replace(SESSION, policy=_ALL_BUT_HAIKU),))
    condition = {"StringLike": {"bedrock:GuardrailIdentifier": "*"}}
    guarded = statement("Allow", MODEL_ACTIONS, EVERY_PROFILE_AND_MODEL, Condition=condition)
    others = statement("Allow", [LIST, *MARKETPLACE_ACTIONS, "iam:*", "sts:*"])
    few = NamedPolicy("Few", document(statement("Allow", ["iam:*", "sts:*", LIST])))
    yield _bounded("permissions-boundary.deny")
    yield _bounded("permissions-boundary.deny-statement", IAM_READER)
    yield _bounded("permissions-boundary.guardrail", IAM_READER, by=document(guarded, others))
    yield Wrong(Scenario("session-policy.deny", in_session, find_scenario("session-policy").machine))
    yield _at_home("resource-policy.deny", replace(_BASE.account, vpc_endpoint_policy=_ALL_BUT_HAIKU))
    yield _at_home("scp-deny.grant", replace(_BASE.account, scps=(few,)))
    models = NamedPolicy("Models", document(statement("Allow", ["iam:*", "sts:*", "bedrock:*"])))
    no_subscribing = statement("Deny", ["aws-marketplace:Subscribe"], Sid="NoPurchases")
    fence = NamedPolicy("Fence", document(statement("Allow", ["*"]), no_subscribing))
    simulating = NamedPolicy("Simulating", document(statement("Allow", ["iam:SimulatePrincipalPolicy"])))
    cold = _BASE.with_policies(_BASE.guide_policy, simulating, world=_BASE.both_unsubscribed)
    yield _at_home("scp-deny.grant-subscribing", replace(cold, scps=(models,)))
    yield _at_home("scp-deny.deny-subscribing", replace(cold, scps=(fence,)))


def _write_permission_set_worlds() -> Iterator[Wrong]:
    guide = NamedPolicy("AwsSSOInlinePolicy", _BASE.guide_policy.document)
    invoking = statement("Allow", [MODEL_ACTIONS[0], LIST], EVERY_PROFILE_AND_MODEL)
    narrow = NamedPolicy("Boundary", document(statement("Allow", ["s3:*", "sts:*"])))
    yield _permission_set("explicit-deny.sso-deny", guide, NamedPolicy("NoHaiku", _ALL_BUT_HAIKU))
    yield _permission_set(
        "streaming-not-allowed.sso-grant", NamedPolicy("AwsSSOInlinePolicy", document(invoking, _MARKETPLACE))
    )
    yield _permission_set("permissions-boundary.sso-grant", guide, boundary=narrow)


def _write_machine_worlds() -> Iterator[Wrong]:
    profile = _BASE.catalogue.profile(WORKSHOP.profile_prefixes[0], _BASE.catalogue.newest_sonnet)
    pins = json.dumps({"env": {"ANTHROPIC_MODEL": profile.id}}, indent=2)
    narrow = find_scenario("equivalent-policies").world
    yield _with_file("config-unreadable.claude-code-settings", ".claude.json", '{"env": {"A": "1"},}\n')
    yield _with_file("model-pin-unusable.grant", ".claude/settings.json", pins, narrow)
    yield _with_file("model-pin-unusable.blank", ".claude/settings.json", '{\n  "model": " "\n}\n')
    named = {"AWS_PROFILE": "workshop", "AWS_CONFIG_FILE": r"C:\Users\attendee\.aws\config"}
    files = {".aws/config": _BASE.configure()[".aws/credentials"].replace("[default]", "[profile workshop]")}
    elsewhere = Machine({**_BASE.exported_region, **named}, files)
    yield Wrong(Scenario("profile-not-found.windows-path", _BASE.account, elsewhere))
    of_token = "[profile workshop]\nrole_arn = arn:aws:iam::111122223333:role/R\nweb_identity_token_file = /gone\n"
    token = Machine({**_BASE.exported_region, "AWS_PROFILE": "workshop"}, {".aws/config": of_token})
    yield Wrong(Scenario("web-identity-token-missing.profile", _BASE.account, token))


def _write_worlds_with_several_roots() -> Iterator[Wrong]:
    no_haiku = _BASE.with_models(
        replace(_BASE.catalogue.haiku, refusal=model_access.NO_ACCESS), world=_BASE.with_policies(ADMINISTRATOR)
    )
    unwell = {name: find_scenario(name) for name in _JOINED}
    yield _joined("keys-and-policy", unwell["policy-not-attached"].world, unwell["half-keys"].machine, 2)
    yield _joined("region-and-streaming", unwell["streaming-not-allowed"].world, unwell["region-seoul"].machine, 2)
    yield _joined("settings-and-model", no_haiku, unwell["bedrock-switched-off"].machine, 2)
    yield _joined("region-keys-and-form", unwell["use-case-form-missing"].world, Machine(), 3)


_JOINED = (
    *("policy-not-attached", "half-keys", "streaming-not-allowed", "region-seoul"),
    *("bedrock-switched-off", "use-case-form-missing"),
)
WORLDS = {
    each.scenario.name: each
    for write in (
        _write_condition_worlds,
        _write_denying_worlds,
        _write_permission_set_worlds,
        _write_machine_worlds,
        _write_worlds_with_several_roots,
    )
    for each in write()
}
