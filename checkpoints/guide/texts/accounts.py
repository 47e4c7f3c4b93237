"""Texts of looks at many accounts: the command, the terminal, the page and the table.

A text of the class (`class.…`, `who.…`, `together.…`) has its twin here where accounts are called otherwise.
"""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    # -- the command line
    "command.accounts": Text(
        ko="참가자 없이 여러 AWS 계정의 준비 상태를 한 번에 확인합니다",
        en="check how ready many AWS accounts are, without their attendees",
    ),
    "command.accounts.profiles": Text(
        ko="확인할 AWS 프로필의 이름이나 패턴(예: 'team-*'). 여러 개를 쓸 수 있습니다. 맞는 프로필이 없는 패턴이 하나라도 있으면 아무것도 확인하지 않습니다. 이 옵션이 없으면 표준 입력에서 JSON Lines 형식의 자격증명을 읽습니다",
        en="names of AWS profiles to check, or patterns such as 'team-*'. Nothing is checked where one of them matches no profile. Without this option, credentials are read from standard input as JSON lines",
    ),
    "command.accounts.principal": Text(
        ko="참가자가 사용할 역할, 사용자 또는 인스턴스 프로파일. 이 대상의 IAM 정책도 확인합니다",
        en="the role, user or instance profile that attendees will use; its IAM policies are checked as well",
    ),
    "command.accounts.html": Text(ko="현황 페이지를 이 파일에 저장합니다", en="write the page to this file"),
    "command.accounts.csv": Text(
        ko="계정별 표를 이 CSV 파일에 저장합니다", en="write a table of accounts to this CSV file"
    ),
    "command.accounts.json": Text(ko="현황 데이터를 이 JSON 파일에 저장합니다", en="write the data to this JSON file"),
    "command.accounts.limit": Text(
        ko="전체 확인에 쓸 시간(초). 기본값 {limit}. 그때까지 확인하지 못한 계정은 미확인으로 남습니다",
        en="seconds for all accounts together, {limit} by default; accounts that are not checked by then stay unverified",
    ),
    "command.accounts.warm-up": Text(
        ko="아직 구독되지 않은 모델을 계정마다 한 번 호출(출력 1토큰, 과금)해 구독을 시작합니다. 먼저 할 일을 보여 주고 동의를 받습니다",
        en="call each model that an account has not subscribed to yet once (one output token, billed), which starts its subscription. It says first what it will do, and asks",
    ),
    "command.accounts.yes": Text(ko="--warm-up에 미리 동의합니다", en="agree to --warm-up in advance"),
    "accounts.warm-up.no-terminal": Text(
        ko="--warm-up에 동의할 터미널이 없습니다. 동의한다면 --yes 옵션을 함께 쓰세요.",
        en="There is no terminal on which to agree to --warm-up. Add --yes if you agree.",
    ),
    "accounts.warm-up.none": Text(
        ko="호출해서 구독을 시작할 모델이 없습니다.", en="There is no model whose subscription a call would start."
    ),
    "accounts.warm-up.plan": Text(
        ko="모델 구독을 시작하기 위한 호출: {calls}건(계정 {accounts}개)",
        en="Calls that start model subscriptions: {calls} (accounts: {accounts})",
    ),
    "accounts.warm-up.effect": Text(
        ko="호출마다 출력 1토큰이 과금됩니다(건당 US$0.001 미만). 첫 호출은 해당 계정에서 AWS Marketplace 구독을 시작하며, 모델 제공사의 이용 약관에 동의하는 것과 같습니다. 반영까지 최대 15분이 걸립니다.",
        en="Each call is billed for one output token (under US$0.001). The first call starts the account's subscription on AWS Marketplace, which accepts the model provider's terms of use. It takes up to 15 minutes to take effect.",
    ),
    "accounts.warm-up.ask": Text(ko="호출할까요? (y/N)", en="Make these calls? (y/N)"),
    "accounts.warm-up.done": Text(
        ko="구독을 시작하기 위해 호출한 모델: {calls}건(계정 {accounts}개, 과금 {billed}건). 15분 뒤 --warm-up 없이 다시 확인하세요.",
        en="Models called to start subscriptions: {calls} (accounts: {accounts}, billed: {billed}). Check again in 15 minutes, without --warm-up.",
    ),
    "command.accounts.exit": Text(
        ko="--warm-up 없이는 조회만 하며 계정을 바꾸지 않습니다. 종료 코드: 0 모든 계정이 준비됨, 1 준비되지 않았거나 확인하지 못한 계정이 있음, 2 확인할 수 있는 계정이 없거나 명령이 잘못됨, 130 중단됨",
        en="Without --warm-up it only reads and changes nothing in the accounts. Exit code: 0 every account is ready, 1 some account is not ready or not verified, 2 no account could be checked or a wrong command, 130 interrupted",
    ),
    "accounts.no-input": Text(
        ko="확인할 계정이 없습니다. --profiles 옵션으로 프로필을 지정하거나 자격증명을 표준 입력으로 전달하세요(한 줄에 JSON 하나).",
        en="No accounts to check. Name profiles with --profiles, or pass credentials on standard input (one JSON object a line).",
    ),
    "accounts.empty-input": Text(
        ko="표준 입력에 자격증명이 없습니다. 한 줄에 JSON 하나씩 전달하세요.",
        en="Standard input has no credentials. Pass one JSON object a line.",
    ),
    "accounts.no-profile": Text(
        ko="'{pattern}' 패턴에 맞는 AWS 프로필이 없습니다. 프로필 목록: aws configure list-profiles",
        en="No AWS profile matches '{pattern}'. To list profiles: aws configure list-profiles",
    ),
    "accounts.bad-principal": Text(
        ko="--principal 옵션의 값은 role/이름, user/이름, instance-profile/이름 중 하나여야 합니다.",
        en="--principal takes role/NAME, user/NAME or instance-profile/NAME.",
    ),
    "accounts.bad-limit": Text(
        ko="--time-limit 옵션의 값은 1 이상의 초 단위 숫자여야 합니다.",
        en="--time-limit takes a number of seconds, 1 or more.",
    ),
    # -- lines of an export
    "accounts.line": Text(ko="{line}번째 줄", en="line {line}"),
    "accounts.profile": Text(ko="프로필 {profile}", en="profile {profile}"),
    "accounts.bad-lines": Text(ko="읽을 수 없는 줄: {count}개", en="Lines that could not be read: {count}"),
    "accounts.bad.not-json": Text(ko="JSON이 아님", en="not JSON"),
    "accounts.bad.no-credentials": Text(ko="자격증명이 없음", en="no credentials in it"),
    "accounts.bad.half": Text(
        ko="Access Key ID와 Secret Access Key 중 하나가 없음",
        en="half a key pair: the access key ID or the secret access key is missing",
    ),
    "accounts.bad.too-large": Text(ko="너무 김", en="too long"),
    "accounts.bad.too-many": Text(ko="이 줄부터는 너무 많아 읽지 않음", en="too many lines; not read from here on"),
    # -- what the rules tell
    "outside.not-looked": Text(
        ko="이 계정을 조회하지 못해 확인하지 못했습니다.",
        en="This account could not be looked at, so it is not verified.",
    ),
    "outside.unanswered": Text(
        ko="AWS에서 결과를 받지 못해 확인하지 못했습니다.", en="AWS gave no usable result, so it is not verified."
    ),
    "outside.time-over": Text(
        ko="제한 시간 안에 이 계정의 확인을 마치지 못했습니다.",
        en="This account was not checked before the time was over.",
    ),
    "outside.reach-unknown": Text(
        ko="조직의 정책(SCP)이 모델 호출을 허용하는지 확인하지 못한 리전: {regions}",
        en="It is not verified that the organization's policies (SCP) let models be called in these Regions: {regions}",
    ),
    "outside.form-inherited": Text(
        ko="이 계정에서 제출한 사용 사례 양식은 없지만 두 모델의 액세스 상태는 정상입니다. 조직의 관리 계정에서 제출했다면 모델이 응답합니다.",
        en="This account has submitted no use case details, but the access states of both models are OK. If the organization's management account has submitted them, the models answer.",
    ),
    "outside.warm-up-proves": Text(
        ko="--warm-up 옵션으로 모델을 한 번 호출하면 응답으로 확인할 수 있습니다.",
        en="With --warm-up one model is called once, and its answer tells.",
    ),
    "outside.no-quota": Text(
        ko="{model} 모델의 할당량이 0이어서 호출할 수 없습니다: {name}",
        en="The quota of {model} is zero, so that it cannot be called: {name}",
    ),
    "outside.granted": Text(
        ko="{principal} 대상의 정책이 필요한 세 작업을 모두 허용하고, 이 확인에 쓴 자격증명의 호출은 조직의 정책(SCP)에 막히지 않았습니다. 대상 리전: {regions}",
        en="The policies of {principal} allow all three actions, and calls with the credentials of this check met no policy of the organization (SCP). Destination Regions: {regions}",
    ),
    "outside.boundary-unread": Text(
        ko="{principal} 대상의 정책은 필요한 작업을 허용하지만, 권한 경계(permissions boundary)를 읽지 못했습니다.",
        en="The policies of {principal} allow the actions, but its permissions boundary could not be read.",
    ),
    "outside.no-such-principal": Text(
        ko="이 계정에는 {principal} 대상이 없어 {policy} 정책을 연결할 수 없습니다. 이름을 확인하세요.",
        en="There is no {principal} in this account that {policy} could be attached to. Check its name.",
    ),
    "outside.without-role": Text(
        ko="이 계정의 {principal} 대상에는 역할이 없어 {policy} 정책을 연결할 수 없습니다.",
        en="{principal} in this account has no role that {policy} could be attached to.",
    ),
    "outside.policy-not-attached": Text(
        ko="{principal} 대상에는 {policy} 정책의 권한이 없습니다.",
        en="{principal} has none of the permissions in {policy}.",
    ),
    "outside.policies-unread": Text(
        ko="{principal} 대상의 IAM 정책을 읽지 못했습니다.", en="The IAM policies of {principal} could not be read."
    ),
    "outside.unjudged": Text(
        ko="정책의 조건(Condition)을 판단할 수 없어 {principal} 대상의 권한을 확인하지 못했습니다.",
        en="A condition in the policies cannot be evaluated, so the permissions of {principal} are not verified.",
    ),
    # -- what is not asked
    "accounts.of-machine": Text(
        ko="참가자의 컴퓨터에서만 확인할 수 있습니다.", en="Only the attendee's own machine shows it."
    ),
    "accounts.of-principal": Text(
        ko="참가자가 사용할 역할이나 사용자를 --principal 옵션으로 지정해야 확인할 수 있습니다.",
        en="It is checked only when --principal names the role or user that attendees will use.",
    ),
    # -- the terminal
    "accounts.progress": Text(ko="계정 확인 중", en="checking accounts"),
    "accounts.heading": Text(
        ko="{section} {title}: 계정 준비 현황", en="{section} {title}: how ready the accounts are"
    ),
    "accounts.ready-of": Text(ko="계정 {all}개 중 {ready}개 준비 완료", en="{ready} of {all} accounts ready"),
    "accounts.basis": Text(
        ko="참가자 없이 확인할 수 있는 항목 기준. 3~4단계는 참가자의 컴퓨터에서 확인합니다.",
        en="by what can be checked without attendees; steps 3 and 4 are checked on their machines.",
    ),
    "accounts.not-looked": Text(ko="조회하지 못한 계정", en="Accounts that could not be looked at"),
    "accounts.numbers.not-looked": Text(ko="조회 불가", en="not reached"),
    "accounts.share": Text(ko="계정 {all}개 중 {count}개", en="{count} of {all}"),
    "accounts.causes": Text(ko="해결해야 할 문제", en="Problems to fix"),
    "accounts.other-account": Text(
        ko="{name}: 자격증명의 계정이 입력에 적힌 계정({account})과 다릅니다.",
        en="{name}: the credentials are of another account than the input says ({account}).",
    ),
    "accounts.also": Text(ko="{place}, 같은 계정: {others}", en="{place}, also {others}"),
    "accounts.twice": Text(
        ko="{name}: 같은 계정이 여러 번 지정되어 한 번만 셉니다({places}).",
        en="{name}: this account was given more than once and counts once ({places}).",
    ),
    "accounts.custom-count": Text(
        ko="계정 {count}개는 사용자 지정 엔드포인트로 확인했습니다. AWS에 직접 확인한 결과가 아닙니다.",
        en="{count} of these accounts were checked at a custom endpoint, not at AWS itself.",
    ),
    "accounts.say.model-access-not-granted": Text(
        ko="아직 구독되지 않은 모델: {model}. 한 번 호출해 구독을 시작하세요.",
        en="Not subscribed yet: {model}. Call the model once to start its subscription.",
    ),
    "accounts.say.policy-not-attached.no-such-principal": Text(
        ko="이 계정에는 {principal} 대상이 없습니다. --principal 옵션을 확인하세요.",
        en="There is no {principal} in this account. Check --principal.",
    ),
    "accounts.say.policy-not-attached.without-role": Text(
        ko="{principal} 대상에 역할이 없습니다. IAM에서 역할을 추가하세요.",
        en="{principal} has no role. Add one in IAM.",
    ),
    "accounts.settles": Text(ko="해결 후 반영: {time}", en="takes effect: {time}"),
    "accounts.settles.up-to": Text(ko="최대 {minutes}분", en="within {minutes} minutes"),
    "accounts.settles.at-once": Text(ko="다음 확인부터", en="at the next check"),
    "accounts.settles.unknown": Text(ko="AWS가 정해 둔 시간 없음", en="AWS states no time"),
    # -- the page
    "accounts.title": Text(
        ko="계정 {ready}/{all} 준비 완료 – {section} {title}", en="{ready}/{all} accounts ready – {section} {title}"
    ),
    "accounts.skip": Text(ko="계정별 현황으로 건너뛰기", en="Skip to the accounts"),
    "accounts.subtitle": Text(ko="계정 준비 현황", en="How ready the accounts are"),
    "accounts.matrix": Text(ko="계정별 현황", en="Accounts"),
    "accounts.group": Text(ko="{word}: 계정 {count}개", en="{word}: {count}"),
    "accounts.filter": Text(ko="계정, 원인으로 찾기", en="Filter by account or cause"),
    "accounts.column.regions": Text(ko="SCP", en="SCP"),
    "accounts.column.regions.more": Text(
        ko="추론 프로파일의 모든 대상 리전에서 조직의 정책(SCP)이 모델 호출을 허용하는지",
        en="whether the organization's policies (SCP) let models be called in every destination Region",
    ),
    "accounts.of-machine.all": Text(
        ko="3단계와 4단계는 참가자의 컴퓨터에서만 확인할 수 있어 여기에 없습니다.",
        en="Steps 3 and 4 are not here: only attendees' own machines show them.",
    ),
    "accounts.quotas.unknown": Text(ko="할당량: 미확인", en="quotas: not verified"),
    "accounts.not-looked.more": Text(
        ko="이 계정들의 준비 상태는 알 수 없습니다. 원인을 해결한 뒤 다시 확인하세요.",
        en="Nothing is known of how ready these accounts are. Fix what kept them from being checked, then check again.",
    ),
    "accounts.numbers.unread-lines": Text(ko="읽을 수 없는 줄", en="unreadable lines"),
    "accounts.copy": Text(ko="메시지 복사", en="Copy message"),
    "accounts.fix": Text(ko="해결 방법", en="How to fix it"),
    "accounts.footer": Text(
        ko="이 페이지에는 자격증명과 전체 계정 ID가 없습니다.",
        en="This page has no credentials and no whole account ids.",
    ),
    # -- the table
    "accounts.table.name": Text(ko="계정", en="account name"),
    "accounts.table.account": Text(ko="계정 ID", en="account id"),
    "accounts.table.source": Text(ko="출처", en="source"),
    "accounts.table.result": Text(ko="결과", en="result"),
    "accounts.table.causes": Text(ko="원인", en="causes"),
    "accounts.table.who": Text(ko="해결할 사람", en="who fixes it"),
    "accounts.table.settles": Text(ko="반영 시간", en="takes effect"),
    "accounts.table.say": Text(ko="해결할 문제", en="to fix"),
    "accounts.table.regions": Text(ko="조직 정책(SCP)과 리전", en="organization's policies by Region"),
    "accounts.reach.allowed": Text(ko="허용", en="allowed"),
    "accounts.reach.denied": Text(ko="거부", en="denied"),
    "accounts.reach.unknown": Text(ko="미확인", en="not verified"),
    "accounts.numbers.unread": Text(ko="읽을 수 없음", en="could not be read"),
    # -- twins of the class's texts
    "accounts.who.attendee": Text(ko="진행자", en="facilitator"),
    "accounts.who.owner": Text(ko="AWS 계정 관리자", en="AWS account administrator"),
    "accounts.fixer.attendee": Text(ko="진행자", en="the facilitator"),
    "accounts.together.temporary-credentials": Text(
        ko="자격증명을 사용할 수 없습니다. 새로 받아 다시 확인하세요.",
        en="The credentials cannot be used. Get new ones and check again.",
    ),
    "accounts.fix.model": Text(ko="{model}(계정 {count}개)", en="{model} ({count})"),
    "accounts.together.network": Text(
        ko="AWS에서 응답을 받지 못했습니다. 이 컴퓨터의 인터넷, VPN, 프록시를 확인하세요.",
        en="AWS does not answer. Check the network, VPN and proxy of this machine.",
    ),
}
