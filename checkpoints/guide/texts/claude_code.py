"""Texts of what Claude Code does differently from the AWS CLI, and of settings that defeat what was tested."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

_BYPASS = {
    "switched-off": Text(
        ko="{place} 위치의 {name} 값이 Bedrock 사용을 끕니다. 다음 절에서 셸에 설정해도 이 값이 우선합니다.",
        en="{name} in {place} turns Bedrock off, and takes precedence over what the next section sets in the shell.",
    ),
    "unsigned": Text(
        ko="{place} 위치의 {name} 값 때문에 Claude Code가 자격증명 없이 요청을 보냅니다.",
        en="With {name} in {place}, Claude Code sends its requests without credentials.",
    ),
    "gateway": Text(
        ko="{place} 위치의 {name} 값 때문에 Claude Code의 모든 요청이 AWS가 아닌 다른 주소로 갑니다.",
        en="With {name} in {place}, all requests of Claude Code go to an address other than AWS.",
    ),
    "control-plane": Text(
        ko="{place} 위치의 {name} 값 때문에 Claude Code가 모델 목록을 다른 주소에 요청합니다.",
        en="With {name} in {place}, Claude Code requests the list of models from another address.",
    ),
    "host": Text(
        ko="{place} 위치의 {name} 값이 있으면 Claude Code는 데스크톱 앱의 자격증명만 기다리고, 이 컴퓨터의 자격증명을 사용하지 않습니다.",
        en="With {name} in {place}, Claude Code waits for credentials of a desktop application, and uses none of this machine's.",
    ),
    "debugger": Text(
        ko="{place} 위치의 {name} 값이 디버거를 켜서, Claude Code가 메시지 없이 바로 종료됩니다.",
        en="{name} in {place} starts a debugger, and with one Claude Code ends at once, without a message.",
    ),
    "max-turns": Text(
        ko="{place} 위치의 {name} 값이 양의 정수가 아니어서 Claude Code가 시작되지 않습니다.",
        en="{name} in {place} is not a positive integer, so Claude Code does not start.",
    ),
    "service-tier": Text(
        ko="{place} 위치의 {name} 값은 Amazon Bedrock에 없는 서비스 계층이어서, AWS가 요청을 거부합니다.",
        en="{name} in {place} is not a service tier of Amazon Bedrock, so AWS refuses each request.",
    ),
    "extra-body": Text(
        ko="{place} 위치의 {name} 값이 Claude Code의 모든 요청에 필드를 더합니다. 이 점검은 그 필드를 보내지 않으므로, AWS가 받아들이는지 확인하지 못했습니다.",
        en="{name} in {place} adds fields to every request of Claude Code. This run does not send them, so it is not known whether AWS accepts them.",
    ),
    "timeout": Text(
        ko="{place} 위치의 {name} 값이 1초보다 짧아, 모델이 응답하기 전에 Claude Code가 요청을 끊습니다.",
        en="{name} in {place} is less than a second: Claude Code gives each request up before a model answers.",
    ),
    "timeout-doubtful": Text(
        ko="{place} 위치의 {name} 값이 5초보다 짧습니다. 모델의 첫 응답이 이보다 늦으면 Claude Code가 요청을 끊으므로, 요청이 성공하는지 확인하지 못했습니다.",
        en="{name} in {place} is less than five seconds. Where a model begins to answer later, Claude Code gives the request up, so it is not known whether requests succeed.",
    ),
    "output-limit": Text(
        ko="{place} 위치의 {name} 값이 1024 이하입니다. {model} 모델은 사고(thinking)에만 1024토큰을 배정받으므로, AWS가 Claude Code의 요청을 거부합니다.",
        en="{name} in {place} is 1024 or less. {model} is given 1024 tokens for its thinking alone, so AWS refuses Claude Code's requests.",
    ),
    "header-token": Text(
        ko="{place} 위치의 {name} 값이 모든 요청에 x-amz-security-token 헤더를 넣어, AWS가 요청을 거부합니다.",
        en="{name} in {place} gives each request the header x-amz-security-token, so AWS refuses it.",
    ),
    "header-length": Text(
        ko="{place} 위치의 {name} 값이 모든 요청에 content-length 헤더를 넣어, 요청의 서명이 맞지 않습니다.",
        en="{name} in {place} gives each request the header content-length, so its signature does not match.",
    ),
    "chain-timeout": Text(
        ko="{place} 위치의 {name} 값이 너무 짧아, Claude Code가 자격증명을 받기 전에 포기합니다. 단위는 밀리초입니다.",
        en="{name} in {place} is too short: Claude Code gives up before it has its credentials. Its unit is the millisecond.",
    ),
    "certificate": Text(
        ko="{place} 위치의 {name} 인증서를 사용할 수 없어 Claude Code가 AWS에 연결하지 못합니다.",
        en="The certificate of {name} in {place} cannot be used, so Claude Code makes no connection to AWS.",
    ),
    "header-form": Text(
        ko="{place} 위치의 {name} 값에 HTTP가 허용하지 않는 헤더가 있어, Claude Code가 요청을 보내지 못합니다.",
        en="{name} in {place} holds a header that HTTP does not allow, so Claude Code sends no request.",
    ),
    "header-tier": Text(
        ko="{place} 위치의 {name} 값에 Amazon Bedrock에 없는 서비스 계층이 있어, AWS가 요청을 거부합니다.",
        en="{name} in {place} names a service tier that Amazon Bedrock does not have, so AWS refuses each request.",
    ),
    "header-unknown": Text(
        ko="{place} 위치의 {name} 값이 Claude Code의 모든 요청에 Amazon Bedrock의 헤더(가드레일 등)를 더합니다. 이 점검은 그 헤더를 보내지 않으므로, AWS가 받아들이는지 확인하지 못했습니다.",
        en="{name} in {place} adds a header for Amazon Bedrock, such as a guardrail, to every request of Claude Code. This run does not send it, so it is not known whether AWS accepts it.",
    ),
}

_START = {
    "version-refused": Text(
        ko="관리자 설정의 {name} 값({place})은 {bound} 버전을 요구하는데, 설치된 Claude Code는 {version} 버전이어서 시작되지 않습니다.",
        en="{name} in the administrator's settings ({place}) is {bound}. Claude Code {version}, which is installed, does not start.",
    ),
    "version-unknown": Text(
        ko="관리자 설정의 {name} 값({place})은 {bound} 버전을 요구합니다. 설치된 Claude Code의 버전을 알 수 없습니다.",
        en="{name} in the administrator's settings ({place}) is {bound}. The version of the installed Claude Code is not known.",
    ),
    "bedrock-forbidden": Text(
        ko="관리자 설정의 {name} 값({place})이 Amazon Bedrock을 허용하지 않아, Claude Code가 Bedrock으로 시작되지 않습니다.",
        en="{name} in the administrator's settings ({place}) does not allow Amazon Bedrock, so Claude Code does not start with it.",
    ),
    "models-denied": Text(
        ko="관리자 설정의 {name} 값({place})이 모든 모델을 막아, Claude Code가 시작되지 않습니다.",
        en="{name} in the administrator's settings ({place}) denies the models of all families, so Claude Code does not start.",
    ),
    "model-denied": Text(
        ko="관리자 설정의 {name} 값({place})이 워크샵의 모델을 막아, Claude Code는 여기서 확인하지 않은 다른 모델을 사용합니다.",
        en="{name} in the administrator's settings ({place}) denies a model of the workshop, so Claude Code uses another one, which this run did not check.",
    ),
    "policy-helper": Text(
        ko="관리자 설정의 {name} 값({place})에 있는 프로그램이 Claude Code의 설정을 만듭니다. 이 점검은 실행하지 않으므로, 어떤 설정이 되는지 알 수 없습니다.",
        en="The program of {name} in the administrator's settings ({place}) makes settings of Claude Code. This run does not start it, and cannot tell which.",
    ),
    "root-refused": Text(
        ko="{place} 위치의 {name} 값이 bypassPermissions이면 Claude Code는 root 사용자로 시작되지 않습니다.",
        en="{name} in {place} is bypassPermissions: with it, Claude Code does not start as root.",
    ),
    "folder-closed": Text(
        ko="{place} 위치의 {name} 폴더에 Claude Code가 임시 파일을 둘 수 없어 시작되지 않습니다.",
        en="Claude Code cannot keep temporary files in the folder of {name} in {place}, so it does not start.",
    ),
    "sandbox-missing": Text(
        ko="{place} 위치의 {name} 값 때문에 샌드박스가 없으면 Claude Code가 시작되지 않습니다. 없는 프로그램: {programs}",
        en="With {name} in {place}, Claude Code does not start without its sandbox. Missing programs: {programs}",
    ),
}

_PINS = {
    "unusable": Text(
        ko="{place} 위치에 지정된 {pin} 모델을 호출할 수 없습니다: {reason}",
        en="The model {pin}, pinned in {place}, cannot be called: {reason}",
    ),
    "blank": Text(
        ko="{place} 위치의 {name} 값에 공백만 있어서, Claude Code가 이름 없는 모델을 호출합니다.",
        en="{name} in {place} is blank, so Claude Code calls a model without a name.",
    ),
    "unlisted": Text(ko="{model} 모델의 추론 프로파일이 없음", en="no inference profile of {model}"),
}

# Why Claude Code does not read a place as the AWS CLI does.
_PORTABILITY = {
    "letter-case": Text(
        ko="{place}: 키 이름({name})에 대문자가 있어 Claude Code가 읽지 못합니다. 소문자로 쓰세요: {change}",
        en="{place}: Claude Code does not read the key {name} because it has capital letters. Write: {change}",
    ),
    "colon": Text(
        ko="{place}: {name} 키 뒤에 쌍점(:)이 있어 Claude Code가 읽지 못합니다. 등호(=)를 쓰세요: {change}",
        en="{place}: Claude Code does not read {name} with a colon after it. Write: {change}",
    ),
    "comment": Text(
        ko="{place}: {name} 값 뒤의 주석(#, ;)을 AWS CLI는 값의 일부로 읽고 Claude Code는 빼고 읽습니다. 주석을 지우세요.",
        en="{place}: the AWS CLI reads the comment after {name} as part of the value, Claude Code does not. Remove the comment.",
    ),
    "indentation": Text(
        ko="{place}: {name} 키 아래의 들여쓴 줄을 Claude Code와 AWS CLI가 서로 다르게 읽습니다. 들여쓰기를 없애세요.",
        en="{place}: Claude Code and the AWS CLI read the indented lines below {name} differently. Remove the indentation.",
    ),
    "inherited": Text(
        ko="{place}: [DEFAULT] 섹션의 {name} 키를 Claude Code는 읽지 않습니다. {change} 섹션으로 옮기세요.",
        en="{place}: Claude Code does not read {name} under [DEFAULT]. Move it to {change}.",
    ),
    "token-name": Text(
        ko="{place}: Claude Code는 세션 토큰의 이전 이름({name})을 읽지 않습니다. 이름을 바꾸세요: {change}",
        en="{place}: Claude Code does not read {name}, the old name of the session token. Write: {change}",
    ),
    "section-line": Text(
        ko="{place}: {name} 섹션의 대괄호 뒤에 글자가 있어 Claude Code가 섹션으로 읽지 않습니다. 다음만 남기세요: {change}",
        en="{place}: there is text after the brackets of {name}, so Claude Code does not read it as a section. Write: {change}",
    ),
    "section-spaces": Text(
        ko="{place}: 섹션 이름에 공백이 두 개 이상이거나 탭이 있어 Claude Code가 찾지 못합니다. 공백을 하나만 쓰세요: {change}",
        en="{place}: the name of the section has more than one space, or a tab, so Claude Code does not find it. Write one space: {change}",
    ),
    "section-name": Text(
        ko="{place}: {name} 섹션의 이름을 Claude Code가 찾지 못합니다. 이름에는 영문자와 숫자만 쓰고, AWS_PROFILE 값도 함께 바꾸세요. 예: {change}",
        en="{place}: Claude Code does not find a section named {name}. Use only letters and digits, and change AWS_PROFILE too, for example: {change}",
    ),
    "prefix": Text(
        ko="{place}: credentials 파일에서는 Claude Code가 {name} 섹션을 찾지 못합니다. {change} 표기로 바꾸고 AWS_PROFILE 값에서도 profile 단어를 지우세요.",
        en="{place}: Claude Code does not find the section {name} in the credentials file. Write {change}, and remove the word profile from AWS_PROFILE too.",
    ),
    "path": Text(
        ko="{name} 변수의 경로를 Claude Code와 AWS CLI가 서로 다르게 읽습니다. 다음과 같이 쓰세요: {change}",
        en="Claude Code and the AWS CLI read the path in {name} differently. Write: {change}",
    ),
    "two-files": Text(
        ko="{place}: 한 프로필의 {name} 키가 다른 파일에 있어 Claude Code와 AWS CLI가 다르게 읽습니다. 한 파일에 모으세요: {change}",
        en="{place}: {name} is in a different file than the rest of the profile, so Claude Code and the AWS CLI read it differently. Keep all of it in one file: {change}",
    ),
    "repeated": Text(
        ko="{place}: 같은 프로필의 섹션이 두 번 있어 {name} 키를 Claude Code와 AWS CLI가 다르게 읽습니다. 하나만 남기세요.",
        en="{place}: the profile has two sections, so Claude Code and the AWS CLI read {name} differently. Keep one.",
    ),
    "special-default": Text(
        ko="{place}: {name} 섹션과 [default] 섹션이 함께 있어 Claude Code와 AWS CLI가 서로 다른 섹션을 읽습니다. {change} 섹션 하나만 남기세요.",
        en="{place}: there is {name} as well as [default], and Claude Code and the AWS CLI read different ones. Keep only {change}.",
    ),
    "other": Text(
        ko="{place}: {name} 키를 Claude Code와 AWS CLI가 서로 다르게 읽습니다. 이 프로필을 다시 설정하세요: {change}",
        en="{place}: Claude Code and the AWS CLI read {name} differently. Set up the profile again: {change}",
    ),
}

TEXTS: dict[str, Text] = {
    **{f"bypass.{key}": text for key, text in _BYPASS.items()},
    **{f"start.{key}": text for key, text in _START.items()},
    **{f"pins.{key}": text for key, text in _PINS.items()},
    **{f"portability.{key}": text for key, text in _PORTABILITY.items()},
}
