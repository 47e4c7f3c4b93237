"""Variables that nearly say where credentials or the Region are, and start-up files of shells that set the Region."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path

from checkpoints.facts.text_file import read_text_file

# -- credentials

_BEARER, _ID, _SECRET = "AWS_BEARER_TOKEN_BEDROCK", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"
_TOKEN, _PROFILE = "AWS_SESSION_TOKEN", "AWS_PROFILE"
_EXACT = frozenset(
    {_BEARER, _ID, _SECRET, _TOKEN, _PROFILE, "AWS_SECURITY_TOKEN", "AWS_DEFAULT_PROFILE"}
    | {"AWS_REGION", "AWS_DEFAULT_REGION"}
)
# Names without their underscores, in capitals, and the variable that is meant.
_MEANT = (
    (r"(?:AWS)?(?:BEDROCK)?(?:BEARER|API)(?:TOKEN|KEY)(?:BEDROCK)?|(?:AWS)?BEDROCK(?:TOKEN|KEY)", _BEARER),
    (r"AWSA(?:C{1,2})ESS?KEYS?(?:ID)?|AWSKEY(?:ID)?|AWSACCESS(?:ID|TOKEN)", _ID),
    (r"AWSSECRETS?(?:A(?:C{1,2})ESS?)?(?:KEY)?(?:ID)?", _SECRET),
    (r"AWSSESS?IONS?TOKEN|AWSTOKEN|AWSSESSION", _TOKEN),
    (r"AWSPROFILES?(?:NAME)?", _PROFILE),
)
_WORDS = ("KEY", "TOKEN", "ACCESS", "SECRET", "SESSION", "PROFILE")  # each pattern asks for one of them
_OURS = re.compile(r"^(?:AWS|BEDROCK)", re.IGNORECASE)
_OF_AWS = ("AWS_SSM_", "AWS_CONTAINER_", "AWS_LAMBDA_", "AWS_BATCH_", "AWS_EXECUTION_")  # which AWS sets itself
# Variables that name a file or folder of credentials.
_PATHS = ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_WEB_IDENTITY_TOKEN_FILE")
_WINDOWS_PATH = re.compile(r"^[A-Za-z]:[\\/]|^\\\\")


def find_credential_near_misses(variables: Mapping[str, str]) -> Mapping[str, str]:
    """Set variables that look like misspellings of those of credentials, with the name that is meant."""
    found = {name: _meant(name) for name, value in sorted(variables.items()) if value}
    return {name: meant for name, meant in found.items() if meant}


def _meant(name: str) -> str:
    if name in _EXACT or name.startswith(_OF_AWS) or not _OURS.match(name):
        return ""
    letters = re.sub(r"[^A-Z]", "", name.upper())
    if not any(word in letters for word in _WORDS):
        return ""  # the patterns are compiled for a name that one of them may fit
    return next((meant for pattern, meant in _MEANT if re.fullmatch(pattern, letters)), "")


def find_windows_paths(variables: Mapping[str, str]) -> tuple[str, ...]:
    """The variables of credentials' files that hold a path of Windows."""
    return tuple(name for name in _PATHS if _WINDOWS_PATH.match(variables.get(name, "")))


# -- the Region

_SHELL_FILES = (".bashrc", ".zshrc", ".profile", ".bash_profile")
# Names that look alike but mean something else.
_OTHERS = frozenset({"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SDK_LOAD_CONFIG"})
_NEAR = re.compile(r"^(?:AWS|BEDROCK|AWSBEDROCK|BEDROCKAWS|AMAZON)REGION(?:S|NAME|ID|CODE)?$")
# Blanks and tabs alone: looked for over many lines, white space would take time by the square of a file's length.
_ASSIGNMENT = re.compile(r"^[ \t]*(?:(?:export|set|typeset|declare)[ \t]+(?:-\w+[ \t]+)*)?AWS_REGION=", re.MULTILINE)


def find_near_misses(variables: Mapping[str, str]) -> tuple[str, ...]:
    """Names of set variables that look like misspellings of `AWS_REGION`, in alphabetical order."""
    return tuple(sorted(name for name, value in variables.items() if value and _is_near(name)))


def _is_near(name: str) -> bool:
    if name in _OTHERS or name.startswith("AWS_SSM_"):  # AWS Systems Manager sets AWS_SSM_REGION_NAME and the like
        return False
    letters = re.sub(r"[^A-Z]", "", name.upper())
    return bool(_NEAR.match(letters)) or SequenceMatcher(None, letters, "AWSREGION").ratio() > 0.87


def find_shell_files(home: Path | None) -> tuple[str, ...]:
    """Start-up files of shells that set `AWS_REGION`, as `~/.bashrc`."""
    if home is None:
        return ()
    return tuple(f"~/{name}" for name in _SHELL_FILES if _ASSIGNMENT.search(read_text_file(home / name).text or ""))
