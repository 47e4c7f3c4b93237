"""The class's words, as they are said of accounts."""

from __future__ import annotations

from collections.abc import Mapping

from checkpoints.guide.texts.accounts import TEXTS
from checkpoints.guide.texts.accounts_advice import ADVICE
from checkpoints.report.wording import Wording

_TWINNED = ("class.", "who.", "together.")


class AccountsWording(Wording):
    """A class is people who hand in; here it is accounts, and who reads is the facilitator."""

    advice = ADVICE

    def say(self, key: str, values: Mapping[str, str] | None = None) -> str:
        """A text by its key, or its twin for accounts where there is one."""
        if key.startswith(_TWINNED):
            twin = f"accounts.{key.removeprefix('class.')}"
            key = twin if twin in TEXTS else key
        return super().say(key, values)
