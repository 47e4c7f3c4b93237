"""`class … --watch`: what it says while a class hands in, and how it ends."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from checkpoints.report.seal import seal_data
from tests.classroom.conftest import Command, Steps
from tests.classroom.hand_ins import hand_in, hand_in_by, page_of, put, report
from tests.report import samples


def test_each_change_is_one_line(stepped: Steps, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    put(folder, "1.html", hand_in("김하나"))
    put(tmp_path, "names.csv", "이름\n김하나\n이두리\n홍길동\n")
    said = stepped(
        lambda: put(folder, "2.html", hand_in("이두리", samples.one_failure)),
        lambda: None,
        lambda: put(folder, "3.html", hand_in("홍길동")),
        lambda: put(folder, "4.html", hand_in("이두리", minute=9)),
        lambda: (folder / "3.html").unlink(),
        options=("--roster", str(tmp_path / "names.csv")),
    )
    assert said[:5] == [
        "제출자 1명, 집계에서 제외한 파일 0개를 읽었습니다 — 1/3",
        "이두리 준비 미완료: AWS_REGION 환경변수가 없습니다. us-east-1 리전으로 설정하세요. — 1/3",
        "홍길동 준비 완료 — 2/3",
        "이두리 준비 완료 (개선 2개) — 3/3",
        "홍길동: 제출 파일이 없어졌습니다 — 2/3",
    ]
    assert said[5:7] == ["확인을 마칩니다.", "1.1 AWS 환경 설정: 반 전체 준비 현황"]


def test_the_exit_code_is_that_of_the_class_at_its_end(stepped: Steps, tmp_path: Path) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나", samples.one_failure))
    stepped(lambda: None, code=1)
    stepped(lambda: put(tmp_path / "in", "1.html", hand_in("김하나", minute=5)), code=0)
    (tmp_path / "in" / "1.html").unlink()
    assert stepped(lambda: None, code=2)[0] == "아직 읽을 수 있는 제출 파일이 없습니다. 기다립니다."


@pytest.mark.parametrize("has_roster", [False, True])
def test_what_was_read_in_a_folder_that_is_gone_at_the_end_makes_nobody_ready(
    stepped: Steps, tmp_path: Path, has_roster: bool
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    options = ("--roster", str(put(tmp_path, "names.csv", "이름\n김하나\n"))) if has_roster else ()
    stepped(lambda: (tmp_path / "in").rename(tmp_path / "away"), options=options, code=2)


def test_a_path_at_which_nothing_stands_is_told_at_once_and_waited_for(stepped: Steps, tmp_path: Path) -> None:
    said = stepped(lambda: put(tmp_path / "in", "1.html", hand_in("김하나")), code=0)
    assert said[:3] == [
        f"{tmp_path / 'in'}: 이 이름의 파일이나 폴더가 없습니다. 생길 때까지 기다립니다.",
        "아직 읽을 수 있는 제출 파일이 없습니다. 기다립니다.",
        "김하나 준비 완료 — 1/1",
    ]


def test_a_later_file_that_cannot_be_read_and_its_end_are_told_beside_the_person(
    stepped: Steps, tmp_path: Path
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    later = page_of(seal_data(report("김하나", minute=5, schema_version=2)))
    said = stepped(
        lambda: put(tmp_path / "in", "2.html", later),
        lambda: None,
        lambda: (tmp_path / "in" / "2.html").unlink(),
        code=0,
    )
    assert said[1:4] == [
        "김하나 미확인 항목 있음 — 0/1",
        f"집계에서 제외: {tmp_path}/in/2.html (다른 버전)",
        "김하나 준비 완료 — 1/1",
    ]


def test_a_file_on_its_way_is_not_told_before_it_stays_what_it_is(stepped: Steps, tmp_path: Path) -> None:
    folder, whole = tmp_path / "in", hand_in("김하나")
    folder.mkdir()
    said = stepped(
        lambda: put(folder, "1.html", whole[:5000]),
        lambda: put(folder, "1.html", whole),
        lambda: put(folder, "2.html", whole[:5000]),
        lambda: None,
        lambda: None,
        code=0,
    )
    assert said[1:4] == [
        "김하나 준비 완료 — 1/1",
        f"집계에서 제외: {folder}/2.html (손상된 파일)",
        "확인을 마칩니다.",
    ]


def test_many_changes_at_once_do_not_flood_the_terminal(stepped: Steps, tmp_path: Path) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))

    def arrive() -> None:
        for place in range(40):
            put(tmp_path / "in", f"{place}x.html", hand_in(f"사람{place:02}"))

    said = stepped(arrive, code=0)
    assert said[1] == "사람00 준비 완료 — 41/41"
    assert said[11:13] == ["그 밖의 변경 30건", "확인을 마칩니다."]


def test_namesakes_that_come_apart_are_told_once(stepped: Steps, tmp_path: Path) -> None:
    other = hand_in_by("김하나", samples.one_failure, 3, account="********9999")
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    said = stepped(lambda: put(tmp_path / "in", "2.html", other))
    assert len(said[1 : said.index("확인을 마칩니다.")]) == 1


@pytest.mark.parametrize("is_link", [False, True])
def test_a_roster_that_is_edited_is_read_again_and_one_that_breaks_is_kept(
    stepped: Steps, tmp_path: Path, is_link: bool
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나"))
    roster = put(tmp_path, "names.csv", "이름\n김하나\n이두리\n")
    if is_link:
        roster = tmp_path / "link.csv"
        roster.symlink_to("names.csv")
    said = stepped(
        lambda: put(tmp_path, "names.csv", ""),
        lambda: put(tmp_path, "names.csv", "이름\n김하나\n"),
        options=("--roster", str(roster)),
        code=0,
    )
    assert said[0].endswith("1/2")
    assert said[1:3] == [f"명단 파일({roster})에 이름이 없습니다.", "다시 읽고 쓸 수 있습니다."]
    assert "1명 중 1명 준비 완료 (명단 기준)" in said


def test_a_similar_name_is_told_and_settled_in_the_roster_while_the_class_is_watched(
    stepped: Steps, tmp_path: Path
) -> None:
    put(tmp_path / "in", "1.html", hand_in("김하나", minute=9))
    roster = put(tmp_path, "names.csv", "이름\n김하나\n한지민\n")
    said = stepped(
        lambda: put(tmp_path / "in", "2.html", hand_in("한지민(8조)")),
        lambda: put(tmp_path / "in", "3.html", hand_in("김하나(3조)", samples.one_failure)),
        lambda: put(tmp_path, "names.csv", "이름,다른 이름\n김하나,김하나(3조)\n한지민,한지민(8조)\n"),
        options=("--roster", str(roster)),
        code=0,
    )
    assert said[1:4] == [
        "한지민(8조) → 한지민? 준비 완료 — 1/2",
        "김하나(3조) → 김하나? 준비 미완료: AWS_REGION 환경변수가 없습니다. us-east-1 리전으로 설정하세요. — 1/2",
        "확인을 마칩니다.",
    ]
    assert "2명 중 2명 준비 완료 (명단 기준)" in said


def test_a_path_behind_the_option_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: signal.raise_signal(signal.SIGINT))
    ran = command("class", "--watch", put(tmp_path, "1.html", hand_in("김하나")))
    assert (ran.code, "1/1" in ran.out) == (0, True)
