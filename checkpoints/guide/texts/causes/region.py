"""What to do about each cause of `AWS_REGION`."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_REMEDY = "{region_remedy}"

_WHY = Text(
    ko="Claude Code에는 AWS_REGION 환경변수가 필요합니다. 다른 곳에만 설정하면 버전에 따라 다른 리전을 사용할 수 있습니다.",
    en="Claude Code needs the environment variable AWS_REGION. If a Region is set only elsewhere, some versions use a different one.",
)
_FIX = Text(
    ko="Claude Code를 실행할 셸에서 이 명령을 실행하세요. 새 터미널에도 적용됩니다.",
    en="Run this in the shell for Claude Code. It also applies to new terminals.",
)
_ELSEWHERE = Text(
    ko="워크샵의 모델 액세스와 추론 프로파일은 {guide_region} 리전을 기준으로 합니다. 다른 리전에서는 모델 ID와 권한이 맞지 않을 수 있습니다.",
    en="The workshop's model access and inference profiles are for {guide_region}. In other Regions, model IDs and permissions may not match.",
)
_HEADLINE = Text(
    ko="AWS_REGION 환경변수가 없습니다. {guide_region} 리전으로 설정하세요.",
    en="AWS_REGION is not exported. Set it to {guide_region}.",
)


def _exporting(what: Text) -> Advice:
    return Advice(headline=_HEADLINE, what=what, why=_WHY, who=Who.ATTENDEE, fix=_FIX, command=_REMEDY)


ADVICE: dict[Cause, Advice] = {
    Cause.REGION_MISSING: _exporting(
        Text(
            ko="Claude Code에 필요한 AWS_REGION이 설정되어 있지 않습니다.",
            en="AWS_REGION, which Claude Code needs, is not set.",
        )
    ),
    Cause.REGION_ONLY_IN_CONFIG: _exporting(
        Text(
            ko="리전이 AWS 설정 파일에만 있고 환경변수 AWS_REGION에는 없습니다.",
            en="The Region is set only in an AWS config file, not in the environment variable AWS_REGION.",
        )
    ),
    Cause.REGION_ONLY_IN_DEFAULT_VARIABLE: _exporting(
        Text(
            ko="AWS_DEFAULT_REGION만 있고 AWS_REGION이 없습니다.",
            en="Only AWS_DEFAULT_REGION is set, AWS_REGION is not.",
        )
    ),
    Cause.REGION_ONLY_IN_DOTENV: _exporting(
        Text(
            ko="AWS_REGION이 .env 파일에만 있습니다. 셸도 Claude Code도 이 파일을 읽지 않습니다.",
            en="AWS_REGION is set only in the .env file, which neither the shell nor Claude Code reads.",
        )
    ),
    Cause.REGION_MALFORMED: Advice(
        headline=Text(
            ko="AWS_REGION 값의 형식이 잘못되었습니다. 값을 다시 설정하세요.",
            en="AWS_REGION has a wrong value. Set it again.",
        ),
        what=Text(
            ko="AWS_REGION 값이 올바른 리전 코드가 아닙니다.", en="The value of AWS_REGION is not a valid Region code."
        ),
        why=Text(
            ko="잘못된 값을 쓰면 없는 주소로 연결하거나, Claude Code가 알림 없이 값을 무시하고 다른 리전을 사용합니다.",
            en="With such a value, requests go to an address that does not exist, or Claude Code ignores it without a warning and uses another Region.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="이 명령으로 값을 고치세요(위치: {place}).",
            en="Fix the value with this command ({place}).",
        ),
        command=_REMEDY,
    ),
    Cause.REGION_NOT_GUIDE: Advice(
        headline=Text(
            ko="AWS_REGION의 리전이 다릅니다. {guide_region} 리전으로 바꾸세요.",
            en="AWS_REGION is another Region. Change it to {guide_region}.",
        ),
        what=Text(ko="AWS_REGION 값이 {guide_region} 리전이 아닙니다.", en="AWS_REGION is not {guide_region}."),
        why=_ELSEWHERE,
        who=Who.ATTENDEE,
        fix=Text(
            ko="이 명령으로 {guide_region} 리전으로 바꾸세요(위치: {place}).",
            en="Change it to {guide_region} with this command ({place}).",
        ),
        command=_REMEDY,
    ),
}
