"""Clients of AWS's services for commands of the facilitator, made from the default credential chain."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from checkpoints.facts.environment import Environment, read_environment
from checkpoints.guide.vocabulary import Cause
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.storage.trouble import StorageError

if TYPE_CHECKING:
    from botocore.session import Session

CONNECT_TIMEOUT_S = 5
READ_TIMEOUT_S = 20  # for a whole response
_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class FacilitatorSession:
    """Credentials of the facilitator, from which clients are made.

    region: where buckets are looked for first. expires_at: of temporary credentials, aware, where it is known.
    """

    session: Session
    region: str
    expires_at: datetime | None = None


def open_access() -> FacilitatorSession:
    """Walk the default credential chain, within bounds. Raises StorageError where it finds none that can be sent."""
    from checkpoints.facts.resolution import resolve_credentials

    # An API key for Bedrock, which would stand in for all others, is none for S3.
    environment = replace(read_environment(), api_key=None)
    region = find_region(environment)
    found = resolve_credentials(environment, region)
    if found.credentials.error:
        from checkpoints.refusals.chain_errors import name_cause

        cause = name_cause(found.credentials.method, found.credentials.error)
        raise StorageError("storage.credentials-broken", cause=cause.value)
    if found.session is None:
        raise StorageError("storage.no-credentials")
    if found.credentials.keys.wrapped:  # no signature fits them, and some cannot be put into a request
        raise StorageError("storage.credentials-broken", cause=Cause.INVALID_CREDENTIALS.value)
    return FacilitatorSession(_make_session(found.session.get_credentials()), region, found.credentials.expires_at)


def _make_session(credentials: Any) -> Session:
    """A session with credentials that were found; the one that found them knows few services and no endpoints."""
    import botocore.session

    session = botocore.session.get_session()
    session.register_component("credential_provider", FoundProvider(credentials))
    return session


class FoundProvider:
    """What botocore asks for credentials: gives those that were found, which renew themselves where they can."""

    def __init__(self, credentials: Any) -> None:
        self._credentials = credentials

    def load_credentials(self) -> Any:
        """The credentials that were found."""
        return self._credentials


def find_region(environment: Environment) -> str:
    """The Region that variables or the profile name, else the guide's."""
    variables = environment.variables
    profile = environment.files.profiles.get(environment.profile_name or "default")
    return (
        variables.get("AWS_REGION")
        or variables.get("AWS_DEFAULT_REGION")
        or (profile.region if profile else None)
        or WORKSHOP.region
    )


def make_s3_client(
    access: FacilitatorSession, *, attempts: int = _ATTEMPTS, connections: int = 10, for_presigning: bool = False
) -> Any:
    """A client of S3. To be called by one thread at a time; the client itself may be used by several.

    attempts: for each request; connections: how many requests are sent at once. for_presigning: addresses name the
    bucket as their host, in its Region, so that nothing that is signed for one is redirected to another.
    Raises StorageError for a Region or an endpoint that cannot be one.
    """
    # Without the second, addresses in S3's first Region name none.
    presigning = {"addressing_style": "virtual", "us_east_1_regional_endpoint": "regional"}
    s3 = presigning if for_presigning else None
    return make_client(access, "s3", attempts=attempts, connections=connections, signature_version="s3v4", s3=s3)


def make_client(
    access: FacilitatorSession, service: str, *, attempts: int = _ATTEMPTS, connections: int = 10, **settings: Any
) -> Any:
    """A client of a service, with bounded timeouts and attempts. settings: further ones of botocore's `Config`.

    Raises StorageError for a Region or an endpoint that cannot be one.
    """
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError

    try:
        config = Config(
            connect_timeout=CONNECT_TIMEOUT_S,
            read_timeout=READ_TIMEOUT_S,
            retries={"mode": "standard", "total_max_attempts": attempts},
            max_pool_connections=connections,
            # The transport and the seal of a hand-in tell whether it is whole.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            **settings,
        )
        return access.session.create_client(service, region_name=access.region, config=config)
    except (BotoCoreError, ValueError):
        endpoint = os.environ.get(f"AWS_ENDPOINT_URL_{service.upper()}") or os.environ.get("AWS_ENDPOINT_URL") or "-"
        raise StorageError("storage.client", region=access.region, endpoint=endpoint) from None
