"""Step 3: whether the default chain finds credentials, which of the guide's options they are, or where it broke."""

from __future__ import annotations

from datetime import datetime, timezone

from checkpoints.facts.api_key import ApiKey, ApiKeyKind
from checkpoints.facts.config_files import CONFIG_FILE, SHARED_CREDENTIALS, SharedFile
from checkpoints.facts.environment import KEY_VARIABLES, Environment
from checkpoints.facts.key_pair import Part
from checkpoints.guide.requirements import CREDENTIALS_RESOLVE
from checkpoints.guide.vocabulary import Cause, CredentialSource
from checkpoints.rules import broken_chain, chains, remedies
from checkpoints.rules.facts import Facts
from checkpoints.rules.finding import Evidence, Finding, Message, failed, message, passed

_PARTS = {Part.ID: "aws_access_key_id", Part.SECRET: "aws_secret_access_key"}


def resolve(facts: Facts) -> Finding:
    """The default chain finds credentials, of one of the options A to E or of a role."""
    found = facts.credentials
    if found.error:
        return broken_chain.judged(facts)
    if found.source is None:
        return _nothing(facts)
    empty = _empty(facts) if found.method in (SHARED_CREDENTIALS, CONFIG_FILE) else None
    if empty:
        return failed(CREDENTIALS_RESOLVE, Cause.PARTIAL_CREDENTIALS, empty, Evidence(empty.values["place"], empty))
    notes = (*_api_key(found.api_key), *_shadowed(facts), *_lasting(found.expires_at, facts.now))
    detail = message(_detail(found.source, found.api_key), profile=found.profile or "default")
    source = chains.of_run(facts).shown
    return passed(CREDENTIALS_RESOLVE, detail, Evidence(source, message("credentials.in-use"))).with_(notes=notes)


def _detail(source: CredentialSource, api_key: ApiKey | None) -> str:
    if source is CredentialSource.BEDROCK_API_KEY and api_key and api_key.kind is not ApiKeyKind.UNKNOWN:
        return f"credentials.found.{source.value}.{api_key.kind.value}"
    return f"credentials.found.{source.value}"


def _nothing(facts: Facts) -> Finding:
    """No provider had anything: what comes closest names the cause."""
    machine = facts.environment
    half = _half(machine)
    notes = _in_dotenv(machine)
    if half:
        shown = Evidence(half.values["place"], half)
        return failed(CREDENTIALS_RESOLVE, Cause.PARTIAL_CREDENTIALS, half, shown).with_(notes=notes)
    if facts.credentials.bearer_is_empty:
        detail = message("credentials.bearer-empty")
        return failed(CREDENTIALS_RESOLVE, Cause.BEARER_TOKEN_EMPTY, detail).with_(notes=notes)
    return failed(CREDENTIALS_RESOLVE, Cause.NO_CREDENTIALS, _none(machine)).with_(notes=notes)


def _empty(facts: Facts) -> Message | None:
    """A pair in a file whose id or secret is there, but empty: botocore takes it for one."""
    found, files = facts.credentials, facts.environment.files
    missing = [name for part, name in _PARTS.items() if part not in found.keys.present]
    if not missing:
        return None
    file = files.config if found.method == CONFIG_FILE else files.credentials
    return _in_file(file, found.profile or "default", ", ".join(missing))


def _in_file(file: SharedFile, profile: str, missing: str) -> Message:
    place, remedy = f"{file.shown} [{profile}]", f"aws configure --profile {profile}"
    return message("credentials.half-file", place=place, missing=missing, remedy=remedy)


def _half(machine: Environment) -> Message | None:
    """Half a pair, which botocore passes over in silence, in the environment or in the profile in use."""
    given = [name for name in KEY_VARIABLES if machine.variables.get(name)]
    if "AWS_ACCESS_KEY_ID" in machine.variables:  # set to nothing, or the chain would have stopped at it
        given = ["AWS_ACCESS_KEY_ID", *given]
    if given:
        place = ", ".join(given)
        missing, remedy = "AWS_ACCESS_KEY_ID", remedies.START_ANEW
        return message("credentials.half-environment", place=place, missing=missing, remedy=remedy)
    profile = machine.files.profiles.get(machine.profile_name or "default")
    if profile is None:
        return None
    for keys, file in (
        (profile.credentials_file_keys, machine.files.credentials),
        (profile.config_file_keys, machine.files.config),
    ):
        if keys.is_half:
            return _in_file(file, profile.name, "aws_access_key_id")
    return None


def _none(machine: Environment) -> Message:
    name, profiles = machine.profile_name, machine.files.profiles
    others = sorted(profiles.keys() - {"default"})
    if name in profiles:
        return message("credentials.none-in-profile", profile=name, remedy=f"aws configure --profile {name}")
    if others:
        remedy = f"export AWS_PROFILE={others[0]}"
        return message("credentials.none-but-profiles", profiles=", ".join(others), remedy=remedy)
    return message("credentials.none", remedy="aws configure")


def _in_dotenv(machine: Environment) -> tuple[Message, ...]:
    names = [name for name in machine.dotenv.names if name in chains.VARIABLES]
    return (message("credentials.in-dotenv", names=", ".join(names)),) if names else ()


def _shadowed(facts: Facts) -> tuple[Message, ...]:
    beside = chains.others(facts)
    return (message("credentials.shadowed", sources=", ".join(beside)),) if beside else ()


def _api_key(key: ApiKey | None) -> tuple[Message, ...]:
    if key is None:
        return ()
    notes = []
    if key.account:
        notes.append(message("credentials.api-key-account", account=f"{'*' * 8}{key.account[-4:]}"))
    if key.region:
        notes.append(message("credentials.api-key-region", region=key.region))
    return tuple(notes)


def _lasting(expires_at: datetime | None, now: datetime) -> tuple[Message, ...]:
    """How long temporary credentials last; nothing where nobody tells."""
    if expires_at is None or expires_at <= now:
        return ()
    hours, minutes = divmod(int((expires_at - now).total_seconds()) // 60, 60)
    return (message("credentials.lasting", until=instant(expires_at), hours=hours, minutes=minutes),)


def instant(moment: datetime) -> str:
    """A moment as people of any language read it: `2026-11-24 05:00 UTC`."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M UTC")
