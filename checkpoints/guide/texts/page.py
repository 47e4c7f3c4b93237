"""What the page says around the findings."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "page.title": Text(ko="{verdict} – {section} {title}", en="{verdict} – {section} {title}"),
    "page.skip": Text(ko="결과로 건너뛰기", en="Skip to the result"),
    "page.workshop": Text(ko="Claude Code on Amazon Bedrock 워크샵", en="Claude Code on Amazon Bedrock workshop"),
    "page.no_name": Text(ko="이름 없음", en="No name given"),
    "page.when": Text(
        ko="{year}년 {month}월 {day}일 {hour}:{minute} (한국 시간)",
        en="{year}-{month:0>2}-{day:0>2} {hour}:{minute} UTC",
    ),
    # -- a rehearsal, and other things to know before reading on
    "page.rehearsal": Text(ko="연습", en="Rehearsal"),
    "page.rehearsal.band": Text(ko="연습 결과입니다. 제출할 수 없습니다.", en="A rehearsal. It cannot be handed in."),
    "page.rehearsal.more": Text(
        ko="연습용 계정에서 실행한 결과이며, 실제 AWS 계정의 상태가 아닙니다.",
        en="It ran in a rehearsal account and does not show the state of a real AWS account.",
    ),
    "page.custom_endpoint": Text(
        ko="사용자 지정 엔드포인트로 실행한 결과입니다. AWS에 직접 확인한 결과가 아닙니다.",
        en="This ran against a custom endpoint, not against AWS itself.",
    ),
    "report.interrupted": Text(
        ko="실행이 중단되었습니다. 중단되기 전까지의 결과만 있습니다.",
        en="The run was interrupted. Only results from before that are shown.",
    ),
    # -- the verdict in a sentence
    "page.sentence.ready": Text(
        ko="모든 항목을 확인했습니다. 다음 섹션으로 진행할 수 있습니다.",
        en="Everything is verified. You can go on to the next section.",
    ),
    "page.sentence.rehearsed": Text(ko="연습의 모든 항목을 통과했습니다.", en="Every check of the rehearsal passed."),
    "page.sentence.failed.one": Text(ko="해결할 문제가 1건 있습니다.", en="There is one problem to fix."),
    "page.sentence.failed": Text(ko="해결할 문제가 {count}건 있습니다.", en="There are {count} problems to fix."),
    "page.sentence.blocked": Text(
        ko="먼저 해결해야 할 항목 때문에 확인하지 못한 항목이 있습니다.",
        en="Some checks could not run, because something else has to be fixed first.",
    ),
    "page.sentence.unverified.one": Text(
        ko="확인하지 못한 항목이 1건 있습니다. 실패한 항목은 없습니다.",
        en="One check could not be verified. Nothing failed.",
    ),
    "page.sentence.unverified": Text(
        ko="확인하지 못한 항목이 {count}건 있습니다. 실패한 항목은 없습니다.",
        en="{count} checks could not be verified. Nothing failed.",
    ),
    "page.sentence.part": Text(
        ko="일부 항목만 실행했습니다. 전체를 실행해야 준비 여부를 알 수 있습니다.",
        en="Only some of the checks were run. Run all of them to see whether you are ready.",
    ),
    # -- headings
    "page.boxes": Text(ko="체크포인트", en="Checkpoints"),
    "page.next": Text(ko="먼저 할 일", en="Do this first"),
    "page.next.check": Text(ko="자세히: 아래의 '{title}' 항목", en="More below, under: {title}"),
    "page.next.done": Text(ko="다음 단계", en="Next step"),
    "page.summary": Text(ko="요약", en="Summary"),
    "page.summary.item": Text(ko="항목", en="Item"),
    "page.summary.status": Text(ko="상태", en="Status"),
    "page.held": Text(ko="함께 보류된 항목", en="What is blocked, and by what"),
    "page.held.more": Text(
        ko="문제를 해결하면 그 아래 항목도 확인할 수 있습니다.",
        en="Once the problem is fixed, the checks below it can be tried.",
    ),
    "page.provenance": Text(ko="실행 정보", en="Run information"),
    "page.guide_notes": Text(ko="진행자 참고", en="For the facilitator"),
    "page.guide_notes.more": Text(
        ko="가이드 내용과 현재 AWS가 다른 부분입니다. 참가자의 결과에는 영향이 없습니다.",
        en="Where the guide and today's AWS differ. The attendee's result is not affected.",
    ),
    "page.technical": Text(ko="기술 정보", en="Technical details"),
    "page.done": Text(
        ko="다음 섹션에서 Claude Code를 설치하고 Bedrock에 연결합니다.",
        en="In the next section you install Claude Code and connect it to Bedrock.",
    ),
    # -- of a check
    "page.check.what": Text(ko="문제", en="What is wrong"),
    "page.check.denied_by": Text(ko="거부하는 정책", en="Denied by"),
    "page.denied_by": Text(ko="{policy} 정책의 Statement({statement})", en="Statement {statement} of {policy}"),
    "page.denied_by.policy": Text(ko="{policy} 정책", en="The policy {policy}"),
    "page.policy": Text(ko="JSON 정책 보기", en="Show the JSON policy"),
    "page.check.why": Text(ko="이유", en="Why it matters"),
    "page.check.who": Text(ko="해결할 사람", en="Who can fix it"),
    "page.check.fix": Text(ko="해결 방법", en="How to fix it"),
    "page.check.evidence": Text(ko="확인 근거", en="Evidence"),
    "page.check.notes": Text(ko="참고", en="Notes"),
    "page.check.cause": Text(ko="원인 코드", en="Cause code"),
    "page.check.explain": Text(ko="원인 설명", en="About the cause"),
    "page.check.root": Text(ko="먼저 해결할 문제", en="Fix this first"),
    "page.check.same": Text(ko="같은 문제", en="Same problem as"),
    "page.check.took": Text(ko="소요 시간", en="Duration"),
    "page.copy": Text(ko="복사", en="Copy"),
    "page.copied": Text(ko="복사했습니다", en="Copied"),
    "page.seconds": Text(ko="{seconds}초", en="{seconds} s"),
    "page.count": Text(ko="{word} {count}", en="{word} {count}"),
    # -- provenance
    "page.made.code": Text(ko="확인 코드", en="Confirmation code"),
    "page.made.mode": Text(ko="실행 방식", en="Mode"),
    "page.made.mode.live": Text(ko="실제 AWS 계정", en="Live, your own AWS account"),
    "page.made.mode.offline": Text(ko="연습 (연습용 계정, 시나리오 {scenario})", en="Rehearsal (scenario {scenario})"),
    "page.made.endpoint": Text(ko="엔드포인트", en="Endpoint"),
    "page.made.endpoint.aws": Text(ko="AWS", en="AWS"),
    "page.made.endpoint.custom": Text(ko="사용자 지정", en="Custom"),
    "page.made.endpoint.offline": Text(ko="로컬 연습용 계정", en="Local rehearsal account"),
    "page.made.region": Text(ko="AWS_REGION", en="AWS_REGION"),
    "page.made.claude_code": Text(ko="Claude Code가 사용할 설정", en="Claude Code would use"),
    "page.made.claude_code.none": Text(ko="자격증명을 찾지 못함", en="no credentials found"),
    "page.made.claude_code.unsigned": Text(ko="서명하지 않음", en="unsigned"),
    "page.made.claude_code.off": Text(ko="Bedrock 꺼짐", en="Bedrock switched off"),
    "page.made.source": Text(ko="자격증명 출처", en="Credential source"),
    "page.made.principal": Text(ko="사용자 또는 역할", en="User or role"),
    "page.made.account": Text(ko="AWS 계정", en="AWS account"),
    "page.made.selection": Text(ko="실행 범위", en="Checks selected"),
    "page.made.selection.all": Text(ko="전체", en="All"),
    "page.made.invoke": Text(ko="모델 호출 설정", en="Model calls"),
    "page.made.billed": Text(ko="과금된 모델 호출(최대)", en="Billed model calls, at most"),
    "page.made.billed.count": Text(ko="{count}회", en="{count}"),
    "page.made.started": Text(ko="시작", en="Started"),
    "page.made.duration": Text(ko="소요 시간", en="Duration"),
    "page.made.versions": Text(ko="버전", en="Versions"),
    "page.made.nothing": Text(ko="없음", en="none"),
    # -- pytest-html's part
    "page.technical.more": Text(
        ko="개발자용 실행 기록(pytest-html)입니다.", en="A record of the run for developers (pytest-html)."
    ),
    "page.technical.absent": Text(
        ko="이번 실행에는 pytest-html 기록이 없습니다.", en="This run has no pytest-html record."
    ),
    "page.technical.environment": Text(ko="실행 환경", en="Environment"),
    "page.technical.results": Text(ko="테스트별 결과", en="Results by test"),
    "page.technical.filter": Text(ko="표시할 결과", en="Results to show"),
    "page.technical.show": Text(ko="모두 펼치기", en="Show all details"),
    "page.technical.hide": Text(ko="모두 접기", en="Hide all details"),
    "page.technical.empty": Text(ko="표시할 결과가 없습니다.", en="Nothing to show."),
    "page.technical.verdict": Text(ko="판정", en="Verdict"),
    "page.technical.result": Text(ko="pytest 결과", en="Outcome"),
    "page.technical.test": Text(ko="테스트", en="Test"),
    "page.technical.duration": Text(ko="시간", en="Duration"),
    "page.technical.links": Text(ko="링크", en="Links"),
    "page.technical.nothing": Text(ko="기록된 출력이 없습니다.", en="Nothing was recorded."),
    "page.outcome.failed": Text(ko="실패", en="failed"),
    "page.outcome.passed": Text(ko="통과", en="passed"),
    "page.outcome.skipped": Text(ko="건너뜀", en="skipped"),
    "page.outcome.xfailed": Text(ko="예상된 실패", en="expected failures"),
    "page.outcome.xpassed": Text(ko="예상 밖의 통과", en="unexpected passes"),
    "page.outcome.error": Text(ko="오류", en="errors"),
    "page.outcome.rerun": Text(ko="재실행", en="reruns"),
    "page.outcome.retried": Text(ko="재시도", en="retried"),
    "page.made_by": Text(ko="도구: {tool} {version}", en="Made by {tool} {version}."),
}
