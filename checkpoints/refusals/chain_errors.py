"""What botocore's exceptions mean where its credential chain breaks: by the provider, the exception, or both."""

from __future__ import annotations

from collections.abc import Mapping

from checkpoints.facts.credentials import UNFINISHED
from checkpoints.facts.providers import Provider
from checkpoints.facts.sending import FOREIGN, MALFORMED
from checkpoints.guide.vocabulary import Cause

# Where both the provider and the exception decide; looked at first.
_BY_BOTH: Mapping[tuple[str, str], Cause] = {
    (Provider.ASSUME_ROLE, "PartialCredentialsError"): Cause.ASSUME_ROLE_FAILED,  # no source_profile, credential_source
    (Provider.SSO, "InvalidConfigError"): Cause.CONFIG_UNREADABLE,  # a setting of the profile is not there
    (Provider.PROCESS, "RuntimeError"): Cause.EXPIRED_CREDENTIALS,  # its keys' `Expiration` has passed
    (Provider.CONTAINER, "ResponseTooLargeError"): Cause.CONTAINER_CREDENTIALS_FAILED,
    (Provider.ENVIRONMENT, "RuntimeError"): Cause.EXPIRED_CREDENTIALS,  # AWS_CREDENTIAL_EXPIRATION has passed
}
# By the exception's class name, wherever the chain stood.
_BY_ERROR: Mapping[str, Cause] = {
    "ProfileNotFound": Cause.PROFILE_NOT_FOUND,
    "PartialCredentialsError": Cause.PARTIAL_CREDENTIALS,
    "ConfigParseError": Cause.CONFIG_UNREADABLE,
    "SSOTokenLoadError": Cause.SSO_LOGIN_REQUIRED,
    "UnauthorizedSSOTokenError": Cause.SSO_LOGIN_REQUIRED,
    "TokenRetrievalError": Cause.SSO_LOGIN_REQUIRED,
    "LoginTokenLoadError": Cause.LOGIN_REQUIRED,
    "LoginRefreshRequired": Cause.LOGIN_REQUIRED,
    "LoginInsufficientPermissions": Cause.LOGIN_REQUIRED,
    "LoginError": Cause.LOGIN_REQUIRED,
    "MissingDependencyException": Cause.CRT_MISSING,
    "EndpointConnectionError": Cause.ENDPOINT_UNREACHABLE,
    "ProxyConnectionError": Cause.ENDPOINT_UNREACHABLE,
    "SSLError": Cause.ENDPOINT_UNREACHABLE,
    "ConnectionClosedError": Cause.ENDPOINT_UNREACHABLE,
    "HTTPClientError": Cause.ENDPOINT_UNREACHABLE,
    "ResponseTooLargeError": Cause.ENDPOINT_UNREACHABLE,  # AWS sends nothing of that size
    FOREIGN: Cause.ENDPOINT_UNREACHABLE,
    MALFORMED: Cause.SERVICE_ERROR,
    "ConnectTimeoutError": Cause.TIMEOUT,
    "ReadTimeoutError": Cause.TIMEOUT,
    UNFINISHED: Cause.TIMEOUT,
}
# For every other exception, by where the chain stood.
_BY_PROVIDER: Mapping[str, Cause] = {
    Provider.ENVIRONMENT: Cause.INVALID_CREDENTIALS,
    Provider.ASSUME_ROLE: Cause.ASSUME_ROLE_FAILED,
    Provider.WEB_IDENTITY: Cause.WEB_IDENTITY_TOKEN_MISSING,
    Provider.SSO: Cause.SSO_LOGIN_REQUIRED,
    Provider.SHARED_CREDENTIALS: Cause.CONFIG_UNREADABLE,
    Provider.LOGIN: Cause.LOGIN_REQUIRED,
    Provider.PROCESS: Cause.CREDENTIAL_PROCESS_FAILED,
    Provider.CONFIG_FILE: Cause.CONFIG_UNREADABLE,
    Provider.CONTAINER: Cause.CONTAINER_CREDENTIALS_FAILED,
    Provider.INSTANCE: Cause.NO_CREDENTIALS,
}


def name_cause(provider: str, error: str) -> Cause:
    """The cause of a chain that broke. provider: where it stood; error: the exception's class name."""
    both = _BY_BOTH.get((provider, error))
    return both or _BY_ERROR.get(error) or _BY_PROVIDER.get(provider, Cause.CONFIG_UNREADABLE)
