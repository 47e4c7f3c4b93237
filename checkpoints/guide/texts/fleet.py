"""Texts of the fleet: its commands, what becomes of machines, and what goes wrong with AWS on the way."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

_STATES = {
    "answered": Text(ko="응답함", en="Answered"),
    "failed-to-run": Text(ko="실행 실패", en="Failed to run"),
    "still-running": Text(ko="실행 중", en="Still running"),
    "not-reached": Text(ko="전달되지 않음", en="Not reached"),
    "unmanaged": Text(ko="관리되지 않음", en="Unmanaged"),
    "off": Text(ko="꺼져 있음", en="Off"),
}
_ABOUT_STATES = {
    "answered": Text(
        ko="결과를 보냈습니다. 터미널만 아는 것은 원격에서 미확인으로 남습니다.",
        en="It sent its result. What only a terminal knows stays unverified in a remote run.",
    ),
    "failed-to-run": Text(
        ko="명령은 전달되었지만 읽을 수 있는 결과가 없습니다. 이유를 보고 고친 뒤 다시 실행하세요.",
        en="The command got there, and nothing that can be read came back. See the reason, fix it and run again.",
    ),
    "still-running": Text(
        ko="아직 끝나지 않았습니다. 잠시 후 `checkpoints fleet collect` 명령으로 이어서 읽으세요.",
        en="It is not done yet. Go on in a moment with `checkpoints fleet collect`.",
    ),
    "not-reached": Text(
        ko="켜져 있고 관리되지만 명령이 전달되지 않았습니다. 실행 뒤에 켜졌거나 태그가 붙었으면 다시 실행하세요.",
        en="It is on and managed, and the command was not sent there. If it came up or got its tag afterwards, run again.",
    ),
    "unmanaged": Text(
        ko="Systems Manager가 이 인스턴스를 모르거나 연결이 끊겼습니다. SSM 에이전트, 인스턴스 역할의 AmazonSSMManagedInstanceCore 정책, 네트워크를 확인하세요.",
        en="Systems Manager does not know this instance, or has lost it. Check the SSM agent, the policy AmazonSSMManagedInstanceCore of the instance's role, and the network.",
    ),
    "off": Text(
        ko="인스턴스가 꺼져 있습니다. 켠 뒤 다시 실행하세요.", en="The instance is off. Start it and run again."
    ),
}
_REASONS = {
    "no-user": Text(ko="이 사용자가 없음(--user 값을 확인하세요)", en="there is no such user (check --user)"),
    "is-root": Text(
        ko="root 사용자의 설정은 참가자의 설정이 아님(--user 값을 확인하세요)",
        en="the user is root, whose setup is not an attendee's (check --user)",
    ),
    "no-suite": Text(
        ko="점검 도구가 설치되지 않음(deploy/install.sh 또는 --place 값을 확인하세요)",
        en="the suite is not installed (see deploy/install.sh, or check --place)",
    ),
    "old-suite": Text(
        ko="설치된 점검 도구가 원격 실행을 모르는 이전 버전임",
        en="the suite that is installed is of an older release, without fleets",
    ),
    "no-python": Text(
        ko="점검 도구의 Python을 실행할 수 없음(다시 설치하세요)", en="its Python does not start (install it again)"
    ),
    "no-home": Text(
        ko="이 사용자의 홈 폴더가 없음(홈 폴더를 만든 뒤 다시 실행하세요)",
        en="this user's home folder does not exist (create it and run again)",
    ),
    "no-folder": Text(ko="이 폴더가 없음(--folder 값을 확인하세요)", en="there is no such folder (check --folder)"),
    "run-timed-out": Text(ko="점검이 제한 시간 안에 끝나지 않음", en="the run did not end in time"),
    "run-failed": Text(ko="점검이 결과 없이 끝남", en="the run ended without a result"),
    "no-answer": Text(
        ko="참가자의 로그인 셸이 점검을 시작하지 못함(셸의 시작 파일을 확인하세요)",
        en="the attendee's login shell did not start the run (check its start-up files)",
    ),
    "cut": Text(
        ko="출력이 잘렸고 전체 출력이 S3에 없음(--bucket 옵션으로 다시 실행하세요)",
        en="the output is cut, and the whole of it is not in S3 (run again with --bucket)",
    ),
    "cut-not-in-s3": Text(
        ko="출력이 잘렸고 --bucket으로 지정한 S3에 전체 출력이 없음(인스턴스 역할에 s3:PutObject 권한이 있는지 확인하세요)",
        en="the output is cut, and the whole of it did not reach the bucket (check s3:PutObject of the instance's role)",
    ),
    "s3-denied": Text(
        ko="출력이 잘렸고 S3에서 전체 출력을 읽을 권한이 없음(s3:GetObject, s3:ListBucket)",
        en="the output is cut, and reading the whole of it from S3 is not permitted (s3:GetObject, s3:ListBucket)",
    ),
    "damaged": Text(ko="출력이 보낸 것과 다름", en="the output is not what was sent"),
    "nothing": Text(ko="출력에 결과가 없음", en="the output holds no result"),
    "unreadable": Text(
        ko="결과를 읽을 수 없음(다른 버전이거나 변경됨)", en="the result cannot be read (another release, or altered)"
    ),
    "not-of-a-fleet": Text(ko="원격 실행의 결과가 아님", en="it is not the result of a remote run"),
    "execution-timed-out": Text(ko="명령의 실행 제한 시간 초과", en="the command ran out of its time"),
    "delivery-timed-out": Text(ko="명령이 제한 시간 안에 전달되지 않음", en="the command was not delivered in time"),
    "undeliverable": Text(ko="명령을 전달할 수 없음", en="the command could not be delivered"),
    "cancelled": Text(ko="명령이 취소됨", en="the command was cancelled"),
    "terminated": Text(
        ko="다른 인스턴스의 오류 때문에 명령이 중단됨(MaxErrors)",
        en="the command was ended for errors elsewhere (MaxErrors)",
    ),
    "invalid-platform": Text(
        ko="Linux 인스턴스가 아님(Linux에서만 실행됨)",
        en="this instance does not run Linux, which the suite needs there",
    ),
    "access-denied": Text(ko="이 인스턴스에 보낼 권한이 없음", en="sending to this instance is not permitted"),
    "rate-exceeded": Text(ko="Systems Manager의 요청 한도 초과", en="Systems Manager's rate was exceeded"),
    "failed": Text(ko="문서의 실행이 실패함", en="the document failed"),
    "pending": Text(ko="시작하는 중", en="it is starting"),
    "connection-lost": Text(ko="연결 끊김", en="connection lost"),
    "not-registered": Text(ko="등록되지 않음", en="not registered"),
    "stopping": Text(ko="중지하는 중(stopping)", en="stopping"),
    "stopped": Text(ko="중지됨(stopped)", en="stopped"),
    "shutting-down": Text(ko="종료하는 중(shutting-down)", en="shutting down"),
    "terminated-instance": Text(ko="종료됨(terminated)", en="terminated"),
}
_COUNTS = {
    "fleet": Text(ko="원격 결과를 반영", en="the remote result counts"),
    "own": Text(ko="본인이 제출한 결과를 반영", en="the person's own hand-in counts"),
    "both": Text(
        ko="원격 결과에 본인 터미널의 제출 결과를 합쳐 반영",
        en="counts together with the person's own hand-in, which saw the terminal",
    ),
    "other": Text(ko="같은 사람의 다른 인스턴스 결과를 반영", en="another machine of this person counts"),
    "unclear": Text(ko="같은 이름의 제출자가 여럿이라 따로 둠", en="kept apart: several people of this name handed in"),
}
_HELP = {
    "run": Text(
        ko="태그가 붙은 모든 인스턴스에서 점검을 실행하고 결과를 모읍니다",
        en="run the suite on every instance with a tag, and gather what came back",
    ),
    "collect": Text(
        ko="보낸 명령의 결과를 이어서 모읍니다", en="go on gathering the results of a command that was sent"
    ),
    "document": Text(
        ko="Systems Manager 문서 또는 필요한 정책을 출력합니다",
        en="print the Systems Manager document, or the policies that are needed",
    ),
    "name": Text(
        ko="Systems Manager 문서의 이름(기본값 Checkpoints)",
        en="the name of the Systems Manager document (default Checkpoints)",
    ),
    "exit": Text(
        ko="종료 코드: 0 모든 인스턴스가 응답했고 모두 준비 완료, 1 그렇지 않음, 2 읽은 결과가 없거나 명령이 잘못됨",
        en="exit code: 0 all machines have answered and all are ready, 1 not all, 2 nothing was read or a wrong command",
    ),
    "policies": Text(
        ko="문서 대신 인스턴스와 진행자에게 필요한 IAM 정책을 출력합니다",
        en="print the IAM policies for instances and facilitator instead",
    ),
    "tag": Text(ko="인스턴스의 태그(예: workshop=2026-11)", en="the tag of the instances, such as workshop=2026-11"),
    "user": Text(
        ko="인스턴스에서 참가자가 쓰는 사용자(기본값 ec2-user)",
        en="the attendee's user on the instances (default ec2-user)",
    ),
    "place": Text(
        ko="점검 도구가 설치된 폴더(기본값 /opt/checkpoints)",
        en="the folder in which the suite is installed (default /opt/checkpoints)",
    ),
    "folder": Text(
        ko="Claude Code를 시작할 폴더(홈 폴더 기준, 기본값은 홈 폴더)",
        en="the folder in which Claude Code will be started, below the user's home (default: the home)",
    ),
    "invoke": Text(
        ko="모델을 1토큰 호출해도 되는지: never(기본값), auto, always",
        en="whether a one-token model call may be made: never (default), auto, always",
    ),
    "bucket": Text(
        ko="긴 출력을 보관할 S3 버킷 또는 s3://버킷/폴더",
        en="the S3 bucket for long outputs, or s3://BUCKET/FOLDER",
    ),
    "create-document": Text(
        ko="문서가 없으면 이 계정과 리전에 만듭니다",
        en="create the document in this account and Region where it is not there",
    ),
    "at-once": Text(
        ko="동시에 실행할 인스턴스 수(기본값 50)", en="how many instances run at the same time (default 50)"
    ),
    "command-id": Text(ko="`fleet run` 명령이 출력한 ID", en="the id that `fleet run` has printed"),
    "attendee-tag": Text(
        ko="참가자 이름이 있는 태그의 키(기본값 attendee)",
        en="the key of the tag with the attendee's name (default attendee)",
    ),
    "wait": Text(ko="끝나기를 기다릴 시간(분, 기본값 15)", en="how many minutes to wait for its end (default 15)"),
    "html": Text(
        ko="현황 페이지를 이 파일에 저장합니다(다른 출력이 없으면 fleet.html)",
        en="write the class page to this file (fleet.html where no other output is named)",
    ),
    "csv": Text(ko="표를 이 CSV 파일에 저장합니다", en="write a table to this CSV file"),
    "json": Text(ko="데이터를 이 JSON 파일에 저장합니다", en="write the data to this JSON file"),
    "roster": Text(
        ko="명단 CSV 파일. 없으면 인스턴스와 제출한 사람이 명단입니다",
        en="the roster of people, a CSV file; without one, the instances and whoever has handed in",
    ),
    "column": Text(
        ko="명단에서 이름이 있는 열의 제목 또는 순서", en="the heading of the roster's name column, or its number"
    ),
    "paths": Text(
        ko="함께 볼 제출 파일, 폴더, .zip 파일 또는 S3 주소(s3://버킷/폴더/)",
        en="hand-ins of people to show beside it: files, folders, .zip archives or addresses in S3 (s3://BUCKET/FOLDER/)",
    ),
}
_TROUBLE = {
    "no-action": Text(
        ko="document, run, collect 중 하나를 입력하세요. 도움말: checkpoints fleet --help",
        en="Name one of document, run and collect. For help: checkpoints fleet --help",
    ),
    "no-tag": Text(
        ko="--tag 옵션에 인스턴스의 태그를 KEY=VALUE 형식으로 입력하세요(예: --tag workshop=2026-11).",
        en="Name the instances' tag as --tag KEY=VALUE, such as --tag workshop=2026-11.",
    ),
    "no-command-id": Text(
        ko="`checkpoints fleet run` 명령이 출력한 ID를 입력하세요: checkpoints fleet collect COMMAND-ID",
        en="Name the id that `checkpoints fleet run` has printed: checkpoints fleet collect COMMAND-ID",
    ),
    "user-is-root": Text(
        ko="--user 옵션에 참가자의 사용자를 입력하세요. root 사용자의 설정은 참가자의 설정이 아닙니다.",
        en="Name the attendee's user with --user: root's setup is not an attendee's.",
    ),
    "parameter": Text(
        ko="{name} 값은 사용할 수 없습니다. 사용할 수 있는 형식: {pattern}",
        en="The value of {name} cannot be used. It has to be of the form {pattern}",
    ),
    "denied": Text(
        ko="이 작업을 할 권한이 없습니다: {permission}. 필요한 정책: checkpoints fleet document --policies",
        en="This is not permitted: {permission}. For the policies that are needed: checkpoints fleet document --policies",
    ),
    "expired": Text(
        ko="자격증명이 만료되었습니다. 다시 로그인한 뒤 이어서 실행하세요.",
        en="The credentials have expired. Sign in again and go on.",
    ),
    "invalid-credentials": Text(
        ko="AWS가 자격증명을 받아들이지 않습니다({code}). `aws sts get-caller-identity` 명령으로 확인하세요.",
        en="AWS does not accept the credentials ({code}). Check them with `aws sts get-caller-identity`.",
    ),
    "throttled": Text(
        ko="AWS가 요청을 계속 제한합니다({permission}). 몇 분 뒤 이어서 실행하세요.",
        en="AWS keeps throttling requests ({permission}). Go on in a few minutes.",
    ),
    "no-document": Text(
        ko="이 계정과 리전에 Systems Manager 문서가 없습니다(이름: {document}). --create-document 옵션을 더하거나 이 명령으로 만드세요:\n{command}",
        en="There is no Systems Manager document {document} in this account and Region. Add --create-document, or create it with:\n{command}",
    ),
    "other-document": Text(
        ko="이 이름의 문서가 이 버전의 문서와 다릅니다({words}). 문서를 지우고 다시 만들거나 --document 옵션으로 다른 이름을 쓰세요.",
        en="The document of this name is not the one of this release ({words}). Delete it and create it again, or use another name with --document.",
    ),
    "no-bucket": Text(
        ko="--bucket 옵션의 S3 버킷을 사용할 수 없습니다({words}).",
        en="The S3 bucket of --bucket cannot be used ({words}).",
    ),
    "no-command": Text(
        ko="이 계정과 리전에 이 명령이 없습니다(ID: {command}). ID와 AWS_REGION, AWS_PROFILE 값을 확인하세요. Systems Manager는 30일 동안 보관합니다.",
        en="There is no command {command} in this account and Region. Check the id, AWS_REGION and AWS_PROFILE. Systems Manager keeps commands for 30 days.",
    ),
    "no-instances": Text(
        ko="{region} 리전에 이 태그의 인스턴스가 없습니다(태그: {tag}). 태그와 AWS_REGION, AWS_PROFILE 값을 확인하세요.",
        en="There are no instances with the tag {tag} in {region}. Check the tag, AWS_REGION and AWS_PROFILE.",
    ),
    "unknown-instance": Text(
        ko="Systems Manager가 모르는 인스턴스가 있습니다({permission}).",
        en="There is an instance that Systems Manager does not know ({permission}).",
    ),
    "unreachable": Text(
        ko="AWS에 연결하지 못했습니다({permission}, {code}). 네트워크를 확인하고 이어서 실행하세요.",
        en="AWS cannot be reached ({permission}, {code}). Check the network and go on.",
    ),
    "refused": Text(
        ko="AWS가 요청을 거부했습니다({permission}, {code}): {words}",
        en="AWS refused the request ({permission}, {code}): {words}",
    ),
}
_PROGRESS = {
    "roster": Text(
        ko="태그 {tag}: 인스턴스 {count}대, 그중 지금 연결된 인스턴스 {managed}대",
        en="Tag {tag}: {count} instances, of which {managed} can be reached now",
    ),
    "created": Text(ko="문서를 만들었습니다: {document}", en="The document was created: {document}"),
    "sent": Text(
        ko="보냈습니다. 명령 ID: {command}\n중단해도 계속 실행됩니다. 이어서 모으려면: checkpoints fleet collect {command}",
        en="Sent. Command id: {command}\nIt goes on if you stop here. To gather the results later: checkpoints fleet collect {command}",
    ),
    "waiting": Text(ko="끝난 인스턴스: {done}/{all}", en="Machines done: {done}/{all}"),
    "reading": Text(ko="읽은 결과: {done}/{all}", en="Results read: {done}/{all}"),
    "go-on": Text(
        ko="보낸 명령은 계속 실행됩니다. 이어서 모으려면:\n  {command}",
        en="What was sent goes on. To gather the results:\n  {command}",
    ),
    "still-going": Text(
        ko="아직 끝나지 않은 인스턴스가 있습니다. 이어서 모으려면:\n  {command}",
        en="Some machines are not done yet. To gather their results:\n  {command}",
    ),
    "exceeds-limit": Text(
        ko="Systems Manager가 명령을 어디에서도 실행하지 않고 취소했습니다. 대상이 이 계정의 대기 한도보다 많습니다. 인스턴스를 여러 태그 값으로 나누어 따로 실행하세요.",
        en="Systems Manager has cancelled the command before it ran anywhere: it has more targets than the account's limit of pending invocations. Give groups of instances tag values of their own, and run it for each.",
    ),
}

TEXTS: dict[str, Text] = {
    "command.fleet": Text(
        ko="여러 EC2 인스턴스에서 Systems Manager로 점검을 실행합니다",
        en="run the suite on many EC2 instances, by Systems Manager",
    ),
    "class.table.machines": Text(ko="인스턴스", en="Machines"),
    "fleet.missing": Text(ko="결과 없음", en="No result"),
    "fleet.machines": Text(ko="인스턴스", en="Machines"),
    "fleet.machines.more": Text(
        ko="원격 실행은 파일과 인스턴스 역할을 봅니다. 본인이 제출한 결과가 있으면, 터미널만 아는 것은 그 결과를 따릅니다.",
        en="A remote run sees files and the instance's role. Where people have handed in themselves, their hand-in counts for what only their terminal knows.",
    ),
    "fleet.unsettled": Text(
        ko="응답하지 않았거나 준비되지 않은 인스턴스가 있습니다: {count}대",
        en="Machines that have not answered, or are not ready: {count}.",
    ),
    **{f"fleet.state.{state}": text for state, text in _STATES.items()},
    **{f"fleet.state.{state}.more": text for state, text in _ABOUT_STATES.items()},
    **{f"fleet.reason.{reason}": text for reason, text in _REASONS.items()},
    **{f"fleet.counts.{counts}": text for counts, text in _COUNTS.items()},
    **{f"fleet.help.{argument}": text for argument, text in _HELP.items()},
    **{f"fleet.{name}": text for name, text in (*_TROUBLE.items(), *_PROGRESS.items())},
}
