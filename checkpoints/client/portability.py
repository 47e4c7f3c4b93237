"""What the AWS CLI reads in a file and Claude Code does not, or reads as something else; and what both understand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checkpoints.client import credential_chain, locations, shared_files
from checkpoints.client.cli_commands import NEW_PROFILE
from checkpoints.client.cli_files import CliFile, CliFiles
from checkpoints.client.cli_view import CliView
from checkpoints.client.obstacle import Obstacle
from checkpoints.client.place import Place, Value, Values
from checkpoints.client.view import ClientView
from checkpoints.facts.config_profiles import list_named_sections
from checkpoints.facts.written_lines import WrittenLine
from checkpoints.guide.vocabulary import CredentialSource

_PAIR = ("aws_access_key_id", "aws_secret_access_key")
_OLD_TOKEN, _TOKEN = "aws_security_token", "aws_session_token"
# What decides about the identity; other keys may differ.
_DECISIVE = re.compile(
    r"aws_(?:access_key_id|secret_access_key|session_token|security_token)|credential_(?:process|source)"
    r"|role_arn|source_profile|mfa_serial|web_identity_token_file|login_session|sso_\w+"
)
_PORTABLE_NAME = re.compile(r"[\w@+.%:/-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that the two read differently.

    place: file, line, and the key or section as it stands. instead: how both understand it, without any content, as
    `[profile ws]` or `aws_access_key_id =`; "" where no single line does.
    """

    obstacle: Obstacle
    place: Place
    instead: str = ""


def find_differences(cli: CliView, view: ClientView) -> tuple[Difference, ...]:
    """Every place that keeps Claude Code from reading the profile as the AWS CLI reads it, in the order of the lines.

    Only the profile that the AWS CLI uses and those that it leads to are looked at. () where both read them alike,
    where the AWS CLI cannot parse a file, and where Claude Code's settings name another file or it uses an API key.
    """
    if cli.files.broken or _of_settings(view) or view.identity.source is CredentialSource.BEDROCK_API_KEY:
        return ()
    if _sends_the_old_token(cli, view):
        place = view.variables[_OLD_TOKEN.upper()].place
        return (Difference(Obstacle.TOKEN_NAME, place, _TOKEN.upper()),)
    return tuple(_paths(cli, view)) or _of_profiles(cli, view)


def _of_profiles(cli: CliView, view: ClientView) -> tuple[Difference, ...]:
    """The differences in the profile in use and in those that it leads to."""
    start = cli.identity.profile or credential_chain.profile_name(view.variables)
    names = tuple(_profiles(cli.files, start))
    found = [each for name in names for each in _of_profile(name, cli, view)]
    found = found or [each for name in names for each in _beyond(name, cli, view)]
    # What follows from another difference has no reason of its own.
    explained = [each for each in found if each.obstacle is not Obstacle.OTHER] or found
    return tuple(sorted(dict.fromkeys(explained), key=_locate))


def _locate(difference: Difference) -> tuple[str, int]:
    return difference.place.file or "", difference.place.line or 0


def _sends_the_old_token(cli: CliView, view: ClientView) -> bool:
    """Whether both use the shell's keys, and the AWS CLI a session token with them that Claude Code does not know."""
    old, new = (view.variables.get(name.upper()) for name in (_OLD_TOKEN, _TOKEN))
    if old is None or not old.text or old.place.file is not None or (new is not None and new.text == old.text):
        return False
    place = view.identity.place
    is_of_shell = place is not None and place.file is None
    return is_of_shell and cli.identity.source is view.identity.source is CredentialSource.ENVIRONMENT


def _of_settings(view: ClientView) -> bool:
    """Whether settings of Claude Code say where the files are."""
    named = (view.variables.get(name) for name in (locations.CONFIG_FILE, locations.CREDENTIALS_FILE, "HOME"))
    return any(value.place.file for value in named if value)


def _paths(cli: CliView, view: ClientView) -> Iterator[Difference]:
    for variable, ours, theirs in (
        (locations.CONFIG_FILE, view.config, cli.config),
        (locations.CREDENTIALS_FILE, view.credentials, cli.credentials),
    ):
        value = view.variables.get(variable)
        if value and ours.path != theirs.path:
            instead = re.sub(r"^\$(?:\{HOME\}|HOME)/", "~/", value.text)
            yield Difference(
                Obstacle.PATH, value.place, "" if "$" in instead or not instead else f"{variable}={instead}"
            )
    cache, trouble = view.variables.get(locations.LOGIN_CACHE), view.identity.trouble
    if cache and trouble and trouble.place == cache.place:
        path = locations.expand_as_cli(cache.text, view.variables, locations.find_home(view.variables, None))
        if path != cache.text:
            yield Difference(Obstacle.PATH, cache.place, f"{locations.LOGIN_CACHE}={path}")


def _beyond(name: str, cli: CliView, view: ClientView) -> Iterator[Difference]:
    """What Claude Code takes together and the AWS CLI does not: parts of a pair, or sections of one name."""
    ours, theirs = view.files.profiles.get(name, {}), cli.files.profiles[name]
    for key, value in ours.items():
        if _DECISIVE.fullmatch(key) and key not in theirs:
            yield Difference(Obstacle.REPEATED, value.place)
    if all(key in ours for key in _PAIR):
        yield from _parted(ours, cli)


def _parted(ours: Values, cli: CliView) -> Iterator[Difference]:
    """A pair and its token that stand in two files."""
    pair = [ours[key].place for key in (*_PAIR, _TOKEN) if key in ours]
    if len({place.file for place in pair}) > 1:
        yield Difference(Obstacle.TWO_FILES, next(place for place in pair if place.file == cli.config.shown))


def _profiles(files: CliFiles, start: str) -> Iterator[str]:
    """A profile, and those that it has its credentials from."""
    visited: list[str] = []
    name: str | None = start
    while name is not None and name in files.profiles and name not in visited:
        visited.append(name)
        yield name
        source = files.profiles[name].get("source_profile")
        name = source.text if source else None


def _of_profile(name: str, cli: CliView, view: ClientView) -> Iterator[Difference]:
    theirs = cli.files.profiles[name]
    ours = view.files.profiles.get(name, {})
    for key, value in theirs.items():
        if _DECISIVE.fullmatch(key) and value.text and not _alike(key, value, ours, theirs):
            yield _explain(name, key, value, cli, ours)
    session = theirs.get("sso_session")
    if session and session.text in cli.files.sessions:
        yield from _of_session(session.text, cli, view)


def _of_session(name: str, cli: CliView, view: ClientView) -> Iterator[Difference]:
    if not locations.knows_sessions(view.variables):
        variable = view.variables[locations.CONFIG_FILE]
        yield Difference(Obstacle.PATH, variable.place, f"{locations.CONFIG_FILE}={cli.config.path}")
        return
    ours = view.files.sessions.get(name, {})
    for key, value in cli.files.sessions[name].items():
        if _DECISIVE.fullmatch(key) and not _alike(key, value, ours, {}):
            yield _explain(name, key, value, cli, ours, "sso-session")


def _alike(key: str, value: Value, ours: Values, theirs: Values) -> bool:
    if key == _OLD_TOKEN:  # it does no harm beside the same token under its new name
        return _TOKEN in ours and ours[_TOKEN].text == value.text
    if key == _TOKEN and _OLD_TOKEN in theirs:
        return True  # the AWS CLI takes the other one
    return key in ours and ours[key].text == value.text


def _explain(name: str, key: str, value: Value, cli: CliView, ours: Values, prefix: str = "profile") -> Difference:
    in_config = value.place.file == cli.config.shown
    file = cli.files.config if in_config else cli.files.credentials
    title = _title(file, name, prefix if in_config else None, key)
    header, line = file.written.get((title, "")), file.written.get((title, key))
    if line and line.title != title:  # a key of [DEFAULT]
        return Difference(
            Obstacle.INHERITED, Place(line.name, file.shown, line.number), _section(name, in_config, prefix)
        )
    found = _of_section(file, title, header, name, in_config, prefix) if header else None
    if found:
        return found
    if line is None:
        return Difference(Obstacle.OTHER, Place(key, file.shown, value.place.line))
    obstacle = _of_line(key, line, value, ours)
    instead = "" if obstacle is Obstacle.OTHER else f"{_modern(key)} ="
    return Difference(obstacle, Place(line.name, file.shown, line.number), instead)


def _title(file: CliFile, name: str, prefix: str | None, key: str) -> str:
    """The title of the section that the AWS CLI has a key from: of several spellings the last one that holds it."""
    if prefix is None:
        return name
    titles = [title for title in file.sections if title == name == "default" or _names(title, prefix, name)]
    return next((title for title in reversed(titles) if key in file.sections[title]), name)


def _names(title: str, prefix: str, name: str) -> bool:
    return name in dict(list_named_sections(prefix, {title: {}}))


def _of_section(
    file: CliFile, title: str, header: WrittenLine, name: str, in_config: bool, prefix: str
) -> Difference | None:
    """What is wrong with the section that a key stands under, None where Claude Code knows it by the same name."""
    place = _locate_title(header, file)
    if not re.split(r"\s[;#]", header.text)[0].endswith("]"):
        return Difference(Obstacle.SECTION_LINE, place, _section(name, in_config, prefix))
    expected = name if prefix == "profile" else f"{prefix}.{name}"
    if shared_files.profile_of(title, in_config) == expected:
        return _of_default(file, title, in_config)
    if not in_config and re.match(r"(?:profile|sso-session|services)\s", title):
        return Difference(Obstacle.PREFIX, place, f"[{title.split()[-1]}]")
    if not in_config or not _PORTABLE_NAME.fullmatch(name):
        return Difference(Obstacle.SECTION_NAME, place, _section(NEW_PROFILE, in_config, prefix))
    return Difference(Obstacle.SECTION_SPACES, place, _section(name, in_config, prefix))


def _locate_title(header: WrittenLine, file: CliFile) -> Place:
    return Place(f"[{header.title}]", file.shown, header.number)


def _of_default(file: CliFile, title: str, in_config: bool) -> Difference | None:
    """Two sections for one profile: the AWS CLI takes the later one, Claude Code the one with the prefix."""
    if not in_config or title != "default":
        return None
    other = next(
        (each for each in file.sections if each != title and shared_files.profile_of(each, True) == title), None
    )
    header = file.written.get((other, "")) if other else None
    return Difference(Obstacle.SPECIAL_DEFAULT, _locate_title(header, file)) if header else None


def _section(name: str, in_config: bool, prefix: str) -> str:
    plain = not in_config or (name == "default" and prefix == "profile")
    return f"[{name}]" if plain else f"[{prefix} {name}]"


def _of_line(key: str, line: WrittenLine, value: Value, ours: Values) -> Obstacle:
    if key == _OLD_TOKEN:
        return Obstacle.TOKEN_NAME
    if line.name != line.name.lower():
        return Obstacle.LETTER_CASE
    if line.separator == ":":
        return Obstacle.COLON
    if "\n" in value.text:
        return Obstacle.INDENTATION
    if key in ours and re.match(rf"{re.escape(ours[key].text)}\s+[;#]", value.text):
        return Obstacle.COMMENT
    return Obstacle.OTHER


def _modern(key: str) -> str:
    return _TOKEN if key == _OLD_TOKEN else key
