"""Texts about looking itself: answers that prove nothing, blocked checks, and defects of the suite."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "blocked": Text(
        ko="‘{root}’ 항목이 해결되지 않아 확인하지 못했습니다.",
        en="Not checked: fix “{root}” first.",
    ),
    "evidence.answered": Text(ko="성공", en="success"),
    "evidence.refused": Text(ko="거부({code}): {message}", en="refused ({code}): {message}"),
    "evidence.not-heard": Text(ko="응답 없음({code}): {message}", en="no answer ({code}): {message}"),
    "looking.unreachable": Text(
        ko="{operation} 요청이 AWS에 도달하지 못했거나 제한 시간 안에 응답을 받지 못했습니다.",
        en="{operation} did not reach AWS, or timed out.",
    ),
    "looking.foreign": Text(
        ko="{operation} 요청에 AWS가 아닌 다른 것(프록시, 로그인 페이지 등)이 응답했습니다(HTTP {status}).",
        en="Something other than AWS answered {operation} (HTTP {status}), such as a proxy or a network login page.",
    ),
    "looking.no-answer": Text(
        ko="{operation} 요청의 결과를 받지 못했습니다.",
        en="{operation} returned no usable result.",
    ),
    "looking.refused": Text(
        ko="AWS가 {operation} 요청을 거부했습니다({code}): {message}",
        en="AWS refused {operation} ({code}): {message}",
    ),
    "internal.crashed": Text(
        ko="이 항목을 확인하는 코드에서 오류가 발생했습니다({error}). 여러분의 설정과는 관계없습니다.",
        en="The code of this check failed ({error}). Your setup is not the cause.",
    ),
}
