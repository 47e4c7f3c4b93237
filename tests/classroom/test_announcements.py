"""What is said to a class: one sentence for all whom one command helps."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import pytest

from checkpoints.classroom.announcements import TOGETHER, list_announcements, word_announcement
from checkpoints.classroom.found import Standing, pack_hand_in
from checkpoints.classroom.roll import Roll
from checkpoints.classroom.roster import make_roster
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.texts.causes import ADVICE
from checkpoints.guide.vocabulary import RunVerdict, Verdict
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.report.general_advice import explain_cause
from checkpoints.report.wording import Wording
from tests.classroom.hand_ins import READ_AT, hand_in, hand_in_by, roll_of
from tests.classroom.told import read_terminal
from tests.report import samples

REGION = ("region-missing", "region-only-in-config", "region-not-guide")


def _roll(*stopped: tuple[str, Sequence[tuple[Verdict, str | None]]], roster: list[str] | None = None) -> Roll:
    """People by name, each with the verdicts and causes of the first rows; the other rows are passed."""
    roll = Roll(roster=make_roster(roster) if roster else None, read_at=READ_AT)
    for place, (name, rows) in enumerate(stopped):
        rest = len(REQUIREMENTS) - len(rows)
        verdicts = (*(verdict for verdict, _ in rows), *[Verdict.PASSED] * rest)
        causes = (*(cause for _, cause in rows), *[None] * rest)
        standing = Standing(RunVerdict.NOT_READY, verdicts, causes, custom=False)
        roll.add(pack_hand_in(name, f"{place}.html", place, standing, place.to_bytes(32, "little")))
    return roll


def _failing(name: str, *causes: str) -> tuple[str, list[tuple[Verdict, str | None]]]:
    return name, [(Verdict.FAILED, cause) for cause in causes]


def test_one_command_that_helps_nine_people_is_one_line_whatever_the_causes() -> None:
    roll = _roll(*(_failing(f"사람{place}", REGION[place % 3]) for place in range(9)))
    (found,) = list_announcements(roll)
    assert set(found.causes) == set(REGION)
    assert sorted(found.people) == [f"사람{place}" for place in range(9)]
    told = word_announcement(found, Wording("ko"))
    assert told.say == "AWS_REGION 환경변수가 us-east-1 리전이 아닙니다. 다음 명령으로 설정하세요."
    assert told.remedy.command == "export AWS_REGION=us-east-1"
    assert "AWS_REGION is not set to us-east-1." in word_announcement(found, Wording("en")).message


def test_a_cause_alone_keeps_its_own_sentence() -> None:
    (found,) = list_announcements(_roll(_failing("김하나", "region-not-guide")))
    assert word_announcement(found, Wording("ko")).say == "AWS_REGION의 리전이 다릅니다. us-east-1 리전으로 바꾸세요."


def test_a_fix_for_all_names_the_models_that_people_lack() -> None:
    lacks = (Verdict.FAILED, "model-access-not-granted")
    roll = _roll(*((f"사람{place}", [(Verdict.PASSED, None), lacks]) for place in range(3)))
    (found,) = list_announcements(roll)
    haiku, sonnet = WORKSHOP.haiku.name, WORKSHOP.sonnet.name
    assert f"{haiku} 모델을 선택해" in (word_announcement(found, Wording("ko")).remedy.how or "")
    (found,) = list_announcements(_roll(("김하나", [lacks, lacks]), ("이둘", [(Verdict.PASSED, None), lacks])))
    told = word_announcement(found, Wording("ko")).remedy.how or ""
    assert f"{haiku}(2명), {sonnet}(1명) 모델을 선택해" in told


@pytest.mark.parametrize("cause", ["policy-incomplete", "streaming-not-allowed", "destination-region-denied"])
def test_a_policy_that_lacks_something_else_for_everyone_is_replaced_whole(cause: str) -> None:
    (found,) = list_announcements(_roll(_failing("김하나", cause)))
    told = word_announcement(found, Wording("en")).remedy
    assert told.how is not None and told.how.startswith("Replace the policy with the whole JSON of the guide's step 2.")


def test_a_fix_for_all_says_where_each_finds_what_differs() -> None:
    differs = re.compile(r"\[(action|resource|model|principal|Region|profile|file|line|variable)\]")
    for cause in ADVICE:
        (found,) = list_announcements(_roll(_failing("김하나", cause)))
        how = word_announcement(found, Wording("en")).remedy.how or ""
        assert not differs.search(how) or how.endswith("are in their own reports."), cause


def test_what_helps_most_people_is_said_first_whoever_fixes_it() -> None:
    others = _failing("이두리", "no-credentials"), _failing("박세리", "no-credentials")
    roll = _roll(_failing("김하나", "model-access-not-granted"), *others)
    assert [(each.causes, len(each.people)) for each in list_announcements(roll)] == [
        (("no-credentials",), 2),
        (("model-access-not-granted",), 1),
    ]


def test_a_person_is_counted_once_for_one_command_and_not_for_what_hangs_on_another_failure() -> None:
    (found,) = list_announcements(_roll(_failing("김하나", *REGION)))
    assert found.people == ["김하나"]
    rows = [(Verdict.BLOCKED, ""), (Verdict.BLOCKED, "no-credentials"), (Verdict.FAILED, "no-credentials")]
    assert [each.causes for each in list_announcements(_roll(("김하나", rows)))] == [("no-credentials",)]


def test_those_who_are_not_on_the_roster_are_counted_apart() -> None:
    people = _failing("김하나", "no-credentials"), _failing("남", "no-credentials")
    (found,) = list_announcements(_roll(*people, roster=["김하나", "이두리"]))
    assert (found.people, found.others) == (["김하나"], ["남"])


def test_the_numbers_of_a_roster_add_up_where_it_has_fewer_namesakes_than_handed_in() -> None:
    contents = hand_in_by("김하나"), hand_in_by("김하나", samples.one_failure, principal="role/B")
    roll = roll_of(*contents, roster=["김하나", "이두리"])
    ready, every = roll.counts()
    verdicts = roll.count_verdicts(roll.counted())
    assert (ready, every, verdicts[RunVerdict.READY]) == (0, 2, 0)
    assert sum(verdicts.values()) + len(roll.missing()) == every
    assert len(roll.counted()) + len(roll.others()) == len(roll.people) == 2


def test_the_terminal_names_people_and_never_says_everybody_of_a_partial_roster() -> None:
    roll = roll_of(hand_in("김하나"), hand_in("남", samples.one_failure), roster=["김하나"])
    told = read_terminal(roll)
    assert told[1:4] == [
        "1명 중 1명 준비 완료 (명단 기준)",
        "명단에 있는 1명이 준비를 마쳤습니다. (준비 완료 1)",
        "명단 외 제출자는 따로 1명이며, 그중 0명이 준비를 마쳤습니다.",
    ]
    line = told.index("  명단 외 1명: AWS_REGION 환경변수가 없습니다. us-east-1 리전으로 설정하세요. [참가자]")
    assert told[line + 1] == "      남"
    assert "      export AWS_REGION=us-east-1" in told


@pytest.mark.parametrize("language", ["ko", "en"])
def test_causes_with_one_command_are_said_together_and_by_one_who_can_fix_them(language: str) -> None:
    by_command: dict[tuple[str | None, str], set[str]] = defaultdict(set)
    for cause in ADVICE:
        told = explain_cause(cause, Wording(language))
        # Advice for a class has a word for everything that differs.
        assert told.headline and told.what and told.why and told.how, cause
        shown = (told.headline, told.what, told.why, told.how, told.command, told.page)
        assert not any("…" in each for each in shown if each), cause
        if told.command:
            by_command[told.who, told.command].add(cause)
    together = [set(causes) for causes in TOGETHER.values()]
    assert [causes for causes in by_command.values() if len(causes) > 1 and causes not in together] == []
    assert all(len({ADVICE[cause].who for cause in causes}) == 1 for causes in together)
