"""One line for each offline scenario, keyed `scenario.<name>`.

The line of a new one may as well stand with the texts of what it rehearses.
"""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

_WELL = {
    "ready": (
        "모두 준비됨: 가이드의 정책이 연결된 IAM 사용자, aws configure (Option A)",
        "All in place: an IAM user with the guide's policy, aws configure (option A)",
    ),
    "admin": ("관리자 권한을 가진 IAM 사용자", "An IAM user with administrator access"),
    "environment-keys": ("환경변수의 Access Key (Option B)", "Access keys in environment variables (option B)"),
    "config-file-keys": ("~/.aws/config 파일의 Access Key", "Access keys in ~/.aws/config"),
    "temporary-keys": (
        "환경변수의 임시 자격증명 (Option B)",
        "Temporary credentials in environment variables (option B)",
    ),
    "sso": ("로그인된 SSO 프로필 (Option C)", "An SSO profile, logged in (option C)"),
    "login": ("aws login 세션 (Option D)", "An aws login session (option D)"),
    "api-key": ("장기 Bedrock API Key (Option E)", "A long-term Bedrock API key (option E)"),
    "api-key-short-term": ("단기 Bedrock API Key (Option E)", "A short-term Bedrock API key (option E)"),
    "instance-role": ("EC2 인스턴스 역할", "The role of an EC2 instance"),
    "container-role": ("컨테이너의 태스크 역할", "The (task) role of a container"),
    "assume-role": ("다른 프로필을 통해 수임한 IAM 역할", "A role assumed through another profile"),
    "web-identity": ("웹 자격증명 토큰으로 수임한 역할", "A role assumed with a web identity token"),
    "credential-process": ("credential_process가 반환한 키", "Keys printed by a credential_process"),
    "group-policy": (
        "그룹을 통해 연결된 정책, IAM 조회 가능",
        "The policy is attached through a group, and IAM can be read",
    ),
    "inline-policy": ("인라인 정책, IAM 조회 가능", "The policy is inline, and IAM can be read"),
    "equivalent-policies": (
        "이름과 형식은 다르지만 같은 권한을 부여하는 정책",
        "Policies with other names and forms that grant the same",
    ),
    "may-look": ("모델 액세스 상태를 조회할 수 있는 사용자", "A user who can read the model access state"),
    "not-yet-subscribed": (
        "새 계정, 첫 호출에서 Marketplace 구독이 완료됨",
        "A new account: the first call completes the Marketplace subscription",
    ),
    "not-yet-subscribed-may-look": (
        "액세스 상태를 조회할 수 있는 새 계정, 첫 호출에서 구독이 완료됨",
        "A new account whose access state can be read: the first call completes the subscription",
    ),
    "form-of-the-organisation": (
        "사용 사례 양식을 조직의 관리 계정에서 제출한 계정",
        "The organization's management account has submitted the use case details",
    ),
    "throttled-once": ("AWS가 요청을 한 번 제한한 뒤 응답", "AWS throttles once, then answers"),
    "sonnet-retired-newer-granted": (
        "지원이 종료된 {guide_sonnet}, 사용할 수 있는 새 Sonnet",
        "{guide_sonnet} has reached its end of life, a newer Sonnet answers",
    ),
    "sonnet-legacy-newer-granted": (
        "Legacy 상태로 거부되는 {guide_sonnet}, 사용할 수 있는 새 Sonnet",
        "{guide_sonnet} is refused as Legacy, a newer Sonnet answers",
    ),
    "sonnet-unlisted-newer-granted": (
        "목록에 없는 {guide_sonnet}, 사용할 수 있는 새 Sonnet",
        "{guide_sonnet} is not listed, a newer Sonnet answers",
    ),
}
_CREDENTIALS = {
    "no-credentials": ("자격증명이 어디에도 없음", "No credentials anywhere"),
    "half-keys": ("환경변수에 Access Key ID만 있음", "Only the access key ID is exported"),
    "half-keys-in-file": (
        "~/.aws/credentials 파일에 Access Key ID만 있음",
        "Only the access key ID is in ~/.aws/credentials",
    ),
    "placeholder-keys": ("가이드의 예시 값을 그대로 붙여넣음", "The guide's example values were pasted unchanged"),
    "secret-with-comment": (
        "~/.aws/credentials의 Secret Access Key 뒤에 있는 주석",
        "A comment after the secret access key in ~/.aws/credentials",
    ),
    "keys-in-brackets": ("괄호까지 붙여넣은 Access Key (<키>)", "Access keys that were pasted with brackets"),
    "unknown-keys": ("AWS에 없는(삭제된) Access Key", "An access key that AWS does not know (deleted)"),
    "wrong-secret": (
        "Access Key ID와 맞지 않는 Secret Access Key",
        "A secret access key that belongs to another access key ID",
    ),
    "expired-token": ("만료된 임시 자격증명", "Temporary credentials that have expired"),
    "session-token-missing": (
        "세션 토큰이 없는 임시 Access Key (ASIA)",
        "A temporary access key (ASIA) without its session token",
    ),
    "session-token-stale": (
        "장기 Access Key와 함께 남은 이전 세션 토큰",
        "An old session token beside a long-term access key",
    ),
    "profile-unknown": ("AWS_PROFILE에 지정한 프로필이 없음", "AWS_PROFILE names a profile that does not exist"),
    "profile-section-misnamed": (
        "[profile workshop] 대신 [workshop]으로 적은 ~/.aws/config",
        "[workshop] in ~/.aws/config instead of [profile workshop]",
    ),
    "config-broken": ("읽을 수 없는 ~/.aws/config", "A ~/.aws/config that cannot be read"),
    "config-section-twice": ("~/.aws/config에 두 번 적힌 [default]", "~/.aws/config has [default] twice"),
    "several-profiles": ("프로필이 여러 개이고 선택한 프로필이 없음", "Several profiles, and none is selected"),
    "misspelt-key-variables": (
        "AWS_ACCESS_KEY와 AWS_SECRET_KEY로 잘못 적은 변수",
        "The variables are misspelled AWS_ACCESS_KEY and AWS_SECRET_KEY",
    ),
    "windows-path": ("Linux 변수에 적은 Windows 경로", "A Windows path in a Linux variable"),
    "metadata-disabled": (
        "인스턴스 역할 조회가 꺼진 EC2 인스턴스",
        "An EC2 instance with the lookup of its role turned off",
    ),
    "sso-session-misspelt": ("이름이 잘못된 [sso-session] 섹션", "An [sso-session] section with a misspelled name"),
    "sso-never-logged-in": ("한 번도 로그인하지 않은 SSO 프로필", "An SSO profile that nobody logged in to"),
    "sso-expired": ("만료된 SSO 세션", "An SSO session that has expired"),
    "sso-role-not-assigned": ("할당되지 않은 SSO 역할", "An SSO role that is not assigned"),
    "sso-account-unknown": ("SSO 포털에 없는 계정 (sso_account_id)", "An account that the SSO portal does not know"),
    "login-needed": ("aws login 세션이 없음", "There is no aws login session"),
    "crt-missing": ("aws login에 필요한 botocore[crt]가 없음", "botocore[crt], which aws login needs, is missing"),
    "credential-process-fails": ("credential_process가 실패함", "The credential_process fails"),
    "credential-process-needs-shell": (
        "셸 문법으로 적은 credential_process",
        "A credential_process that is written for a shell",
    ),
    "credential-process-expired": (
        "만료된 키를 반환하는 credential_process",
        "A credential_process that returns expired keys",
    ),
    "web-identity-token-missing": ("웹 자격증명 토큰 파일이 없음", "The web identity token file is missing"),
    "container-credentials-fail": (
        "컨테이너 자격증명 주소가 응답하지 않음",
        "The container's credentials address does not answer",
    ),
    "assume-role-denied": ("IAM 역할을 수임할 권한이 없음", "No permission to assume the role"),
    "api-key-empty": ("비어 있는 API Key 변수, 정상 Access Key", "An empty API key variable, beside valid access keys"),
    "api-key-malformed": ("Bedrock API Key가 아닌 값", "A value that is not a Bedrock API key"),
    "api-key-rejected": ("Bedrock에 없는 API Key", "An API key that Bedrock does not know"),
    "api-key-refused-in-new-words": (
        "알려지지 않은 메시지로 거부된 API Key",
        "An API key that Bedrock refuses with an unknown message",
    ),
    "api-key-expired": ("만료된 단기 API Key", "A short-term API key that has expired"),
    "api-key-other-region": ("다른 리전에서 만든 단기 API Key", "A short-term API key created in another Region"),
    "two-identities": (
        "환경변수의 Access Key와 AWS_PROFILE이 서로 다른 사용자",
        "Exported keys and AWS_PROFILE are two different users",
    ),
    "keys-shadow-instance-role": (
        "유효하지 않은 키가 인스턴스 역할보다 먼저 사용됨",
        "Invalid keys are used before the instance role",
    ),
    "claude-code-other-profile": (
        "Claude Code 설정이 다른 프로필을 사용함",
        "Claude Code's settings use another profile",
    ),
    "clock-behind": ("한 시간 늦은 컴퓨터 시계", "The computer's clock is an hour behind"),
}
_CLAUDE_CODE = {
    "keys-in-capitals": ("키 이름이 대문자인 credentials 파일", "A credentials file with key names in capitals"),
    "keys-behind-colons": (
        "등호 대신 쌍점을 쓴 credentials 파일",
        "A credentials file with colons instead of equal signs",
    ),
    "profile-with-two-spaces": ("공백이 두 개인 프로필 섹션", "A profile section with two spaces in its name"),
    "session-token-under-its-old-name": ("이전 이름으로 설정한 세션 토큰", "A session token under its old name"),
    "bedrock-switched-off": ("Claude Code 설정이 Bedrock을 끔", "Claude Code's settings turn Bedrock off"),
    "requests-unsigned": ("Claude Code 설정이 요청 서명을 끔", "Claude Code's settings turn request signing off"),
    "other-base-url": ("Claude Code 설정이 다른 주소로 연결", "Claude Code's settings lead to another address"),
    "pinned-model-ended": ("지원이 종료된 모델을 지정한 설정", "Settings pin a model that has reached its end of life"),
    "pinned-base-model": (
        "추론 프로파일이 아닌 모델 ID를 지정",
        "Settings pin a model ID without an inference profile",
    ),
    "command-of-a-project": ("프로젝트 설정의 자격증명 명령", "A project's settings name a command for credentials"),
    "keys-in-settings-alone": ("Claude Code 설정에만 있는 키", "Keys that are only in Claude Code's settings"),
    "credential-export": ("Claude Code 설정의 명령이 반환하는 키", "Keys from a command in Claude Code's settings"),
}
_REGION = {
    "region-missing": ("AWS_REGION이 없음", "AWS_REGION is not set"),
    "region-only-in-config": ("리전이 ~/.aws/config에만 있음", "The Region is set only in ~/.aws/config"),
    "region-only-in-default-variable": (
        "리전이 AWS_DEFAULT_REGION에만 있음",
        "The Region is set only in AWS_DEFAULT_REGION",
    ),
    "region-only-in-dotenv": ("리전이 .env 파일에만 있음", "The Region is set only in .env"),
    "region-misspelt-variable": ("AWS_REGION_NAME으로 잘못 적은 변수", "The variable is misspelled AWS_REGION_NAME"),
    "region-malformed": (
        "웹 페이지에서 복사한 특수 하이픈이 있는 리전",
        "A Region with the special hyphens of a web page",
    ),
    "region-zone": (
        "리전 대신 가용 영역 ({guide_region}a)",
        "An Availability Zone ({guide_region}a) instead of a Region",
    ),
    "region-seoul": ("서울 리전으로 설정됨", "The Region is Seoul"),
    "region-overridden-by-claude-code": (
        "Claude Code 설정이 AWS_REGION을 바꿈",
        "Claude Code's settings override AWS_REGION",
    ),
}
_PERMISSIONS = {
    "policy-not-attached": ("정책이 사용자에게 연결되지 않음", "The policy is not attached to the user"),
    "policy-without-listing": ("ListInferenceProfiles가 빠진 정책", "The policy lacks ListInferenceProfiles"),
    "policy-for-one-model": ("Haiku가 빠진 정책", "The policy lacks Haiku"),
    "policy-with-wrong-prefix": (
        "접두사를 bedrock-runtime으로 잘못 적은 정책",
        "A policy with the wrong prefix bedrock-runtime",
    ),
    "streaming-not-allowed": ("스트리밍 호출이 빠진 정책", "The policy lacks streaming"),
    "destination-region-denied": (
        "{guide_region} 리전의 모델만 허용하는 정책",
        "The policy allows models in {guide_region} only",
    ),
    "explicit-deny": ("그룹 정책의 명시적 거부(Deny)", "A group's policy denies explicitly"),
    "scp-deny": ("조직의 SCP가 다른 리전을 막음", "The organization's SCP denies other Regions"),
    "permissions-boundary": ("권한 경계가 Bedrock을 허용하지 않음", "A permissions boundary does not allow Bedrock"),
    "session-policy": ("세션 정책이 Haiku를 허용하지 않음", "A session policy does not allow Haiku"),
    "scp-deny-elsewhere": (
        "SCP가 다른 리전을 거부하지만 호출은 {guide_region} 리전으로만 가는 관리자, 시뮬레이터로만 확인됨",
        "An SCP denies the other Regions, and calls go only to {guide_region}: only the IAM simulator shows it",
    ),
    "guardrail-required": (
        "가드레일을 지정한 호출만 허용하는 정책",
        "A policy denies every call without a guardrail",
    ),
    "endpoint-policy": (
        "VPC 엔드포인트 정책이 모델 호출을 허용하지 않음",
        "The VPC endpoint policy does not allow model calls",
    ),
    "key-quarantined": (
        "Access Key가 유출되어 AWS가 사용자를 제한함",
        "The access key has leaked, and AWS has restricted the user",
    ),
    "session-revoked": (
        "관리자가 역할의 이전 세션을 취소함",
        "An administrator has revoked the older sessions of the role",
    ),
    "permission-set-without-policy": (
        "가이드의 정책이 없는 IAM Identity Center 권한 세트",
        "A permission set of IAM Identity Center without the guide's policy",
    ),
    "marketplace-denied-explicitly": (
        "Marketplace를 거부하는 정책, IAM 조회 가능",
        "A policy denies AWS Marketplace, and IAM can be read",
    ),
    "marketplace-outside-boundary": (
        "권한 경계가 Marketplace를 허용하지 않음, IAM 조회 가능",
        "The permissions boundary does not allow AWS Marketplace, and IAM can be read",
    ),
    "marketplace-denied": (
        "새 계정, Marketplace 구독 권한 없음",
        "A new account, and no permission to subscribe on AWS Marketplace",
    ),
    "marketplace-statement-missing": (
        "Marketplace Statement가 빠진 정책, IAM 조회 가능, 두 모델은 응답함",
        "The policy lacks the Marketplace statement, IAM can be read, and both models answer",
    ),
    "api-key-not-permitted": (
        "CallWithBearerToken 권한이 없는 API Key",
        "An API key without the permission CallWithBearerToken",
    ),
}
_MODELS = {
    "no-model-access": ("두 모델 모두 액세스가 허용되지 않음", "Access to neither model is granted"),
    "haiku-not-granted": ("Haiku 액세스가 허용되지 않음", "Access to Haiku is not granted"),
    "gates-shut": (
        "모델을 호출하지 않는 실행, Haiku의 액세스 상태가 '허용되지 않음'",
        'A run without model calls, and Haiku\'s access state is "not granted"',
    ),
    "gates-open-but-refused": (
        "액세스 상태는 모두 정상이지만 Haiku 호출이 거부됨",
        "All access states are OK, but Haiku refuses every call",
    ),
    "use-case-form-missing": (
        "사용 사례 양식(use case details)을 제출하지 않음",
        "The use case details were not submitted",
    ),
    "use-case-form-missing-may-look": (
        "사용 사례 양식(use case details) 미제출, 상태 조회 가능",
        "The use case details were not submitted, and their state can be read",
    ),
    "agreement-pending": ("Marketplace 계약 처리 중", "The Marketplace agreement is being processed"),
    "agreement-error": ("Marketplace 계약 실패", "The Marketplace agreement failed"),
    "payment-instrument": ("계정에 유효한 결제 수단이 없음", "The account has no valid payment method"),
    "account-not-authorized": ("이 계정에는 제공되지 않는 모델", "The models are not available for this account"),
    "operation-not-allowed": ("제한된 (새) 계정", "A restricted or new account"),
    "unsupported-country": ("Anthropic이 지원하지 않는 국가", "A country that Anthropic does not support"),
    "sonnet-legacy": (
        "Legacy 상태로 거부되는 {guide_sonnet}, 대신할 모델 없음",
        "{guide_sonnet} is refused as Legacy, and there is no newer model",
    ),
    "sonnet-retired": (
        "지원이 종료된 {guide_sonnet}, 대신할 모델 없음",
        "{guide_sonnet} has reached its end of life, and there is no newer model",
    ),
    "sonnet-retired-newer-not-granted": (
        "지원이 종료된 {guide_sonnet}, 새 Sonnet도 허용되지 않음",
        "{guide_sonnet} has reached its end of life, and the newer one is not granted",
    ),
    "sonnet-retired-newest-answers": (
        "지원이 종료된 {guide_sonnet}, 다음 섹션의 Sonnet은 거부되고 더 새로운 Sonnet만 응답함",
        "{guide_sonnet} has reached its end of life, the next section's Sonnet is refused, and only a newer one answers",
    ),
    "model-not-in-region": (
        "목록에는 있지만 이 리전에서 호출할 수 없는 Haiku",
        "Haiku is listed, but cannot be called in this Region",
    ),
    "quota-exhausted": ("일일 토큰 할당량이 0인 계정", "A daily token quota of zero"),
    "no-profiles": ("추론 프로파일이 없음", "No inference profiles"),
    "no-claude-profiles": ("Claude 추론 프로파일이 없음", "No Claude inference profiles"),
    "haiku-profile-missing": ("Haiku 추론 프로파일이 없음", "No Haiku inference profile"),
}
_LOOKING = {
    "may-not-look-and-no-invoke": ("조회 권한이 없고 모델도 호출하지 않는 실행", "No permission to read the state, and a run without model calls"),
    "throttled": ("Bedrock이 계속 요청을 제한함", "Bedrock keeps throttling requests"),
    "service-error": ("Bedrock 장애", "Bedrock has an outage"),
    "endpoint-unreachable": ("AWS에 연결할 수 없음", "AWS cannot be reached"),
    "portal-page": ("AWS 대신 와이파이 로그인 페이지가 응답함", "A network login page answers instead of AWS"),
    "portal-redirect": ("AWS 대신 다른 주소로 이동시키는 응답", "A redirect to another address answers instead of AWS"),
    "proxy-empty-answer": ("프록시의 빈 응답", "A proxy returns an empty response"),
    "proxy-forbids": ("AWS 요청을 거부하는 프록시", "A proxy refuses requests to AWS"),
    "proxy-forbids-in-json": ("AWS 요청을 거부하는 프록시 (JSON)", "A proxy refuses requests to AWS, in JSON"),
    "proxy-wants-a-login": ("로그인이 필요한 프록시", "A proxy that requires a login"),
    "timeout": ("연결은 되지만 응답이 없음", "A connection, but no response"),
    "terminal-not-seen": (
        "원격으로 실행함: 셸의 시작 파일에 AWS_REGION이 없음",
        "A remote run: no start-up file of the shell exports AWS_REGION",
    ),
    "check-breaks": ("점검 코드 자체의 결함", "A defect in the code of a check"),
}  # fmt: skip

TEXTS: dict[str, Text] = {
    f"scenario.{name}": Text(ko=ko, en=en)
    for part in (_WELL, _CREDENTIALS, _CLAUDE_CODE, _REGION, _PERMISSIONS, _MODELS, _LOOKING)
    for name, (ko, en) in part.items()
}

TEXTS |= {
    "rehearse.help.scenario": Text(
        ko="연습할 시나리오 이름 (기본값 ready, 목록은 pytest --list-scenarios)",
        en="the scenario to rehearse (default ready; pytest --list-scenarios lists them)",
    ),
    "rehearse.help.port": Text(
        ko="127.0.0.1의 포트 번호 (기본값: 사용 가능한 포트 자동 선택)",
        en="the port on 127.0.0.1 (default: any free port)",
    ),
    "rehearse.serving": Text(
        ko="연습용 계정을 시작했습니다: {name} ({what})\n다른 터미널에 아래 내용을 붙여넣으세요.\n",
        en="The rehearsal account is running: {name} ({what})\nPaste this into another terminal.\n",
    ),
    "rehearse.try": Text(
        ko=(
            "\n그 터미널에서 실행해 보세요.\n  aws sts get-caller-identity\n  aws bedrock list-inference-profiles --region {guide_region}\n  {run}\n(시나리오의 .env와 .claude 파일은 {project} 폴더에 있습니다.)\n\n다 쓴 터미널은 닫거나, 아래와 같이 되돌리세요.\n"
        ),
        en=(
            "\nThen try there:\n  aws sts get-caller-identity\n  aws bedrock list-inference-profiles --region {guide_region}\n  {run}\n(The scenario's .env and .claude files are in {project}.)\n\nAfterwards, close that terminal or undo it:\n"
        ),
    ),
    "rehearse.end": Text(ko="\n끝내려면 여기서 Ctrl-C를 누르세요.", en="\nTo stop, press Ctrl-C here."),
    "rehearse.ended": Text(ko="연습용 계정을 종료했습니다.", en="The rehearsal account has stopped."),
    "rehearse.port-taken": Text(
        ko="{port}번 포트를 사용할 수 없습니다: {reason}", en="Port {port} cannot be used: {reason}"
    ),
}
