"""The variables that lead Claude Code to Amazon Bedrock, past it, or past the signing of requests."""

from __future__ import annotations

import re

from checkpoints.client.credential_chain import profile_name
from checkpoints.client.javascript import read_number, trim_text
from checkpoints.client.place import Value, Values, text_of
from checkpoints.client.shared_files import SharedFiles

USE_BEDROCK = "CLAUDE_CODE_USE_BEDROCK"
SKIP_AUTHENTICATION = "CLAUDE_CODE_SKIP_BEDROCK_AUTH"
BASE_URL = "ANTHROPIC_BEDROCK_BASE_URL"
API_KEY = "AWS_BEARER_TOKEN_BEDROCK"
# Only the control plane's address; `AWS_ENDPOINT_URL_BEDROCK_RUNTIME` is not read.
CONTROL_PLANE_URLS = ("AWS_ENDPOINT_URL_BEDROCK", "AWS_ENDPOINT_URL")

TIMEOUT, CHAIN_TIMEOUT = "API_TIMEOUT_MS", "CLAUDE_CODE_AWS_CHAIN_RESOLVE_TIMEOUT_MS"
CUSTOM_HEADERS = "ANTHROPIC_CUSTOM_HEADERS"
_SHORTEST_MS = 1000  # no model of the guide begins to answer Claude Code's first request sooner
_USUAL_MS = 5000  # by then one has usually begun to answer; Claude Code gives up to the millisecond

_ON = ("1", "true", "yes", "on")


def is_on(text: str) -> bool:
    """Whether Claude Code takes a value for "yes"."""
    return trim_text(text).lower() in _ON


def find_bedrock_switch(variables: Values) -> tuple[bool | None, Value | None]:
    """Whether Bedrock is switched on, None where nothing is said about it; and the value that says so."""
    value = variables.get(USE_BEDROCK)
    return (None, None) if value is None else (is_on(value.text), value)


def api_key(variables: Values) -> Value | None:
    """The Amazon Bedrock API key without the white space around it; a blank one counts as unset."""
    value = variables.get(API_KEY)
    return Value(trim_text(value.text), value.place) if value and trim_text(value.text) else None


def find_unsigned(variables: Values) -> Value | None:
    """What makes requests go out without credentials, None where they carry some. An API key is sent all the same."""
    value = variables.get(SKIP_AUTHENTICATION)
    return value if value and is_on(value.text) and api_key(variables) is None else None


def find_short_timeout(variables: Values) -> Value | None:
    """What ends requests before a model can have answered."""
    return _find_limit(variables, TIMEOUT, _SHORTEST_MS)


def find_doubtful_timeout(variables: Values) -> Value | None:
    """What may end requests before a model has begun to answer."""
    return _find_limit(variables, TIMEOUT, _USUAL_MS)


def find_short_chain_timeout(variables: Values, chain_s: float) -> Value | None:
    """What ends the search for credentials before a source outside of variables and files can have given them.

    chain_s: how long it took in a run.
    """
    return _find_limit(variables, CHAIN_TIMEOUT, max(_SHORTEST_MS, chain_s * 1000))


def _find_limit(variables: Values, name: str, least_ms: float) -> Value | None:
    """A time limit that is too short; Claude Code passes 0 over."""
    value = variables.get(name)
    limit_ms = read_number(value.text) if value else None
    return value if limit_ms is not None and 1 <= limit_ms < least_ms else None


def find_gateway(variables: Values, region: str) -> Value | None:
    """The other address that both the control plane and the models are asked under, None where it is AWS's own."""
    value = _base_url(variables)
    own = rf"https://bedrock-runtime\.{re.escape(region)}\.amazonaws\.com(?::443)?/*"
    return value if value and not re.fullmatch(own, trim_text(value.text), re.IGNORECASE) else None


def _base_url(variables: Values) -> Value | None:
    value = variables.get(BASE_URL)
    return value if value and trim_text(value.text) else None


def find_control_plane(variables: Values, files: SharedFiles) -> Value | None:
    """The other address of the control plane alone, which lists the profiles: of a variable or of the AWS profile."""
    if _base_url(variables):
        return None
    named = next((variables[name] for name in CONTROL_PLANE_URLS if text_of(variables, name)), None)
    return named or _of_profile(variables, files)


def _of_profile(variables: Values, files: SharedFiles) -> Value | None:
    keys = files.profiles.get(profile_name(variables), {})
    services = files.profiles.get(f"services.{text_of(keys, 'services')}", {})
    return services.get("bedrock.endpoint_url") or keys.get("endpoint_url")
