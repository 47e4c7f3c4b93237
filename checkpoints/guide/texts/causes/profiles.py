"""What to do about missing inference profiles."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_CATALOG = "https://{guide_region}.console.aws.amazon.com/bedrock/home?region={guide_region}#/model-catalog"

ADVICE: dict[Cause, Advice] = {
    Cause.NO_PROFILES: Advice(
        headline=Text(
            ko="추론 프로파일이 조회되지 않습니다. 계정을 확인하고 관리자에게 알리세요.",
            en="No inference profiles are listed. Check the account, and tell your administrator.",
        ),
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
            ko="현재 자격증명의 계정이 맞는지 확인하세요. 이 명령의 결과가 계속 비어 있으면 계정 관리자에게 알리세요.",
            en="Check that your credentials belong to the right account. If this command still prints an empty list, tell the account administrator.",
        ),
        command="aws bedrock list-inference-profiles --region {guide_region}",
    ),
    Cause.NO_CLAUDE_PROFILES: Advice(
        headline=Text(
            ko="Claude 추론 프로파일이 없습니다. 관리자에게 확인을 요청하세요.",
            en="No Claude inference profiles are listed. Ask your administrator to check.",
        ),
        what=Text(
            ko="추론 프로파일 목록에 Claude 모델이 없습니다.",
            en="None of the listed inference profiles contains a Claude model.",
        ),
        why=Text(
            ko="Claude 프로파일이 없으면 Claude Code가 모델을 호출할 수 없습니다.",
            en="Without a Claude profile, Claude Code cannot call a model.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그({guide_region})에서 Anthropic 모델이 보이는지 계정 관리자와 확인하고 진행자에게 알리세요.",
            en="Check with the account administrator whether the model catalog ({guide_region}) shows Anthropic models, and tell your facilitator.",
        ),
        page=_CATALOG,
    ),
    Cause.MODEL_PROFILE_MISSING: Advice(
        headline=Text(
            ko="모델의 추론 프로파일이 없습니다. 관리자에게 확인을 요청하세요.",
            en="The model has no inference profile. Ask your administrator to check.",
        ),
        what=Text(
            ko="{guide_region} 리전에 {model} 모델의 추론 프로파일이 없습니다.",
            en="There is no inference profile for {model} in {guide_region}.",
        ),
        why=Text(
            ko="이 모델은 추론 프로파일로만 호출할 수 있습니다.",
            en="The model can be called only through an inference profile.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="모델 카탈로그({guide_region})에서 {model} 모델이 제공되는지 확인하고 진행자에게 알리세요.",
            en="Check in the model catalog ({guide_region}) whether {model} is available, and tell your facilitator.",
        ),
        page=_CATALOG,
    ),
}
