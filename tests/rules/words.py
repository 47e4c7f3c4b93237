"""Refusals of a model as AWS writes them, and some in words and codes that nobody knows."""

from __future__ import annotations

from checkpoints.refusals import model_access
from checkpoints.refusals.refusal import Refusal
from tests.rules.fakes import Told


def written(row: Refusal) -> Told:
    """A known refusal as AWS writes it."""
    return row.code, row.message, row.status


LEGACY = written(model_access.LEGACY)
RETIRED = written(model_access.END_OF_LIFE)
NO_ACCESS = written(model_access.NO_ACCESS)
NO_FORM = written(model_access.USE_CASE_FORM)
NO_MARKETPLACE = written(model_access.MARKETPLACE_DENIED)
PENDING = written(model_access.AGREEMENT_PENDING)
NOT_HERE = written(model_access.INVALID_IDENTIFIER)
NEW_WORDS = ("AccessDeniedException", "This model rests today.", 403)
NEW_CODE = ("NewException", "New words.", 409)
ODD_BODY = ("ValidationException", "Not for you.", 400)
EXPIRED = ("ExpiredTokenException", "", 403)
NO_QUOTA = ("ThrottlingException", "Too many tokens per day, please wait before trying again.", 429)
