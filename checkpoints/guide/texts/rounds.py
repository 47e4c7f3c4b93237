"""What the terminal says while a run looks again and again."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "rounds.processing": Text(
        ko="AWS가 처리 중입니다({title}). 최대 {left} 더 기다립니다. 중단: Ctrl-C",
        en="AWS is still processing ({title}); waiting up to {left} more. Ctrl-C to stop",
    ),
    "rounds.one": Text(ko="남은 항목: {title}", en="open: {title}"),
    "rounds.more": Text(ko="남은 항목: {title} 외 {count}개", en="open: {title} and {count} more"),
    "rounds.next": Text(
        ko="{next} 뒤 다시 확인합니다(최대 {left} 동안, Ctrl-C: 끝). {open}",
        en="next look in {next} (for up to {left}, Ctrl-C: end); {open}",
    ),
    "rounds.next-or-enter": Text(
        ko="{next} 뒤 다시 확인(Enter: 지금, Ctrl-C: 끝). {open}",
        en="next look in {next} (Enter: now, Ctrl-C: end); {open}",
    ),
    "rounds.looking": Text(ko="다시 확인하는 중. {open}", en="looking again; {open}"),
    "rounds.page": Text(
        ko="보고서는 확인할 때마다 새로 저장됩니다: {path}", en="The report is written anew after each look: {path}"
    ),
    "rounds.shell-some": Text(
        ko="실행 중인 점검은 다른 셸에서 바꾼 환경변수를 볼 수 없습니다. 이 항목은 점검을 마친 뒤 셸에서 해결하고 다시 실행하세요: {titles}",
        en="A run cannot see a variable that is changed in a shell after it has started. End this run, fix these in the shell, and run again: {titles}",
    ),
    "rounds.shell-all": Text(
        ko="실행 중인 점검은 셸에서 바꾼 환경변수를 볼 수 없으므로 반복을 마칩니다. 이 항목을 셸에서 해결하고 다시 실행하세요: {titles}",
        en="A run cannot see a variable that is changed in a shell after it has started, so it does not look again. Fix these in the shell, and run again: {titles}",
    ),
    "rounds.over": Text(ko="정한 시간이 지나 반복을 마칩니다.", en="The time is over: this was the last look."),
    "rounds.billed": Text(
        ko="모델을 여러 번 호출했으므로 반복을 마칩니다. 계속하려면 다시 실행하세요.",
        en="The models have been called many times, so it does not look again. To go on, run again.",
    ),
    "rounds.anew": Text(
        ko="파일 또는 자격증명이 바뀌어 모든 항목을 처음부터 다시 확인했습니다.",
        en="A file or the credentials have changed: everything was looked at anew.",
    ),
}
