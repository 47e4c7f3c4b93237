"""What a facilitator is told about causes that mean something else to them than to an attendee."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.causes.looking import ADVICE as OF_LOOKING
from checkpoints.guide.texts.causes.model_access import ADVICE as OF_MODELS
from checkpoints.guide.texts.causes.profiles import ADVICE as OF_PROFILES
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_NOT_LOOKED = Text(
    ko="이 계정의 준비 상태는 알 수 없습니다. 계정에 문제가 있다는 뜻은 아닙니다.",
    en="Nothing is known of how ready the account is. This does not mean that anything is wrong with it.",
)


def _unusable(what: Text, todo: Text, fix: Text) -> Advice:
    """Credentials at hand that cannot be used. todo: the fix in a few words."""
    headline = Text(ko=f"{what.ko} {todo.ko}", en=f"{what.en} {todo.en}")
    return Advice(headline, what, _NOT_LOOKED, Who.ATTENDEE, fix)


_RENEW = Text(
    ko="자격증명을 다시 내보내거나 프로필에 다시 로그인한 뒤 다시 확인하세요.",
    en="Export the credentials again or sign in to the profile again, then check again.",
)
_GET_NEW_ONES = Text(ko="다시 내보내거나 로그인하세요.", en="Export them or sign in again.")
_TRY_IT = Text(ko="AWS CLI로 시험하고 고치세요.", en="Try it with the AWS CLI and fix it.")
_LOOK_AT_PROFILE = Text(
    ko="AWS CLI로 이 프로필을 시험하고 고친 뒤 다시 확인하세요.",
    en="Try the profile with the AWS CLI, fix it, and check again.",
)
_WRONG_KEYS = Text(ko="AWS가 이 자격증명을 인증하지 않습니다.", en="AWS does not accept the credentials.")
_OLD_KEYS = Text(ko="자격증명이 만료되었습니다.", en="The credentials have expired.")
_BROKEN_PROFILE = Text(ko="프로필에서 자격증명을 얻지 못했습니다.", en="The profile gave no credentials.")
_AGAIN = Text(ko="몇 분 뒤 다시 확인하세요.", en="Check again in a few minutes.")

_NOT_OFFERED = Text(
    ko="모델 카탈로그({guide_region})에서 {model} 모델이 제공되는지 확인하세요. 제공되지 않으면 AWS Support에 문의하거나 다른 계정을 준비하세요.",
    en="Check in the model catalog ({guide_region}) whether {model} is available. If it is not, contact AWS Support, or prepare another account.",
)
_NONE_OFFERED = Text(
    ko="모델 카탈로그({guide_region})에서 Anthropic 모델이 보이는지 확인하세요. 보이지 않으면 AWS Support에 문의하거나 다른 계정을 준비하세요.",
    en="Check whether the model catalog ({guide_region}) shows Anthropic models. If it does not, contact AWS Support, or prepare another account.",
)
_NEWER = Text(
    ko="모델 카탈로그에 같은 계열의 새 모델이 있으면 선택해 playground에서 메시지를 한 번 보내고 다시 확인하세요. 새 모델이 없거나 그래도 실패하면 AWS Support에 문의하세요.",
    en="If the model catalog has a newer model of the same family, select it, send one message in the playground, and check again. If there is none, or it still fails, contact AWS Support.",
)
_FOR_ATTENDEES = {**OF_LOOKING, **OF_MODELS, **OF_PROFILES}
# What an attendee is sent to the facilitator for.
_FIXES_OF_FACILITATORS = {
    Cause.MODEL_LEGACY: _NEWER,
    Cause.MODEL_RETIRED: _NEWER,
    Cause.MODEL_NOT_IN_REGION: _NOT_OFFERED,
    Cause.MODEL_PROFILE_MISSING: _NOT_OFFERED,
    Cause.NO_CLAUDE_PROFILES: _NONE_OFFERED,
}

ADVICE: dict[str, Advice] = {
    **{cause.value: replace(_FOR_ATTENDEES[cause], fix=fix) for cause, fix in _FIXES_OF_FACILITATORS.items()},
    Cause.INTERNAL_ERROR.value: replace(
        _FOR_ATTENDEES[Cause.INTERNAL_ERROR],
        headline=Text(
            ko="점검 도구에 오류가 있습니다. 프로젝트 저장소에 알려 주세요.",
            en="This suite has a defect. Report it in the project's repository.",
        ),
        fix=Text(
            ko="프로젝트 저장소의 이슈에 이 명령의 출력을 적어 알려 주세요.",
            en="Open an issue in the project's repository with the output of this command.",
        ),
    ),
    **{
        cause.value: _unusable(what, _GET_NEW_ONES, _RENEW)
        for what, causes in (
            (_OLD_KEYS, (Cause.EXPIRED_CREDENTIALS, Cause.SSO_LOGIN_REQUIRED, Cause.LOGIN_REQUIRED)),
            (
                _WRONG_KEYS,
                (
                    Cause.INVALID_CREDENTIALS,
                    Cause.SESSION_TOKEN_MISSING,
                    Cause.SESSION_TOKEN_STALE,
                    Cause.PLACEHOLDER_CREDENTIALS,
                ),
            ),
        )
        for cause in causes
    },
    **{
        cause.value: _unusable(_BROKEN_PROFILE, _TRY_IT, _LOOK_AT_PROFILE)
        for cause in (
            Cause.NO_CREDENTIALS,
            Cause.PARTIAL_CREDENTIALS,
            Cause.PROFILE_NOT_FOUND,
            Cause.CONFIG_UNREADABLE,
            Cause.CREDENTIAL_PROCESS_FAILED,
            Cause.WEB_IDENTITY_TOKEN_MISSING,
            Cause.ASSUME_ROLE_FAILED,
            Cause.SSO_ROLE_NOT_ASSIGNED,
            Cause.CRT_MISSING,
        )
    },
    Cause.NOT_PERMITTED_TO_LOOK.value: Advice(
        headline=Text(
            ko="조회 권한이 없어 확인하지 못했습니다. 관리자 역할로 다시 확인하세요.",
            en="There is no permission to read this. Check again with an administrator's role.",
        ),
        what=Text(
            ko="현재 자격증명에는 조회 권한이 없어 확인하지 못했습니다.",
            en="These credentials have no permission to read it, so it is not verified.",
        ),
        why=_NOT_LOOKED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="Bedrock 조회(bedrock:Get*, bedrock:List*), 모델 호출(bedrock:InvokeModel*), IAM 조회(iam:Get*, iam:List*) 권한이 있는 자격증명으로 다시 확인하세요.",
            en="Check again with credentials that may read Bedrock (bedrock:Get*, bedrock:List*), call models (bedrock:InvokeModel*) and read IAM (iam:Get*, iam:List*).",
        ),
    ),
    Cause.MODEL_ACCESS_NOT_GRANTED.value: Advice(
        headline=Text(
            ko="모델 구독이 아직 없습니다. 모델을 한 번 호출해 구독을 시작하세요.",
            en="A model is not subscribed yet. Call it once to start its subscription.",
        ),
        what=Text(
            ko="이 계정에는 {model} 모델 액세스가 허용되어 있지 않습니다.", en="This account has no access to {model}."
        ),
        why=Text(
            ko="참가자의 첫 호출이 구독을 시작하므로 처음 몇 분간 실패할 수 있습니다.",
            en="An attendee's first call starts the subscription and may fail for the first minutes.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="관리자 자격증명으로 모델을 한 번 호출하거나, Bedrock 콘솔의 playground에서 메시지를 한 번 보낸 뒤 다시 확인하세요.",
            en="Call the model once with an administrator's credentials, or send one message in the playground of the Bedrock console, then check again.",
        ),
        page="https://{guide_region}.console.aws.amazon.com/bedrock/home?region={guide_region}#/model-catalog",
    ),
    f"{Cause.POLICY_NOT_ATTACHED.value}.no-such-principal": Advice(
        headline=Text(
            ko="--principal 옵션으로 지정한 대상이 이 계정에 없습니다. 이름을 확인하세요.",
            en="What --principal names is not in this account. Check its name.",
        ),
        what=Text(ko="이 계정에는 {principal} 대상이 없습니다.", en="There is no {principal} in this account."),
        why=Text(ko="참가자가 이 대상으로 모델을 호출할 수 없습니다.", en="Attendees cannot call the models with it."),
        who=Who.ATTENDEE,
        fix=Text(
            ko="이 계정에는 {principal} 대상이 없습니다. --principal 옵션의 이름이 맞는지 확인하세요. 맞으면 IAM에서 만들고 {policy} 정책을 연결하세요.",
            en="There is no {principal} in this account. Check the name given with --principal. If it is right, create it in IAM and attach {policy}.",
        ),
        page="https://console.aws.amazon.com/iam/home",
    ),
    f"{Cause.POLICY_NOT_ATTACHED.value}.without-role": Advice(
        headline=Text(
            ko="지정한 인스턴스 프로파일에 역할이 없습니다. IAM에서 역할을 추가하세요.",
            en="The named instance profile has no role. Add one in IAM.",
        ),
        what=Text(ko="{principal} 대상에 역할이 없습니다.", en="{principal} has no role."),
        why=Text(ko="참가자가 이 대상으로 모델을 호출할 수 없습니다.", en="Attendees cannot call the models with it."),
        who=Who.OWNER,
        fix=Text(
            ko="IAM에서 이 인스턴스 프로파일에 역할을 추가하고, 그 역할에 {policy} 정책을 연결하세요.",
            en="Add a role to the instance profile in IAM, and attach {policy} to that role.",
        ),
        page="https://console.aws.amazon.com/iam/home",
    ),
    f"{Cause.USE_CASE_FORM_MISSING.value}.inherited": Advice(
        headline=Text(
            ko="사용 사례 양식이 제출되었는지 확실하지 않습니다. --warm-up으로 확인하세요.",
            en="It is not certain that use case details are submitted. Use --warm-up to verify.",
        ),
        what=Text(
            ko="이 계정에서 제출한 사용 사례 양식은 없지만, 두 모델의 액세스 상태는 정상입니다.",
            en="This account has submitted no use case details, but the access states of both models are OK.",
        ),
        why=Text(
            ko="조직의 관리 계정에서 제출한 양식은 조회되지 않으며, 모델이 응답해야 확인할 수 있습니다.",
            en="Details that the organization's management account has submitted are not shown; only a model's answer proves them.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="--warm-up 옵션으로 모델을 한 번 호출하거나, 조직의 관리 계정에서 양식을 제출했는지 확인하세요.",
            en="Call the models once with --warm-up, or check whether the organization's management account has submitted the details.",
        ),
    ),
    Cause.AGREEMENT_PENDING.value: Advice(
        headline=Text(
            ko="AWS가 Marketplace 계약을 처리 중입니다. 15분 뒤 다시 확인하세요.",
            en="AWS is still processing the Marketplace agreement. Check again in 15 minutes.",
        ),
        what=Text(
            ko="{model} 모델의 AWS Marketplace 계약을 처리하는 중입니다.",
            en="The AWS Marketplace agreement for {model} is still being processed.",
        ),
        why=Text(
            ko="처리가 끝나기 전에는 모델이 응답하지 않을 수 있습니다.",
            en="Until it is done, the model may not answer.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="보통 2분, 길면 15분 걸립니다. 그 뒤 다시 확인하세요.",
            en="It takes about 2 and at most 15 minutes. Then check again.",
        ),
    ),
    Cause.THROTTLED.value: Advice(
        headline=Text(
            ko="AWS가 요청을 일시적으로 제한했습니다. 몇 분 뒤 다시 확인하세요.",
            en="AWS is throttling requests. Check again in a few minutes.",
        ),
        what=Text(
            ko="요청이 많아 AWS가 응답을 일시적으로 제한했습니다.",
            en="AWS refused some requests because there were too many.",
        ),
        why=_NOT_LOOKED,
        who=Who.ATTENDEE,
        fix=_AGAIN,
    ),
    Cause.SERVICE_ERROR.value: Advice(
        headline=Text(
            ko="AWS 오류로 확인하지 못했습니다. 몇 분 뒤 다시 확인하세요.",
            en="AWS has an error. Check again in a few minutes.",
        ),
        what=Text(ko="AWS에 오류가 있어 확인하지 못했습니다.", en="An error at AWS kept this from being checked."),
        why=_NOT_LOOKED,
        who=Who.ATTENDEE,
        fix=_AGAIN,
    ),
    Cause.ENDPOINT_UNREACHABLE.value: Advice(
        headline=Text(
            ko="이 컴퓨터에서 AWS에 연결할 수 없습니다. 인터넷, VPN, 프록시를 확인하세요.",
            en="AWS cannot be reached from this machine. Check the network, VPN and proxy.",
        ),
        what=Text(
            ko="이 컴퓨터에서 AWS 엔드포인트에 연결할 수 없습니다.",
            en="The AWS endpoint cannot be reached from this machine.",
        ),
        why=_NOT_LOOKED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="인터넷, VPN, 프록시(HTTPS_PROXY), AWS_ENDPOINT_URL 설정을 확인한 뒤 다시 확인하세요.",
            en="Check the network, VPN, proxy (HTTPS_PROXY) and AWS_ENDPOINT_URL, then check again.",
        ),
    ),
    Cause.TIMEOUT.value: Advice(
        headline=Text(
            ko="제한 시간 안에 AWS의 응답을 받지 못했습니다. 다시 확인하세요.",
            en="AWS did not answer in time. Check again.",
        ),
        what=Text(ko="AWS가 제한 시간 안에 응답하지 않았습니다.", en="AWS did not answer in time."),
        why=_NOT_LOOKED,
        who=Who.ATTENDEE,
        fix=Text(
            ko="다시 확인하세요. 계속되면 방화벽, VPN, 프록시를 확인하세요.",
            en="Check again. If it stays so, check firewall, VPN and proxy.",
        ),
    ),
}
