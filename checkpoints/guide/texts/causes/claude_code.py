"""What to do where Claude Code would use something else than what was tested."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_REMEDY = "{remedy}"

ADVICE: dict[Cause, Advice] = {
    Cause.CONFLICTING_SOURCES: Advice(
        headline=Text(
            ko="Claude Code가 다른 자격증명을 사용합니다. 하나만 남기고 지우세요.",
            en="Claude Code uses other credentials. Keep one source and remove the others.",
        ),
        what=Text(
            ko="Claude Code가 이 점검과 다른 자격증명을 사용합니다.",
            en="Claude Code uses other credentials than this run.",
        ),
        why=Text(
            ko="여기서 확인한 권한과 모델 액세스가 Claude Code에는 적용되지 않을 수 있습니다.",
            en="Permissions and model access that this run verified may not apply to Claude Code.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="사용할 자격증명 하나만 남기고 나머지 변수나 설정을 지우세요.",
            en="Keep one credential source, and remove the other variables or settings.",
        ),
        command=_REMEDY,
    ),
    Cause.CONFIG_NOT_PORTABLE: Advice(
        headline=Text(
            ko="Claude Code가 AWS 설정을 다르게 읽습니다. 표시된 줄을 바꾸세요.",
            en="Claude Code reads your AWS settings differently. Change the line shown.",
        ),
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
            ko="{name} 부분을 다음과 같이 바꾸세요: {change} (위치: {place})",
            en="Change {name} to what both tools read: {change} (in {place})",
        ),
        page="https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html",
    ),
    Cause.CLAUDE_CODE_BYPASSED: Advice(
        headline=Text(
            ko="Claude Code 설정이 Bedrock 사용을 막습니다. 그 설정을 지우세요.",
            en="A setting keeps Claude Code from using Bedrock. Remove it.",
        ),
        what=Text(
            ko="{place} 위치의 {name} 설정 때문에 Claude Code가 여기서 확인한 Bedrock을 사용하지 않습니다.",
            en="The setting {name} in {place} keeps Claude Code from using Bedrock as this run checked it.",
        ),
        why=Text(
            ko="Bedrock 사용이나 요청 서명을 끄거나 다른 주소로 연결하는 설정입니다. 그대로 두면 {guide_next}절의 설정을 마쳐도 Claude Code가 동작하지 않을 수 있습니다.",
            en="It turns off Bedrock or the signing of requests, or sends them to another address. With it, Claude Code may fail even after section {guide_next}.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="{place} 위치의 {name} 설정을 지우고 Claude Code를 다시 시작하세요.",
            en="Remove {name} from {place}, then restart Claude Code.",
        ),
        command=_REMEDY,
    ),
    Cause.MODEL_PIN_UNUSABLE: Advice(
        headline=Text(
            ko="Claude Code에 지정된 모델을 사용할 수 없습니다. 값을 지우거나 바꾸세요.",
            en="The model set for Claude Code cannot be used. Remove or change it.",
        ),
        what=Text(
            ko="{place} 위치에 지정된 {pin} 모델을 사용할 수 없습니다.",
            en="The model {pin}, which is set in {place}, cannot be used.",
        ),
        why=Text(
            ko="Claude Code는 지정된 모델을 호출하므로, 다른 모델을 사용할 수 있어도 요청이 실패합니다. AWS의 응답: {reason}",
            en="Claude Code calls the model that is set, even where other models work, so its requests fail. AWS answered: {reason}",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="{place} 위치의 값을 지우거나 가이드 {guide_next}절의 모델 ID로 바꾸세요.",
            en="Remove the value from {place}, or change it to the model ID in section {guide_next} of the guide.",
        ),
        command=_REMEDY,
    ),
}
