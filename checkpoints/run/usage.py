"""How a command that cannot be meant is refused: in the run's language, with pytest's exit code 4."""

from __future__ import annotations

import sys
from typing import NoReturn

import pytest

from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import encoding_of, fit_text
from checkpoints.run import console


def refuse_command(key: str, language: str, **values: object) -> NoReturn:
    """Raise a usage error for people: pytest prints it on stderr and exits with 4."""
    text = say(
        f"option.{key}",
        console.language_of(sys.stderr, language),
        {name: str(value) for name, value in values.items()},
    )
    raise pytest.UsageError(fit_text(text, encoding_of(sys.stderr))) from None
