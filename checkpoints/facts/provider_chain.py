"""botocore's chain of credential providers, as a run walks it: it asks nobody, and knows where it stands."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from checkpoints.facts.providers import Provider

_TOKEN, _TOKEN_FILE = "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"


class MfaCodeNeededError(Exception):
    """A role asks for an MFA code, which neither a run nor Claude Code can type."""


class ProviderChain:
    """What botocore takes for its own chain. at: the provider that it stands at, "" before and after."""

    def __init__(self, given: Any) -> None:
        self.at = ""
        self.providers = given

    def load_credentials(self) -> Any:
        """The credentials of the first provider that has some, None where none has."""
        for provider in self.providers:
            self.at = provider.METHOD
            found = provider.load()
            if found is not None:
                return found
        self.at = ""
        return None


def look_for_tokens_at_home() -> None:
    """Have SSO tokens looked for in the home directory of this moment: botocore settles it when it is imported."""
    from botocore import credentials, tokens

    cache = os.path.expanduser(os.path.join("~", ".aws", "sso", "cache"))  # noqa: PTH111, PTH118 - as botocore does
    providers: tuple[Any, ...] = (credentials.SSOProvider, tokens.SSOTokenProvider)
    for provider in providers:
        provider._SSO_TOKEN_CACHE_DIR = cache  # noqa: SLF001


class GivenToken:
    """What botocore asks for the token of a request."""

    def __init__(self, token: Any) -> None:
        self._token = token

    def load_token(self, **_: Any) -> Any:
        """The token, whatever service is asked."""
        return self._token


def follow_claude_code(given: Any) -> Any:
    """The providers, which ask nobody for a code and send the token to a container's endpoint that Claude Code sends.

    botocore has no public way to set either.
    """

    def refuse(prompt: str) -> str:
        raise MfaCodeNeededError(prompt)

    for provider in given:
        if provider.METHOD == Provider.ASSUME_ROLE:
            provider._prompter = refuse  # noqa: SLF001
        elif provider.METHOD == Provider.CONTAINER:
            provider._environ = _choose_token(provider._environ)  # noqa: SLF001
    return given


def _choose_token(variables: Mapping[str, str]) -> Mapping[str, str]:
    """The variables without the file of a token where Claude Code goes by the token's own variable, or by none.

    botocore goes by the file, even where its variable is empty.
    """
    if variables.get(_TOKEN) or not variables.get(_TOKEN_FILE):
        return {name: value for name, value in variables.items() if name != _TOKEN_FILE}
    return variables
