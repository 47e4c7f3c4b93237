"""What the terminal says beside a check, and while it waits."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "checklist.blocked": Text(ko="{word}: '{root}' 항목 때문", en='{word} by "{root}"'),
    "checklist.fix": Text(ko="해결 방법: {how}", en="Fix: {how}"),
    "checklist.asking": Text(ko="AWS의 응답을 기다리는 중", en="waiting for AWS"),
    "checklist.page": Text(
        ko="보고서를 브라우저에서 보려면 아래 명령을 실행하고 주소를 여세요.",
        en="To see the report in your browser, run this and open the address.",
    ),
    "checklist.download": Text(
        ko="내려받으려면 왼쪽 탐색기에서 파일을 오른쪽 클릭하고 Download를 선택하세요.",
        en="To download it, right-click the file in the explorer on the left, and choose Download.",
    ),
}
