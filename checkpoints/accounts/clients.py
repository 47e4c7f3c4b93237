"""Clients of AWS's services that many accounts share.

A client takes 5 to 50 ms of the processor and up to a megabyte; of a hundred accounts with six clients each that is
more than everything else. Here one client a service and Region signs each call with the credentials of the account
that makes it: a call is signed on the thread that makes it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.session import Session

_CONNECTIONS = 100  # of each client: as many as there are workers
# Settings of a profile that change how its calls are sent: such a profile gets clients of its own.
_SENDING_SETTINGS = frozenset(
    {
        "endpoint_url",
        "services",
        "ca_bundle",
        "use_fips_endpoint",
        "use_dualstack_endpoint",
        "ignore_configured_endpoint_urls",
    }
)


class _Signer(threading.local):
    """With whose credentials this thread signs."""

    def __init__(self) -> None:
        self.credentials: Any = None


class SharedClients:
    """The clients of a command, by service and Region."""

    def __init__(self) -> None:
        self._signer = _Signer()
        self._clients: dict[tuple[str, str], Any] = {}
        self._creating = threading.Lock()
        self._session: Any = None

    def get_client(self, service: str, region: str, config: Any) -> Any:
        """The client of a service in a Region. Raises whatever botocore raises."""
        with self._creating:
            client = self._clients.get((service, region))
            if client is None:
                if self._session is None:
                    self._session = _make_session(self._signer)
                several = type(config)(max_pool_connections=_CONNECTIONS)
                client = self._session.create_client(service, region_name=region, config=config.merge(several))
                self._clients[service, region] = client
            return client

    def call(self, credentials: Any, operation: Callable[..., Any], /, **parameters: Any) -> Any:
        """Call an operation of a client, signed with these credentials."""
        self._signer.credentials = credentials
        try:
            return operation(**parameters)
        finally:
            self._signer.credentials = None


class AccountSession:
    """What `AwsAccount` takes for botocore's session: it makes clients, and no more."""

    def __init__(self, shared: SharedClients, credentials: Any) -> None:
        """credentials: botocore's, static or refreshable, with which the clients sign."""
        self._shared = shared
        self._credentials = credentials

    def create_client(self, service: str, *, region_name: str, config: Any) -> Any:
        """The shared client of a service, for this account."""
        client = self._shared.get_client(service, region_name, config)
        return _AccountClient(self._shared, client, self._credentials)


class _AccountClient:
    """A client whose operations are signed with an account's credentials."""

    def __init__(self, shared: SharedClients, client: Any, credentials: Any) -> None:
        self._shared = shared
        self._client = client
        self._credentials = credentials

    @property
    def meta(self) -> Any:
        """What botocore tells of the client: its endpoint."""
        return self._client.meta

    def __getattr__(self, operation: str) -> Any:
        return partial(self._shared.call, self._credentials, getattr(self._client, operation))


def changes_sending(session: Session) -> bool:
    """Whether the profile of a session changes how calls are sent, so that it needs clients of its own."""
    return not _SENDING_SETTINGS.isdisjoint(session.get_scoped_config())


def _make_session(signer: _Signer) -> Any:
    """A session without a profile, whose credentials are those of the thread that signs."""
    import os

    from checkpoints.facts.botocore_bounds import bound_botocore
    from checkpoints.facts.crt import keep_awscrt_out

    keep_awscrt_out()
    import botocore.session
    from botocore.credentials import Credentials
    from botocore.exceptions import BotoCoreError

    from checkpoints.facts.answer_types import hold_types
    from checkpoints.facts.service_models import limit_to_our_services
    from checkpoints.storage.client import FoundProvider

    class SignersCredentials(Credentials):
        """The credentials of the thread that signs."""

        def get_frozen_credentials(self) -> Any:
            return signer.credentials.get_frozen_credentials() if signer.credentials is not None else None

    bound_botocore()
    no_profile: Any = {"profile": (None, None, None, None)}
    session = botocore.session.Session(session_vars=no_profile)
    try:
        session.get_scoped_config()
    except BotoCoreError:  # files that no account of the command is read from
        no_files: Any = dict.fromkeys(("config_file", "credentials_file"), (None, None, os.devnull, None))
        session = botocore.session.Session(session_vars=no_profile | no_files)
    hold_types(session)
    limit_to_our_services(session.get_component("data_loader"))
    session.register_component("credential_provider", FoundProvider(SignersCredentials("-", "-")))
    return session
