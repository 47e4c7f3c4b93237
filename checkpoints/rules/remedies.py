"""The one command that mends pasted credentials, for the place where they stand."""

from __future__ import annotations

from checkpoints.facts.config_files import CONFIG_FILE, LOGIN, SHARED_CREDENTIALS, SSO
from checkpoints.facts.credentials import Credentials

# The shell asks for the key without showing it or keeping it in its history.
TYPE_API_KEY = "read -rs AWS_BEARER_TOKEN_BEDROCK && export AWS_BEARER_TOKEN_BEDROCK"
START_ANEW = "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN && aws configure"
_DROP_TOKEN = "unset AWS_SESSION_TOKEN AWS_SECURITY_TOKEN"


def keys(found: Credentials) -> str:
    """What gives the provider in use new keys."""
    profile = found.profile or "default"
    if found.method == "env":
        return START_ANEW
    if found.method in (SHARED_CREDENTIALS, CONFIG_FILE):
        return f"aws configure --profile {profile}"
    if found.method == SSO:
        return f"aws sso login --profile={profile}"
    if found.method == LOGIN:
        return "aws login"
    return "aws configure list"


def token(found: Credentials) -> str:
    """What takes away a session token that does not belong to the keys."""
    if found.method == "env":
        return _DROP_TOKEN
    return f'aws configure set aws_session_token "" --profile {found.profile or "default"}'
