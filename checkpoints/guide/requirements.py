"""The registry: one row is one requirement of the guide, one test and one line of the page.

The order here is the guide's and holds everywhere: files, terminal, page, data.
What a row is called stands in the row, in Korean and English.
"""

from __future__ import annotations

from typing import NamedTuple

from checkpoints.guide.texts.text import Text


class Requirement(NamedTuple):
    """One row of the guide.

    id: stable, a word of the report contract; before its dot is the step, or `checkpoint` for the guide's two boxes.
    title: what people call it; short: the same as the head of a narrow column; box: the whole text of a box.
    shown_by: what one of the sources begins with that show that the row is passed; () where they are the machine's.
    may_be_skipped: the guide lets an attendee skip it.
    """

    id: str
    title: Text
    short: Text
    box: Text | None = None
    shown_by: tuple[str, ...] = ()
    may_be_skipped: bool = False

    @property
    def marker(self) -> str:
        """The pytest marker that selects the row: `step1` to `step4`, or `checkpoint`."""
        return self.id.partition(".")[0]

    @property
    def step(self) -> int | None:
        """The step of the guide, 1 to 4; None for its two boxes."""
        number = self.marker.removeprefix("step")
        return int(number) if number.isdecimal() else None


_BEDROCK = ("bedrock:",)
_BEDROCK_OR_IAM = ("bedrock:", "iam:")
_REGION = ("AWS_REGION",)

SONNET_ACCESS = Requirement(
    "step1.sonnet-access",
    title=Text(ko="Claude Sonnet 모델 액세스", en="Claude Sonnet model access"),
    short=Text(ko="Sonnet", en="Sonnet"),
    shown_by=_BEDROCK,
)
HAIKU_ACCESS = Requirement(
    "step1.haiku-access",
    title=Text(ko="Claude Haiku 모델 액세스", en="Claude Haiku model access"),
    short=Text(ko="Haiku", en="Haiku"),
    shown_by=_BEDROCK,
)
USE_CASE = Requirement(
    "step1.use-case",
    title=Text(
        ko="Anthropic 사용 사례 양식(use case details) 제출 – 계정당 한 번",
        en="Anthropic use case details submitted – once per account",
    ),
    short=Text(ko="사용 사례", en="Use case"),
    shown_by=_BEDROCK,
)
POLICY_ATTACHED = Requirement(
    "step2.policy-attached",
    title=Text(ko="{guide_policy} 정책 연결", en="{guide_policy} policy attached"),
    short=Text(ko="정책 연결", en="Policy"),
    shown_by=_BEDROCK_OR_IAM,
)
MODEL_PERMISSIONS = Requirement(
    "step2.model-permissions",
    title=Text(
        ko="모델 호출 및 추론 프로파일 조회 권한", en="Permission to call the models and list inference profiles"
    ),
    short=Text(ko="모델 권한", en="Model calls"),
    shown_by=_BEDROCK_OR_IAM,
)
MARKETPLACE_PERMISSIONS = Requirement(
    "step2.marketplace-permissions",
    title=Text(ko="AWS Marketplace 구독 권한", en="Permission to subscribe on AWS Marketplace"),
    short=Text(ko="Market\u200bplace", en="Market\u200bplace"),
    shown_by=_BEDROCK_OR_IAM,
    # Nothing is left to subscribe to where both models answer.
    may_be_skipped=True,
)
CREDENTIALS_RESOLVE = Requirement(
    "step3.credentials-resolve",
    title=Text(ko="자격증명 존재 여부 (기본 자격증명 체인)", en="Credentials found by the default credential chain"),
    short=Text(ko="자격증명", en="Credentials"),
)
CREDENTIALS_VALID = Requirement(
    "step3.credentials-valid",
    title=Text(ko="AWS의 자격증명 인증", en="Credentials accepted by AWS"),
    short=Text(ko="인증", en="Accepted"),
    shown_by=("bedrock:", "sts:"),
)
SINGLE_SOURCE = Requirement(
    "step3.single-source",
    title=Text(ko="Claude Code와 같은 자격증명 사용", en="Same credentials as Claude Code"),
    short=Text(ko="같은 자격증명", en="Same credentials"),
)
REGION_EXPORTED = Requirement(
    "step4.region-exported",
    title=Text(ko="AWS_REGION 환경변수 설정", en="AWS_REGION exported"),
    short=Text(ko="AWS_\u200bREGION", en="AWS_\u200bREGION"),
    shown_by=_REGION,
)
REGION_IS_GUIDE = Requirement(
    "step4.region-is-guide",
    title=Text(ko="AWS_REGION 값 ({guide_region})", en="AWS_REGION value ({guide_region})"),
    short=Text(ko="{guide_region}", en="{guide_region}"),
    shown_by=_REGION,
)
PROFILES_LISTED = Requirement(
    "step4.profiles-listed",
    title=Text(
        ko="{guide_region} 리전의 Claude 추론 프로파일 목록 조회",
        en="Claude inference profiles listed in {guide_region}",
    ),
    short=Text(ko="프로파일", en="Profiles"),
    shown_by=_BEDROCK,
)
MODEL_PROFILES = Requirement(
    "step4.model-profiles",
    title=Text(ko="두 모델의 추론 프로파일", en="An inference profile for each of the two models"),
    short=Text(ko="모델 프로파일", en="Model profiles"),
    shown_by=_BEDROCK,
)
CREDENTIALS_TEST = Requirement(
    "checkpoint.credentials-test",
    title=Text(ko="AWS 자격증명 테스트 성공", en="AWS credentials test succeeds"),
    short=Text(ko="자격증명 테스트", en="Credentials test"),
    box=Text(
        ko="AWS 자격증명 테스트 성공 (`aws bedrock list-inference-profiles --region {guide_region}` 실행 시 프로파일 목록 출력)",
        en="AWS credentials test succeeds (`aws bedrock list-inference-profiles --region {guide_region}` prints a list of profiles)",
    ),
)
MODEL_ACCESS = Requirement(
    "checkpoint.model-access",
    title=Text(ko="Bedrock 모델 액세스 활성화 확인", en="Bedrock model access confirmed"),
    short=Text(ko="모델 액세스", en="Model access"),
    box=Text(
        ko="Bedrock 모델 액세스 활성화 확인 (Bedrock 콘솔에서 Claude 모델 상태가 Access granted)",
        en='Bedrock model access confirmed (the console shows "Access granted")',
    ),
)

REQUIREMENTS = (
    SONNET_ACCESS,
    HAIKU_ACCESS,
    USE_CASE,
    POLICY_ATTACHED,
    MODEL_PERMISSIONS,
    MARKETPLACE_PERMISSIONS,
    CREDENTIALS_RESOLVE,
    CREDENTIALS_VALID,
    SINGLE_SOURCE,
    REGION_EXPORTED,
    REGION_IS_GUIDE,
    PROFILES_LISTED,
    MODEL_PROFILES,
    CREDENTIALS_TEST,
    MODEL_ACCESS,
)
BY_ID = {requirement.id: requirement for requirement in REQUIREMENTS}
CHECKPOINTS = tuple(row for row in REQUIREMENTS if row.step is None)

# What each of the guide's two boxes says, as rows of the steps.
BOX_ROWS = {
    CREDENTIALS_TEST: (CREDENTIALS_RESOLVE, CREDENTIALS_VALID, PROFILES_LISTED),
    MODEL_ACCESS: (SONNET_ACCESS, HAIKU_ACCESS, USE_CASE),
}


def list_step_rows(step: int) -> tuple[Requirement, ...]:
    """The rows of one step, in the guide's order."""
    return tuple(row for row in REQUIREMENTS if row.step == step)
