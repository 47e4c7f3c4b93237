"""A loader that looks for a few services finds each of them, and no other."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import UnknownServiceError
from botocore.session import Session

from checkpoints.facts import service_models

OF_A_RUN = ("bedrock", "bedrock-runtime", "iam", "sts")
OF_CREDENTIAL_PROVIDERS = ("signin", "sso", "sso-oidc")


@pytest.fixture
def few() -> Session:
    session = Session()
    service_models.look_for_ours_alone(session.get_component("data_loader"))
    return session


@pytest.mark.parametrize("service", [*OF_A_RUN, *OF_CREDENTIAL_PROVIDERS])
def test_a_client_of_every_service_that_is_asked_can_be_made(few: Session, service: Any) -> None:
    client: Any = few.create_client(service, region_name="us-east-1")
    assert client.meta.service_model.service_name == service


def test_another_service_is_not_known(few: Session) -> None:
    other: Any = "ec2"
    with pytest.raises(UnknownServiceError):
        few.create_client(other, region_name="us-east-1")
