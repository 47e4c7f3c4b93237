"""What to do where Claude Code would use something else than what was tested."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_REMEDY = "{remedy}"

ADVICE: dict[Cause, Advice] = {
    Cause.CONFLICTING_SOURCES: Advice(
        what=Text(
            ko="Claude Code가 점검한 것과 다른 자격증명을 사용하게 됩니다.",
            en="Claude Code would use other credentials than the ones that were tested.",
        ),
        why=Text(
            ko="여기서 확인한 권한과 모델 액세스가 Claude Code에는 적용되지 않을 수 있습니다.",
            en="Permissions and model access that were proven here may not hold for Claude Code.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="사용할 자격증명 하나만 남기고 나머지 변수나 설정을 지우세요.",
            en="Keep the one source that you mean, and remove the other variables or settings.",
        ),
        command=_REMEDY,
    ),
    Cause.CONFIG_NOT_PORTABLE: Advice(
        what=Text(
            ko="{place} 위치의 {name} 부분을 Claude Code는 AWS CLI와 다르게 읽습니다.",
            en="Claude Code reads {name} in {place} differently from the AWS CLI.",
        ),
        why=Text(
            ko="Claude Code는 이 부분을 다르게 읽거나 무시하므로 자격증명을 찾지 못하거나 다른 자격증명을 사용합니다.",
            en="Claude Code reads it differently or ignores it, so it finds no credentials or uses other ones.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="{place} 위치를 두 도구가 모두 읽는 형태로 바꾸세요: {change}",
            en="Change {place} to what both understand: {change}",
        ),
        page="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html",
    ),
    Cause.CLAUDE_CODE_BYPASSED: Advice(
        what=Text(
            ko="{place}에 있는 {name} 설정 때문에 Claude Code가 여기서 확인한 Bedrock을 사용하지 않습니다.",
            en="The setting {name} in {place} keeps Claude Code from using Bedrock as it was tested here.",
        ),
        why=Text(
            ko="Bedrock 사용이나 요청 서명을 끄거나 다른 주소로 연결하는 설정입니다. 그대로 두면 {guide_next}절의 설정을 마쳐도 Claude Code가 동작하지 않을 수 있습니다.",
            en="It switches Bedrock or the signing of requests off, or leads to another address; with it Claude Code may fail even after section {guide_next}.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="{place}에서 {name} 설정을 지우고 Claude Code를 다시 시작하세요.",
            en="Remove {name} from {place}, and start Claude Code again.",
        ),
        command=_REMEDY,
    ),
    Cause.MODEL_PIN_UNUSABLE: Advice(
        what=Text(
            ko="{place}에 지정된 {pin} 모델을 사용할 수 없습니다.",
            en="The model {pin}, which is set in {place}, cannot be used.",
        ),
        why=Text(
            ko="Claude Code는 지정된 모델을 호출하므로, 다른 모델을 사용할 수 있어도 요청이 실패합니다. AWS의 응답: {reason}",
            en="Claude Code calls the model that is set, even where other models work, so its requests fail. AWS answered: {reason}",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="{place}의 값을 지우거나 가이드 {guide_next}절의 모델 ID로 바꾸세요.",
            en="Remove the value from {place}, or change it to the model id of the guide's section {guide_next}.",
        ),
        command=_REMEDY,
    ),
}
