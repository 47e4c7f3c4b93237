"""What to do where an answer proves nothing, and about a defect of the suite."""

from __future__ import annotations

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_RERUN = "pytest"

ADVICE: dict[Cause, Advice] = {
    Cause.NOT_PERMITTED_TO_LOOK: Advice(
        what=Text(
            ko="이 권한으로는 조회할 수 없어 확인하지 못했습니다.", en="This caller may not look, so it is not proven."
        ),
        why=Text(
            ko="잘못되었다는 뜻은 아니지만, 확인 없이 준비 완료로 볼 수는 없습니다.",
            en="It need not be wrong, but nobody can call it ready unseen.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="모델을 1토큰만 호출해 확인하도록 다시 실행하세요(US$0.001 미만).",
            en="Run again and let the models be asked for one token (under US$0.001).",
        ),
        command="pytest --invoke always",
    ),
    Cause.THROTTLED: Advice(
        what=Text(ko="AWS가 요청이 너무 많다고 답했습니다.", en="AWS answers that there are too many requests."),
        why=Text(
            ko="설정이 틀렸다는 뜻은 아닙니다. 잠시 뒤면 확인할 수 있습니다.",
            en="It does not mean that anything is wrong; it can be checked in a moment.",
        ),
        who=Who.ATTENDEE,
        fix=Text(ko="1~2분 뒤 다시 실행하세요.", en="Run again in a minute or two."),
        command=_RERUN,
    ),
    Cause.SERVICE_ERROR: Advice(
        what=Text(ko="AWS 쪽 오류로 확인하지 못했습니다.", en="A fault on AWS's side kept this from being checked."),
        why=Text(
            ko="설정이 틀렸다는 뜻은 아닙니다. 잠시 뒤면 확인할 수 있습니다.",
            en="It does not mean that anything is wrong; it can be checked in a moment.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="몇 분 뒤 다시 실행하세요. 계속되면 AWS 상태 페이지(health.aws.amazon.com)를 확인하세요.",
            en="Run again in a few minutes; if it stays, see the AWS health page (health.aws.amazon.com).",
        ),
        command=_RERUN,
    ),
    Cause.ENDPOINT_UNREACHABLE: Advice(
        what=Text(ko="AWS 엔드포인트에 연결할 수 없습니다.", en="The AWS endpoint cannot be reached."),
        why=Text(
            ko="이 네트워크에서는 Claude Code도 Bedrock에 연결하지 못합니다.",
            en="Claude Code could not reach Bedrock from this network either.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="인터넷, VPN, 프록시(HTTPS_PROXY), 인증서(AWS_CA_BUNDLE)와 AWS_ENDPOINT_URL 설정을 확인한 뒤 이 명령으로 연결을 시험하세요.",
            en="Look at the network, VPN, proxy (HTTPS_PROXY), certificates (AWS_CA_BUNDLE) and AWS_ENDPOINT_URL, then try the connection with this command.",
        ),
        command="curl -sS -o /dev/null -w '%{{http_code}}\\n' https://bedrock.{guide_region}.amazonaws.com",
    ),
    Cause.TIMEOUT: Advice(
        what=Text(
            ko="AWS 엔드포인트가 제한 시간 안에 응답하지 않습니다.", en="The AWS endpoint does not answer in time."
        ),
        why=Text(
            ko="이 네트워크에서는 Claude Code도 응답을 받지 못합니다.",
            en="Claude Code would wait in vain on this network too.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="방화벽, VPN, 프록시가 AWS로 가는 연결을 붙잡고 있지 않은지 확인한 뒤 이 명령으로 시험하세요.",
            en="See whether a firewall, VPN or proxy holds connections to AWS, then try this command.",
        ),
        command="curl -sS -m 10 -o /dev/null -w '%{{http_code}}\\n' https://bedrock.{guide_region}.amazonaws.com",
    ),
    Cause.INTERNAL_ERROR: Advice(
        what=Text(ko="점검 도구 자체의 오류입니다.", en="This is a defect of the suite itself."),
        why=Text(ko="이 항목은 확인되지 않았습니다.", en="This item has not been checked."),
        who=Who.AUTHORS,
        fix=Text(
            ko="만들어진 보고서를 진행자에게 보내 주세요. 이 명령의 출력을 함께 보내면 도움이 됩니다.",
            en="Send the report to your facilitator, with the output of this command.",
        ),
        command="pytest --version && pip list",
    ),
}
