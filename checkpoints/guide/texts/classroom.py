"""Texts of the class: its page, its table, the terminal, and the commands of `python -m checkpoints`."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    # -- the command line
    "command.about": Text(
        ko="{guide_section} {guide_title} 체크포인트: 명령어",
        en="Checkpoints of section {guide_section}, {guide_title}: commands",
    ),
    "command.usage": Text(ko="사용법: ", en="usage: "),
    "command.commands": Text(ko="명령어", en="commands"),
    "command.arguments": Text(ko="인자", en="arguments"),
    "command.options": Text(ko="옵션", en="options"),
    "command.help": Text(ko="이 도움말을 보여 줍니다", en="show this help"),
    "command.version": Text(ko="버전을 보여 줍니다", en="show the version"),
    "command.lang": Text(
        ko="언어: ko 또는 en (기본값: CHECKPOINTS_LANG, 없으면 ko)",
        en="language: ko or en (default: CHECKPOINTS_LANG, else ko)",
    ),
    "command.run": Text(
        ko="체크포인트를 실행합니다. 옵션은 pytest와 같습니다", en="run the checkpoints; options are pytest's"
    ),
    "command.class": Text(
        ko="제출 파일을 모아 반 전체의 준비 현황을 정리합니다", en="collect hand-ins and show how ready the class is"
    ),
    "command.rehearse": Text(
        ko="시나리오의 연습용 계정을 이 컴퓨터에서 HTTP로 실행합니다",
        en="serve a scenario's rehearsal account over HTTP on this machine",
    ),
    "command.class.paths": Text(
        ko="제출 파일(.html, .json), 폴더, .zip 파일 또는 S3 주소(s3://버킷/폴더/)",
        en="hand-ins (.html, .json), folders, .zip archives or addresses in S3 (s3://BUCKET/FOLDER/)",
    ),
    "command.class.html": Text(ko="현황 페이지를 이 파일에 저장합니다", en="write the class page to this file"),
    "command.class.csv": Text(
        ko="참가자별 표를 이 CSV 파일에 저장합니다", en="write a table of attendees to this CSV file"
    ),
    "command.class.json": Text(ko="현황 데이터를 이 JSON 파일에 저장합니다", en="write the data to this JSON file"),
    "command.class.roster": Text(
        ko="명단 CSV 파일(UTF-8, UTF-16 또는 CP949). 이름, 조, 다른 이름(aliases) 열을 읽습니다",
        en="the roster, a CSV file (UTF-8, UTF-16 or CP949). Its columns of names, groups and aliases are read",
    ),
    "command.class.column": Text(
        ko="명단에서 이름이 있는 열의 제목 또는 순서", en="the heading of the roster's name column, or its number"
    ),
    "command.class.exit": Text(
        ko="종료 코드: 0 모두 준비 완료(명단이 있으면 명단 전원, 없으면 제출자 전원), 1 준비되지 않은 사람이 있음, 2 읽을 수 있는 제출 파일이 없거나, 읽기가 중간에 끊겼거나, 명령이 잘못됨",
        en="exit code: 0 everybody is ready (everybody on the roster; without one, everybody who handed in), 1 somebody is not ready, 2 no readable hand-in, reading that broke off, or a wrong command",
    ),
    "command.missing": Text(
        ko="필요한 인자가 빠졌습니다: {arguments}",
        en="Arguments are missing: {arguments}",
    ),
    "command.error": Text(ko="명령을 실행할 수 없습니다: {reason}", en="Invalid command: {reason}"),
    "command.more-help": Text(ko="도움말: {command} --help", en="For help: {command} --help"),
    "command.no-such": Text(
        ko="'{name}' 명령어는 없습니다. 사용할 수 있는 명령어: {known}",
        en="There is no command '{name}'. Commands: {known}",
    ),
    "command.option-value": Text(
        ko="{option} 옵션의 값이 없거나 사용할 수 없는 값입니다.",
        en="The value of {option} is missing or cannot be used.",
    ),
    "command.option-unknown": Text(ko="'{option}' 옵션은 없습니다.", en="There is no option '{option}'."),
    "command.lang-unknown": Text(
        ko="--lang: '{value}' 언어는 없습니다. 사용할 수 있는 언어: {known}",
        en="--lang: there is no language '{value}'. Languages: {known}",
    ),
    "command.class.no-paths": Text(
        ko="읽을 파일이나 폴더를 하나 이상 입력하세요.", en="Give at least one file or folder to read."
    ),
    "command.class.in-s3": Text(
        ko="{path}: 명단과 저장할 파일은 S3 주소일 수 없습니다. 이 컴퓨터의 파일 이름을 입력하세요.",
        en="{path}: the roster and what is written cannot be in S3. Give the name of a file on this computer.",
    ),
    "command.class.same-file": Text(
        ko="{path}: 저장할 파일이 다른 입력 또는 출력 파일과 같습니다.",
        en="{path}: this output file is also another output or an input.",
    ),
    "command.class.not-earlier": Text(
        ko="{path}: 이 명령이 이전에 저장한 파일이 아니므로 덮어쓰지 않습니다. 다른 파일 이름을 입력하세요.",
        en="{path} was not written by this command before, so it is not replaced. Give another name.",
    ),
    "command.class.unwritable": Text(
        ko="{path} 파일에 저장할 수 없습니다: {reason}", en="{path} cannot be written: {reason}"
    ),
    "command.class.roster-column": Text(
        ko="명단 파일({path})의 이름 열을 알 수 없습니다. --roster-column 옵션에 열 이름을 입력하세요. 찾은 열: {reason}",
        en="It is not clear which column of the roster {path} has the names. Give it with --roster-column. Columns found: {reason}",
    ),
    "command.class.roster-missing": Text(
        ko="명단 파일({path})을 읽을 수 없습니다: {reason}", en="The roster {path} cannot be read: {reason}"
    ),
    "command.class.roster-not-file": Text(
        ko="명단({path})이 일반 파일이 아니어서 읽지 않습니다.",
        en="The roster {path} is not a regular file, so it is not read.",
    ),
    "command.class.roster-not-text": Text(
        ko="명단 파일({path})은 CSV가 아닌 엑셀, HTML 또는 다른 형식입니다. CSV UTF-8 형식으로 다시 저장하세요.",
        en="The roster {path} is an Excel, HTML or other file, not CSV. Save it again as CSV UTF-8.",
    ),
    "command.class.roster-quote": Text(
        ko="명단 파일({path})에 닫히지 않은 큰따옴표가 있습니다.",
        en="A double quote in the roster {path} is not closed.",
    ),
    "command.class.roster-undecodable": Text(
        ko="명단 파일({path})의 인코딩이 UTF-8, UTF-16, CP949 중 하나가 아닙니다. UTF-8 형식으로 다시 저장하세요.",
        en="The roster {path} is not UTF-8, UTF-16 or CP949. Save it again as UTF-8.",
    ),
    "command.class.roster-large": Text(ko="명단 파일({path})이 너무 큽니다.", en="The roster {path} is too large."),
    "command.class.roster-empty": Text(ko="명단 파일({path})에 이름이 없습니다.", en="The roster {path} has no names."),
    "command.interrupted": Text(ko="중단되었습니다. 저장한 파일은 없습니다.", en="Interrupted. Nothing was written."),
    # -- what the terminal says
    "class.progress": Text(ko="읽는 중", en="reading"),
    "class.rate": Text(ko="초당 {rate}개", en="{rate}/s"),
    "class.heading": Text(ko="{section} {title}: 반 전체 준비 현황", en="{section} {title}: how ready the class is"),
    "class.ready-of": Text(ko="{all}명 중 {ready}명 준비 완료", en="{ready} of {all} ready"),
    "class.of-roster": Text(ko="명단 기준", en="of the roster"),
    "class.of-read": Text(ko="제출자 기준", en="of those who handed in"),
    "class.nothing": Text(ko="읽을 수 있는 제출 파일이 없습니다.", en="No readable hand-ins were found."),
    "class.nothing-yet": Text(ko="아직 제출된 파일이 없습니다.", en="Nothing has been handed in yet."),
    "class.and-more": Text(ko="외 {count}", en="and {count} more"),
    "class.written": Text(ko="저장: {path}", en="Written: {path}"),
    "class.apart-counts": Text(ko="집계에서 제외한 파일: {count}개", en="Files not counted: {count}"),
    "class.custom-count": Text(
        ko="사용자 지정 엔드포인트로 실행한 제출이 {count}건 포함되어 있습니다. AWS에 직접 확인한 결과가 아닙니다.",
        en="{count} of these ran against a custom endpoint, not against AWS itself.",
    ),
    # -- the page
    "class.title": Text(ko="{ready}/{all} 준비 완료 – {section} {title}", en="{ready}/{all} ready – {section} {title}"),
    "class.skip": Text(ko="참가자별 현황으로 건너뛰기", en="Skip to the attendees"),
    "class.subtitle": Text(ko="반 전체 준비 현황", en="How ready the class is"),
    "class.made-at": Text(ko="{when} 기준", en="As of {when}"),
    "class.clock": Text(ko="시각은 한국 시간입니다.", en="Times are UTC."),
    "class.everybody": Text(ko="모두 준비를 마쳤습니다.", en="Everybody is ready."),
    "class.somebody": Text(ko="준비되지 않은 참가자가 {count}명 있습니다.", en="Not ready yet: {count}."),
    "class.people": Text(ko="{count}명", en="{count}"),
    "class.files": Text(ko="{count}개", en="{count}"),
    "class.not-counted": Text(ko="집계할 수 없는 파일만 제출", en="Handed in only files that cannot be counted"),
    "class.custom": Text(ko="사용자 지정 엔드포인트", en="custom endpoint"),
    "class.no-name": Text(ko="이름 없음", en="no name"),
    "class.not-on-roster": Text(ko="명단에 없음", en="not on the roster"),
    "class.twice-on-roster": Text(
        ko="명단에 두 번 이상 있는 이름은 서로 다른 사람으로 집계합니다: {names}",
        en="Names that are on the roster more than once count as different people: {names}",
    ),
    "class.namesakes": Text(
        ko="이름은 같지만 계정이나 역할이 다른 사람이 있습니다. 누구인지 확인하세요: {names}",
        en="Same name, but different accounts or roles. Check who they are: {names}",
    ),
    "class.namesakes.name": Text(ko="{name} {count}명", en="{name} ({count})"),
    "class.ahead": Text(ko="완료 시각이 미래", en="finish time in the future"),
    "class.ahead-names": Text(
        ko="완료 시각이 현재보다 늦은 제출이 있습니다. 컴퓨터의 시계를 확인하세요: {names}",
        en="Some hand-ins finish in the future. Check the clocks of these people's computers: {names}",
    ),
    "class.look-alike": Text(ko="비슷해 보이는 다른 문자 포함", en="contains look-alike characters"),
    "class.causes": Text(ko="해결해야 할 문제", en="Problems to fix"),
    "class.causes.unknown": Text(
        ko="이 버전의 도구에 없는 원인입니다. 참가자의 보고서에서 확인하세요.",
        en="This version does not know the cause. See the attendees' own reports.",
    ),
    "class.causes.none": Text(ko="원인이 기록되지 않은 문제", en="Problem without a recorded cause"),
    "class.fix-note": Text(
        ko="모델, 작업, 리소스 등 참가자마다 다른 값은 각자의 보고서에 있습니다.",
        en="Values that differ between attendees (model, action, resource) are in their own reports.",
    ),
    "class.matrix": Text(ko="참가자별 현황", en="Attendees"),
    "class.matrix.group": Text(ko="{word} {count}명", en="{word}: {count}"),
    "class.matrix.range": Text(ko="{word}: {first} – {last} ({count}명)", en="{word}: {first} – {last} ({count})"),
    "class.matrix.name": Text(ko="이름", en="Name"),
    "class.matrix.earlier": Text(ko="이전 제출 {count}건", en="{count} earlier"),
    "class.legend": Text(ko="표시", en="Marks"),
    "class.columns": Text(ko="항목의 전체 이름", en="Full names of the columns"),
    "class.earlier": Text(ko="이전 제출", en="Earlier hand-ins"),
    "class.earlier.more": Text(
        ko="같은 사람이 여러 번 제출하면 가장 최근 결과만 집계합니다.",
        en="If somebody hands in more than once, only the latest result counts.",
    ),
    "class.missing": Text(ko="미제출", en="Not handed in"),
    "class.missing.apart": Text(
        ko="집계에서 제외한 파일만 있음: {reasons}", en="only files that do not count: {reasons}"
    ),
    "class.unexpected": Text(ko="명단에 없는 제출자", en="Handed in, but not on the roster"),
    "class.apart": Text(ko="집계에서 제외한 파일", en="Files not counted"),
    "class.apart.more": Text(ko="아래 파일은 집계하지 않았습니다.", en="These files were not counted."),
    "class.apart.name": Text(ko="파일에 적힌 이름: {name}", en="name in it: {name}"),
    "class.apart.where": Text(ko="위치: {where}", en="at: {where}"),
    "class.apart.s3": Text(ko="S3 응답: {where}", en="S3 said: {where}"),
    "class.guide-notes.more": Text(
        ko="가이드 내용과 현재 AWS가 다른 부분입니다. 참가자의 파일에 있는 내용 그대로입니다.",
        en="Where the guide and today's AWS differ, as the attendees' files say.",
    ),
    "class.guide-notes.count": Text(ko="제출 {count}건", en="in {count} hand-ins"),
    "class.seal": Text(
        ko="제출 파일의 체크섬은 파일이 변경되지 않았다는 것만 보여 줍니다. 누가 실행했는지는 보여 주지 않습니다.",
        en="The checksum of a hand-in shows only that the file was not changed. It does not show who made the run.",
    ),
    # -- the table
    "class.table.name": Text(ko="이름", en="Name"),
    "class.table.result": Text(ko="결과", en="Result"),
    "class.table.finished": Text(ko="완료 시각(UTC)", en="Finished (UTC)"),
    "class.table.endpoint": Text(ko="엔드포인트", en="Endpoint"),
    "class.table.causes": Text(ko="원인", en="Causes"),
    "class.table.account": Text(ko="계정", en="Account"),
    "class.table.principal": Text(ko="사용자 또는 역할", en="User or role"),
    "class.table.earlier": Text(ko="이전 제출 수", en="Earlier hand-ins"),
    "class.table.file": Text(ko="파일", en="File"),
    "class.table.code": Text(ko="확인 코드", en="Confirmation code"),
    # -- why a file is set apart
    "apart.altered": Text(ko="변경된 파일", en="Altered"),
    "apart.altered.more": Text(
        ko="체크섬이 내용과 다르거나, 실행에서 나올 수 없는 내용이 있습니다. 다시 받으세요.",
        en="The checksum does not match the data, or the data cannot come from a run. Ask for the file again.",
    ),
    "apart.unsealed": Text(ko="제출용이 아닌 보고서", en="Report, not a hand-in"),
    "apart.unsealed.more": Text(
        ko="checkpoint-report.html이 아니라 `pytest --hand-in` 명령으로 만든 파일이 필요합니다.",
        en="Ask for the file that `pytest --hand-in` writes, not for checkpoint-report.html.",
    ),
    "apart.rehearsal": Text(ko="연습", en="Rehearsal"),
    "apart.rehearsal.more": Text(
        ko="연습용 계정에서 실행한 결과입니다. 실제 계정으로 `pytest --hand-in` 명령을 실행해야 합니다.",
        en="It ran in a rehearsal account. Ask for a run of `pytest --hand-in` with the real account.",
    ),
    "apart.other-section": Text(ko="다른 섹션", en="Another section"),
    "apart.other-section.more": Text(ko="다른 섹션의 제출 파일입니다.", en="Hand-ins of another section."),
    "apart.other-version": Text(ko="다른 버전", en="Another version"),
    "apart.other-version.more": Text(
        ko="이 도구가 지원하지 않는 버전의 파일입니다. 참가자와 진행자의 도구 버전을 맞추세요.",
        en="It has rows, words or a schema_version that this tool does not know. Attendee and facilitator need the same version.",
    ),
    "apart.empty": Text(ko="빈 파일", en="Empty"),
    "apart.empty.more": Text(ko="내용이 없습니다. 다시 받으세요.", en="The file is empty. Ask for it again."),
    "apart.nothing-yet": Text(ko="아직 제출 없음", en="Nothing handed in yet"),
    "apart.nothing-yet.more": Text(
        ko="이 주소로 시작하는 파일이 S3에 없습니다. 아직 제출이 없거나 주소가 다릅니다.",
        en="S3 has no object under this address: nothing has been handed in yet, or the address is wrong.",
    ),
    "apart.broken": Text(ko="손상된 파일", en="Broken"),
    "apart.broken.more": Text(
        ko="일부만 도착했거나 형식이 잘못되었습니다. 다시 받으세요.",
        en="It is incomplete, or has a wrong format. Ask for it again.",
    ),
    "apart.foreign": Text(ko="보고서가 아닌 파일", en="Not a report"),
    "apart.foreign.more": Text(ko="체크포인트 보고서가 아닙니다.", en="It is not a report of the checkpoints."),
    "apart.too-large": Text(ko="너무 큰 파일", en="Too large"),
    "apart.too-large.more": Text(
        ko="크기, 깊이, 개수 또는 압축률이 한도를 넘어 읽지 않았습니다.",
        en="Its size, depth, number of files or compression is above the limit, so it was not read.",
    ),
    "apart.duplicate": Text(ko="중복 파일", en="Duplicate"),
    "apart.duplicate.more": Text(
        ko="같은 내용의 제출 파일을 이미 읽었습니다.", en="The same hand-in was already read."
    ),
    "apart.not-a-file": Text(ko="링크 또는 특수 파일", en="A link or device"),
    "apart.not-a-file.more": Text(
        ko="심볼릭 링크와 특수 파일은 따라가지 않습니다.", en="Symbolic links and devices are not followed."
    ),
    "apart.unsafe-path": Text(ko="안전하지 않은 경로", en="Unsafe path"),
    "apart.unsafe-path.more": Text(
        ko="압축 파일 밖을 가리키는 경로여서 읽지 않았습니다.",
        en="Its path points outside the archive, so it was not read.",
    ),
    "apart.encrypted": Text(ko="암호가 걸린 파일", en="Encrypted"),
    "apart.encrypted.more": Text(
        ko="압축 파일의 암호를 해제해 다시 받으세요.", en="Ask for the archive again without a password."
    ),
    "apart.nested": Text(ko="중첩된 압축 파일", en="Nested archives"),
    "apart.nested.more": Text(
        ko="압축 파일 안의 압축 파일은 한 단계까지만 읽습니다.",
        en="An archive within an archive is read only one level deep.",
    ),
    "apart.unreadable": Text(ko="없거나 읽을 수 없는 파일", en="Missing or unreadable"),
    "apart.unreadable.more": Text(
        ko="파일이 없거나, 읽을 권한이 없거나, 여러 번 시도해도 S3에서 받지 못했습니다. 누구의 제출인지 알 수 없으므로 모두 준비되었다고 볼 수 없습니다.",
        en="The file does not exist, there is no permission to read it, or S3 did not deliver it after several tries. Nobody knows whose it is, so it is not certain that everybody is ready.",
    ),
    # -- fixes for all at once
    "class.fix.policy": Text(
        ko="가이드 2단계의 정책 JSON 전체로 바꾸세요. 사람마다 빠진 권한은 각자의 보고서에 있습니다.",
        en="Replace the policy with the whole JSON of the guide's step 2. What each person lacks is in their own report.",
    ),
    "class.fix.own-values": Text(
        ko="대괄호로 표시한 값은 사람마다 다르며 각자의 보고서에 있습니다.",
        en="The values in brackets differ from person to person and are in their own reports.",
    ),
    "class.fix.model": Text(ko="{model}({count}명)", en="{model} ({count})"),
    # -- what stands in a fix for values that differ between attendees
    "any.model": Text(ko="[모델]", en="[model]"),
    "any.principal": Text(ko="[사용자 또는 역할]", en="[user or role]"),
    "any.action": Text(ko="[작업]", en="[action]"),
    "any.resource": Text(ko="[리소스]", en="[resource]"),
    "any.region": Text(ko="[리전]", en="[Region]"),
    "any.region_remedy": Text(ko="export AWS_REGION={guide_region}", en="export AWS_REGION={guide_region}"),
    "any.profile": Text(ko="[프로필]", en="[profile]"),
    "any.profiles": Text(ko="[프로필]", en="[profile]"),
    "any.file": Text(ko="[파일]", en="[file]"),
    "any.line": Text(ko="[줄]", en="[line]"),
    "any.change": Text(ko="[바꿀 내용]", en="[new line]"),
    "any.place": Text(ko="[파일 또는 변수]", en="[file or variable]"),
    "any.name": Text(ko="[변수]", en="[variable]"),
    "any.pin": Text(ko="[모델]", en="[model]"),
    "any.reason": Text(ko="[AWS의 응답]", en="[AWS's answer]"),
}
