"""The order in which the AWS CLI and boto3 look for credentials (botocore, `create_credential_resolver`).

Left out: the files of tools before the AWS CLI (`AWS_CREDENTIAL_FILE`, `~/.boto`), which a run meets as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from checkpoints.client.cli_files import CliFile, CliFiles
from checkpoints.client.credential_chain import (
    ACCESS_KEY,
    CONTAINER,
    METADATA_DISABLED,
    PROFILE,
    ROLE_ARN,
    SECRET_KEY,
    SESSION_TOKEN,
    TOKEN_FILE,
    CanRead,
    Outcome,
)
from checkpoints.client.identity import FailedSource, Identity, SourceProblem
from checkpoints.client.place import Place, Values, text_of
from checkpoints.facts import fingerprint
from checkpoints.guide.vocabulary import CredentialSource

DEFAULT_PROFILE = "AWS_DEFAULT_PROFILE"  # which comes before `AWS_PROFILE`
_SSO_OF_PROFILE, _SSO_OF_SESSION = ("sso_role_name", "sso_account_id"), ("sso_start_url", "sso_region")
_CREDENTIAL_SOURCES = ("Environment", "EcsContainer", "Ec2InstanceMetadata")
_STATIC = ("aws_access_key_id", "aws_secret_access_key")
_NO_KEYS: Values = {}

Link = Callable[[], Outcome | None]


def resolve_cli_identity(variables: Values, files: CliFiles, can_read: CanRead) -> Identity:
    """What the chain comes to. can_read: whether the file under a path can be read."""
    found = _Chain(variables, files, can_read).resolve()
    return found if isinstance(found, Identity) else Identity(None, passed_over=(found,))


def profile_name(variables: Values) -> str | None:
    """The profile that the variables name, "" where they name an empty one, None where they name none."""
    named = variables.get(DEFAULT_PROFILE, variables.get(PROFILE))
    return named.text if named else None


class _Chain:
    def __init__(self, variables: Values, files: CliFiles, can_read: CanRead) -> None:
        self._variables = variables
        self._files = files
        self._can_read = can_read

    def resolve(self) -> Outcome:
        if self._files.broken:
            return _stop(SourceProblem.FILE_UNREADABLE, self._files.broken)
        named = profile_name(self._variables)
        if named is not None and named not in self._files.profiles:
            variable = self._variables.get(DEFAULT_PROFILE, self._variables.get(PROFILE))
            return _stop(SourceProblem.PROFILE_MISSING, variable.place if variable else None)
        name = named or "default"
        links: tuple[Link, ...] = (
            self._environment,
            lambda: self._role(name, (name,)),
            *self._of_profile(name, with_environment=True),
            self._container,
            self._instance,
        )
        return _first(links) or FailedSource(
            SourceProblem.METADATA_SWITCHED_OFF, self._variables[METADATA_DISABLED].place
        )

    def _of_profile(self, name: str, with_environment: bool = False) -> Iterator[Link]:
        yield lambda: self._web_identity(name, with_environment)
        yield lambda: self._sso(name)
        yield lambda: _static(name, self._files.credentials, CredentialSource.SHARED_CREDENTIALS)
        yield lambda: self._named(name, "login_session", CredentialSource.LOGIN, fingerprint.of_login)
        yield lambda: self._named(
            name, "credential_process", CredentialSource.CREDENTIAL_PROCESS, fingerprint.of_process
        )
        yield lambda: _keys_of(name, self._files.of_config.get(name, _NO_KEYS), CredentialSource.CONFIG_FILE)

    def _keys(self, name: str) -> Values:
        return self._files.profiles.get(name, _NO_KEYS)

    def _environment(self) -> Outcome | None:
        if not text_of(self._variables, ACCESS_KEY):
            return None
        place = self._variables[ACCESS_KEY].place
        if not text_of(self._variables, SECRET_KEY):
            return _stop(SourceProblem.HALF_PAIR, place)
        token = text_of(self._variables, "AWS_SECURITY_TOKEN") or text_of(self._variables, SESSION_TOKEN)
        pair = (text_of(self._variables, ACCESS_KEY), text_of(self._variables, SECRET_KEY))
        return Identity(CredentialSource.ENVIRONMENT, fingerprint.of_keys(*pair, token), place=place)

    def _role(self, name: str, visited: tuple[str, ...]) -> Outcome | None:
        keys = self._keys(name)
        if not _is_role(keys):
            return None
        if ("source_profile" in keys) == ("credential_source" in keys):
            return _stop(SourceProblem.ROLE_SOURCES, keys["role_arn"].place)
        if "credential_source" in keys:
            source = self._credential_source(name, keys)
        else:
            source = self._source_profile(name, keys, visited)
        if isinstance(source, FailedSource):
            return source
        role = keys["role_arn"]
        return Identity(CredentialSource.ASSUME_ROLE, fingerprint.of_role(role.text), name, role.place, source)

    def _source_profile(self, name: str, keys: Values, visited: tuple[str, ...]) -> Outcome:
        source, place = keys["source_profile"].text, keys["source_profile"].place
        if source not in self._files.profiles:
            return _stop(SourceProblem.PROFILE_MISSING, place)
        is_static = any(key in self._keys(source) for key in _STATIC)
        if source in visited and not (source == name and is_static):
            return _stop(SourceProblem.ROLE_CYCLE, place)
        if not is_static and _is_role(self._keys(source)):
            return self._role(source, (*visited, source)) or _stop(SourceProblem.SOURCE_WITHOUT_CREDENTIALS, place)
        return _first(tuple(self._of_profile(source))) or _stop(SourceProblem.SOURCE_WITHOUT_CREDENTIALS, place)

    def _credential_source(self, name: str, keys: Values) -> Outcome:
        kind, place = keys["credential_source"].text, keys["credential_source"].place
        if kind not in _CREDENTIAL_SOURCES:
            return _stop(SourceProblem.CREDENTIAL_SOURCE_UNKNOWN, place)
        link = dict(zip(_CREDENTIAL_SOURCES, (self._environment, self._container, self._instance), strict=True))[kind]
        found = link()
        if found is None:
            return _stop(SourceProblem.SOURCE_WITHOUT_CREDENTIALS, place)
        return replace(found, profile=name) if isinstance(found, Identity) else found

    def _web_identity(self, name: str, with_environment: bool) -> Outcome | None:
        keys, variables = self._keys(name), self._variables if with_environment else {}
        path = variables.get(TOKEN_FILE) or keys.get("web_identity_token_file")
        if path is None or not path.text:
            return None
        role = variables.get(ROLE_ARN) or keys.get("role_arn")
        profile = name if path.place.file else None
        if role is None or not role.text:
            return _stop(SourceProblem.ROLE_SOURCES, path.place)
        if not self._can_read(path.text):
            return _stop(SourceProblem.TOKEN_FILE_UNREADABLE, path.place)
        return Identity(CredentialSource.WEB_IDENTITY, fingerprint.of_role(role.text), profile, path.place)

    def _sso(self, name: str) -> Outcome | None:
        keys = self._keys(name)
        place = next((keys[key].place for key in _SSO_OF_PROFILE if key in keys), None)
        if place is None:
            return None
        settings = keys
        if "sso_session" in keys:
            session = self._files.sessions.get(keys["sso_session"].text)
            if session is None:
                return _stop(SourceProblem.SSO_SESSION_MISSING, keys["sso_session"].place)
            if _contradicts(keys, session):
                return _stop(SourceProblem.SSO_INCOMPLETE, place)
            settings = {**keys, **session}
        if any(key not in settings for key in (*_SSO_OF_PROFILE, *_SSO_OF_SESSION)):
            return _stop(SourceProblem.SSO_INCOMPLETE, place)
        parts = (text_of(settings, key) for key in ("sso_start_url", "sso_account_id", "sso_role_name"))
        return Identity(CredentialSource.SSO, fingerprint.of_sso(*parts), name, place)

    def _named(self, name: str, key: str, source: CredentialSource, identify: Callable[[str], str]) -> Identity | None:
        value = self._keys(name).get(key)
        return Identity(source, identify(value.text), name, value.place) if value else None

    def _container(self) -> Outcome | None:
        named = next((self._variables[name].place for name in CONTAINER if name in self._variables), None)
        return Identity(CredentialSource.CONTAINER_ROLE, fingerprint.CONTAINER, place=named) if named else None

    def _instance(self) -> Outcome | None:
        if text_of(self._variables, METADATA_DISABLED).lower() == "true":
            return None
        return Identity(CredentialSource.INSTANCE_ROLE, fingerprint.INSTANCE)


def _first(links: tuple[Link, ...]) -> Outcome | None:
    return next((found for link in links if (found := link()) is not None), None)


def _is_role(keys: Values) -> bool:
    return "role_arn" in keys and "web_identity_token_file" not in keys


def _contradicts(keys: Values, session: Values) -> bool:
    """Whether a profile says otherwise than the SSO session that it names."""
    return any(keys[key].text != value.text for key, value in session.items() if key in keys)


def _stop(problem: SourceProblem, place: Place | None) -> FailedSource:
    return FailedSource(problem, place, stops=True)


def _static(name: str, file: CliFile, source: CredentialSource) -> Outcome | None:
    return _keys_of(name, file.sections.get(name, _NO_KEYS), source)


def _keys_of(name: str, keys: Values, source: CredentialSource) -> Outcome | None:
    """The key pair of a profile in one file; the old name of the token comes first."""
    if "aws_access_key_id" not in keys:
        return None
    place = keys["aws_access_key_id"].place
    if "aws_secret_access_key" not in keys:
        return _stop(SourceProblem.HALF_PAIR, place)
    token = keys.get("aws_security_token") or keys.get("aws_session_token")
    pair = (text_of(keys, "aws_access_key_id"), text_of(keys, "aws_secret_access_key"))
    return Identity(source, fingerprint.of_keys(*pair, token.text if token else ""), name, place)
