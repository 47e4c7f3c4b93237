"""Texts of the command line: options, usage errors, the header of a run."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "option.group": Text(
        ko="{guide_section} {guide_title} 체크포인트", en="checkpoints of section {guide_section}, {guide_title}"
    ),
    "option.select": Text(
        ko="일부만 확인합니다: step1, step2, step3, step4, checkpoint 또는 'step3 or step4'(이때는 '준비 완료'로 판정하지 않습니다)",
        en="check a part: step1, step2, step3, step4, checkpoint, or 'step3 or step4' (a part is never ready)",
    ),
    "option.html": Text(
        ko="보고서를 저장할 파일(기본값 reports/checkpoint-report.html)",
        en="the file for the report (default reports/checkpoint-report.html)",
    ),
    "option.quiet": Text(
        ko="판정, 먼저 할 일, 보고서 위치만 표시합니다",
        en="show the verdict, the one thing to do and where the report is, and no more",
    ),
    "option.verbose": Text(ko="판정의 근거도 표시합니다", en="show what each verdict rests on, too"),
    "option.others": Text(
        ko="pytest의 다른 옵션도 사용할 수 있습니다: https://docs.pytest.org. 종료 코드: 0 선택한 항목이 모두 통과 또는 해당 없음, 1 실패 또는 확인 보류가 있음, 7 확인하지 못한 항목이 있음, 2~5 pytest의 종료 코드",
        en="pytest's other options work too: https://docs.pytest.org. Exit code: 0 all that was selected passed or is not applicable, 1 something failed or is blocked, 7 something is not verified, 2 to 5 pytest's own",
    ),
    "option.offline": Text(
        ko="AWS 계정 없이 로컬 연습용 계정에서 실행합니다(제출용이 아닙니다)",
        en="run in a local rehearsal account, without AWS (not to be handed in)",
    ),
    "option.scenario": Text(
        ko="연습할 시나리오(--offline과 함께, 기본값 ready)",
        en="the scenario to rehearse (with --offline, default ready)",
    ),
    "option.list-scenarios": Text(ko="시나리오 목록을 출력하고 끝냅니다", en="list the scenarios and exit"),
    "option.invoke": Text(
        ko="모델을 1토큰 호출해도 되는지: auto(무료 요청이 이미 거부된 모델은 제외, 기본값), always(auto와 같음), never",
        en="whether a one-token model call may be made: auto (unless a free request was refused already; default), always (the same), never",
    ),
    "option.lang": Text(
        ko="터미널과 보고서의 언어(기본값 ko)", en="language of the terminal and the report (default ko)"
    ),
    "option.attendee": Text(ko="보고서에 표시할 이름", en="the name shown in the report"),
    "option.wait": Text(
        ko="AWS가 처리 중인 항목을 최대 이 시간(분)까지 기다렸다가 다시 확인합니다",
        en="wait up to this many minutes for what AWS is still processing, then check it again",
    ),
    "option.origin": Text(
        ko="실행을 시작한 곳: terminal(참가자의 터미널, 기본값), fleet(원격. 터미널만 아는 것은 미확인으로 둡니다)",
        en="where the run is started: terminal (the attendee's own; default), fleet (remote: what only the terminal knows stays unverified)",
    ),
    "option.watch": Text(
        ko="통과하지 못한 항목을 모두 통과할 때까지, 최대 이 시간(분, 기본값 30)까지 반복해서 확인합니다",
        en="look again at what has not passed until it has, for up to this many minutes (default 30)",
    ),
    "option.hand-in": Text(
        ko="진행자에게 제출할 파일도 만듭니다(실제 AWS 계정으로 실행할 때만)",
        en="also write the file to hand in to your facilitator (only with your own AWS account)",
    ),
    "option.hand-in-to": Text(
        ko="제출 파일을 만들고, 진행자에게 받은 제출 토큰으로 바로 보냅니다(토큰, 토큰이 든 파일, 표준 입력은 -)",
        en="write the hand-in and upload it with the token that your facilitator sent (the token, a file with it, or - for standard input)",
    ),
    "option.unknown-value": Text(
        ko="{where}: '{value}' 값은 사용할 수 없습니다. 사용할 수 있는 값: {known}",
        en="{where}: unknown value '{value}'. Known values: {known}",
    ),
    "option.dotenv-undecodable": Text(
        ko="{path} 파일이 UTF-8 형식이 아닙니다. UTF-8로 다시 저장하세요.",
        en="{path} is not UTF-8. Save it again as UTF-8.",
    ),
    "option.dotenv-too-large": Text(
        ko="{path} 파일이 너무 큽니다. 설정만 남기고 줄여 주세요.",
        en="{path} is too large. Leave nothing but settings in it.",
    ),
    "option.dotenv-unreadable": Text(
        ko="{path} 파일을 읽을 수 없습니다. 파일 권한을 확인하세요.",
        en="{path} cannot be read. Check its permissions.",
    ),
    "option.no-extra": Text(
        ko="{what} 기능에는 추가 패키지 [offline]이 필요합니다. 설치 예(이 프로젝트의 폴더): python -m pip install -e '.[offline]'",
        en="{what} needs the extra [offline]. To install it, in this project's folder for example: python -m pip install -e '.[offline]'",
    ),
    "option.unknown-scenario": Text(
        ko="'{name}' 시나리오는 없습니다. 비슷한 시나리오: {known}. 전체 목록: {run} --list-scenarios",
        en="There is no scenario '{name}'. Nearest: {known}. All: {run} --list-scenarios",
    ),
    "option.scenario-needs-offline": Text(
        ko="--scenario 옵션은 --offline 옵션과 함께 사용하세요.", en="Use --scenario together with --offline."
    ),
    "option.unknown-marker": Text(
        ko="'{name}' 마커는 없습니다. 사용할 수 있는 마커: {known}", en="There is no marker '{name}'. Known: {known}"
    ),
    "option.no-xdist": Text(
        ko="체크포인트는 병렬로 실행할 수 없습니다. -n 옵션을 빼고 실행하세요.",
        en="The checkpoints do not run in parallel. Remove -n.",
    ),
    "option.bad-wait": Text(
        ko="--wait 옵션에는 0에서 {most} 사이의 분을 입력하세요. '{value}' 값은 사용할 수 없습니다.",
        en="--wait takes minutes from 0 to {most}, not '{value}'.",
    ),
    "option.bad-watch": Text(
        ko="--watch 옵션에는 0에서 {most} 사이의 분을 입력하세요. '{value}' 값은 사용할 수 없습니다.",
        en="--watch takes minutes from 0 to {most}, not '{value}'.",
    ),
    "option.wait-and-watch": Text(
        ko="--watch 옵션은 AWS가 처리 중인 항목도 기다립니다. --wait 옵션을 빼고 실행하세요.",
        en="--watch waits for what AWS is processing as well: leave --wait out.",
    ),
    "option.watch-offline": Text(
        ko="연습용 계정은 바뀌지 않으므로 --watch 옵션은 --offline 옵션과 함께 쓸 수 없습니다.",
        en="--watch cannot be used with --offline: a rehearsal never changes.",
    ),
    "option.page-is-json": Text(
        ko="--html 옵션에는 .json이 아닌 파일 이름을 입력하세요. 데이터는 같은 이름의 .json 파일로 저장됩니다.",
        en="--html takes a name that does not end in .json. The data are written beside the report, as .json.",
    ),
    "option.no-leaks": Text(
        ko="{option} 옵션은 비밀 값을 드러낼 수 있어 체크포인트에서 사용할 수 없습니다. 이 옵션을 빼고 실행하세요.",
        en="{option} could show secrets and is not allowed in a run of the checkpoints. Remove it.",
    ),
    "option.page-is-folder": Text(
        ko="--html 옵션에는 폴더가 아닌 파일을 입력하세요: {path}", en="--html takes a file, not a folder: {path}"
    ),
    "option.page-unwritable": Text(
        ko="보고서를 저장할 수 없습니다: {path} ({reason})", en="The report cannot be written: {path} ({reason})"
    ),
    "option.page-not-report": Text(
        ko="{path}: 이전에 저장한 보고서가 아닌 파일이 있어 덮어쓰지 않습니다. 다른 파일 이름을 입력하세요.",
        en="{path} is not an earlier report, so it is not replaced. Give another name.",
    ),
    "option.nothing-selected": Text(
        ko="선택된 항목이 없어 이전 보고서를 그대로 두었습니다: {path}",
        en="Nothing was selected. The earlier report was left as it is: {path}",
    ),
    "option.interrupted": Text(
        ko="점검을 시작하기 전에 중단되었습니다. 저장한 파일은 없습니다.",
        en="Interrupted before anything was checked. Nothing was written.",
    ),
    "option.terminal-unwritable": Text(
        ko="터미널에 결과를 모두 출력하지 못했습니다({reason}).",
        en="Some of the output could not be printed ({reason}).",
    ),
    "option.hand-in-offline": Text(
        ko="연습(--offline) 결과는 실제 계정을 점검한 것이 아니므로 제출할 수 없습니다. --offline을 빼고 실행하세요.",
        en="A rehearsal (--offline) does not check your own account and cannot be handed in. Remove --offline.",
    ),
    "option.hand-in-nameless": Text(
        ko='제출 파일에 적을 이름이 필요합니다. 예: {run} --hand-in --attendee "홍길동"',
        en='A hand-in needs your name, for example: {run} --hand-in --attendee "Hong Gildong"',
    ),
    "hand-in.name": Text(ko="제출 파일에 적을 이름: ", en="Your name, for the hand-in: "),
    "hand-in.path": Text(ko="제출 파일: {path}", en="Hand-in: {path}"),
    "hand-in.code": Text(ko="확인 코드: {code}", en="Confirmation code: {code}"),
    "hand-in.not-ready": Text(
        ko="아직 준비가 끝나지 않은 결과이며, 제출 파일에도 그렇게 표시됩니다.",
        en="You are not ready yet, and the hand-in says so.",
    ),
    "hand-in.none": Text(
        ko="점검이 끝나지 않아 제출 파일을 만들지 않았습니다.",
        en="The run did not finish, so no hand-in was written.",
    ),
    "hand-in.altered": Text(
        ko="저장한 제출 파일이 원본과 달라 삭제했습니다: {path}. 다시 실행하세요.",
        en="The saved hand-in differs from what was written, and was removed: {path}. Run again.",
    ),
    "header.live": Text(
        ko="체크포인트 {guide_section}: 실제 AWS 계정 점검 ({guide_region})",
        en="checkpoints {guide_section}: your AWS account, live ({guide_region})",
    ),
    "header.offline": Text(
        ko="체크포인트 {guide_section}: 연습(오프라인), 시나리오 {scenario}. 제출용이 아닙니다.",
        en="checkpoints {guide_section}: a rehearsal (offline), scenario {scenario}. Not to be handed in",
    ),
    "header.invoke.auto": Text(
        ko="모델 호출: 무료 요청이 이미 거부된 모델을 빼고 모델마다 출력 1토큰(US$0.001 미만). 첫 호출에서 AWS Marketplace 구독이 완료될 수 있습니다.",
        en="model calls: one output token per model, unless a free request was refused already (under US$0.001). A first call may complete the AWS Marketplace subscription.",
    ),
    "header.invoke.always": Text(
        ko="모델 호출: 모델마다 출력 1토큰(US$0.001 미만). 첫 호출에서 AWS Marketplace 구독이 완료될 수 있습니다.",
        en="model calls: one output token per model (under US$0.001). A first call may complete the AWS Marketplace subscription.",
    ),
    "header.invoke.never": Text(ko="모델 호출: 하지 않음", en="model calls: none"),
}
