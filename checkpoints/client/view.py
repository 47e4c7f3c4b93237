"""What Claude Code would use on a machine, all of it together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from checkpoints.client import connection, credential_chain, locations, model_pins, region, shared_files, switches
from checkpoints.client.identity import Identity
from checkpoints.client.javascript import trim_text
from checkpoints.client.locations import Files, Folders, Location, Scope
from checkpoints.client.model_pins import ModelPins
from checkpoints.client.place import Place, Value, Values, text_of
from checkpoints.client.region import Region
from checkpoints.client.settings_order import join_values, read_all_settings
from checkpoints.client.shared_files import SharedFiles
from checkpoints.facts.fingerprint import of_api_key
from checkpoints.guide.vocabulary import CredentialSource

if TYPE_CHECKING:
    from checkpoints.client.helper_command import Helper
    from checkpoints.client.settings import SettingsFile
    from checkpoints.client.start_conditions import StartConditions

SEEN_WITH = "Claude Code 2.1.332"

_KEYS = (*credential_chain.ENVIRONMENT_KEYS, *credential_chain.PROFILE_KEYS, "AWS_SECURITY_TOKEN", switches.API_KEY)
_SECRET = frozenset(name.lower() for name in _KEYS)
_SECRET_VARIABLE = re.compile(r"(?:AWS|CLAUDE|ANTHROPIC)_\w*(?:_KEY|_TOKEN|_SECRET)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClientView:
    """What Claude Code would use, each part with the place that it comes from.

    identity: the API key or what the chain of credentials comes to. export: the command that comes before that chain,
    None where there is none or an API key comes before it; where it fails, the chain serves. refresh: the command that
    is run once credentials are missing or refused. bedrock: True, False where it is switched off, None where nothing
    says so. unsigned: what keeps credentials away from requests. gateway: the address that takes AWS's place;
    control_plane: the one that takes its place for listing profiles alone. dropped: settings files that Claude Code
    leaves out, with the field; ignored: fields that it leaves out alone; stops: the file with which it does not start.
    conditions: what settings ask for before it starts. after_process: the identity where a `credential_process` behind
    this one gives nothing, None where there is none. variables: what it sees of the environment, secrets included;
    at_start: what it sees of it while it starts, before it takes the variables of a project's settings.
    """

    identity: Identity
    export: Helper | None
    refresh: Helper | None
    region: Region
    bedrock: bool | None
    bedrock_place: Place | None
    unsigned: Place | None
    gateway: Value | None
    control_plane: Value | None
    pins: ModelPins
    config: Location
    credentials: Location
    dropped: tuple[Place, ...] = ()
    ignored: tuple[Place, ...] = ()
    stops: Place | None = None
    conditions: StartConditions | None = None
    after_process: Identity | None = None
    variables: Values = field(default_factory=dict, repr=False)
    files: SharedFiles = field(default_factory=SharedFiles, repr=False)
    at_start: Values = field(default_factory=dict, repr=False)

    @property
    def credential_source(self) -> str | None:
        """The contract's word: `credential-export`, one of `CredentialSource`, or None where nothing is found."""
        if self.export:
            return "credential-export"
        return self.identity.source.value if self.identity.source else None

    @property
    def profile(self) -> str | None:
        """The profile that the credentials come from."""
        return None if self.export else self.identity.profile

    @property
    def endpoint(self) -> str:
        """The contract's word: `aws`, or `custom` where any other address is asked."""
        return "custom" if self.gateway or self.control_plane else "aws"

    @property
    def keys(self) -> tuple[str, str, str] | None:
        """Access key id, secret access key and session token ("" without one), all secret; None unless static."""
        if self.identity.source is CredentialSource.ENVIRONMENT:
            return _three(self.variables, credential_chain.ENVIRONMENT_KEYS)
        if self.identity.source in credential_chain.STATIC_SOURCES and self.identity.profile:
            return _three(self.files.profiles[self.identity.profile], credential_chain.PROFILE_KEYS)
        return None

    @property
    def api_key(self) -> str:
        """The Amazon Bedrock API key, which is a secret; "" where there is none."""
        found = switches.api_key(self.variables)
        return found.text if found else ""

    def find_variable_place(self, name: str) -> Place | None:
        """Where a variable stands, None where it is not set."""
        value = self.variables.get(name)
        return value.place if value else None

    @property
    def environment(self) -> dict[str, str]:
        """The variables that Claude Code gives the commands that it runs, secrets included.

        Whatever is set yet, it runs none for credentials but with Bedrock switched on.
        """
        switch = {} if self.bedrock else {switches.USE_BEDROCK: "1"}
        return {name: value.text for name, value in self.variables.items()} | switch

    @property
    def secrets(self) -> frozenset[str]:
        """Every key and token of the files and variables that Claude Code reads: what no report may show."""
        found = [*self.variables.values()] + [value for keys in self.files.profiles.values() for value in keys.values()]
        texts = {text for value in found if _is_secret(value.place.name) and (text := trim_text(value.text))}
        if not texts:
            return frozenset()
        from checkpoints.facts.secret_text import is_placeholder

        return frozenset(text for text in texts if not is_placeholder(text))

    @property
    def proxy(self) -> str:
        """The address of the proxy that requests go through, "" without one."""
        value = self.proxy_setting
        return connection.read_address(value) if value else ""

    @property
    def proxy_setting(self) -> Value | None:
        """The variable that names the proxy."""
        return connection.find_proxy(self.variables)

    @property
    def refused_proxy(self) -> Value | None:
        """The variable of a proxy with whose address Claude Code does not start; None where it starts."""
        proxies = (connection.find_proxy(self.at_start), self.proxy_setting)
        return next((proxy for proxy in proxies if proxy and connection.is_refused(proxy)), None)

    @property
    def role_region(self) -> Value | None:
        """The Region in which the chain assumes the role of the profile in use, None where that is the one of requests.

        The AWS SDK for JavaScript takes `region` of that profile, whatever `AWS_REGION` says, and the one of the first
        profile for a chain of roles.
        """
        is_role = self.identity.source is CredentialSource.ASSUME_ROLE
        return self.profile_keys.get("region") if is_role else None

    @property
    def profile_keys(self) -> Values:
        """The keys of the profile that variables name, whatever the credentials come from."""
        return self.files.profiles.get(credential_chain.profile_name(self.variables), {})

    @property
    def metadata_ban(self) -> Place | None:
        """What keeps it from version 1 of the metadata service, None where nothing does."""
        return credential_chain.find_metadata_ban(self.variables, self.profile_keys)

    @property
    def signs(self) -> bool:
        """Whether requests carry credentials."""
        return self.unsigned is None


def model_claude_code(variables: Mapping[str, str], folders: Folders, files: Files) -> ClientView:
    """What a Claude Code that is started from this shell in this project would use.

    variables: the shell's. It runs nothing and asks nobody: whether a source answers is for the caller to find out.
    """
    read = read_all_settings(variables.get(locations.CONFIG_DIRECTORY), folders, files)
    values = {name: Value(text, Place(name)) for name, text in variables.items()}
    at_start = dict(values)
    for each in read:
        values.update(each.env)
        if each.scope not in (Scope.PROJECT, Scope.LOCAL):
            at_start.update(each.env)
    config, credentials = locations.shared_files(values, folders.home)
    shared = shared_files.read_shared_files(
        _content(files, config), _content(files, credentials), config.shown, credentials.shown
    )
    if not locations.knows_sessions(values):
        shared = SharedFiles(shared.profiles, {}, shared.credentials)
    return replace(_view(values, read, shared, files, (config, credentials)), at_start=at_start)


def _is_secret(name: str) -> bool:
    return name.lower() in _SECRET or _SECRET_VARIABLE.fullmatch(name) is not None


def _three(values: Values, names: tuple[str, str, str]) -> tuple[str, str, str]:
    return text_of(values, names[0]), text_of(values, names[1]), text_of(values, names[2])


def _view(
    values: Values,
    read: Sequence[SettingsFile],
    shared: SharedFiles,
    files: Files,
    at: tuple[Location, Location],
) -> ClientView:
    key = switches.api_key(values)
    on, on_value = switches.find_bedrock_switch(values)
    found_region = region.resolve_region(values, shared)
    resolve = credential_chain.resolve_identity
    helpers = _helpers(read) if read and not key else (None, None)
    identity = _of_api_key(key) if key else resolve(values, shared, _readable(files))
    return ClientView(
        identity=identity,
        export=helpers[0],
        refresh=helpers[1],
        region=found_region,
        bedrock=on,
        bedrock_place=_place_of(on_value),
        unsigned=_place_of(switches.find_unsigned(values)),
        gateway=switches.find_gateway(values, found_region.name),
        control_plane=switches.find_control_plane(values, shared),
        pins=_read_pins(values, read),
        config=at[0],
        credentials=at[1],
        dropped=tuple(filter(None, (each.dropped for each in read))),
        ignored=tuple(place for each in read for place in each.ignored),
        stops=next(filter(None, (each.stops for each in read)), None),
        conditions=_conditions(read, values),
        after_process=resolve(values, shared, _readable(files), has_processes=False) if identity.process else None,
        variables=values,
        files=shared,
    )


def _helpers(read: Sequence[SettingsFile]) -> tuple[Helper | None, Helper | None]:
    from checkpoints.client.helper_command import EXPORT, REFRESH, find_helper

    return find_helper(EXPORT, read), find_helper(REFRESH, read)


def _read_pins(values: Values, read: Sequence[SettingsFile]) -> ModelPins:
    tiers = model_pins.Tiers(values, join_values(each.overrides for each in read))
    pins = model_pins.read_pins(tiers, join_values(each.texts for each in read).get("model"))
    if not read:
        return pins
    mode = text_of(join_values(each.options for each in read), "permissions.defaultMode")
    if pins.named and model_pins.is_for_planning(pins.named.written) and mode == "plan":
        pins = pins._replace(main=tiers.plan(pins.named))
    from checkpoints.client.allowed_models import find_enforced_models, find_listed_models, hold_main

    return hold_main(pins, tiers, find_listed_models(read), find_enforced_models(read))


def _place_of(value: Value | None) -> Place | None:
    return value.place if value else None


def _conditions(read: Sequence[SettingsFile], values: Values) -> StartConditions | None:
    if not read and "CLAUDE_CODE_SUBPROCESS_ENV_SCRUB" not in values:
        return None
    from checkpoints.client.start_conditions import read_start_conditions

    return read_start_conditions(read, values)


def _content(files: Files, location: Location) -> bytes | None:
    return files.content(location.path) if location.path else None


def _readable(files: Files) -> credential_chain.CanRead:
    return lambda path: files.content(path) is not None


def _of_api_key(key: Value) -> Identity:
    return Identity(CredentialSource.BEDROCK_API_KEY, of_api_key(key.text), place=key.place)
