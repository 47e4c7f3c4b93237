"""What to do about each cause of `AWS_REGION`."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_REMEDY = "{region_remedy}"

_WHY = Text(
    ko="가이드는 Claude Code를 위해 AWS_REGION을 반드시 환경변수로 설정하도록 합니다. 다른 곳의 값에 맡기면 버전에 따라 엉뚱한 리전을 쓰게 됩니다.",
    en="The guide wants AWS_REGION exported for Claude Code; values elsewhere are read by some versions only, and may name another Region.",
)
_FIX = Text(
    ko="Claude Code를 실행할 셸에서 아래 명령을 실행하세요. 새 터미널에도 적용됩니다.",
    en="Run this in the shell that Claude Code will run in; it holds for new terminals too.",
)
_ELSEWHERE = Text(
    ko="워크샵의 모델 액세스와 추론 프로파일은 {guide_region} 리전 기준입니다. 다른 리전에서는 모델 ID와 권한이 맞지 않습니다.",
    en="Model access and inference profiles of the workshop are those of {guide_region}; elsewhere ids and permissions do not match.",
)


def _exporting(what: Text) -> Advice:
    return Advice(what=what, why=_WHY, who=Who.ATTENDEE, fix=_FIX, command=_REMEDY)


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
            en="The Region stands only in an AWS config file, not in the environment variable AWS_REGION.",
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
            en="AWS_REGION stands only in the .env file, which neither the shell nor Claude Code reads.",
        )
    ),
    Cause.REGION_MALFORMED: Advice(
        what=Text(
            ko="AWS_REGION의 값이 올바른 리전 코드가 아닙니다.", en="The value of AWS_REGION is no proper Region code."
        ),
        why=Text(
            ko="잘못된 값은 없는 주소로 연결되거나, Claude Code가 아무 말 없이 무시하고 다른 리전을 씁니다.",
            en="Such a value leads to an address that does not exist, or Claude Code ignores it without a word and takes another Region.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="아래 명령으로 값을 고치세요(위치: {place}).",
            en="Fix the value with this command ({place}).",
        ),
        command=_REMEDY,
    ),
    Cause.REGION_NOT_GUIDE: Advice(
        what=Text(ko="AWS_REGION 값이 {guide_region} 리전이 아닙니다.", en="AWS_REGION is not {guide_region}."),
        why=_ELSEWHERE,
        who=Who.ATTENDEE,
        fix=Text(
            ko="아래 명령으로 {guide_region} 리전으로 바꾸세요(위치: {place}).",
            en="Change it to {guide_region} with this command ({place}).",
        ),
        command=_REMEDY,
    ),
}
