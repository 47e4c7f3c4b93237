"""What to do where an answer proves nothing, and about a defect of the suite."""

from __future__ import annotations

from dataclasses import replace

from checkpoints.guide.texts.advice import Advice, Who
from checkpoints.guide.texts.text import Text
from checkpoints.guide.vocabulary import Cause

_RERUN = "pytest"

ADVICE: dict[Cause, Advice] = {
    Cause.NOT_PERMITTED_TO_LOOK: Advice(
        headline=Text(
            ko="조회 권한이 없어 확인하지 못했습니다. 모델을 호출해 확인하세요.",
            en="No permission to read this. Verify it by calling the models.",
        ),
        what=Text(
            ko="조회 권한이 없어 확인하지 못했습니다.",
            en="You do not have permission to read this, so it is not verified.",
        ),
        why=Text(
            ko="잘못된 것은 아닐 수 있지만, 확인하기 전에는 준비 완료로 판정하지 않습니다.",
            en="This does not mean it is wrong, but it has not been verified.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="이 명령으로 다시 실행하면 모델마다 한 번 호출(출력 1토큰, US$0.001 미만)해 확인합니다.",
            en="With this command the run calls each model once (one output token, under US$0.001) and verifies it.",
        ),
        command="pytest --invoke always",
    ),
    Cause.THROTTLED: Advice(
        headline=Text(
            ko="AWS가 요청을 일시적으로 제한했습니다. 1~2분 뒤 다시 확인하세요.",
            en="AWS is throttling requests. Check again in 1 to 2 minutes.",
        ),
        what=Text(
            ko="요청이 많아 AWS가 응답을 일시적으로 제한했습니다(Throttling).",
            en="AWS refused some requests because there were too many (throttling).",
        ),
        why=Text(
            ko="설정이 잘못된 것은 아닙니다. 잠시 후 다시 확인할 수 있습니다.",
            en="This does not mean that anything is wrong. Check again in a moment.",
        ),
        who=Who.ATTENDEE,
        fix=Text(ko="1~2분 뒤 다시 실행하세요.", en="Run again in 1 to 2 minutes."),
        command=_RERUN,
    ),
    Cause.SERVICE_ERROR: Advice(
        headline=Text(
            ko="AWS 오류로 확인하지 못했습니다. 몇 분 뒤 다시 확인하세요.",
            en="AWS has an error. Check again in a few minutes.",
        ),
        what=Text(ko="AWS에 오류가 있어 확인하지 못했습니다.", en="An error at AWS kept this from being checked."),
        why=Text(
            ko="설정이 잘못된 것은 아닙니다. 잠시 후 다시 확인할 수 있습니다.",
            en="This does not mean that anything is wrong. Check again in a moment.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="몇 분 뒤 다시 실행하세요. 계속되면 AWS 상태 페이지(health.aws.amazon.com)를 확인하세요.",
            en="Run again in a few minutes. If it still fails, see the AWS health page (health.aws.amazon.com).",
        ),
        command=_RERUN,
    ),
    Cause.ENDPOINT_UNREACHABLE: Advice(
        headline=Text(
            ko="AWS에 연결할 수 없습니다. 인터넷, VPN, 프록시를 확인하세요.",
            en="AWS cannot be reached. Check the network, VPN and proxy.",
        ),
        what=Text(ko="AWS 엔드포인트에 연결할 수 없습니다.", en="The AWS endpoint cannot be reached."),
        why=Text(
            ko="이 네트워크에서는 Claude Code도 Bedrock에 연결하지 못합니다.",
            en="From this network, Claude Code cannot reach Bedrock either.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="인터넷과 VPN, 프록시(HTTPS_PROXY), 인증서(AWS_CA_BUNDLE), AWS_ENDPOINT_URL 설정을 확인한 뒤 이 명령으로 연결을 시험하세요.",
            en="Check the network, VPN, proxy (HTTPS_PROXY), certificates (AWS_CA_BUNDLE) and AWS_ENDPOINT_URL, then test the connection with this command.",
        ),
        command="curl -sSI -m 10 https://bedrock.{guide_region}.amazonaws.com",
    ),
    Cause.TIMEOUT: Advice(
        headline=Text(
            ko="AWS가 제한 시간 안에 응답하지 않습니다. 네트워크를 확인하세요.",
            en="AWS does not answer in time. Check the network.",
        ),
        what=Text(
            ko="AWS 엔드포인트가 제한 시간 안에 응답하지 않습니다.", en="The AWS endpoint does not answer in time."
        ),
        why=Text(
            ko="이 네트워크에서는 Claude Code도 응답을 받지 못합니다.",
            en="Claude Code would time out on this network too.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="방화벽, VPN, 프록시가 AWS 연결을 막고 있지 않은지 확인한 뒤 이 명령으로 시험하세요.",
            en="Check whether a firewall, VPN or proxy blocks connections to AWS, then test with this command.",
        ),
        command="curl -sSI -m 10 https://bedrock.{guide_region}.amazonaws.com",
    ),
    Cause.TERMINAL_NOT_SEEN: Advice(
        headline=Text(
            ko="원격에서는 터미널을 볼 수 없습니다. Claude Code를 쓸 터미널에서 실행하세요.",
            en="A remote run does not see the terminal. Run it in your own terminal.",
        ),
        what=Text(
            ko="원격으로 실행해 터미널의 설정을 확인하지 못했습니다.",
            en="This run was started remotely and did not see the terminal.",
        ),
        why=Text(
            ko="터미널에서 직접 내보낸(export) 변수와 키는 그 터미널만 압니다. 잘못된 것은 아닐 수 있습니다.",
            en="Variables and keys that were exported in a terminal are known there alone. This does not mean that anything is wrong.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko="Claude Code를 시작할 터미널에서 이 명령을 직접 실행하세요.",
            en="Run this command in your own terminal, in which Claude Code will be started.",
        ),
        command="pytest --hand-in",
    ),
    Cause.INTERNAL_ERROR: Advice(
        headline=Text(
            ko="점검 도구에 오류가 있습니다. 보고서를 진행자에게 보내세요.",
            en="This suite has a defect. Send the report to your facilitator.",
        ),
        what=Text(ko="점검 도구 자체의 오류입니다.", en="This is a defect of the suite itself."),
        why=Text(ko="이 항목은 확인되지 않았습니다.", en="This item was not checked."),
        who=Who.AUTHORS,
        fix=Text(
            ko="보고서와 이 명령의 출력을 진행자에게 보내세요.",
            en="Send the report and the output of this command to your facilitator.",
        ),
        command="pytest --version && python -m pip list",
    ),
}

_UNSEEN = ADVICE[Cause.NOT_PERMITTED_TO_LOOK]
# By `CAUSE.CASE`.
CASES: dict[str, Advice] = {
    f"{Cause.TIMEOUT.value}.slow-answer": replace(
        ADVICE[Cause.TIMEOUT],
        headline=Text(
            ko="AWS의 응답이 늦어 확인하지 못했습니다. 몇 분 뒤 다시 확인하세요.",
            en="One answer of AWS was too slow. Check again in a few minutes.",
        ),
        what=Text(
            ko="AWS의 응답이 늦어 확인하지 못했습니다.",
            en="One answer of AWS came too late, so this is not verified.",
        ),
        why=Text(
            ko="설정이 잘못된 것은 아닐 수 있습니다. Claude Code는 이 점검보다 오래 기다립니다.",
            en="This does not mean that anything is wrong. Claude Code waits longer than this run does.",
        ),
        fix=Text(
            ko="몇 분 뒤 다시 실행하세요. 계속되면 방화벽, VPN, 프록시가 이 요청만 막고 있지 않은지 확인하세요.",
            en="Run again in a few minutes. If it remains, check whether a firewall, VPN or proxy holds up this request alone.",
        ),
        command=_RERUN,
    ),
    f"{Cause.NOT_PERMITTED_TO_LOOK.value}.called": replace(
        _UNSEEN,
        headline=Text(
            ko="조회 권한이 없고 모델의 응답으로도 확인되지 않습니다. 실패한 항목부터 해결하세요.",
            en="No permission to read this, and no model's answer shows it. Fix what failed first.",
        ),
        fix=Text(
            ko="실패한 항목을 해결한 뒤 다시 확인하세요. 실패한 항목이 없거나 그래도 남아 있으면 계정 관리자에게 이 항목의 확인을 요청하세요.",
            en="Fix what failed, then check again. If nothing failed, or this remains, ask the account administrator to verify it.",
        ),
        command=_RERUN,
    ),
    f"{Cause.NOT_PERMITTED_TO_LOOK.value}.condition": replace(
        _UNSEEN,
        headline=Text(
            ko="정책의 조건이 충족되는지 알 수 없습니다. 관리자에게 확인을 요청하세요.",
            en="Whether a condition of a policy is met is not known. Ask your administrator.",
        ),
        what=Text(
            ko="현재 자격증명({principal})의 정책에 이 실행으로는 판단할 수 없는 조건이 있습니다.",
            en="The policies of {principal} have a condition that this run cannot judge.",
        ),
        who=Who.OWNER,
        fix=Text(
            ko="계정 관리자에게 현재 자격증명({principal})의 정책과 그 조건이 {action} 작업을 허용하는지 확인을 요청하세요. 리소스: {resource}",
            en="Ask the account administrator whether the policies of {principal} and their conditions allow {action}. Resource: {resource}",
        ),
        command="",
        page="https://console.aws.amazon.com/iam/home",
    ),
}
