"""Mistakes in variables and files that have a fix of their own, which the advice about their cause is too general for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checkpoints.guide.texts.text import Advice, Text
from checkpoints.guide.vocabulary import Cause

_REMEDY = "{remedy}"


def advise_cases(advice: Mapping[str, Advice]) -> dict[str, Advice]:
    """The advice of each case, by `CAUSE.CASE`. advice: that of the causes, of which a case keeps what it shares."""
    invalid = advice[Cause.INVALID_CREDENTIALS.value]
    return {
        "invalid-credentials.comment": replace(
            invalid,
            what=Text(
                ko="자격증명 값 뒤에 주석이 붙어 있습니다.", en="A comment stands behind a value of the credentials."
            ),
            why=Text(
                ko="AWS CLI는 주석까지 키로 보내고, AWS는 그런 키를 거절합니다(Claude Code는 주석을 떼고 읽습니다).",
                en="The AWS CLI sends the comment as a part of the key, which AWS refuses; Claude Code reads it without.",
            ),
            fix=Text(
                ko="값은 그대로 두고 뒤에 붙은 주석만 지우세요(위치: {place}).",
                en="Leave the value as it is, and remove the comment behind it ({place}).",
            ),
            command=_REMEDY,
        ),
        "invalid-credentials.brackets": replace(
            invalid,
            what=Text(ko="자격증명 값이 괄호에 싸여 있습니다.", en="A value of the credentials stands in brackets."),
            fix=Text(
                ko="괄호를 빼고 값만 다시 입력하세요(위치: {place}).",
                en="Enter the value again, without the brackets ({place}).",
            ),
            command=_REMEDY,
        ),
    }
