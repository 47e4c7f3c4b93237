"""Texts about looking itself: answers that prove nothing, blocked checks, and defects of the suite."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "blocked": Text(
        ko="먼저 해결할 항목이 있어 확인하지 못했습니다: {root}",
        en="Could not be tried; this has to be fixed first: {root}",
    ),
    "evidence.answered": Text(ko="성공", en="success"),
    "evidence.refused": Text(ko="거절({code}): {message}", en="refused ({code}): {message}"),
    "evidence.not-heard": Text(ko="응답 없음({code}): {message}", en="no answer ({code}): {message}"),
    "looking.unreachable": Text(
        ko="{operation} 요청이 AWS에 닿지 않았거나 제한 시간 안에 응답이 없었습니다.",
        en="{operation} did not reach AWS, or got no answer in time.",
    ),
    "looking.foreign": Text(
        ko="{operation} 요청에 AWS가 아닌 다른 것(프록시, 로그인 페이지 등)이 응답했습니다(HTTP {status}).",
        en="Something else than AWS answered {operation} (HTTP {status}): a proxy, or a network's login page.",
    ),
    "looking.no-answer": Text(
        ko="{operation}에 대해 판단할 수 있는 응답을 받지 못했습니다.",
        en="{operation} got no answer that proves anything.",
    ),
    "looking.refused": Text(
        ko="AWS가 {operation} 요청을 거절했습니다({code}): {message}",
        en="AWS refused {operation} ({code}): {message}",
    ),
    "internal.crashed": Text(
        ko="이 항목을 확인하는 코드에서 오류가 났습니다({error}). 여러분의 설정과는 무관합니다.",
        en="The code of this check broke ({error}). It is not about your set-up.",
    ),
}
