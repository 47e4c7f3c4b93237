"""moto, extended for a rehearsal and left as it was."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from moto.bedrock.responses import BedrockResponse
from moto.bedrockruntime.responses import BedrockRuntimeResponse
from moto.core.responses import BaseResponse
from moto.core.routing import get_service_router
from moto.iam.responses import IamResponse

from checkpoints.offline.rehearsal import rehearse
from tests.offline.calls import client


def test_moto_is_as_it_was_afterwards() -> None:
    whole = BedrockRuntimeResponse.invoke_model
    with rehearse("ready"):
        assert BedrockRuntimeResponse.invoke_model is not whole
        assert hasattr(IamResponse, "simulate_principal_policy")
    assert BedrockRuntimeResponse.invoke_model is whole
    assert not hasattr(IamResponse, "simulate_principal_policy")
    assert not hasattr(BedrockResponse, "get_use_case_for_model_access")
    assert BedrockResponse.call_action is BaseResponse.call_action


def test_a_fault_is_used_up() -> None:
    with rehearse("throttled-once"):
        bedrock = client("bedrock")
        with pytest.raises(bedrock.exceptions.ThrottlingException):
            bedrock.list_inference_profiles()
        assert bedrock.list_inference_profiles()["inferenceProfileSummaries"]


@pytest.mark.parametrize(("name", "status"), [("throttled", 429), ("service-error", 503)])
def test_a_lasting_fault_hits_everything_of_the_service_and_nothing_else(name: str, status: int) -> None:
    with rehearse(name):
        bedrock = client("bedrock")
        for _ in range(3):
            with pytest.raises(bedrock.exceptions.ClientError) as caught:
                bedrock.list_inference_profiles()
            assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
        assert client("sts").get_caller_identity()["Account"] == "123456789012"


def test_threads_may_ask_at_once_from_the_first_question_on() -> None:
    with rehearse("ready"):
        bedrock = client("bedrock")
        get_service_router.cache_clear()
        with ThreadPoolExecutor(8) as pool:
            listed = list(pool.map(lambda _: bedrock.list_inference_profiles(), range(16)))
    assert {len(page["inferenceProfileSummaries"]) for page in listed} == {12}
