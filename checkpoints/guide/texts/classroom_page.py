"""Texts of the class: what to say to it, and its grid."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    # -- how many
    "class.roster-ready": Text(
        ko="명단에 있는 {count}명이 준비를 마쳤습니다.", en="All {count} on the roster are ready."
    ),
    "class.others": Text(ko="명단 외 제출자", en="Not on the roster"),
    "class.others-count": Text(
        ko="명단 외 제출자는 따로 {count}명이며, 그중 {ready}명이 준비를 마쳤습니다.",
        en="Apart from the roster, {count} more handed in; {ready} of them are ready.",
    ),
    # -- who is who
    "class.written-as": Text(ko="제출한 이름: {name}", en="handed in as {name}"),
    "class.disputed-aliases": Text(
        ko="명단의 다른 이름 중 두 사람에게 있거나 다른 사람의 이름과 같은 것은 사용하지 않았습니다: {names}",
        en="Other names on the roster that two people have, or that are somebody else's name, are not used: {names}",
    ),
    "class.near": Text(
        ko="이름이 비슷해 같은 사람일 수 있습니다. 아직 한 사람으로 집계하지 않았습니다. 같은 사람이면 명단 파일의 '다른 이름' 열에 화살표 왼쪽의 이름을 추가하세요: {names}",
        en="Similar names, perhaps the same person; not counted as one yet. If so, add the name before the arrow to the column 'aliases' of the roster file: {names}",
    ),
    "class.near.unclear": Text(
        ko="이름이 비슷하지만 누구인지 정할 수 없습니다. 제출한 사람에게 확인하세요: {names}",
        en="Similar names, but it is not clear who is meant. Ask whoever handed in: {names}",
    ),
    "class.near.name": Text(ko="{name} → {people}?", en="{name} → {people}?"),
    "class.near.row": Text(ko="→ {people}?", en="→ {people}?"),
    "class.near.handed-in": Text(ko="비슷한 이름의 제출 있음: {names}", en="similar name handed in: {names}"),
    # -- what to say
    "class.share": Text(ko="{all}명 중 {count}명", en="{count} of {all}"),
    "class.share-others": Text(ko="명단 외 {count}명", en="{count} not on the roster"),
    "class.who-fixes": Text(ko="해결할 사람: {who}", en="Who fixes it: {who}"),
    "class.fixer.attendee": Text(ko="참가자", en="the attendee"),
    "class.fixer.owner": Text(ko="AWS 계정 관리자", en="the AWS account administrator"),
    "class.fixer.authors": Text(ko="점검 도구 개발자", en="the authors of this suite"),
    "class.message": Text(ko="채팅에 보낼 메시지와 해결 방법", en="Message for the chat, and how to fix it"),
    "class.message.copy": Text(ko="메시지 복사", en="Copy message"),
    "class.message.again": Text(
        ko='그다음 `{command} --attendee "이름"` 명령을 다시 실행하고 새 파일을 제출하세요.',
        en='Then run `{command} --attendee "your name"` again and hand in the new file.',
    ),
    # -- the grid
    "class.matrix.cause": Text(ko="결과 또는 먼저 할 일", en="Result, or what to do first"),
    "class.filter": Text(ko="이름, 조, 원인으로 찾기", en="Filter by name, group or cause"),
    "class.group": Text(ko="조", en="Group"),
    "class.all-groups": Text(ko="모든 조", en="all groups"),
    "class.sort": Text(ko="정렬", en="Sort by"),
    "class.sort.cause": Text(ko="원인순", en="cause"),
    "class.sort.name": Text(ko="이름순", en="name"),
    # -- a sentence for several causes that one command helps with
    "together.region": Text(
        ko="AWS_REGION 환경변수가 {guide_region} 리전이 아닙니다. 다음 명령으로 설정하세요.",
        en="AWS_REGION is not set to {guide_region}. Set it with this command.",
    ),
    "together.api-key": Text(
        ko="Bedrock API Key를 사용할 수 없습니다. {guide_region} 리전에서 새로 발급받아 입력하세요.",
        en="The Bedrock API key cannot be used. Create a new one in {guide_region} and enter it.",
    ),
    "together.temporary-credentials": Text(
        ko="임시 자격증명을 사용할 수 없습니다. 새로 받아 세 값을 모두 설정하세요.",
        en="The temporary credentials cannot be used. Get new ones and set all three values.",
    ),
    "together.network": Text(
        ko="AWS에서 응답을 받지 못했습니다. 인터넷, VPN, 프록시를 확인하세요.",
        en="AWS does not answer. Check the network, VPN and proxy.",
    ),
    "together.again": Text(
        ko="AWS가 일시적으로 응답하지 못했습니다. 몇 분 뒤 다시 확인하세요.",
        en="AWS could not answer for the moment. Check again in a few minutes.",
    ),
    # -- the table
    "class.table.say": Text(ko="해결할 문제", en="To fix"),
    "class.table.roster": Text(ko="명단", en="Roster"),
    "class.table.near": Text(ko="비슷한 이름", en="Similar name"),
    "class.newer": Text(
        ko="더 최근 파일은 집계에서 제외: {reasons}", en="a more recent file does not count: {reasons}"
    ),
    "class.newer-names": Text(
        ko="집계한 결과보다 최근에 만든 파일이 집계에서 제외된 사람이 있습니다. 파일을 다시 받으세요: {names}",
        en="Files more recent than what counts were left out. Ask these people for their files again: {names}",
    ),
    "class.table.doubts": Text(ko="확인할 내용", en="To check"),
    "class.table.group": Text(ko="조", en="Group"),
    "class.on-roster": Text(ko="명단에 있음", en="on the roster"),
}
