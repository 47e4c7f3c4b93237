"""IAM as AWS speaks it: who may do what, and in which words it is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from checkpoints.guide.policy import INVOKE, LIST, MODEL_ACTIONS, STREAM
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.offline.rehearsal import rehearse
from checkpoints.offline.scenarios.baseline import (
    ADMINISTRATOR,
    SESSION,
    SESSION_TOKEN,
    TEMPORARY_KEY_ID,
    TEMPORARY_SECRET,
    USER_NAME,
    document,
    statement,
)
from checkpoints.offline.world import Group, Machine, NamedPolicy, User, World
from tests.offline.accounts import BASE, play_world
from tests.offline.calls import HAIKU_PROFILE, SONNET_PROFILE, client, invoke, refusal, stream

_USER = "arn:aws:iam::123456789012:user/attendee"
_PROFILES = "arn:aws:bedrock:us-east-1:123456789012:inference-profile"


def _attached(*statements: dict[str, object]) -> World:
    return BASE.with_policies(NamedPolicy("Any", document(*statements)))


def _refused(world: World, call: Callable[..., object], *arguments: object, machine: Machine = BASE.at_home) -> str:
    with play_world(world, machine):
        status, code, text = refusal(call, *arguments)
    assert (status, code) == (403, "AccessDeniedException")
    return text


def _list() -> object:
    return client("bedrock").list_inference_profiles()


def test_an_unattached_policy_denies_in_iams_own_words() -> None:
    assert _refused(BASE.with_policies(), _list) == (
        f"User: {_USER} is not authorized to perform: bedrock:ListInferenceProfiles on resource: {_PROFILES}/* "
        "because no identity-based policy allows the bedrock:ListInferenceProfiles action"
    )


def test_listing_is_authorized_on_the_profiles_of_the_region() -> None:
    narrow = statement("Allow", [LIST], [f"{_PROFILES}/*"])
    with play_world(_attached(narrow)):
        assert _list()
    elsewhere = statement("Allow", [LIST], ["arn:aws:bedrock:us-west-2:*:inference-profile/*"])
    assert "bedrock:ListInferenceProfiles" in _refused(_attached(elsewhere), _list)


@pytest.mark.parametrize("call", [invoke, stream])
def test_an_invocation_needs_the_profile_and_the_model_in_every_region(call: Callable[..., object]) -> None:
    action = INVOKE if call is invoke else STREAM
    every = [
        f"{_PROFILES}/{HAIKU_PROFILE}",
        *(
            f"arn:aws:bedrock:us-{place}::foundation-model/{WORKSHOP.haiku.bedrock_id}"
            for place in ("east-1", "east-2", "west-2")
        ),
    ]
    with play_world(_attached(statement("Allow", [action], every))):
        assert call(HAIKU_PROFILE)
    for missing in every:
        rest = [resource for resource in every if resource != missing]
        assert _refused(_attached(statement("Allow", [action], rest)), call, HAIKU_PROFILE) == (
            f"User: {_USER} is not authorized to perform: {action} on resource: {missing} "
            f"because no identity-based policy allows the {action} action"
        )


def test_invoking_is_not_streaming() -> None:
    world = _attached(statement("Allow", [INVOKE]))
    with play_world(world):
        assert invoke(HAIKU_PROFILE)
    assert STREAM in _refused(world, stream, HAIKU_PROFILE)


def test_a_global_profile_needs_the_model_without_a_region() -> None:
    regional = ["arn:aws:bedrock:*:*:inference-profile/*", "arn:aws:bedrock:us-*::foundation-model/*"]
    text = _refused(_attached(statement("Allow", [INVOKE], regional)), invoke, f"global.{WORKSHOP.haiku.bedrock_id}")
    assert f"on resource: arn:aws:bedrock:::foundation-model/{WORKSHOP.haiku.bedrock_id} because" in text


def test_the_guides_policy_allows_exactly_what_it_says() -> None:
    with rehearse("ready"):
        assert _list()
        assert invoke(SONNET_PROFILE)
        assert invoke(f"global.{WORKSHOP.haiku.bedrock_id}")
        assert stream(HAIKU_PROFILE)
        for look, asked in (
            ("get_foundation_model_availability", {"modelId": WORKSHOP.sonnet.bedrock_id}),
            ("get_use_case_for_model_access", {}),
            ("get_foundation_model", {"modelIdentifier": WORKSHOP.sonnet.bedrock_id}),
            ("get_inference_profile", {"inferenceProfileIdentifier": SONNET_PROFILE}),
            ("list_foundation_models", {}),
        ):
            status, code, text = refusal(getattr(client("bedrock"), look), **asked)
            assert (status, code) == (403, "AccessDeniedException")
            assert text.endswith(f"allows the bedrock:{look.title().replace('_', '')} action")


def test_looking_at_availability_is_authorized_on_everything() -> None:
    action = "bedrock:GetFoundationModelAvailability"
    narrow = statement("Allow", [action], ["arn:aws:bedrock:*::foundation-model/*"])

    def look() -> object:
        return client("bedrock").get_foundation_model_availability(modelId=WORKSHOP.haiku.bedrock_id)

    assert f"{action} on resource: * because no identity-based policy" in _refused(_attached(narrow), look)
    with play_world(_attached(statement("Allow", [action]))):
        assert look()


def test_converse_is_authorized_as_an_invocation() -> None:
    def converse() -> object:
        asked = [{"role": "user", "content": [{"text": "Hi"}]}]
        return client("bedrock-runtime").converse(modelId=HAIKU_PROFILE, messages=asked)

    with play_world(_attached(statement("Allow", [INVOKE]))):
        assert converse()
    assert "perform: bedrock:InvokeModel on resource" in _refused(BASE.with_policies(), converse)


@pytest.mark.parametrize(
    "user",
    [
        User(USER_NAME, attached=(BASE.guide_policy,)),
        User(USER_NAME, inline=(BASE.guide_policy,)),
        User(USER_NAME, groups=(Group("g", attached=(BASE.guide_policy,)),)),
        User(USER_NAME, groups=(Group("g", inline=(BASE.guide_policy,)),)),
    ],
    ids=["attached", "inline", "group", "group-inline"],
)
def test_a_user_has_what_is_attached_inline_and_of_its_groups(user: User) -> None:
    with play_world(BASE.with_user(user)):
        assert invoke(SONNET_PROFILE)


def test_only_the_default_version_of_a_policy_is_in_force() -> None:
    with rehearse("ready"):
        from checkpoints.offline import account

        narrow = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}'
        account.find_iam().create_policy_version(BASE.guide_policy.arn, narrow, False)
        assert _list()
        account.find_iam().set_default_policy_version(BASE.guide_policy.arn, "v2")
        assert refusal(_list)[1] == "AccessDeniedException"


def test_an_explicit_deny_wins_and_says_of_which_kind_it_is() -> None:
    deny = statement(
        "Deny", MODEL_ACTIONS, [f"arn:aws:bedrock:us-west-2::foundation-model/{WORKSHOP.haiku.bedrock_id}"]
    )
    text = _refused(_attached(statement("Allow", ["*"]), deny), invoke, HAIKU_PROFILE)
    assert text == (
        f"User: {_USER} is not authorized to perform: bedrock:InvokeModel on resource: "
        f"arn:aws:bedrock:us-west-2::foundation-model/{WORKSHOP.haiku.bedrock_id} "
        "with an explicit deny in an identity-based policy"
    )


def test_a_boundary_limits_and_denies() -> None:
    s3_only = NamedPolicy("Boundary", document(statement("Allow", ["s3:*"])))
    denying = NamedPolicy("Boundary", document(statement("Allow", ["*"]), statement("Deny", ["bedrock:*"])))
    text = _refused(BASE.with_user(replace(BASE.attendee, boundary=s3_only)), _list)
    assert text.endswith("because no permissions boundary allows the bedrock:ListInferenceProfiles action")
    text = _refused(BASE.with_user(replace(BASE.attendee, boundary=denying)), _list)
    assert text.endswith("with an explicit deny in a permissions boundary")


def test_a_service_control_policy_limits_and_denies() -> None:
    no_models = NamedPolicy("Scp", document(statement("Allow", ["*"]), statement("Deny", ["bedrock:Invoke*"])))
    s3_only = NamedPolicy("Scp", document(statement("Allow", ["s3:*"])))
    text = _refused(replace(BASE.with_policies(ADMINISTRATOR), scps=(no_models,)), invoke, HAIKU_PROFILE)
    assert text.endswith("with an explicit deny in a service control policy")
    assert _refused(replace(BASE.account, scps=(s3_only,)), _list).endswith(
        "because no service control policy allows the bedrock:ListInferenceProfiles action"
    )


def test_a_session_policy_limits_a_role() -> None:
    narrow = document(statement("Allow", [LIST]))
    world = replace(BASE.role_account, sessions=(replace(SESSION, policy=narrow),))
    machine = Machine(BASE.export(TEMPORARY_KEY_ID, TEMPORARY_SECRET, SESSION_TOKEN))
    with play_world(world, machine):
        assert _list()
    assert _refused(world, invoke, HAIKU_PROFILE, machine=machine) == (
        "User: arn:aws:sts::123456789012:assumed-role/WorkshopRole/rehearsal is not authorized to perform: "
        f"bedrock:InvokeModel on resource: {_PROFILES}/{HAIKU_PROFILE} "
        "because no session policy allows the bedrock:InvokeModel action"
    )


def test_a_region_condition_sees_where_a_profile_routes_to() -> None:
    here = {"StringEquals": {"aws:RequestedRegion": "us-east-1"}}
    world = _attached(statement("Allow", ["bedrock:*"], Condition=here))
    assert "on resource: arn:aws:bedrock:us-east-2::foundation-model/" in _refused(world, invoke, HAIKU_PROFILE)
    unspecified = {"StringEquals": {"aws:RequestedRegion": ["us-east-1", "unspecified"]}}
    with play_world(_attached(statement("Allow", ["bedrock:*"], Condition=unspecified))):
        assert invoke(f"global.{WORKSHOP.haiku.bedrock_id}")


def test_identity_is_told_even_under_a_deny_of_everything() -> None:
    with play_world(_attached(statement("Deny", ["*"]))):
        assert client("sts").get_caller_identity()["Arn"] == _USER


def test_the_clock_is_in_the_context() -> None:
    before = {"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}
    assert _refused(_attached(statement("Allow", ["*"], Condition=before)), _list)
