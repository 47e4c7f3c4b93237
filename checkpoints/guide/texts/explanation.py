"""Texts of `python -m checkpoints explain`, and of the pages on which every cause can be looked up."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    # -- the command
    "command.explain": Text(
        ko="원인 코드를 설명합니다: 문제, 이유, 해결할 사람, 해결 방법",
        en="explain a cause code: what is wrong, why, who can fix it and how",
    ),
    "command.explain.causes": Text(
        ko="보고서의 원인 코드(예: no-credentials). 없으면 목록을 보여 줍니다",
        en="a cause code of the report, such as no-credentials; without one, all are listed",
    ),
    "command.explain.unknown": Text(
        ko="'{name}' 원인 코드는 없습니다. 비슷한 코드: {known}",
        en="There is no cause '{name}'. Nearest: {known}",
    ),
    "explain.document": Text(ko="문서", en="Document"),
    # -- both
    "explain.answer": Text(ko="AWS의 응답 예", en="What AWS writes, for example"),
    "explain.rehearse": Text(ko="연습하기", en="Rehearse it"),
    "explain.page": Text(ko="페이지", en="Page"),
    "explain.area.credentials": Text(ko="자격증명", en="Credentials"),
    "explain.area.region": Text(ko="리전", en="Region"),
    "explain.area.permissions": Text(ko="IAM 권한", en="IAM permissions"),
    "explain.area.model-access": Text(ko="모델 액세스", en="Model access"),
    "explain.area.profiles": Text(ko="추론 프로파일", en="Inference profiles"),
    "explain.area.looking": Text(ko="확인 과정", en="While checking"),
    # -- the pages
    "explain.title": Text(ko="원인 코드", en="Causes"),
    "explain.about": Text(
        ko="실패하거나 미확인인 항목에는 원인 코드가 있습니다. 이 문서에서 코드별로 문제와 해결 방법을 찾아볼 수 있습니다. 같은 내용을 터미널에서도 볼 수 있습니다.",
        en="A check that failed or could not be verified has a cause code. Look it up here, or on the terminal:",
    ),
    "explain.more-exact": Text(
        ko="보고서의 해결 방법은 사용 중인 컴퓨터와 계정에 맞게 더 구체적입니다. 서로 다르면 보고서를 따르세요. 대괄호 안의 값은 사람마다 다릅니다.",
        en="The report knows your machine and account, so its fix is more exact. Where the two differ, follow the report. Values in square brackets differ from one attendee to the next.",
    ),
    "explain.generated": Text(
        ko="이 문서는 `python -m checkpoints.run.cause_pages docs` 명령으로 만듭니다. 직접 고치지 마세요.",
        en="Written by `python -m checkpoints.run.cause_pages docs`; do not edit it by hand.",
    ),
}
