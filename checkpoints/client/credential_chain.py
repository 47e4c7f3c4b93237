"""The order in which Claude Code looks for AWS credentials in variables and profiles.

The order is that of the AWS SDK for JavaScript (`credential-provider-node` defaultProvider, `credential-provider-ini`
resolveProfileData). What can be known without running a command or asking a service is told here; whether a source
then answers is not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from checkpoints.client.identity import FailedSource, Identity, SourceProblem
from checkpoints.client.locations import LOGIN_CACHE, login_token
from checkpoints.client.place import Place, Value, Values, text_of
from checkpoints.client.shared_files import SharedFiles
from checkpoints.facts import fingerprint
from checkpoints.guide.vocabulary import CredentialSource

ACCESS_KEY, SECRET_KEY, SESSION_TOKEN = "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"
ENVIRONMENT_KEYS = (ACCESS_KEY, SECRET_KEY, SESSION_TOKEN)
PROFILE_KEYS = ("aws_access_key_id", "aws_secret_access_key", "aws_session_token")
STATIC_SOURCES = (CredentialSource.SHARED_CREDENTIALS, CredentialSource.CONFIG_FILE)
PROFILE = "AWS_PROFILE"
TOKEN_FILE, ROLE_ARN = "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"
CONTAINER = ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI")
METADATA_DISABLED = "AWS_EC2_METADATA_DISABLED"
METADATA_MODE, METADATA_MODES = "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", ("IPv4", "IPv6")
METADATA_MODE_KEY = "ec2_metadata_service_endpoint_mode"
_METADATA_ADDRESS, _METADATA_ADDRESS_KEY = "AWS_EC2_METADATA_SERVICE_ENDPOINT", "ec2_metadata_service_endpoint"
_METADATA_V1_DISABLED, _METADATA_V1_DISABLED_KEY = "AWS_EC2_METADATA_V1_DISABLED", "ec2_metadata_v1_disabled"

_SSO_KEYS = ("sso_start_url", "sso_account_id", "sso_session", "sso_region", "sso_role_name")
_SSO_REQUIRED = ("sso_start_url", "sso_account_id", "sso_region", "sso_role_name")
_SSO_OF_SESSION = ("sso_start_url", "sso_region")
_HOST_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")  # what a part of a host name may be, as a Region is
_KEY_PAIR = PROFILE_KEYS[:2]

Outcome = Identity | FailedSource
CanRead = Callable[[str], bool]
_NO_KEYS: Values = {}


def resolve_identity(
    variables: Values, files: SharedFiles, can_read: CanRead, *, has_processes: bool = True
) -> Identity:
    """What the chain comes to. can_read: whether the file under a path, as the variables name it, can be read.

    has_processes: False where commands of `credential_process` give nothing; the SDK goes on to the next source then.
    """
    return _Chain(variables, files, can_read, has_processes).resolve()


def profile_name(variables: Values) -> str:
    """The profile in use: an empty `AWS_PROFILE` counts as unset, and `AWS_DEFAULT_PROFILE` is not known."""
    return text_of(variables, PROFILE) or "default"


class _Chain:
    def __init__(self, variables: Values, files: SharedFiles, can_read: CanRead, has_processes: bool) -> None:
        self._variables = variables
        self._has_processes = has_processes
        self._files = files
        self._can_read = can_read
        self._name = profile_name(variables)

    def resolve(self) -> Identity:
        troubles: list[FailedSource] = []
        for link in (self._environment, self._profile, self._process, self._web_identity, self._remote):
            found = link()
            if isinstance(found, Identity):
                return replace(found, passed_over=tuple(troubles))
            if found is not None:
                troubles.append(found)
                if found.stops:
                    break
        return Identity(None, passed_over=tuple(troubles))

    def _environment(self) -> Outcome | None:
        if text_of(self._variables, PROFILE):
            return None
        return read_environment_keys(self._variables)

    def _profile(self) -> Outcome:
        return self._of_profile(self._name)

    def _process(self) -> Outcome | None:
        """Asked once more after a profile that gave nothing, as a role without a source."""
        keys = self._keys(self._name)
        return self._credential_process(self._name, keys) if "credential_process" in keys else None

    def _web_identity(self) -> Outcome | None:
        path, role = text_of(self._variables, TOKEN_FILE), text_of(self._variables, ROLE_ARN)
        if not path or not role:
            return None
        place = self._variables[TOKEN_FILE].place
        if not self._can_read(path):
            return FailedSource(SourceProblem.TOKEN_FILE_UNREADABLE, place, stops=True)
        return Identity(CredentialSource.WEB_IDENTITY, fingerprint.of_role(role), place=place)

    def _remote(self) -> Outcome:
        named = _first(self._variables, CONTAINER)
        if named:
            return Identity(CredentialSource.CONTAINER_ROLE, fingerprint.CONTAINER, place=named)
        # Any value but exactly `false` switches the service off, `False` as well.
        if text_of(self._variables, METADATA_DISABLED) not in ("", "false"):
            return FailedSource(
                SourceProblem.METADATA_SWITCHED_OFF, self._variables[METADATA_DISABLED].place, stops=True
            )
        return self._unknown_mode() or Identity(CredentialSource.INSTANCE_ROLE, fingerprint.INSTANCE)

    def _unknown_mode(self) -> FailedSource | None:
        value = find_unknown_mode(self._variables, self._keys(self._name))
        return FailedSource(SourceProblem.METADATA_MODE_UNKNOWN, value.place, stops=True) if value else None

    def _keys(self, name: str) -> Values:
        return self._files.profiles.get(name, _NO_KEYS)

    def _of_profile(self, name: str, visited: tuple[str, ...] = (), of_role: bool = False) -> Outcome:
        """What a profile gives. visited: source profiles on the way; of_role: it holds a `credential_source` alone."""
        keys = self._keys(name)
        if visited and _is_static(keys):
            return self._static(name, keys)
        if of_role or _is_role(keys):
            return self._role(name, keys, visited)
        if _is_static(keys):
            return self._static(name, keys)
        if {"web_identity_token_file", "role_arn"} <= keys.keys():
            return self._profile_web_identity(name, keys)
        if "credential_process" in keys:
            return self._credential_process(name, keys)
        if not keys.keys().isdisjoint(_SSO_KEYS):
            return self._sso(name, keys)
        if "login_session" in keys:
            return self._login(name, keys["login_session"])
        return self._nothing(name, keys)

    def _nothing(self, name: str, keys: Values) -> FailedSource:
        half = _first(keys, _KEY_PAIR)
        if half:
            return FailedSource(SourceProblem.HALF_PAIR, half)
        if keys:
            return FailedSource(SourceProblem.PROFILE_EMPTY, next(iter(keys.values())).place)
        named = self._variables.get(PROFILE)
        return FailedSource(SourceProblem.PROFILE_MISSING, named.place if named and named.text == name else None)

    def _role(self, name: str, keys: Values, visited: tuple[str, ...]) -> Outcome:
        source_profile = text_of(keys, "source_profile")
        if source_profile in visited and source_profile:
            return FailedSource(SourceProblem.ROLE_CYCLE, keys["source_profile"].place)
        if source_profile:
            source = self._source_profile(source_profile, visited)
        else:
            source = self._credential_source(name, keys)
        if "role_arn" not in keys:
            return source
        # The code is asked for before the source has answered; only an unknown source is noticed earlier.
        unknown = isinstance(source, FailedSource) and source.problem is SourceProblem.CREDENTIAL_SOURCE_UNKNOWN
        if "mfa_serial" in keys and not (unknown and not source_profile):
            return FailedSource(SourceProblem.MFA_NEEDED, keys["mfa_serial"].place, stops=True)
        if isinstance(source, FailedSource):
            return source
        role = keys["role_arn"]
        return Identity(CredentialSource.ASSUME_ROLE, fingerprint.of_role(role.text), name, role.place, source)

    def _source_profile(self, name: str, visited: tuple[str, ...]) -> Outcome:
        keys = self._keys(name)
        of_role = "role_arn" not in keys and "credential_source" in keys
        return self._of_profile(name, (*visited, name), of_role)

    def _credential_source(self, name: str, keys: Values) -> Outcome:
        place = keys["credential_source"].place if "credential_source" in keys else None
        kind = text_of(keys, "credential_source")
        if kind == "Environment":
            found = read_environment_keys(self._variables)
            return (
                found if isinstance(found, Identity) else FailedSource(SourceProblem.SOURCE_WITHOUT_CREDENTIALS, place)
            )
        if kind == "EcsContainer":
            named = _first(self._variables, CONTAINER)
            if named:
                return Identity(CredentialSource.CONTAINER_ROLE, fingerprint.CONTAINER, name, named)
            return FailedSource(SourceProblem.SOURCE_WITHOUT_CREDENTIALS, place)
        if kind == "Ec2InstanceMetadata":
            instance = Identity(CredentialSource.INSTANCE_ROLE, fingerprint.INSTANCE, name, place)
            return self._unknown_mode() or instance
        return FailedSource(SourceProblem.CREDENTIAL_SOURCE_UNKNOWN, place)

    def _static(self, name: str, keys: Values) -> Identity:
        place = keys["aws_access_key_id"].place
        identity = fingerprint.of_keys(*(text_of(keys, key) for key in PROFILE_KEYS))
        in_credentials = place.file == self._files.credentials
        source = CredentialSource.SHARED_CREDENTIALS if in_credentials else CredentialSource.CONFIG_FILE
        return Identity(source, identity, name, place)

    def _profile_web_identity(self, name: str, keys: Values) -> Outcome:
        path = keys["web_identity_token_file"]
        if not self._can_read(path.text):
            return FailedSource(SourceProblem.TOKEN_FILE_UNREADABLE, path.place, stops=True)
        role = fingerprint.of_role(text_of(keys, "role_arn"))
        return Identity(CredentialSource.WEB_IDENTITY, role, name, path.place)

    def _credential_process(self, name: str, keys: Values) -> Outcome:
        command = keys["credential_process"]
        if not self._has_processes:
            return FailedSource(SourceProblem.PROCESS_FAILED, command.place)
        return Identity(CredentialSource.CREDENTIAL_PROCESS, fingerprint.of_process(command.text), name, command.place)

    def _login(self, name: str, session: Value) -> Outcome:
        cache = self._variables.get(LOGIN_CACHE)
        if cache and not self._can_read(login_token(cache.text, session.text)):
            return FailedSource(SourceProblem.TOKEN_FILE_UNREADABLE, cache.place, stops=True)
        return Identity(CredentialSource.LOGIN, fingerprint.of_login(session.text), name, session.place)

    def _sso(self, name: str, keys: Values) -> Outcome:
        settings = keys
        if "sso_session" in keys:
            session = self._files.sessions.get(keys["sso_session"].text)
            if session is None:
                return FailedSource(SourceProblem.SSO_SESSION_MISSING, keys["sso_session"].place, stops=True)
            settings = _with_session(keys, session)
        place = next(keys[key].place for key in _SSO_KEYS if key in keys)
        if any(key not in settings for key in _SSO_REQUIRED):
            return FailedSource(SourceProblem.SSO_INCOMPLETE, place, stops=True)
        if not _HOST_LABEL.fullmatch(settings["sso_region"].text):
            return FailedSource(SourceProblem.SSO_REGION_INVALID, settings["sso_region"].place, stops=True)
        parts = (text_of(settings, key) for key in ("sso_start_url", "sso_account_id", "sso_role_name"))
        return Identity(CredentialSource.SSO, fingerprint.of_sso(*parts), name, place)


def find_metadata_ban(variables: Values, keys: Values) -> Place | None:
    """What forbids version 1 of the metadata service: the variable, else the profile, with any value but `false`."""
    value = variables.get(_METADATA_V1_DISABLED) or keys.get(_METADATA_V1_DISABLED_KEY)
    return value.place if value and value.text not in ("", "false") else None


def find_unknown_mode(variables: Values, keys: Values) -> Value | None:
    """What gives the metadata service's address a mode that the SDK does not know, as `ipv4`; the AWS CLI takes it.

    Beside an address no mode is read.
    """
    if text_of(variables, _METADATA_ADDRESS) or text_of(keys, _METADATA_ADDRESS_KEY):
        return None
    value = variables.get(METADATA_MODE) or keys.get(METADATA_MODE_KEY)
    return value if value and value.text not in METADATA_MODES else None


def read_environment_keys(variables: Values) -> Outcome | None:
    """The key pair of the environment; half a pair is passed over. `AWS_SECURITY_TOKEN` is not read."""
    key_id, secret = text_of(variables, ACCESS_KEY), text_of(variables, SECRET_KEY)
    if key_id and secret:
        identity = fingerprint.of_keys(key_id, secret, text_of(variables, SESSION_TOKEN))
        return Identity(CredentialSource.ENVIRONMENT, identity, place=variables[ACCESS_KEY].place)
    half = _first(variables, (ACCESS_KEY, SECRET_KEY))
    return FailedSource(SourceProblem.HALF_PAIR, half) if half else None


def _with_session(keys: Values, session: Values) -> Values:
    """The keys of a profile with its session's address and Region in place of its own, even where they are missing."""
    own = {key: value for key, value in keys.items() if key not in _SSO_OF_SESSION}
    return own | {key: session[key] for key in _SSO_OF_SESSION if key in session}


def _is_static(keys: Values) -> bool:
    return all(key in keys for key in _KEY_PAIR)


def _is_role(keys: Values) -> bool:
    return "role_arn" in keys and ("source_profile" in keys) != ("credential_source" in keys)


def _first(values: Values, names: Iterable[str]) -> Place | None:
    return next((values[name].place for name in names if text_of(values, name)), None)
