"""Variables whose names or values nearly say where credentials are."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
