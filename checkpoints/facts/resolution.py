"""boto3's default credential chain, walked to its end within bounds.

The chain is botocore's own (`credentials.create_credential_resolver`): what is found here is what boto3 and the AWS
CLI would use. botocore is imported inside, since a run of checks without AWS should not wait for it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from checkpoints.facts.answer_types import hold_types
from checkpoints.facts.api_key import parse_api_key, trim_api_key
from checkpoints.facts.botocore_bounds import bound_botocore
from checkpoints.facts.config_profiles import use_login
from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.facts.crt import keep_awscrt_out
from checkpoints.facts.environment import BEARER, Environment
from checkpoints.facts.helper_process import end_helper_processes
from checkpoints.facts.key_pair import describe_key_pair, trim_token
from checkpoints.facts.provider_chain import GivenToken, ProviderChain, follow_claude_code, look_for_tokens_at_home
from checkpoints.facts.providers import OF_PROFILES, SOURCES, Provider, name_provider
from checkpoints.facts.responses import SLOWNESS, ResponseTooLargeError
from checkpoints.facts.secret_text import list_secrets
from checkpoints.facts.sending import (
    FOREIGN,
    MALFORMED,
    MalformedAnswerError,
    make_client_config,
    shorten_message,
    was_parsing,
)
from checkpoints.facts.service_models import limit_to_our_services
from checkpoints.guide.vocabulary import CredentialSource

if TYPE_CHECKING:
    from botocore.session import Session

    from checkpoints.facts.client_connection import ConnectionRoute

LIMIT_S = 20.0  # for the whole chain: a credential process may hang
_SLOW = "ReadTimeoutError"  # botocore's own error for a response that does not come in time

# Providers whose exceptions do not say that nothing was answered.
_HIDING_SILENCE = frozenset({Provider.SSO, Provider.LOGIN, Provider.CONTAINER})
# Providers that hand on a pair as somebody else gives it; botocore does not look whether anything is in it.
_GIVING = frozenset({Provider.PROCESS, Provider.CONTAINER, Provider.INSTANCE})


@dataclass(frozen=True, slots=True)
class Choice:
    """One source of credentials that is taken in the place of the whole chain.

    source, profile: as Claude Code chooses them; source is None for whatever the profile has. method: what
    `Credentials.method` says of it, "" for botocore's own name. keys: access key id, secret and session token, or ""
    for a part that is not there; api_key: both as they are, neither where a provider gives them. variables: those that
    Claude Code's settings set, which this walk alone sees.
    """

    source: CredentialSource | None
    profile: str | None = None
    method: str = ""
    keys: tuple[str, str, str] | None = field(default=None, repr=False)
    api_key: str = field(default="", repr=False)
    settings_file: str | None = None
    variables: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Resolution:
    """The chain's result. session: the run's clients are made from it; None where there are no credentials."""

    credentials: Credentials
    session: Session | None = field(default=None, repr=False)


def resolve_credentials(
    environment: Environment,
    region: str,
    limit_s: float = LIMIT_S,
    choice: Choice | None = None,
    *,
    needs_metadata_v2: bool = False,
    route: ConnectionRoute | None = None,
) -> Resolution:
    """Walk the default chain of this process; it never raises and returns within `limit_s` seconds.

    region: of the clients that the chain makes by itself. choice: the only source to look at. needs_metadata_v2:
    whether Claude Code refuses version 1 of the metadata service, which botocore would go back to. route: to AWS, for
    the chain and for all clients of its session; None for that of AWS tools.
    """
    given = (environment, region, needs_metadata_v2, route)
    walk = _Walk(*given) if choice is None else _ChosenWalk(*given, choice=choice)
    walker = threading.Thread(target=walk.run, name="credential-chain", daemon=True)
    with _set_variables(choice.variables if choice else {}):
        walker.start()
        walker.join(limit_s)
    resolution = walk.outcome or Resolution(walk.broken(UNFINISHED))
    end_helper_processes(walker)
    return resolution


@contextmanager
def _set_variables(variables: Mapping[str, str]) -> Iterator[None]:
    """Set variables of this process for a while: botocore reads no others, and gives them to a credential process."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@dataclass
class _Walk:
    """One walk along the chain, on a thread of its own. outcome: None until it has ended."""

    environment: Environment
    region: str
    needs_metadata_v2: bool
    route: ConnectionRoute | None
    outcome: Resolution | None = None
    chain: ProviderChain | None = None

    def run(self) -> None:
        try:
            self.outcome = self._resolve()
        except Exception as error:  # noqa: BLE001 - botocore passes on whatever a file, a process or a socket raises
            self.outcome = Resolution(self._broken_by(error))

    def _resolve(self) -> Resolution:
        if not use_login(self.environment.files.profiles):
            keep_awscrt_out()
        import botocore.session

        bound_botocore()
        look_for_tokens_at_home()
        session = self._session(botocore.session)
        hold_types(session)
        limit_to_our_services(session.get_component("data_loader"))
        # For the clients that the chain makes by itself: STS, SSO and sign-in.
        proxies = self.route.proxies if self.route else None
        session.set_default_client_config(make_client_config(attempts=2, proxies=proxies))
        if self.route:
            session.set_config_variable("ca_bundle", self.route.bundle)
        session.set_config_variable("sts_regional_endpoints", "regional")
        session.set_config_variable("region", self.region)
        session.set_config_variable("auth_scheme_preference", "")  # Claude Code signs whatever is preferred
        if self.needs_metadata_v2:
            session.set_config_variable("ec2_metadata_v1_disabled", True)
        return self._resolve_with(session)

    def _session(self, botocore_session: Any) -> Any:
        return botocore_session.get_session()

    def _resolve_with(self, session: Any) -> Resolution:
        if self.environment.api_key is not None and not self._bearer_is_empty:
            return _with_api_key(session, os.environ[BEARER])
        return self._walk(session, session.get_component("credential_provider").providers)

    def _walk(self, session: Any, providers: Any) -> Resolution:
        self.chain = ProviderChain(follow_claude_code(providers))
        session.register_component("credential_provider", self.chain)
        found = session.get_credentials()
        if found is None:
            return Resolution(self._none_found())
        frozen = found.get_frozen_credentials()
        if found.method in _GIVING and not (frozen.access_key and frozen.secret_key):
            return Resolution(self.broken("CredentialRetrievalError", found.method))  # as botocore says of no pair
        if frozen.token and frozen.token != trim_token(frozen.token):
            session.set_credentials(frozen.access_key, frozen.secret_key, trim_token(frozen.token))
        return Resolution(self._found(found, frozen), session)

    def _none_found(self) -> Credentials:
        if SLOWNESS.unfinished or (SLOWNESS.silent and _reaches_metadata_itself()):
            # The metadata service, the last of the chain, took the connection and gave no whole answer; to botocore
            # there is none. Where nothing takes the connection, as anywhere but on EC2, there is no service.
            return self.broken(_SLOW, Provider.INSTANCE)
        return Credentials(bearer_is_empty=self._bearer_is_empty)

    @property
    def _bearer_is_empty(self) -> bool:
        return self.environment.variables.get(BEARER) == ""

    def _found(self, found: Any, frozen: Any) -> Credentials:
        values = (frozen.access_key, frozen.secret_key, frozen.token)
        return Credentials(
            SOURCES.get(found.method),
            found.method,
            self._profile(found.method),
            describe_key_pair(*values),
            expires_at=_expiry(found),
            bearer_is_empty=self._bearer_is_empty,
            secrets=frozenset().union(*(list_secrets(value) for value in values if value)),
        )

    def broken(self, error: str, provider: str = "", **facts: Any) -> Credentials:
        """Credentials of a chain that broke: at the provider that the exception names, or at the current one."""
        method = provider if provider in SOURCES else self.chain.at if self.chain else ""
        return Credentials(
            method=method,
            profile=self._profile(method),
            error=error,
            bearer_is_empty=self._bearer_is_empty,
            **facts,
        )

    def _broken_by(self, error: Exception) -> Credentials:
        response = getattr(error, "response", None)
        response = response if isinstance(response, dict) else {}
        arguments = getattr(error, "kwargs", None)
        arguments = arguments if isinstance(arguments, dict) else {}
        return self.broken(
            self._name_error(error, arguments.get("error")),
            # The source profile of a role may break inside the provider of roles.
            str(arguments.get("provider", "")),
            error_text=shorten_message(str(error)),
            error_code=str(response.get("Error", {}).get("Code", "")),
            error_status=response.get("ResponseMetadata", {}).get("HTTPStatusCode"),
            missing=str(arguments.get("cred_var", "")),
        )

    def _name_error(self, error: Exception, wrapped: object) -> str:
        """The class of an exception, or of what it hides: that a response was too large or too slow."""
        if isinstance(wrapped, ResponseTooLargeError):
            return type(wrapped).__name__
        if isinstance(error, MalformedAnswerError):
            return FOREIGN if error.is_foreign else MALFORMED
        if was_parsing(error):  # what is no XML at all where XML is spoken is a page of somebody else
            return FOREIGN if type(error).__name__ == "ResponseParserError" else MALFORMED
        # Where a token cannot be renewed, botocore names only the token.
        at = self.chain.at if self.chain is not None else ""
        slow = SLOWNESS.unfinished or (SLOWNESS.silent and at in _HIDING_SILENCE)
        return _SLOW if slow else type(error).__name__

    def _profile(self, method: str) -> str | None:
        if method not in OF_PROFILES:
            return None
        name = self.environment.profile_name or "default"
        if method == Provider.WEB_IDENTITY and "AWS_WEB_IDENTITY_TOKEN_FILE" in self.environment.variables:
            return None
        return name


@dataclass(kw_only=True)
class _ChosenWalk(_Walk):
    """The same for one source, as Claude Code chooses it."""

    choice: Choice

    def _profile(self, method: str) -> str | None:
        return self.choice.profile if method in OF_PROFILES else None

    def _session(self, botocore_session: Any) -> Any:
        if self.choice.profile and self.choice.keys is None:
            session = botocore_session.Session(session_vars={"profile": (None, None, None, None)})
            session.set_config_variable("profile", self.choice.profile)
            return session
        # Neither a file that botocore cannot parse nor a profile that it does not find stands in the way of the keys,
        # or of a role that no file configures.
        no_files = dict.fromkeys(("config_file", "credentials_file"), (None, None, os.devnull, None))
        return botocore_session.Session(session_vars={"profile": (None, None, None, None), **no_files})

    def _resolve_with(self, session: Any) -> Resolution:
        choice = self.choice
        if choice.api_key:
            of_settings = self.choice.settings_file
            return _with_api_key(session, choice.api_key, of_claude_code=True, settings_file=of_settings)
        if choice.keys is not None:
            return self._with_keys(session, choice.keys)
        every = session.get_component("credential_provider").providers
        if choice.source is None:
            return self._walk(session, [each for each in every if each.METHOD in OF_PROFILES])
        walked = self._walk(session, [each for each in every if SOURCES.get(each.METHOD) is choice.source])
        return Resolution(replace(walked.credentials, of_claude_code=True), walked.session)

    def _with_keys(self, session: Any, keys: tuple[str, str, str]) -> Resolution:
        session.set_credentials(keys[0], keys[1], trim_token(keys[2]) or None)
        return Resolution(
            Credentials(
                self.choice.source,
                self.choice.method or (name_provider(self.choice.source) if self.choice.source else ""),
                self.choice.profile,
                describe_key_pair(*keys),
                of_claude_code=True,
                bearer_is_empty=self._bearer_is_empty,
                settings_file=self.choice.settings_file,
                secrets=frozenset(secret for value in keys for secret in list_secrets(value)),
            ),
            session,
        )


def _with_api_key(session: Any, value: str, **facts: Any) -> Resolution:
    """With an API key botocore uses no other credentials for Bedrock; keys beside it are another identity."""
    from botocore.tokens import FrozenAuthToken

    session.register_component("token_provider", GivenToken(FrozenAuthToken(trim_api_key(value))))
    session.register_component("credential_provider", ProviderChain(()))
    source, api_key = CredentialSource.BEDROCK_API_KEY, parse_api_key(value)
    found = Credentials(source, api_key=api_key, expires_at=api_key.expires_at, secrets=api_key.secrets, **facts)
    return Resolution(found, session)


def _reaches_metadata_itself() -> bool:
    """Whether the metadata service would be asked without a proxy, which takes every connection wherever it is."""
    from urllib.request import getproxies, proxy_bypass

    address = os.environ.get("AWS_EC2_METADATA_SERVICE_ENDPOINT") or "http://169.254.169.254"
    host = address.partition("://")[2].partition("/")[0]
    return "http" not in getproxies() or bool(proxy_bypass(host))


def _expiry(found: Any) -> datetime | None:
    """When refreshable credentials end.

    botocore keeps it in a private attribute; where that is gone, no date is shown.
    """
    expiry = getattr(found, "_expiry_time", None)
    return expiry.astimezone(timezone.utc) if isinstance(expiry, datetime) and expiry.tzinfo else None
