"""What the default credential chain came to on this machine."""

from __future__ import annotations

from dataclasses import dataclass

from checkpoints.guide.vocabulary import CredentialSource


@dataclass(frozen=True, slots=True)
class Credentials:
    """The credentials that this run uses. source: None where the chain found none or broke."""

    source: CredentialSource | None = None
