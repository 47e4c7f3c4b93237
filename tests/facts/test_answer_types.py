"""An answer of AWS in which any value is of another type proves nothing, and breaks no rule."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import pytest
from botocore.session import Session

from checkpoints.facts.aws_account import AwsAccount
from checkpoints.guide.vocabulary import Cause, Verdict
from checkpoints.rules import step1, step2, step3, step4
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Finding
from tests.facts.wire import MESSAGE, WHO, Wire, error, reply, stream
from tests.rules.fakes import EDITION, PINNED, FakeAccount, facts, profile

MODELS = (EDITION.sonnet.bedrock_id, PINNED, EDITION.haiku.bedrock_id)
RULES: tuple[Callable[[Facts], Finding], ...] = (
    step1.judge_sonnet_access,
    step1.judge_haiku_access,
    step1.judge_use_case,
    step1.judge_model_access,
    step2.judge_policy,
    step2.judge_model_permissions,
    step2.judge_marketplace_permissions,
    step3.judge_chain,
    step3.judge_acceptance,
    step3.judge_single_source,
    step4.judge_profiles_listed,
    step4.judge_model_profiles,
    step4.judge_credentials_test,
)
LATER = "2126-10-14T00:00:00Z"
ANSWERS: dict[str, Any] = {
    "ListInferenceProfiles": {
        "inferenceProfileSummaries": [
            {
                "inferenceProfileId": each["id"],
                "inferenceProfileArn": each["arn"],
                "inferenceProfileName": "US",
                "description": "US",
                "createdAt": LATER,
                "status": "ACTIVE",
                "type": "SYSTEM_DEFINED",
                "models": [{"modelArn": arn} for arn in each["models"]],
            }
            for each in map(profile, MODELS)
        ],
        "nextToken": "",
    },
    "GetFoundationModelAvailability": {
        "modelId": MODELS[0],
        "agreementAvailability": {"status": "AVAILABLE", "errorMessage": "-"},
        "authorizationStatus": "AUTHORIZED",
        "entitlementAvailability": "AVAILABLE",
        "regionAvailability": "AVAILABLE",
    },
    "GetFoundationModel": {
        "modelDetails": {
            "modelArn": "arn",
            "modelId": MODELS[0],
            "modelName": "Claude",
            "inputModalities": ["TEXT"],
            "responseStreamingSupported": True,
            "modelLifecycle": {"status": "ACTIVE", "endOfLifeTime": LATER, "legacyTime": LATER},
        }
    },
    "GetUseCaseForModelAccess": {"formData": "Q29tcGFueQ=="},
    "InvokeModel": json.loads(MESSAGE.body),
}
# Of a text, of a moment, and of everything else. A number is a moment too.
OTHERS: dict[str, tuple[object, ...]] = {
    "text": (None, 7, True, ["x"], {"a": 1}),
    "moment": (None, "x", ["x"], {"a": 1}),
    "else": (None, 7, "x", ["x"], {"a": 1}),
}


@dataclass(frozen=True, slots=True)
class Changed:
    """An answer in which one value has another type. where: the names and places that lead to it."""

    body: Any
    where: tuple[str | int, ...]
    value: object


def list_places(value: object, where: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every value in an answer, with what leads to it."""
    inside = value.items() if isinstance(value, Mapping) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inside:
        yield (*where, name), each
        yield from list_places(each, (*where, name))


def list_changes(answer: object) -> Iterator[Changed]:
    """The answer with each value of another type, one at a time."""
    for where, value in list_places(answer):
        kind = "moment" if value == LATER else "text" if isinstance(value, str) else "else"
        for other in OTHERS[kind]:
            if type(other) is not type(value):
                changed = copy.deepcopy(answer)
                holder: Any = changed
                for name in where[:-1]:
                    holder = holder[name]
                holder[where[-1]] = other
                yield Changed(changed, where, other)


@pytest.fixture
def judge(session: Session, wire: Wire) -> Callable[[str], dict[str, Finding]]:
    """What comes of every requirement, by answers of the wire: an operation is asked anew, all else was asked once."""
    refused = error("AccessDenied", "User: x is not authorized to perform: iam:x")
    names = ("GetUser", "ListAttachedUserPolicies", "SimulatePrincipalPolicy")
    wire.answers |= {"GetCallerIdentity": WHO, **dict.fromkeys(names, refused)}
    wire.answers["InvokeModelWithResponseStream"] = stream(("event", "chunk", {"bytes": "e30="}))
    for name, body in ANSWERS.items():
        wire.answers[name] = reply(body)
    account = AwsAccount(session, EDITION.region, api_key=False)

    def run(operation: str) -> dict[str, Finding]:
        account._questions.forget(lambda key: key[1:2] != (f"bedrock:{operation}",))
        seen = facts(cast(FakeAccount, account))
        return {rule.__name__: rule(seen) for rule in RULES}

    return run


@pytest.mark.parametrize("operation", ANSWERS)
def test_a_value_of_another_type_breaks_no_rule_and_fails_no_requirement(
    operation: str, judge: Callable[[str], dict[str, Finding]], wire: Wire
) -> None:
    sound = {name: found.verdict for name, found in judge(operation).items()}
    assert set(sound.values()) <= {Verdict.PASSED, Verdict.NOT_APPLICABLE}
    count = 0
    for changed in list_changes(ANSWERS[operation]):
        wire.answers[operation] = reply(changed.body)
        for name, found in judge(operation).items():
            told = (name, changed.where, changed.value, found.verdict, found.cause)
            is_unproven = found.verdict is Verdict.BLOCKED or found.cause is Cause.SERVICE_ERROR
            assert found.verdict is sound[name] or (is_unproven and found.verdict is not Verdict.FAILED), told
        count += 1
    assert count > 3
