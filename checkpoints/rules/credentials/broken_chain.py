"""Step 3: from the exception that broke the default chain to its cause, as a table."""

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
    FileDefect,
)
from checkpoints.facts.credentials import UNFINISHED, Credentials
from checkpoints.facts.environment import KEY_VARIABLES, Environment
from checkpoints.guide.requirements import CREDENTIALS_RESOLVE
from checkpoints.guide.vocabulary import Cause
from checkpoints.refusals import sso
from checkpoints.rules.credentials.sources import START_ANEW, renew_command
from checkpoints.rules.diagnosis import Kind, diagnose
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message, unverified

# Where both the provider and the exception decide; looked at first.
_BY_BOTH: Mapping[tuple[str, str], Cause] = {
    (ASSUME_ROLE, "PartialCredentialsError"): Cause.ASSUME_ROLE_FAILED,  # neither source_profile nor credential_source
    (SSO, "InvalidConfigError"): Cause.CONFIG_UNREADABLE,  # a setting of the SSO profile is not there
    (PROCESS, "RuntimeError"): Cause.EXPIRED_CREDENTIALS,  # its keys' `Expiration` has passed
    (PROCESS, UNFINISHED): Cause.CREDENTIAL_PROCESS_FAILED,
    ("container-role", UNFINISHED): Cause.CONTAINER_CREDENTIALS_FAILED,
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
_PROVES_NOTHING = (Cause.THROTTLED, Cause.SERVICE_ERROR)


def judge_broken_chain(facts: Facts) -> Finding | None:
    """The finding for a chain that an exception broke; None where none did."""
    found = facts.credentials
    if not found.error:
        return None
    cause = _cause(found)
    detail = _detail(facts.environment, found, cause)
    # The exception's words may hold anything, what a credential process printed included: they are not shown.
    shown = Evidence(
        found.error, message("credentials.broke", provider=found.method or "-", code=found.error_code or "-")
    )
    judge = unverified if cause in _PROVES_NOTHING else failed
    return judge(CREDENTIALS_RESOLVE, cause, detail, shown)


def _cause(found: Credentials) -> Cause:
    if found.error_code:
        return _cause_of_refusal(found)
    both = _BY_BOTH.get((found.method, found.error))
    return both or _BY_ERROR.get(found.error) or _BY_PROVIDER.get(found.method, Cause.CONFIG_UNREADABLE)


def _cause_of_refusal(found: Credentials) -> Cause:
    """AWS refused a source profile's keys, or the role itself."""
    refusal = Answer("", Outcome.REFUSED, found.error_status, found.error_code, found.error_text)
    diagnosis = diagnose(refusal)
    if diagnosis.cause and diagnosis.kind in (Kind.CREDENTIALS, Kind.LOOKING):
        return diagnosis.cause
    if found.method == SSO and found.error_code in sso.NOT_ASSIGNED_CODES:
        return Cause.SSO_ROLE_NOT_ASSIGNED
    return Cause.LOGIN_REQUIRED if found.method == LOGIN else Cause.ASSUME_ROLE_FAILED


_SENTENCES_BY_ERROR = {
    "LoginInsufficientPermissions": "credentials.login-not-allowed",
    "MfaCodeNeededError": "credentials.mfa-needed",
    UNFINISHED: "credentials.unfinished",
}


def _detail(machine: Environment, found: Credentials, cause: Cause) -> Message:
    profile = found.profile or machine.profile_name or "default"
    if cause in _DETAILS:
        return _DETAILS[cause](machine, found, profile)
    if found.error in _SENTENCES_BY_ERROR:
        return message(_SENTENCES_BY_ERROR[found.error], profile=profile)
    remedy = renew_command(found)
    if found.error_code:
        return message("credentials.refused-on-the-way", profile=profile, code=found.error_code, remedy=remedy)
    return message(f"credentials.{cause.value}", profile=profile, remedy=remedy)


def _no_profile(machine: Environment, found: Credentials, profile: str) -> Message:
    name = machine.profile_name or ""
    values = {
        # Characters that do not show are escaped.
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
    """The command that turns `[name]` into `[profile name]`, or asks for the profile anew where a name is not plain."""
    if name.replace("-", "").replace("_", "").isalnum() and name.isascii() and "=" not in file:
        return f"sed -i.bak 's/^\\[{name}\\]/[profile {name}]/' {file}"
    return f"aws configure --profile {name}"


def _half(machine: Environment, found: Credentials, profile: str) -> Message:
    if found.method == "env":
        place = ", ".join(name for name in KEY_VARIABLES if machine.variables.get(name))
        return message("credentials.half-environment", place=place, missing=found.missing, remedy=START_ANEW)
    file = machine.files.config if found.method == CONFIG_FILE else machine.files.credentials
    place, remedy = f"{file.shown} [{profile}]", renew_command(found)
    return message("credentials.half-file", place=place, missing=found.missing, remedy=remedy)


_REASONS = {
    FileDefect.BYTE_ORDER_MARK: "credentials.config-marked",
    FileDefect.ENCODING: "credentials.config-encoding",
}


def _unreadable(machine: Environment, found: Credentials, profile: str) -> Message:
    for file in (machine.files.config, machine.files.credentials):
        if file.broken:
            return message(_REASONS.get(file.broken, "credentials.config-broken"), file=file.shown)
    return message("credentials.config-incomplete", file=machine.files.config.shown, profile=profile)


_DETAILS = {
    Cause.PROFILE_NOT_FOUND: _no_profile,
    Cause.PARTIAL_CREDENTIALS: _half,
    Cause.CONFIG_UNREADABLE: _unreadable,
}
