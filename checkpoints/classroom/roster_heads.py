"""What the heads of a roster's columns are called, in Korean and English lists."""

from __future__ import annotations

import re

from checkpoints.classroom import names

_NAMES = frozenset({"이름", "성명", "성함", "name", "fullname", "displayname", "koreanname", "한글이름", "한글성명"})
_WHO_KO = (
    *("참가자", "참석자", "참여자", "수강생", "수강자", "교육생", "학생", "학습자", "연수생", "훈련생", "실습생"),
    *("신청자", "등록자", "접수자", "지원자", "응시자", "대상자", "교육대상자", "수료자"),
    *("회원", "직원", "사원", "팀원"),
)
_WHO_EN = (
    *("attendee", "student", "participant", "learner", "trainee", "delegate", "member", "employee", "guest"),
    *("registrant", "candidate", "applicant"),
)
_PEOPLE = frozenset(_WHO_KO) | {f"{who}{end}" for who in _WHO_EN for end in ("", "s")}
_NAME_OF_PEOPLE = re.compile(
    rf".*(?:{'|'.join(_WHO_KO)})(?:명|.*(?:이름|성명|성함))|(?=.*(?:{'|'.join(_WHO_EN)})).*(?:name|names|nameof.*)"
)
GIVEN = frozenset({"firstname", "givenname", "first", "given", "forename", "이름"})
FAMILY = frozenset({"lastname", "familyname", "surname", "last", "family", "성", "성씨"})
_TOTALS = frozenset({"합계", "총계", "계", "소계", "total"})
_GROUP = re.compile(
    r"(?:소속)?(?P<unit>조|팀|그룹|모둠|분반)(?:명|이름|번호)?|(?P<english>group|team)s?(?:name|no|number|id)?"
)
_ALIASES = re.compile(r".*(?:다른이름|다른표기|별칭|별명|닉네임)|alias(?:es)?|(?:other|nick)names?|aka|alsoknownas")

_BRACKETS = re.compile(r"[(\[<].*?[)\]>]")
_NO_LETTER = re.compile(r"[\W_]+")


def plain_head(cell: str) -> str:
    """What a head says, without spaces, signs and what stands in brackets."""
    return _NO_LETTER.sub("", names.key(_BRACKETS.sub("", cell)))


def calls_names(head: str) -> bool:
    """Whether a column under this head has names. head: plain, as in all of these."""
    return not calls_aliases(head) and (head in _NAMES or _NAME_OF_PEOPLE.fullmatch(head) is not None)


def calls_people(head: str) -> bool:
    """Whether a column under this head has people, who may be there by name."""
    return head in _PEOPLE


def calls_aliases(head: str) -> bool:
    """Whether a column under this head has other names by which the same people hand in."""
    return _ALIASES.fullmatch(head) is not None


def calls_group(head: str) -> bool:
    """Whether a column under this head has the group or team that people are in."""
    return _GROUP.fullmatch(head) is not None


def is_total(cell: str) -> bool:
    """Whether a cell in the column of names is the word of a line of totals."""
    return plain_head(cell) in _TOTALS


def name_group(head: str, cell: str) -> str:
    """What a group is called: a number alone gets the head's word, `8조` or `Team 8`."""
    found = _GROUP.fullmatch(head)
    if found is None or not cell.isdecimal():
        return cell
    unit, english = found["unit"], found["english"]
    return f"{cell}{unit}" if unit else f"{english.title()} {cell}"
