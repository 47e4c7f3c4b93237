"""The credentials that the default credential chain found on this machine, or the error that stopped it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from checkpoints.facts.api_key import ApiKey
from checkpoints.facts.key_pair import NO_KEYS, KeyPair
from checkpoints.facts.other_route import is_untrusted
from checkpoints.guide.vocabulary import CredentialSource

# The error of a chain that did not come to an end in time.
UNFINISHED = "Unfinished"
EXPORT = "credential-export"  # the method of keys that a command of Claude Code's settings printed


@dataclass(frozen=True, slots=True)
class Credentials:
    """The credentials that this run uses. source: None where the chain found none or broke, and
    where `is_of_new_provider`.

    method: botocore's name of the credential provider that gave them, or at which the chain broke; "" otherwise.
    profile: the profile that the provider reads, None where it reads none.
    keys: the shape of the resolved keys; api_key: what the Bedrock API key in use shows.
    expires_at: of temporary credentials, aware, where it is known.
    error: class name of the exception that broke the chain, or `UNFINISHED`; error_text: its words (unscrubbed: for
    rules, never for people); error_code: AWS's error code, where AWS refused on the way; error_status: HTTP status.
    missing: what a partial pair lacks, as the exception names it.
    bearer_is_empty: AWS_BEARER_TOKEN_BEDROCK is set to nothing: clients that do not switch it off send an empty key.
    of_claude_code: they were resolved as Claude Code does it, since the AWS CLI finds none or others.
    settings_file: the file of Claude Code's settings that holds them, as people know it.
    secrets: values that no report may show.
    """

    source: CredentialSource | None = None
    method: str = ""
    profile: str | None = None
    keys: KeyPair = NO_KEYS
    api_key: ApiKey | None = None
    expires_at: datetime | None = None
    error: str = ""
    error_text: str = field(default="", repr=False)
    error_code: str = ""
    error_status: int | None = None
    missing: str = ""
    bearer_is_empty: bool = False
    of_claude_code: bool = False
    settings_file: str | None = None
    secrets: frozenset[str] = field(default=frozenset(), repr=False)

    @property
    def are_untrusted(self) -> bool:
        """Whether the chain broke since the certificate of a service was not trusted."""
        return is_untrusted(self.error, self.error_text)

    @property
    def are_found(self) -> bool:
        """Whether there are any."""
        return self.source is not None or self.is_of_new_provider

    @property
    def is_of_new_provider(self) -> bool:
        """Whether a newer botocore has found them by a provider that it has added, for which there is no word yet."""
        return self.source is None and bool(self.method) and not self.error
