"""What botocore's exceptions mean where its credential chain breaks: by the provider, the exception, or both."""

from __future__ import annotations

from collections.abc import Mapping

from checkpoints.facts.config_profiles import (
    ASSUME_ROLE,
    CONFIG_FILE,
    LOGIN,
    PROCESS,
    SHARED_CREDENTIALS,
    SSO,
    WEB_IDENTITY,
)
from checkpoints.facts.credentials import UNFINISHED
from checkpoints.guide.vocabulary import Cause

# Where both the provider and the exception decide; looked at first.
_BY_BOTH: Mapping[tuple[str, str], Cause] = {
    (ASSUME_ROLE, "PartialCredentialsError"): Cause.ASSUME_ROLE_FAILED,  # neither source_profile nor credential_source
    (SSO, "InvalidConfigError"): Cause.CONFIG_UNREADABLE,  # a setting of the SSO profile is not there
    (PROCESS, "RuntimeError"): Cause.EXPIRED_CREDENTIALS,  # its keys' `Expiration` has passed
    ("container-role", "ResponseTooLargeError"): Cause.CONTAINER_CREDENTIALS_FAILED,
    ("env", "RuntimeError"): Cause.EXPIRED_CREDENTIALS,  # AWS_CREDENTIAL_EXPIRATION has passed
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
    "ConnectTimeoutError": Cause.TIMEOUT,
    "ReadTimeoutError": Cause.TIMEOUT,
    UNFINISHED: Cause.TIMEOUT,
}
# For every other exception, by where the chain stood.
_BY_PROVIDER: Mapping[str, Cause] = {
    "env": Cause.INVALID_CREDENTIALS,
    ASSUME_ROLE: Cause.ASSUME_ROLE_FAILED,
    WEB_IDENTITY: Cause.WEB_IDENTITY_TOKEN_MISSING,
    SSO: Cause.SSO_LOGIN_REQUIRED,
    SHARED_CREDENTIALS: Cause.CONFIG_UNREADABLE,
    LOGIN: Cause.LOGIN_REQUIRED,
    PROCESS: Cause.CREDENTIAL_PROCESS_FAILED,
    CONFIG_FILE: Cause.CONFIG_UNREADABLE,
    "container-role": Cause.CONTAINER_CREDENTIALS_FAILED,
    "iam-role": Cause.NO_CREDENTIALS,
}


def name_cause(provider: str, error: str) -> Cause:
    """The cause of a chain that broke. provider: where it stood; error: the exception's class name."""
    both = _BY_BOTH.get((provider, error))
    return both or _BY_ERROR.get(error) or _BY_PROVIDER.get(provider, Cause.CONFIG_UNREADABLE)
