"""What the terminal says after a run."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "terminal.heading": Text(ko="{section} {title} 체크포인트", en="{section} {title}: checkpoints"),
    "terminal.rehearsal": Text(
        ko="연습: 연습용 계정({scenario})에서 실행했습니다. 제출할 수 없습니다.",
        en="REHEARSAL in a rehearsal account ({scenario}). It cannot be handed in.",
    ),
    "terminal.custom_endpoint": Text(
        ko="주의: AWS가 아닌 사용자 지정 엔드포인트로 실행했습니다.",
        en="Note: this ran against a custom endpoint, not against AWS itself.",
    ),
    "terminal.boxes": Text(ko="체크포인트", en="Checkpoints"),
    "terminal.next": Text(ko="먼저 할 일", en="Do this first"),
    "terminal.same": Text(ko="같은 문제: {title}", en="Same problem as: {title}"),
    "terminal.policy": Text(
        ko="복사할 JSON 정책은 보고서의 이 항목에 있습니다.",
        en="The JSON policy to copy is in the report, under this check.",
    ),
    "terminal.explain": Text(ko="원인 설명", en="About the cause"),
    "terminal.page": Text(ko="보고서", en="Report"),
    "terminal.notes": Text(
        ko="진행자 참고 사항 {count}건은 보고서에서 확인하세요.",
        en="Notes for the facilitator in the report: {count}",
    ),
}
