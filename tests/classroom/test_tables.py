"""The table and the data of a class."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkpoints.classroom import spreadsheet
from checkpoints.classroom.roll import Roll
from checkpoints.guide.requirements import HAIKU_ACCESS, REQUIREMENTS
from tests.classroom.hand_ins import hand_in, roll_of, roster_of
from tests.classroom.told import read_data, read_table, read_terminal
from tests.report import samples


def _roll() -> Roll:
    contents = (
        hand_in("김하나", samples.one_failure, 0),
        hand_in("김하나", samples.ready, 5),
        hand_in("남", samples.owner_needed, endpoint="custom"),
        hand_in("이두리", samples.rehearsal),
    )
    return roll_of(*contents, roster=("김하나", "이두리"))


WHO = ("이름", "결과", "완료 시각(UTC)", "엔드포인트", "원인", "명단", "해결할 문제")


def test_a_row_says_who_how_and_why() -> None:
    other, first, missing = read_table(_roll())
    assert [*first][:8] == ["이름", "결과", "완료 시각(UTC)", "엔드포인트", "원인", "이전 제출 수", "파일", "확인 코드"]
    assert [first[column] for column in WHO] == [
        "김하나",
        "준비 완료",
        "2026-11-02T03:56:11Z",
        "AWS",
        "",
        "명단에 있음",
        "",
    ]
    assert [first[column] for column in ("이전 제출 수", "파일", "조", "비슷한 이름")] == ["1", "001.html", "", ""]
    assert (first["계정"], first["사용자 또는 역할"]) == ("********3333", "role/WorkshopInstanceRole")
    assert [other[column] for column in WHO] == [
        *("남", "준비 미완료", "2026-11-02T03:51:11Z", "사용자 지정", "model-access-not-granted", "명단에 없음"),
        "모델 액세스가 허용되지 않았습니다. 관리자에게 사용 시작을 요청하세요.",
    ]
    assert [*other.values()][8:10] == ["통과", "실패"]
    assert {name: cell for name, cell in missing.items() if cell} == {
        "이름": "이두리",
        "결과": "미제출",
        "명단": "명단에 있음",
        "확인할 내용": "집계에서 제외한 파일만 있음: 연습",
    }
    other, *_ = read_table(_roll(), "en")
    assert (other["Result"], [*other.values()][9]) == ("Not ready", "Failed")


FORMULAS = (
    *("=1", "+1", "-1", "@x", "\t=1", "\rx", "\nx", "  =1", "\u200b=1", "\ufeff=1"),
    *("＝1", "＋1", "－1", "＠x", "﹦1", "|x", "%x"),
)
NO_FORMULAS = ("", "김하나", "1.1_a.html", "a=b", "'=1", "2026-11-02", "(x)", " ")


@pytest.mark.parametrize("cell", [*FORMULAS, *NO_FORMULAS], ids=ascii)
def test_what_would_begin_a_formula_is_disarmed_and_nothing_else(cell: str) -> None:
    assert spreadsheet.disarm_formula(cell) == (f"'{cell}" if cell in FORMULAS else cell)


def test_table_data_and_terminal_have_groups_and_written_names(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "name,team,aliases\nHan Jimin,8,Jimin Han\nKim Hana,9,\n")
    roll = roll_of(hand_in("Jimin HAN", samples.one_failure), roster=roster)
    assert [(row["Name"], row["Group"]) for row in read_table(roll, "en")] == [
        ("Han Jimin", "Team 8"),
        ("Kim Hana", "Team 9"),
    ]
    told = read_data(roll)
    (attendee,) = told["attendees"]
    assert [attendee[each] for each in ("name", "written_name", "group")] == ["Han Jimin", "Jimin HAN", "Team 8"]
    assert told["missing_people"] == [{"name": "Kim Hana", "group": "Team 9", "set_apart": []}]
    lines = read_terminal(roll, "en")
    assert "      Han Jimin (Team 8)" in lines and "Not handed in: Kim Hana (Team 9)" in lines


def test_table_data_and_terminal_say_whom_a_similar_name_may_be_of(tmp_path: Path) -> None:
    roster = roster_of(tmp_path, "이름,조\n한지민,8\n김민수,1\n김민수,2\n")
    roll = roll_of(hand_in("한지민(8조)"), hand_in("민수 김", minute=1), roster=roster)
    assert [(row["이름"], row["결과"], row["비슷한 이름"]) for row in read_table(roll)] == [
        ("민수 김", "준비 완료", "→ 김민수 (1조) / 김민수 (2조)?"),
        ("한지민(8조)", "준비 완료", "→ 한지민?"),
        ("한지민", "미제출", "한지민(8조)"),
        ("김민수", "미제출", ""),
        ("김민수", "미제출", ""),
    ]
    told = read_data(roll)
    assert (told["ready"], told["all"], told["exit_code"]) == (0, 3, 1)
    assert told["similar_names"] == [
        {
            "written_name": "민수 김",
            "file": "001.html",
            "may_be": [{"name": "김민수", "group": "1조"}, {"name": "김민수", "group": "2조"}],
            "is_clear": False,
        },
        {
            "written_name": "한지민(8조)",
            "file": "000.html",
            "may_be": [{"name": "한지민", "group": "8조"}],
            "is_clear": True,
        },
    ]
    lines = read_terminal(roll)
    assert (
        "이름이 비슷해 같은 사람일 수 있습니다. 아직 한 사람으로 집계하지 않았습니다. 같은 사람이면 명단 파일의 "
        "'다른 이름' 열에 화살표 왼쪽의 이름을 추가하세요: 한지민(8조) → 한지민?"
    ) in lines
    assert (
        "이름이 비슷하지만 누구인지 정할 수 없습니다. 제출한 사람에게 확인하세요: "
        "민수 김 → 김민수 (1조) / 김민수 (2조)?"
    ) in lines


def test_the_data_are_json_in_the_contracts_words() -> None:
    told = read_data(_roll())
    assert {key: told[key] for key in ("schema_version", "kind", "section", "made_at", "of", "ready", "all")} == {
        "schema_version": 1,
        "kind": "class",
        "section": "1.1",
        "made_at": "2026-12-02T03:51:07Z",
        "of": "roster",
        "ready": 1,
        "all": 2,
    }
    other, first = told["attendees"]
    assert (first["name"], first["verdict"], first["file"]) == ("김하나", "ready", "001.html")
    assert [(each["verdict"], each["file"]) for each in first["earlier"]] == [("not_ready", "000.html")]
    assert list(other["checks"]) == [row.id for row in REQUIREMENTS]
    assert (other["checks"][HAIKU_ACCESS.id], other["endpoint"]) == ("failed", "custom")
    assert (told["missing"], told["not_on_roster"], told["exit_code"]) == (["이두리"], ["남"], 1)
    assert told["causes"] == [{"cause": "model-access-not-granted", "who": "owner", "count": 1, "attendees": ["남"]}]
    assert told["verdicts"] == {"ready": 1, "unproven": 0, "not_ready": 1}
    assert told["counted"] == {"ready": 1, "unproven": 0, "not_ready": 0, "missing": 1}
    assert told["others"] == {"ready": 0, "unproven": 0, "not_ready": 1}
    (said,) = told["announcements"]
    assert said["say"] == "모델 액세스가 허용되지 않았습니다. 관리자에게 사용 시작을 요청하세요."
    assert (said["who"], said["causes"]) == ("owner", ["model-access-not-granted"])
    assert (said["count"], said["attendees"], said["not_on_roster"]) == (0, [], ["남"])
    assert told["missing_people"] == [{"name": "이두리", "group": None, "set_apart": ["rehearsal"]}]
    (apart,) = told["set_apart"]
    assert apart == {
        "file": "003.html",
        "reason": "rehearsal",
        "name": "이두리",
        "where": None,
        "finished_at": "2026-11-02T03:51:11Z",
    }
    assert [note["count"] for note in told["guide_notes"]] == [1]


def test_an_empty_class_is_json_too() -> None:
    told = read_data(Roll())
    assert (told["attendees"], told["set_apart"], told["exit_code"]) == ([], [], 2)
