"""Texts of a class that is watched, and of who has improved: its page and the terminal."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "command.class.watch": Text(
        ko="SECONDS초마다(기본값 5) 새 제출 파일을 확인하고, 바뀌면 다시 저장합니다. Ctrl-C로 끝내면 그때의 종료 코드로 끝납니다",
        en="look for new hand-ins every SECONDS seconds (default 5), and write again on changes. Ctrl-C ends it with the exit code the class has then",
    ),
    "command.class.watch-seconds": Text(
        ko="--watch: {least}–{most} 범위의 초 단위 값을 입력하세요.", en="--watch: give {least} to {most} seconds."
    ),
    # -- what the terminal says
    "watch.nothing": Text(
        ko="아직 읽을 수 있는 제출 파일이 없습니다. 기다립니다.", en="No readable hand-ins yet. Waiting."
    ),
    "watch.absent": Text(
        ko="{path}: 이 이름의 파일이나 폴더가 없습니다. 생길 때까지 기다립니다.",
        en="{path}: there is no such file or folder. Waiting for it.",
    ),
    "watch.first": Text(
        ko="제출자 {count}명, 집계에서 제외한 파일 {apart}개를 읽었습니다",
        en="Read people: {count}, files not counted: {apart}",
    ),
    "watch.score": Text(ko="{ready}/{all}", en="{ready}/{all}"),
    "watch.gone": Text(ko="{name}: 제출 파일이 없어졌습니다", en="{name}: the hand-in is gone"),
    "watch.apart": Text(ko="집계에서 제외: {file} ({reason})", en="Not counted: {file} ({reason})"),
    "watch.more": Text(ko="그 밖의 변경 {count}건", en="and {count} more changes"),
    "watch.well": Text(ko="다시 읽고 쓸 수 있습니다.", en="Reading and writing work again."),
    "watch.ended": Text(ko="확인을 마칩니다.", en="Watching has ended."),
    # -- the page
    "class.live": Text(
        ko="{time} 현재. {seconds}초마다 새 제출을 확인합니다.",
        en="As of {time}. Looking for new hand-ins every {seconds} seconds.",
    ),
    "class.live.reload": Text(ko="화면 자동 갱신", en="Refresh this page by itself"),
    "class.live.faults": Text(
        ko="지금은 일부를 읽을 수 없어 마지막으로 읽은 내용을 보여 줍니다.",
        en="Some of it cannot be read at the moment; this is what was read last.",
    ),
    "class.live.stale": Text(
        ko="{time} 이후 갱신되지 않았습니다. 터미널에서 명령이 실행 중인지 확인하세요.",
        en="Not updated since {time}. Check in the terminal whether the command still runs.",
    ),
    # -- who has improved
    "improvement.minutes": Text(ko="{count}분", en="{count} min"),
    "improvement.hours": Text(ko="{count}시간", en="{count} h"),
    "improvement.days": Text(ko="{count}일", en="{count} d"),
    "improvement.fixed-count": Text(ko="개선 {count}개", en="{count} fixed"),
    "improvement.stuck": Text(ko="{time}째", en="for {time}"),
    "class.sort.stuck": Text(ko="오래 막힌 순", en="longest stuck"),
    "improvement.legend": Text(
        ko="‘35분째’는 같은 원인이 이어진 시간이고, ‘개선 2개’는 첫 제출 이후 해결한 항목의 수입니다.",
        en="“for 35 min” is how long the same cause has lasted, “2 fixed” how many rows are done since the first hand-in.",
    ),
    "improvement.first": Text(ko="첫 제출: {when}", en="first hand-in: {when}"),
    "improvement.fixed": Text(ko="해결한 항목: {rows}", en="fixed: {rows}"),
    "improvement.new-failures": Text(ko="새로 생긴 문제: {rows}", en="new problems: {rows}"),
    "improvement.same": Text(ko="같은 원인: {cause}, {time}째", en="same cause: {cause}, for {time}"),
    "improvement.longest": Text(
        ko="같은 원인으로 가장 오래 막힌 사람: {people}", en="Stopped longest by the same cause: {people}"
    ),
    "class.table.first": Text(ko="첫 제출(UTC)", en="First hand-in (UTC)"),
    "class.table.fixed": Text(ko="해결한 항목", en="Fixed"),
    "class.table.new-failures": Text(ko="새로 생긴 문제", en="New problems"),
    "class.table.same-cause": Text(ko="가장 오래된 원인", en="Longest cause"),
    "class.table.same-cause-since": Text(ko="같은 원인의 시작(UTC)", en="Same cause since (UTC)"),
    "class.table.same-cause-minutes": Text(ko="같은 원인(분)", en="Same cause (minutes)"),
}
