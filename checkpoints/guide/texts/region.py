"""Texts of step 4 about `AWS_REGION`."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

_MALFORMED = {
    "line-end": Text(
        ko="{place} 값 {value} 안에 줄바꿈 문자가 있습니다(Windows 줄바꿈(CRLF) 파일에서 읽은 값에는 \\r이 붙습니다).",
        en="The value {value} in {place} contains a line end (a file with Windows line ends adds \\r).",
    ),
    "space": Text(ko="{place} 값 {value} 안에 공백이 있습니다.", en="The value {value} in {place} contains a space."),
    "quotes": Text(
        ko="{place} 값 {value} 안에 따옴표가 포함되어 있습니다.",
        en="The value {value} in {place} contains quotes.",
    ),
    "hyphen": Text(
        ko="{place} 값 {value} 안에 하이픈(-)과 비슷한 다른 글자가 있습니다. 웹 페이지에서 복사할 때 흔히 바뀝니다.",
        en="The value {value} in {place} contains a character that only looks like a hyphen. This often happens when copying from a web page.",
    ),
    "characters": Text(
        ko="{place} 값 {value} 안에 리전 코드에 쓸 수 없는 글자가 있습니다.",
        en="The value {value} in {place} contains characters that no Region code has.",
    ),
    "capitals": Text(
        ko="{place} 값 {value} 안에 대문자가 있습니다. 리전 코드는 소문자만 사용합니다.",
        en="The value {value} in {place} contains capital letters. Region codes are lower case.",
    ),
    "zone": Text(
        ko="{place} 값 {value}: 리전이 아니라 가용 영역입니다. 마지막 글자를 지우세요.",
        en="The value {value} in {place} is an Availability Zone, not a Region. Remove the last letter.",
    ),
    "underscore": Text(
        ko="{place} 값 {value} 안에 밑줄(_)이 있습니다. 하이픈(-)으로 바꾸세요.",
        en="The value {value} in {place} contains an underscore. Use a hyphen.",
    ),
    "name": Text(
        ko="{place} 값 {value}: 리전 코드의 형식(예: {guide_region})이 아닙니다.",
        en="The value {value} in {place} is not in the form of a Region code (such as {guide_region}).",
    ),
}

TEXTS: dict[str, Text] = {
    "region.is": Text(ko="값: {value}", en="value: {value}"),
    "region.exported": Text(ko="AWS_REGION 값은 {value}입니다.", en="AWS_REGION is set to {value}."),
    "region.not-exported": Text(
        ko="이 셸의 환경변수에 AWS_REGION이 없습니다.", en="AWS_REGION is not set in this shell's environment."
    ),
    "region.not-exported-but-elsewhere": Text(
        ko="이 셸의 환경변수에 AWS_REGION이 없습니다. 리전이 설정된 곳: {places}",
        en="AWS_REGION is not set in this shell's environment. A Region is set only in: {places}",
    ),
    "region.empty": Text(ko="AWS_REGION이 빈 값입니다.", en="AWS_REGION is set to an empty value."),
    "region.empty-but-elsewhere": Text(
        ko="AWS_REGION이 빈 값입니다. 리전이 설정된 곳: {places}",
        en="AWS_REGION is set to an empty value. A Region is set only in: {places}",
    ),
    "region.is-guide": Text(ko="AWS_REGION 값은 {value}입니다.", en="AWS_REGION is {value}."),
    "region.other": Text(
        ko="리전이 {value} 값으로 설정되어 있습니다(위치: {place}). 워크샵의 리전은 {guide_region}입니다.",
        en="The Region in {place} is {value}; the workshop's Region is {guide_region}.",
    ),
    "region.cancelled": Text(
        ko="셸에는 AWS_REGION이 있지만 Claude Code 설정({file})이 빈 값으로 덮어씁니다.",
        en="The shell sets AWS_REGION, but Claude Code's settings ({file}) override it with an empty value.",
    ),
    "region.cancels": Text(ko="env의 AWS_REGION이 빈 값", en="AWS_REGION under env is empty"),
    "region.near-miss": Text(
        ko="이름이 비슷한 변수가 있습니다: {names}. 이름은 정확히 AWS_REGION이어야 합니다.",
        en="There are variables with a similar name: {names}. The name must be exactly AWS_REGION.",
    ),
    "region.other-shell": Text(
        ko="{files} 파일에는 AWS_REGION이 있지만 이 셸에는 적용되지 않았습니다. 새 터미널을 열거나 `source 파일` 명령을 실행하세요.",
        en="{files} sets AWS_REGION, but this shell has not read it. Open a new terminal, or run `source FILE`.",
    ),
    "region.dotenv-unused": Text(
        ko=".env 파일의 {names} 값은 사용되지 않습니다. AWS 설정은 환경변수나 ~/.aws 폴더에 지정하세요.",
        en="{names} in .env is not used. Put AWS settings in the shell's environment or in ~/.aws.",
    ),
    "region.dotenv-unreadable": Text(
        ko=".env 파일이 UTF-8 형식이 아니어서 리전이 있는지 알 수 없습니다.",
        en="The .env file is not UTF-8 text, so it is not known whether it contains a Region.",
    ),
    "region.guide-fallback": Text(
        ko="Claude Code 2.1.172부터는 AWS_REGION이 없으면 AWS_DEFAULT_REGION, 프로필의 리전, us-east-1 순서로 사용합니다. 가이드의 '설정 파일에서 리전을 읽지 않습니다'는 그 이전 버전에 해당합니다.",
        en="Since 2.1.172, Claude Code falls back from AWS_REGION to AWS_DEFAULT_REGION, the profile's Region and us-east-1. The guide's sentence that it reads no Region from the config file applies to older versions.",
    ),
    "region.client-trims": Text(
        ko="Claude Code는 앞뒤의 공백과 줄바꿈을 지우고 {used} 값을 사용하지만, AWS CLI와 boto3는 값을 그대로 사용해 실패합니다.",
        en="Claude Code removes the white space around the value and uses {used}; the AWS CLI and boto3 use the value as it is, and fail.",
    ),
    "region.client-ignores": Text(
        ko="Claude Code는 이 값을 알림 없이 무시하고 {used} 리전을 사용합니다(출처: {source}).",
        en="Claude Code ignores this value without a warning and uses {used} instead (from: {source}).",
    ),
    "region.client-takes": Text(
        ko="Claude Code는 {used} 값을 그대로 사용하므로 요청이 실패합니다.",
        en="Claude Code uses {used} as it is, so its requests fail.",
    ),
    **{f"region.malformed.{reason}": text for reason, text in _MALFORMED.items()},
}
