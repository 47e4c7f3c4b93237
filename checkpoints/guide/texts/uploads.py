"""Texts of handing in by a drop box: the token, where a hand-in goes, and what became of it."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    # -- the token, before the run
    "option.token-absent": Text(
        ko="{where}: 제출 토큰이 없습니다. HANDIN으로 시작하는 토큰을 진행자에게 받은 그대로 입력하세요.",
        en="{where}: there is no hand-in token. Give the one that your facilitator sent, which begins with HANDIN.",
    ),
    "option.token-several": Text(
        ko="{where}: 제출 토큰이 두 개 이상입니다. 본인의 토큰 하나만 입력하세요.",
        en="{where}: there are several hand-in tokens. Give your own alone.",
    ),
    "option.token-altered": Text(
        ko="{where}: 제출 토큰이 잘렸거나 바뀌었습니다. 진행자에게 받은 토큰을 처음부터 끝까지 다시 복사하세요.",
        en="{where}: the hand-in token was cut or changed. Copy it again, from its start to its end.",
    ),
    "option.token-other-version": Text(
        ko="{where}: 다른 버전의 제출 토큰입니다. 이 프로젝트를 업그레이드한 뒤 다시 실행하세요(docs/hand-in.ko.md).",
        en="{where}: this hand-in token is of another version. Upgrade this project and run again (docs/hand-in.md).",
    ),
    "option.token-foreign": Text(
        ko="{where}: 이 프로젝트의 제출 토큰이 아닙니다. 진행자에게 새 토큰을 요청하세요.",
        en="{where}: this is not a hand-in token of this project. Ask your facilitator for a new one.",
    ),
    "option.token-plain": Text(
        ko="{where}: 제출 토큰의 주소가 HTTPS가 아니므로 사용하지 않습니다. 진행자에게 알려 주세요.",
        en="{where}: the hand-in token leads to an address without HTTPS and is not used. Tell your facilitator.",
    ),
    "option.token-no-file": Text(
        ko="{where}: 제출 토큰도 아니고, 그런 파일도 없습니다({path}). HANDIN으로 시작하는 토큰이나 토큰이 든 파일을 입력하세요.",
        en="{where}: this is not a hand-in token, and there is no such file ({path}). Give the token, which begins with HANDIN, or a file with it.",
    ),
    "option.token-unreadable": Text(
        ko="{where}: 제출 토큰 파일을 읽을 수 없습니다({path}). UTF-8 텍스트 파일인지, 읽기 권한이 있는지 확인하세요.",
        en="{where}: the file of the hand-in token cannot be read ({path}). It has to be a text file in UTF-8 that you may read.",
    ),
    "option.token-other-section": Text(
        ko="다른 섹션({section})의 제출 토큰입니다. 진행자에게 이 섹션({guide_section})의 토큰을 요청하세요.",
        en="This hand-in token is for section {section}. This run is of section {guide_section}: ask your facilitator for its token.",
    ),
    "option.token-expired": Text(
        ko="제출 시간이 끝났습니다: {end}. 이 컴퓨터의 현재 시각: {now}. 시각이 맞으면 진행자에게 새 토큰을 요청하세요.",
        en="The time for handing in ended on {end}. This machine's clock says {now}; if that is right, ask your facilitator for a new token.",
    ),
    "option.token-stray": Text(
        ko="제출 토큰은 --hand-in-to 옵션 바로 뒤에 입력하세요. 예: pytest --hand-in-to=토큰",
        en="A hand-in token belongs right behind --hand-in-to, for example: pytest --hand-in-to=TOKEN",
    ),
    "hand-in.paste": Text(
        ko="제출 토큰을 붙여넣고 Enter 키를 누르세요(화면에 표시되지 않습니다): ",
        en="Paste your hand-in token and press Enter (it is not shown): ",
    ),
    # -- where it goes
    "header.hand-in-to": Text(
        ko="제출 위치: {place} (서버 {host}), 마감 {end}", en="the hand-in goes to {place} (host {host}), until {end}"
    ),
    "header.hand-in-elsewhere": Text(
        ko="주의: 제출 서버({host})가 Amazon S3가 아닙니다. 모르는 주소이면 Ctrl-C 키로 중단하고 진행자에게 물어보세요.",
        en="note: {host} is not Amazon S3. If you do not know this address, press Ctrl-C and ask your facilitator.",
    ),
    "header.hand-in-other-name": Text(
        ko="주의: 제출 토큰의 이름은 '{name}', 보고서의 이름은 '{attendee}'입니다. 본인의 토큰인지 확인하세요.",
        en="note: the hand-in token is for '{name}', the report for '{attendee}'. Make sure that the token is yours.",
    ),
    # -- what became of it
    "hand-in.uploading": Text(ko="제출하는 중…", en="handing in…"),
    "hand-in.arrived": Text(
        ko="제출했습니다. {place} 위치에 도착했습니다(서버 {host}).",
        en="Handed in: it has arrived in {place} (host {host}).",
    ),
    "hand-in.send-yourself": Text(
        ko="이 제출 파일을 진행자에게 직접 보내세요: {path}",
        en="Send this hand-in to your facilitator yourself: {path}",
    ),
    "upload.expired": Text(
        ko="제출하지 못했습니다: 제출 시간이 끝났습니다. 진행자에게 새 토큰을 요청하세요({code}).",
        en="Not handed in: the time for handing in is over. Ask your facilitator for a new token ({code}).",
    ),
    "upload.credentials-ended": Text(
        ko="제출하지 못했습니다: 토큰을 만든 진행자의 자격증명이 끝났습니다. 진행자에게 새 토큰을 요청하세요({code}).",
        en="Not handed in: the facilitator's credentials that signed the token have ended. Ask for a new token ({code}).",
    ),
    "upload.credentials-unknown": Text(
        ko="제출하지 못했습니다: S3가 토큰을 만든 진행자의 Access Key를 받아들이지 않습니다. 삭제되거나 비활성화된 키일 수 있습니다. 진행자에게 새 토큰을 요청하세요({code}).",
        en="Not handed in: S3 does not accept the facilitator's access key that signed the token, which may be deleted or deactivated. Ask for a new token ({code}).",
    ),
    "upload.altered": Text(
        ko="제출하지 못했습니다: 토큰의 서명이 맞지 않습니다. 진행자에게 새 토큰을 요청하세요({code}).",
        en="Not handed in: the token's signature does not match. Ask your facilitator for a new token ({code}).",
    ),
    "upload.condition": Text(
        ko="제출하지 못했습니다: 토큰이 허용하는 형식이 아닙니다. 진행자에게 알려 주세요({code}).",
        en="Not handed in: it is not what the token allows. Tell your facilitator ({code}).",
    ),
    "upload.denied": Text(
        ko="제출하지 못했습니다: 진행자의 권한으로 이 위치에 저장할 수 없습니다. 진행자에게 알려 주세요({code}).",
        en="Not handed in: the facilitator's permissions do not allow to store it there. Tell your facilitator ({code}).",
    ),
    "upload.too-large": Text(
        ko="제출하지 못했습니다: 제출 파일이 토큰이 허용하는 크기보다 큽니다. 진행자에게 알려 주세요.",
        en="Not handed in: the file is larger than the token allows. Tell your facilitator.",
    ),
    "upload.no-bucket": Text(
        ko="제출하지 못했습니다: 제출할 S3 버킷이 없습니다. 진행자에게 알려 주세요({code}).",
        en="Not handed in: the S3 bucket does not exist. Tell your facilitator ({code}).",
    ),
    "upload.other-region": Text(
        ko="제출하지 못했습니다: S3 버킷이 다른 리전에 있습니다. 진행자에게 새 토큰을 요청하세요({code}).",
        en="Not handed in: the S3 bucket is in another Region. Ask your facilitator for a new token ({code}).",
    ),
    "upload.new-bucket": Text(
        ko="제출하지 못했습니다: 새로 만든 S3 버킷이라 S3가 아직 다른 주소로 보냅니다. 몇 시간까지 걸릴 수 있으니 나중에 다시 실행하세요. 급하면 진행자에게 버킷 리전의 엔드포인트로 만든 새 토큰을 요청하세요({code}).",
        en="Not handed in: the S3 bucket is new, and S3 still redirects requests for it, for up to hours. Run again later, or ask your facilitator for a token made with the endpoint of the bucket's Region ({code}).",
    ),
    "upload.clock": Text(
        ko="제출하지 못했습니다: 토큰을 만든 컴퓨터의 시각이 맞지 않습니다. 진행자에게 알려 주세요({code}).",
        en="Not handed in: the clock of the machine that made the token is wrong. Tell your facilitator ({code}).",
    ),
    "upload.refused": Text(
        ko="제출하지 못했습니다: S3가 거부했습니다. 진행자에게 이 오류 코드를 알려 주세요: {code}",
        en="Not handed in: S3 refused it. Tell your facilitator this code: {code}",
    ),
    "upload.not-s3": Text(
        ko="제출하지 못했습니다: 서버({host})의 응답이 S3의 응답이 아닙니다({code}). 네트워크 로그인 페이지나 프록시를 확인하세요.",
        en="Not handed in: the answer of {host} is not S3's ({code}). Look for a sign-in page of this network, or a proxy.",
    ),
    "upload.unproven": Text(
        ko="제출되었는지 알 수 없습니다: 서버({host})가 파일을 받았지만 S3의 응답을 보내지 않았습니다({code}). 진행자에게 알려 주세요.",
        en="It is not known whether it was handed in: {host} took it, but did not answer in S3's words ({code}). Tell your facilitator.",
    ),
    "upload.busy": Text(
        ko="제출하지 못했습니다: S3가 여러 번 요청을 처리하지 못했습니다. 잠시 뒤 다시 실행하세요({code}).",
        en="Not handed in: S3 was busy several times. Run again in a while ({code}).",
    ),
    "upload.timeout": Text(
        ko="제출하지 못했습니다: 서버({host})가 제시간에 응답하지 않았습니다. 네트워크를 확인하고 다시 실행하세요.",
        en="Not handed in: {host} did not answer in time. Check the network and run again.",
    ),
    "upload.unreached": Text(
        ko="제출하지 못했습니다: 서버({host})에 연결할 수 없습니다. 네트워크와 프록시 설정을 확인하고 다시 실행하세요.",
        en="Not handed in: {host} cannot be reached. Check the network and the proxy settings, and run again.",
    ),
    "upload.untrusted": Text(
        ko="제출하지 못했습니다: 서버({host})의 인증서를 신뢰할 수 없습니다. 회사 네트워크라면 AWS_CA_BUNDLE 변수에 회사의 인증서 파일을 지정하세요.",
        en="Not handed in: the certificate of {host} is not trusted. In a company's network, set AWS_CA_BUNDLE to its certificate file.",
    ),
    "upload.proxy": Text(
        ko="제출하지 못했습니다: 프록시가 서버({host}) 연결을 허용하지 않았습니다({code}). HTTPS_PROXY 변수를 확인하세요.",
        en="Not handed in: the proxy did not let the connection to {host} through ({code}). Check HTTPS_PROXY.",
    ),
    "upload.interrupted": Text(ko="제출을 중단했습니다.", en="The upload was interrupted."),
    "upload.unreadable": Text(
        ko="제출하지 못했습니다: 제출 파일을 다시 읽을 수 없습니다.",
        en="Not handed in: the file could not be read again.",
    ),
}
