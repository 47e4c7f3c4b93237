"""What things are called: steps, summary rows, verdicts and sources, in the guide's own words."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "section.title": Text(ko="{guide_title}", en="{guide_title}"),
    # -- the guide's four steps
    "step.1": Text(ko="Amazon Bedrock 모델 액세스 활성화", en="Enable Amazon Bedrock model access"),
    "step.2": Text(ko="IAM 정책 구성", en="Configure the IAM policy"),
    "step.3": Text(ko="AWS 자격증명 설정", en="Set up AWS credentials"),
    "step.4": Text(ko="리전 선택", en="Choose the Region"),
    "step.name": Text(ko="{step}단계", en="Step {step}"),
    # -- the guide's summary table
    "summary.1": Text(ko="Bedrock 모델 액세스 활성화", en="Bedrock model access enabled"),
    "summary.2": Text(ko="IAM 정책 생성 및 연결", en="IAM policy created and attached"),
    "summary.3": Text(ko="AWS 자격증명 설정", en="AWS credentials set up"),
    "summary.4": Text(ko="리전 설정 ({guide_region})", en="Region set ({guide_region})"),
    # -- verdicts, as the report contract words them
    "verdict.passed": Text(ko="통과", en="Passed"),
    "verdict.failed": Text(ko="실패", en="Failed"),
    "verdict.not_applicable": Text(ko="해당 없음", en="Not applicable"),
    "verdict.blocked": Text(ko="확인 보류", en="Blocked"),
    "verdict.unverified": Text(ko="미확인", en="Unverified"),
    "verdict.not_run": Text(ko="실행 안 함", en="Not run"),
    "run.ready": Text(ko="준비 완료", en="Ready"),
    "run.not_ready": Text(ko="준비 미완료", en="Not ready"),
    "run.unproven": Text(ko="미확인 항목 있음", en="Not verified yet"),
    # -- what stands in for the words of a rule
    "detail.not_run": Text(ko="이번 실행에서 선택하지 않은 항목입니다.", en="Not selected in this run."),
    "detail.interrupted": Text(
        ko="실행이 중단되어 확인하지 못했습니다.", en="The run was interrupted before this check."
    ),
    "fix.blocked": Text(ko="먼저 ‘{root_title}’ 항목을 해결하세요.", en="Fix “{root_title}” first."),
    "fix.models": Text(ko="두 모델에 모두 해당합니다: {models}", en="This applies to both models: {models}"),
    "principal.unknown": Text(ko="사용 중인 사용자 또는 역할", en="the user or role in use"),
    "place.shell": Text(ko="현재 셸", en="this shell"),
    "fix.administrator-headline": Text(
        ko="이 컴퓨터의 관리자 설정을 바꿔야 합니다. 관리자에게 요청하세요.",
        en="Managed settings of this computer have to change. Ask its administrator.",
    ),
    "fix.administrator": Text(
        ko="이 컴퓨터의 관리자에게 Claude Code의 관리자 설정({file})에서 {names} 값을 지워 달라고 요청하거나, 다른 컴퓨터를 사용하세요.",
        en="Ask this computer's administrator to remove {names} from Claude Code's managed settings ({file}), or use another computer.",
    ),
    "fix.administrator-then": Text(
        ko="이 컴퓨터의 관리자에게 Claude Code의 관리자 설정({file})에서 {names} 값을 지워 달라고 요청하고, 그다음 이 명령을 실행하세요.",
        en="Ask this computer's administrator to remove {names} from Claude Code's managed settings ({file}), then run this command.",
    ),
    "fix.unknown": Text(
        ko="오류 코드와 보고서를 진행자에게 보여 주세요.",
        en="Show the error code and the report to your facilitator.",
    ),
    "next.rest": Text(ko="전체 항목을 실행하세요.", en="Run all of the checks."),
    "next.live": Text(ko="실제 AWS 계정으로 실행하세요.", en="Run it against your own AWS account."),
    "next.recheck": Text(ko="다시 확인", en="Check again"),
    "next.send": Text(ko="계정 관리자에게 보낼 내용", en="Send this to the administrator"),
    "next.message": Text(
        ko="{guide_section} {guide_title} 준비를 위해 요청드립니다.",
        en="A request, to get ready for section {guide_section}, {guide_title}.",
    ),
    # -- who can fix it
    "who.attendee": Text(ko="참가자 본인", en="You (the attendee)"),
    "who.owner": Text(
        ko="AWS 계정 관리자(모르면 진행자에게 문의)",
        en="AWS account administrator (or ask your facilitator)",
    ),
    "who.authors": Text(ko="점검 도구 개발자", en="The authors of this suite"),
    # -- where the credentials came from
    "source.shared-credentials": Text(
        ko="Option A: AWS CLI 구성 (credentials 파일)", en="Option A: AWS CLI configuration (credentials file)"
    ),
    "source.config-file": Text(
        ko="Option A: AWS CLI 구성 (config 파일)", en="Option A: AWS CLI configuration (config file)"
    ),
    "source.environment": Text(ko="Option B: 환경변수", en="Option B: environment variables"),
    "source.sso": Text(ko="Option C: SSO 프로필", en="Option C: SSO profile"),
    "source.login": Text(ko="Option D: aws login", en="Option D: aws login"),
    "source.bedrock-api-key": Text(ko="Option E: Bedrock API Key", en="Option E: Bedrock API key"),
    "source.instance-role": Text(ko="인스턴스 역할 (Instance Role)", en="Instance role"),
    "source.container-role": Text(ko="컨테이너의 태스크 역할", en="Container (task) role"),
    "source.assume-role": Text(ko="역할 수임 프로필 (assume-role)", en="Assumed role (profile)"),
    "source.web-identity": Text(ko="웹 자격증명 (web identity)", en="Web identity"),
    "source.credential-process": Text(
        ko="외부 프로세스 (credential_process)", en="External process (credential_process)"
    ),
    "source.auth-refresh": Text(
        ko="프로젝트 설정의 자격증명 갱신 명령(awsAuthRefresh)",
        en="Command in the project's settings that renews credentials (awsAuthRefresh)",
    ),
    "source.credential-export": Text(
        ko="Claude Code 설정의 명령 (awsCredentialExport)", en="Command in Claude Code's settings (awsCredentialExport)"
    ),
}
