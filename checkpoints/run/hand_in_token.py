"""The hand-in token that a command gives: where it stands, and whether it can be used, before AWS is asked anything."""

from __future__ import annotations

import re
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from checkpoints.facts.text_file import FileTrouble, read_text_file
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on
from checkpoints.report.frame import write_moment
from checkpoints.report.secret_patterns import MARK
from checkpoints.report.wording import Wording
from checkpoints.run import console
from checkpoints.run.settings import SettingError
from checkpoints.storage.drop_token import DropToken, TokenError, looks_like_token, read_token

if TYPE_CHECKING:
    import pytest

    from checkpoints.guide.edition import Edition
    from checkpoints.run.settings import Setting

_STANDARD_INPUT = "-"
_LONGEST_PATH = 200  # a longer one may be part of a token


def read_given_token(config: pytest.Config, given: Setting, language: str, edition: Edition) -> DropToken:
    """The token of a setting: given itself, as the name of a file, or by standard input.

    Raises SettingError, without the token in it.
    """
    text = _read_text(config, given, language)
    try:
        token = read_token(text)
    except TokenError as error:
        raise SettingError(f"token-{error.trouble.value}", language, where=given.where) from None
    if token.section != edition.section:
        raise SettingError("token-other-section", language, section=token.section)
    now = datetime.now(timezone.utc)
    if now >= token.expires:
        wording = Wording(language_on(sys.stderr, language), edition)
        moments = {name: write_moment(when, wording) for name, when in (("end", token.expires), ("now", now))}
        raise SettingError("token-expired", language, **moments)
    return token


def _read_text(config: pytest.Config, given: Setting, language: str) -> str:
    if given.value == _STANDARD_INPUT:
        return console.read_secret(config, say("hand-in.paste", language_on(sys.stdout, language)))
    if not given.value.strip() or looks_like_token(given.value):
        return given.value
    shown = given.value if len(given.value) <= _LONGEST_PATH and not re.fullmatch(r"\w{40,}", given.value) else MARK
    path = config.invocation_params.dir / Path(given.value).expanduser()
    file = read_text_file(path)
    if file.text is None:
        is_path = file.trouble is not FileTrouble.ABSENT and shown != MARK
        key = "token-unreadable" if is_path else "token-no-file"
        raise SettingError(key, language, where=given.where, path=shown)
    return file.text
