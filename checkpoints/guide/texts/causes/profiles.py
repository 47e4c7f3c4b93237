"""What to do about missing inference profiles."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_CATALOG = "https://{guide_region}.console.aws.amazon.com/bedrock/home?region={guide_region}#/model-catalog"

ADVICE: dict[Cause, Advice] = {
    Cause.NO_PROFILES: Advice(
        what=Text(
            ko="{guide_region} 리전에서 추론 프로파일이 조회되지 않습니다.",
            en="No inference profiles are listed in {guide_region}.",
        ),
        why=Text(
            ko="Claude Code는 추론 프로파일로 모델을 호출합니다.",
            en="Claude Code calls models through inference profiles.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="올바른 계정인지 확인하고, 이 명령의 결과가 계속 비어 있으면 계정 관리자에게 보여 주세요.",
            en="Make sure that it is the right account; if this command keeps printing an empty list, show it to the account's owner.",
        ),
        command="aws bedrock list-inference-profiles --region {guide_region}",
    ),
    Cause.NO_CLAUDE_PROFILES: Advice(
        what=Text(ko="추론 프로파일 목록에 Claude 모델이 없습니다.", en="The inference profiles hold no Claude model."),
        why=Text(
            ko="Claude 프로파일이 없으면 Claude Code가 호출할 모델이 없습니다.",
            en="Without one Claude Code has no model to call.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그({guide_region})에서 Anthropic 모델이 보이는지 계정 관리자와 확인하세요.",
            en="See with the account's owner whether the model catalog ({guide_region}) shows Anthropic's models.",
        ),
        page=_CATALOG,
    ),
    Cause.MODEL_PROFILE_MISSING: Advice(
        what=Text(
            ko="{model}의 추론 프로파일이 {guide_region} 리전에 없습니다.",
            en="There is no inference profile for {model} in {guide_region}.",
        ),
        why=Text(
            ko="이 모델은 추론 프로파일로만 호출할 수 있습니다.",
            en="The model can be called only through an inference profile.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그({guide_region})에서 {model}이(가) 제공되는지 확인하고 진행자에게 알려 주세요.",
            en="See in the model catalog ({guide_region}) whether {model} is offered, and tell your facilitator.",
        ),
        page=_CATALOG,
    ),
}
