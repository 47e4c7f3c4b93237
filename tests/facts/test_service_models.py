"""A loader that looks for a few services finds each of them, and leads to where AWS has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import UnknownServiceError
from botocore.session import Session

from checkpoints.facts.service_models import limit_to_our_services
from tests.facts.conftest import forget_aws

# Those of a run, then those of credential providers.
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "bedrock": ("list_inference_profiles", {}),
    "bedrock-runtime": ("invoke_model", {"modelId": "m", "body": "{}"}),
    "iam": ("get_user", {}),
    "sts": ("get_caller_identity", {}),
    "signin": ("create_o_auth2_token", {"tokenInput": {"clientId": "c", "grantType": "refresh_token"}}),
    "sso": ("get_role_credentials", {"roleName": "r", "accountId": "1", "accessToken": "t"}),
    "sso-oidc": ("create_token", {"clientId": "c", "clientSecret": "s", "grantType": "refresh_token"}),
}


class SentError(Exception):
    """A request was about to be sent."""


@pytest.fixture(scope="module")
def sessions() -> Iterator[tuple[Session, Session]]:
    """A session that looks for a few services, and one as botocore makes it."""
    with pytest.MonkeyPatch.context() as away:
        forget_aws(away)
        few, plain = Session(), Session()
        limit_to_our_services(few.get_component("data_loader"))
        for each in (few, plain):
            each.set_credentials("AKIAQ7EXAMPL2345ABCD", "secret")
        yield few, plain


def test_another_service_is_found_the_long_way(sessions: tuple[Session, Session]) -> None:
    other: Any = "organizations"
    assert sessions[0].create_client(other, region_name="us-east-1").meta.service_model.service_name == other


def test_a_service_that_is_none_is_not_found(sessions: tuple[Session, Session]) -> None:
    none: Any = "no-service"
    with pytest.raises(UnknownServiceError):
        sessions[0].create_client(none, region_name="us-east-1")


@pytest.mark.parametrize(
    ("region", "variant"),
    [
        ("us-east-1", ""),
        ("us-east-1", "AWS_USE_DUALSTACK_ENDPOINT"),
        ("ap-northeast-2", "AWS_USE_FIPS_ENDPOINT"),
        pytest.param("us-east-1", "AWS_USE_FIPS_ENDPOINT", marks=pytest.mark.at_length),
        pytest.param("ap-northeast-2", "", marks=pytest.mark.at_length),
        pytest.param("ap-northeast-2", "AWS_USE_DUALSTACK_ENDPOINT", marks=pytest.mark.at_length),
    ],
)
@pytest.mark.parametrize("service", CALLS)
def test_a_request_goes_where_botocore_sends_it_by_itself(
    service: str, region: str, variant: str, sessions: tuple[Session, Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    if variant:
        monkeypatch.setenv(variant, "true")
    few, plain = (send(each, service, region) for each in sessions)
    assert few == plain


def send(session: Session, service: Any, region: str) -> tuple[str, str]:
    """The address of a request, and the Region and service that it is signed for."""
    client: Any = session.create_client(service, region_name=region)
    assert client.meta.service_model.service_name == service
    found: list[tuple[str, str]] = []

    def stop(request: Any, **_: object) -> None:
        signature = request.headers.get("Authorization", b"")
        signature = signature.decode() if isinstance(signature, bytes) else signature
        scope = signature.partition("Credential=")[2].partition(",")[0].split("/")[2:]
        found.append((request.url, "/".join(scope)))
        raise SentError

    client.meta.events.register("before-send", stop)
    operation, values = CALLS[service]
    with pytest.raises(SentError):
        getattr(client, operation)(**values)
    return found[0]
