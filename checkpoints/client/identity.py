"""The identity that a client comes to, or why it finds none."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from checkpoints.client.place import Place
from checkpoints.guide.vocabulary import CredentialSource


class SourceProblem(str, Enum):
    """Why a source gives no credentials."""

    HALF_PAIR = "half a key pair"
    PROFILE_MISSING = "no such profile"
    PROFILE_EMPTY = "a profile without credentials"
    MFA_NEEDED = "a code would be asked for"
    ROLE_CYCLE = "roles that lead back to themselves"
    CREDENTIAL_SOURCE_UNKNOWN = "an unknown credential_source"
    SOURCE_WITHOUT_CREDENTIALS = "a credential_source that is not there"
    ROLE_SOURCES = "a role with none of its sources, or with two"
    SSO_INCOMPLETE = "incomplete SSO settings"
    SSO_REGION_INVALID = "no Region under sso_region"
    SSO_SESSION_MISSING = "no such sso-session"
    TOKEN_FILE_UNREADABLE = "no web identity token file"
    PROCESS_FAILED = "a credential_process that gives nothing"
    METADATA_SWITCHED_OFF = "the metadata service is switched off"
    METADATA_MODE_UNKNOWN = "no mode of the metadata service's address"
    FILE_UNREADABLE = "a file that cannot be parsed"


class FailedSource(NamedTuple):
    """A source that gives nothing. stops: the client gives up here instead of trying the next source."""

    problem: SourceProblem
    place: Place | None = None
    stops: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """Where credentials come from.

    source: None where nothing is found; then the last of `passed_over` says why. `INSTANCE_ROLE` means that every
    source before the metadata service gives nothing: where no such service answers, nothing is found.
    fingerprint: equal for equal identities, None where nothing is found. profile: None outside of profiles.
    place: the key or variable that decides. via: what signs the request that assumes the role. passed_over: sources
    tried before.
    """

    source: CredentialSource | None
    fingerprint: str | None = field(default=None, repr=False)
    profile: str | None = None
    place: Place | None = None
    via: Identity | None = None
    passed_over: tuple[FailedSource, ...] = ()

    @property
    def signer(self) -> Identity:
        """This identity, or the one that signs for its role."""
        return self.via.signer if self.via else self

    @property
    def process(self) -> Identity | None:
        """What comes of a `credential_process`: this identity, or the one that signs for its role; None otherwise."""
        return self.signer if self.signer.source is CredentialSource.CREDENTIAL_PROCESS else None

    @property
    def trouble(self) -> FailedSource | None:
        """Why nothing is found, None where something is."""
        return self.passed_over[-1] if self.source is None and self.passed_over else None
