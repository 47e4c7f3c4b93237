"""One line for each offline scenario, keyed `scenario.<name>`."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "scenario.ready": Text(
        ko="모든 준비가 끝난 상태: 가이드의 정책이 연결된 IAM 사용자, `aws configure`",
        en="Everything is in place: an IAM user with the guide's policy, `aws configure`",
    ),
    "scenario.admin": Text(
        ko="관리자 권한을 가진 IAM 사용자",
        en="An IAM user with administrator access",
    ),
    "scenario.policy-not-attached": Text(
        ko="정책은 만들었지만 사용자에게 연결하지 않은 상태",
        en="The policy was created, but not attached to the user",
    ),
}
