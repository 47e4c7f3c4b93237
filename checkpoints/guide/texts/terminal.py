"""What the terminal says after a run."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "terminal.heading": Text(ko="{section} {title} 체크포인트", en="{section} {title}: checkpoints"),
    "terminal.rehearsal": Text(
        ko="리허설: 모의 계정({scenario})으로 실행했습니다. 제출할 수 없습니다.",
        en="REHEARSAL in a simulated account ({scenario}). Not to be handed in.",
    ),
    "terminal.custom_endpoint": Text(
        ko="주의: AWS가 아닌 사용자 지정 엔드포인트로 실행했습니다.",
        en="Note: this ran against a custom endpoint, not against AWS itself.",
    ),
    "terminal.interrupted": Text(
        ko="실행이 중단되었습니다. 끝난 항목까지만 기록했습니다.",
        en="The run was interrupted; what had finished is recorded.",
    ),
    "terminal.boxes": Text(ko="체크포인트", en="Checkpoints"),
    "terminal.next": Text(ko="먼저 할 일", en="First thing to do"),
    "terminal.same": Text(ko="같은 문제: {title}", en="The same problem as: {title}"),
    "terminal.policy": Text(
        ko="복사할 JSON 정책은 보고서의 이 항목에 있습니다.",
        en="The JSON policy to copy is in the report, at this check.",
    ),
    "terminal.page": Text(ko="리포트", en="Report"),
    "terminal.notes": Text(
        ko="진행자 참고 사항 {count}건은 리포트에서 확인할 수 있습니다.",
        en="{count} note(s) for the facilitator: see the report.",
    ),
}
