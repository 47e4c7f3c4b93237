"""How the AWS CLI and botocore read `~/.aws/config` and `~/.aws/credentials`: with Python's configparser.

The rules are botocore's (`configloader`, `Session.full_config`). Lines are found beside the parser, which keeps none.
"""

from __future__ import annotations

import configparser
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from checkpoints.client.place import Place, Value, Values
from checkpoints.facts.config_profiles import list_named_sections
from checkpoints.facts.written_lines import WrittenLine, scan_lines

Sections = Mapping[str, Values]


@dataclass(frozen=True, slots=True)
class CliFile:
    """One file. sections: by their titles; a key that opens a sub-section has an empty text, its keys are `s3.key`.

    written: the line of each title and of each key under it, which may be
    one of `[DEFAULT]`. broken: the file cannot be parsed, and the AWS CLI stops.
    """

    shown: str
    sections: Sections = field(default_factory=dict)
    written: Mapping[tuple[str, str], WrittenLine] = field(default_factory=dict)
    broken: Place | None = None


@dataclass(frozen=True, slots=True)
class CliFiles:
    """Both files. profiles: the merged ones; of_config: those of the config file; sessions: `[sso-session NAME]`."""

    config: CliFile
    credentials: CliFile
    profiles: Sections
    of_config: Sections
    sessions: Sections

    @property
    def broken(self) -> Place | None:
        """The first file that cannot be parsed."""
        return self.config.broken or self.credentials.broken


def read_cli_files(
    config: bytes | None, credentials: bytes | None, config_shown: str, credentials_shown: str
) -> CliFiles:
    """Both files from their contents; None for one that is not there."""
    first, second = read_file(config, config_shown), read_file(credentials, credentials_shown)
    of_config = dict(list_named_sections("profile", first.sections, with_default=True))
    profiles = {name: dict(keys) for name, keys in of_config.items()}
    for name, keys in second.sections.items():
        profiles.setdefault(name, {}).update(keys)
    return CliFiles(first, second, profiles, of_config, dict(list_named_sections("sso-session", first.sections)))


def read_file(content: bytes | None, shown: str) -> CliFile:
    """One file from its content."""
    parser = configparser.RawConfigParser()
    try:
        text = io.TextIOWrapper(io.BytesIO(content or b""), encoding="utf-8").read()
        parser.read_string(text)
        written = _find_lines(parser, text)
        sections = {title: _keys(parser, title, written, shown) for title in parser.sections()}
    except configparser.Error as error:
        return CliFile(shown, broken=Place("", shown, getattr(error, "lineno", None)))
    except ValueError:  # an encoding that is not UTF-8, or a sub-section with a line that sets nothing
        return CliFile(shown, broken=Place("", shown))
    return CliFile(shown, sections, written)


def _keys(
    parser: configparser.RawConfigParser, title: str, written: Mapping[tuple[str, str], WrittenLine], shown: str
) -> Values:
    keys = {}
    for key in parser.options(title):
        text = parser.get(title, key)
        place = Place(key, shown, written[title, key].number if (title, key) in written else None)
        nested = dict(_nested(text)) if text.startswith("\n") else {}
        keys[key] = Value("" if nested else text, place)
        keys.update({f"{key}.{inner}": Value(value, place) for inner, value in nested.items()})
    return keys


def _nested(text: str) -> Iterator[tuple[str, str]]:
    """The lines of a sub-section; a line without `=` breaks the file."""
    for line in filter(None, map(str.strip, text.splitlines())):
        key, value = line.split("=", 1)
        yield key.strip(), value.strip()


def _find_lines(parser: configparser.RawConfigParser, text: str) -> Mapping[tuple[str, str], WrittenLine]:
    """Where titles and keys stand; a title stands under an empty key."""
    written: dict[tuple[str, str], WrittenLine] = {}
    for line in scan_lines(text):
        if line.name:
            written[line.place] = line
        elif not line.separator:
            written.setdefault(line.place, line)
    return {**_inherited(parser, written), **written}


def _inherited(
    parser: configparser.RawConfigParser, written: Mapping[tuple[str, str], WrittenLine]
) -> Mapping[tuple[str, str], WrittenLine]:
    """The keys that every section has from `[DEFAULT]`."""
    return {
        (title, key): each
        for (section, key), each in written.items()
        if section == parser.default_section and key
        for title in parser.sections()
    }
