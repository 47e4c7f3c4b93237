"""From the exception that broke the credential chain to its cause, as a table."""

from __future__ import annotations

from collections.abc import Mapping

from checkpoints.facts.answer import Answer, Outcome
from checkpoints.facts.config_files import (
    ASSUME_ROLE,
    CONFIG_FILE,
    LOGIN,
    PROCESS,
    SHARED_CREDENTIALS,
    SSO,
    WEB_IDENTITY,
    Broken,
)
from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.facts.environment import KEY_VARIABLES, Environment
from checkpoints.guide.requirements import CREDENTIALS_RESOLVE
from checkpoints.guide.vocabulary import Cause
from checkpoints.rules import remedies
from checkpoints.rules.diagnosis import Kind, diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message, unverified

# Where both the provider and the exception decide; looked at first.
_BY_BOTH: Mapping[tuple[str, str], Cause] = {
    (ASSUME_ROLE, "PartialCredentialsError"): Cause.ASSUME_ROLE_FAILED,  # neither source_profile nor credential_source
    (SSO, "InvalidConfigError"): Cause.CONFIG_UNREADABLE,  # a setting of the SSO profile is not there
    (PROCESS, UNFINISHED): Cause.CREDENTIAL_PROCESS_FAILED,
    ("container-role", UNFINISHED): Cause.CONTAINER_CREDENTIALS_FAILED,
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
_PROVES_NOTHING = (Cause.THROTTLED, Cause.SERVICE_ERROR)


def judged(facts: Facts) -> Finding:
    """The finding for a chain that an exception broke."""
    found = facts.credentials
    cause = _cause(found)
    detail = _detail(facts.environment, found, cause)
    # The exception's words may hold anything, what a credential process printed included: they are not shown.
    shown = Evidence(
        found.error, message("credentials.broke", provider=found.method or "-", code=found.error_code or "-")
    )
    if cause in _PROVES_NOTHING:
        return unverified(CREDENTIALS_RESOLVE, cause, detail, shown)
    return failed(CREDENTIALS_RESOLVE, cause, detail, shown)


def _cause(found: Credentials) -> Cause:
    if found.error_code:
        return _refused(found)
    both = _BY_BOTH.get((found.method, found.error))
    return both or _BY_ERROR.get(found.error) or _BY_PROVIDER.get(found.method, Cause.CONFIG_UNREADABLE)


def _refused(found: Credentials) -> Cause:
    """AWS refused on the way: to a source profile's keys, or to lend the role."""
    refusal = Answer("", Outcome.REFUSED, found.error_status, found.error_code, found.error_text)
    diagnosis = diagnose(refusal)
    if diagnosis.cause and diagnosis.kind in (Kind.CREDENTIALS, Kind.LOOKING):
        return diagnosis.cause
    return Cause.LOGIN_REQUIRED if found.method == LOGIN else Cause.ASSUME_ROLE_FAILED


def _detail(machine: Environment, found: Credentials, cause: Cause) -> Message:
    profile = found.profile or machine.profile_name or "default"
    if cause is Cause.PROFILE_NOT_FOUND:
        return _no_profile(machine)
    if cause is Cause.PARTIAL_CREDENTIALS:
        return _half(machine, found, profile)
    if cause is Cause.CONFIG_UNREADABLE:
        return _unreadable(machine, profile)
    if found.error == "LoginInsufficientPermissions":
        return message("credentials.login-not-allowed", profile=profile)
    if found.error == "MfaCodeNeededError":
        return message("credentials.mfa-needed", profile=profile)
    if found.error == UNFINISHED:
        return message("credentials.unfinished", profile=profile)
    if found.error_code:
        return message(
            "credentials.refused-on-the-way", profile=profile, code=found.error_code, remedy=remedies.keys(found)
        )
    return message(f"credentials.{cause.value}", profile=profile, remedy=remedies.keys(found))


def _no_profile(machine: Environment) -> Message:
    name = machine.profile_name or ""
    values = {
        # With what nobody sees in it, where there is such.
        "profile": name if name == name.strip() and name.isprintable() else repr(name),
        "profiles": ", ".join(sorted(machine.files.profiles)) or "-",
        "variable": machine.profile_variable,
        "file": machine.files.config.shown,
        "remedy": f"unset {machine.profile_variable}",
    }
    if not name:
        return Message("credentials.profile-empty", values)
    if name in machine.files.unprefixed:
        return Message(
            "credentials.profile-unprefixed", {**values, "remedy": _prefix(name, machine.files.config.shown)}
        )
    return Message("credentials.profile-unknown", values)


def _prefix(name: str, file: str) -> str:
    """What turns `[name]` into `[profile name]`; where a name is not plain, what shows it."""
    if name.replace("-", "").replace("_", "").isalnum() and name.isascii() and "=" not in file:
        return f"sed -i.bak 's/^\\[{name}\\]/[profile {name}]/' {file}"
    return f"aws configure --profile {name}"


def _half(machine: Environment, found: Credentials, profile: str) -> Message:
    if found.method == "env":
        place = ", ".join(name for name in KEY_VARIABLES if machine.variables.get(name))
        return message("credentials.half-environment", place=place, missing=found.missing, remedy=remedies.START_ANEW)
    file = machine.files.config if found.method == CONFIG_FILE else machine.files.credentials
    place, remedy = f"{file.shown} [{profile}]", remedies.keys(found)
    return message("credentials.half-file", place=place, missing=found.missing, remedy=remedy)


_REASONS = {
    Broken.BYTE_ORDER_MARK: "credentials.config-marked",
    Broken.ENCODING: "credentials.config-encoding",
}


def _unreadable(machine: Environment, profile: str) -> Message:
    for file in (machine.files.config, machine.files.credentials):
        if file.broken:
            return message(_REASONS.get(file.broken, "credentials.config-broken"), file=file.shown)
    return message("credentials.config-incomplete", file=machine.files.config.shown, profile=profile)
