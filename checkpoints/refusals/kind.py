"""Whose refusal an answer of AWS is."""

from __future__ import annotations

from enum import Enum


class Kind(str, Enum):
    """Whose refusal it is."""

    NONE = "none"  # AWS did what was asked
    IAM = "iam"  # a policy says no
    ACCOUNT = "account"  # the account or the model says no
    CREDENTIALS = "credentials"  # the signature or key is not accepted
    REQUEST = "request"  # the request got through every gate and was found malformed
    LOOKING = "looking"  # the answer proves nothing: throttled, server error, no connection
    UNKNOWN = "unknown"  # a refusal that no row names
