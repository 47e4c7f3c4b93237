"""Hand-ins whose names nearly match somebody's are proposed, and never counted before the roster settles it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checkpoints.classroom import near_names
from checkpoints.classroom.found import Standing, pack_hand_in
from checkpoints.classroom.near_names import find_group
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import make_roster
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.vocabulary import RunVerdict, Verdict
from tests.classroom.hand_ins import Sample, hand_in_by, roll_of, roster_of
from tests.lengths import as_long
from tests.report import samples

ME, OTHER = "role/Workshop", "role/Other"


def _by(name: str, run: Sample = samples.ready, minute: int = 0, principal: str | None = ME) -> str:
    return hand_in_by(name, run, minute, account="********3333" if principal else None, principal=principal)


def _told(roll: Roll) -> dict[str, str]:
    """Each proposal as people read it: `?` behind whom it is proposed as, `/` between those who could be meant."""
    return {
        roll.people[key].latest.name: " / ".join(map(roll.find_name, each.candidates)) + ("?" if each.is_clear else "")
        for key, each in roll.proposals().items()
    }


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        *(("한지민", each) for each in ("한지민(8조)", "8조 한지민", "8조한지민", "한지민 A팀", "한지민_08")),
        *(
            ("한지민", each)
            for each in ("한지민 선생님", "한지민님", "한지민(Jimin Han)", "한지민(서울)", "한지민@8조")
        ),
        *(("한지민", each) for each in ("한지밍", "지민 한")),
        *(("한지민(8조)", each) for each in ("한지민", "8조_한지민")),
        *(("Hana Kim", each) for each in ("Kim Hana", "KIM, Hana", "HanaKim", "Kim Ha-na", "hana.kim@example.com")),
        *(("Hana Kim", each) for each in ("Ms. Hana Kim", "Team 3 Hana Kim", "Hanna Kim")),
        ("José García", "Garcia Jose"),
        ("田中 太郎", "太郎 田中"),
    ],
)
def test_a_name_that_nearly_matches_is_proposed_and_not_counted(listed: str, written: str) -> None:
    roll = roll_of(_by(written), _by("박세리"), roster=[listed, "박세리"])
    assert _told(roll) == {written: f"{listed}?"}
    assert (roll.counts(), roll.exit_code(), len(roll.missing()), len(roll.unexpected())) == ((1, 2), 1, 1, 1)


@pytest.mark.parametrize(
    ("listed", "written"),
    [
        *(("한지민", "한지수"), ("한지민(8조)", "한지민(9조)"), ("한지민 1", "한지민 2"), ("이민", "민이")),
        *(("참가자 1", "참가자 2"), ("8조", "9조"), ("Ana Kim", "Eva Kim"), ("Kim A", "Lee A"), ("Kim", "Kimm")),
        ("이준", "이존"),
    ],
)
def test_a_name_that_differs_by_more_is_nobody_on_the_roster(listed: str, written: str) -> None:
    assert _told(roll_of(_by(written), roster=[listed])) == {}


def test_where_two_could_be_meant_nobody_is_proposed() -> None:
    # two lines of one name, two of names alike, two people who claim to be one
    assert _told(roll_of(_by("한지민(8조)"), roster=["한지민", "한지민"])) == {"한지민(8조)": "한지민 / 한지민"}
    assert _told(roll_of(_by("한지민"), roster=["한지민 A", "한지민 B"])) == {"한지민": "한지민 A / 한지민 B"}
    assert _told(roll_of(_by("한지민 1"), _by("한지민 2"), roster=["한지민"])) == {
        "한지민 1": "한지민",
        "한지민 2": "한지민",
    }
    one_of_two = roll_of(_by("한지민"), _by("한지민(8조)"), roster=["한지민", "한지민"])
    assert _told(one_of_two) == {"한지민(8조)": "한지민"}


def test_groups_and_other_names_of_the_roster_tell_who_is_meant(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "이름,조\n한지민,8\n한지민,9\n김하나,8\n")
    roll = roll_of(_by("한지민(9조)"), _by("김하나(9조)"), roster=roster)
    assert _told(roll) == {"한지민(9조)": "한지민?"}
    (proposal,) = roll.proposals().values()
    assert roll.find_group(proposal.candidates[0]) == "9조"
    # Other names of the roster are matched too, and two attempts under near names are of one person.
    roster = roster_of(tmp_path, "이름,다른 이름\n한지민,Jimin Han\n")
    assert _told(roll_of(_by("Han Jimin"), roster=roster)) == {"Han Jimin": "한지민?"}
    roll = roll_of(_by("한지민(8조)", samples.one_failure), _by("한지민 8", minute=5), roster=["한지민"])
    assert _told(roll) == {"한지민(8조)": "한지민?", "한지민 8": "한지민?"}


def test_whoever_has_handed_in_may_have_written_another_name_this_time() -> None:
    before = _by("한지민", samples.one_failure)
    roll = roll_of(before, _by("한지민(8조)", minute=5), roster=["한지민"])
    assert (_told(roll), roll.counts(), roll.exit_code()) == ({"한지민(8조)": "한지민?"}, (0, 1), 1)
    # somebody else's account, and a letter that differs
    assert _told(roll_of(before, _by("한지민(8조)", principal=OTHER), roster=["한지민"])) == {}
    assert _told(roll_of(before, _by("한지밍"), roster=["한지민"])) == {}
    # whoever is missing is meant first
    assert _told(roll_of(before, _by("한지민 8조"), roster=["한지민", "한지민(8)"])) == {"한지민 8조": "한지민(8)?"}


def test_without_a_roster_two_near_names_are_proposed_as_one_person() -> None:
    roll = roll_of(_by("한지민", samples.one_failure), _by("한지민(8조)", minute=5), _by("박세리"))
    assert (_told(roll), roll.counts(), roll.exit_code()) == ({"한지민(8조)": "한지민?"}, (2, 3), 1)
    assert _told(roll_of(_by("Hana Kim"), _by("Kim Hana"))) == {"Kim Hana": "Hana Kim?"}


@pytest.mark.parametrize(
    "people",
    [
        [("한지민", ME), ("한지민(8조)", OTHER)],
        [("한지민", ME), ("한지민", OTHER)],
        [("한지민(8조)", ME), ("한지민(9조)", ME)],
        [("한지민", ME), ("한지밍", ME)],
        [(f"참가자 {place}", ME) for place in range(20)],
        [("", ME), ("8조", ME), ("@#", ME)],
    ],
)
def test_without_a_roster_people_who_are_told_apart_stay_apart(people: list[tuple[str, str]]) -> None:
    assert _told(roll_of(*(_by(name, principal=caller) for name, caller in people))) == {}


def test_without_a_roster_a_name_between_two_people_is_not_clear() -> None:
    roll = roll_of(_by("한지민"), _by("한지민(8조)"), _by("한지민(9조)"))
    assert _told(roll) == {"한지민(8조)": "한지민", "한지민(9조)": "한지민"}
    unknown = _by("한지민(8조)", samples.blocked_cascade, principal=None)
    roll = roll_of(_by("한지민"), _by("한지민", principal=OTHER), unknown)
    assert _told(roll) == {"한지민(8조)": "한지민 / 한지민"}


_LISTED = st.sampled_from(["한지민", "한지민 A", "한지민(8조)", "김하나", "김하니", "Hana Kim", "Kim Hana"])
_WRITTEN = st.one_of(
    _LISTED, st.sampled_from(["한지민 (9조)", "8조 한지민", "지민 한", "김한나", "Ms Kim Hana", "", "8조"])
)
_HAND_INS = st.lists(st.tuples(_WRITTEN, st.booleans(), st.sampled_from([ME, OTHER, None])), max_size=8)


@settings(deadline=None, max_examples=as_long(20, 100))
@given(hand_ins=_HAND_INS, listed=st.lists(_LISTED, max_size=6))
def test_a_proposal_makes_nobody_ready_and_merges_nobody(
    hand_ins: list[tuple[str, bool, str | None]], listed: list[str]
) -> None:
    contents = [
        _by(name, (samples.ready if ready else samples.one_failure) if by else samples.blocked_cascade, place, by)
        for place, (name, ready, by) in enumerate(hand_ins)
    ]
    roll = roll_of(*contents, roster=listed or None)
    before = roll.counts(), roll.exit_code(), sorted(roll.people), roll.missing(), roll.unexpected()
    proposals = roll.proposals()
    assert (roll.counts(), roll.exit_code(), sorted(roll.people), roll.missing(), roll.unexpected()) == before
    beside = set(roll.unexpected() if listed else roll.people)
    ready_by_name = {name for name, ready, by in hand_ins if ready and by}
    for key, each in proposals.items():
        assert key in beside and each.candidates and key not in each.candidates
        assert len(each.candidates) == 1 or not each.is_clear
        if roll.roster:
            assert {candidate.partition("\0")[0] for candidate in each.candidates} <= roll.roster.people.keys()
    if listed and not roll.exit_code():
        assert {"".join(name.split()).casefold() for name in listed} <= {
            "".join(name.split()).casefold() for name in ready_by_name
        }


@pytest.mark.parametrize(
    ("name", "group"),
    [
        *(("한지민(8조)", "8조"), (unicodedata.normalize("NFD", "한지민(8조)"), "8조"), ("제 08 조 한지민", "8조")),
        *(("A팀 한지민", "A팀"), ("a팀 한지민", "A팀"), ("Hana Kim, team 3", "Team 3"), ("group b Kim", "Group B")),
        *(("조지민", ""), ("반석호", ""), ("8", "")),
    ],
)
def test_a_group_is_found_in_a_name(name: str, group: str) -> None:
    assert find_group(name) == group


_MANY = 1000


@pytest.mark.parametrize(
    ("written", "listed"),
    [
        ([f"김하나 {place}" for place in range(_MANY)], None),
        ([f"한지민({place % 999 + 1}조 {place})" for place in range(_MANY)], None),
        ([f"김하나 {place}" for place in range(_MANY)], [f"이두리 {place}" for place in range(_MANY)]),
        ([f"한지민 {place}" for place in range(_MANY)], ["한지민"]),
        (["한지민"], [f"한지민 {place}" for place in range(_MANY)]),
        ([f"참가자민 {place}" for place in range(_MANY)], [f"참가자미 {place}" for place in range(_MANY)]),
    ],
)
def test_no_name_is_compared_with_every_other_one(
    written: list[str], listed: list[str] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = 0

    def counted(compare: Callable[..., bool]) -> Callable[..., bool]:
        def one(*of: object) -> bool:
            nonlocal compared
            compared += 1
            return compare(*of)

        return one

    for name in ("have_same_words", "differ_by_one_letter", "may_go_together"):
        monkeypatch.setattr(near_names, name, counted(getattr(near_names, name)))
    roll, rows = Roll(roster=make_roster(listed) if listed else None), len(REQUIREMENTS)
    standing = Standing(RunVerdict.READY, (Verdict.PASSED,) * rows, (None,) * rows, custom=False)
    for place, name in enumerate(written):
        roll.add(pack_hand_in(name, f"{place}.html", place, standing, place.to_bytes(32, "little")))
    assert len(roll.people) == len(written)
    roll.proposals()
    assert compared < 60 * _MANY
