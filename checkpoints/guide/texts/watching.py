"""Texts of a class that is watched: its page and the terminal."""

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
    "watch.first": Text(
        ko="제출자 {count}명, 집계에서 제외한 파일 {apart}개를 읽었습니다",
        en="Read: {count} people, {apart} files not counted",
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
    "class.live.stale": Text(
        ko="{time} 이후 갱신되지 않았습니다. 터미널에서 명령이 실행 중인지 확인하세요.",
        en="Not updated since {time}. Check in the terminal whether the command still runs.",
    ),
}
