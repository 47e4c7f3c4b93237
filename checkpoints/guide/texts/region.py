"""Texts of step 4 about `AWS_REGION`."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

_MALFORMED = {
    "line-end": Text(
        ko="{place}의 값 {value}에 줄바꿈 문자가 섞여 있습니다(윈도우 형식 파일에서 읽으면 \\r이 붙습니다).",
        en="The value {value} of {place} has a line end in it (a file with Windows line ends adds \\r).",
    ),
    "space": Text(
        ko="{place}의 값 {value}에 공백이 섞여 있습니다.", en="The value {value} of {place} has a space in it."
    ),
    "quotes": Text(
        ko="{place}의 값 {value}에 따옴표까지 들어가 있습니다.", en="The value {value} of {place} has quotes in it."
    ),
    "hyphen": Text(
        ko="{place}의 값 {value}에 하이픈(-)이 아닌 비슷한 글자가 들어 있습니다. 웹 페이지에서 복사할 때 흔히 바뀝니다.",
        en="The value {value} of {place} has a character that only looks like a hyphen, as web pages have them.",
    ),
    "characters": Text(
        ko="{place}의 값 {value}에 리전 이름에 쓸 수 없는 글자가 들어 있습니다.",
        en="The value {value} of {place} has characters that no Region's name has.",
    ),
    "capitals": Text(
        ko="{place}의 값 {value}에 대문자가 있습니다. 리전은 소문자로만 씁니다.",
        en="The value {value} of {place} has capital letters; Regions are written in lower case.",
    ),
    "zone": Text(
        ko="{place}의 값 {value}은(는) 리전이 아니라 가용 영역입니다. 끝의 글자를 빼야 합니다.",
        en="The value {value} of {place} is an Availability Zone, not a Region: drop the last letter.",
    ),
    "underscore": Text(
        ko="{place}의 값 {value}에 밑줄(_)이 있습니다. 하이픈(-)을 써야 합니다.",
        en="The value {value} of {place} has an underscore where a hyphen belongs.",
    ),
    "name": Text(
        ko="{place}의 값 {value}은(는) 리전 코드의 형식({guide_region})이 아닙니다.",
        en="The value {value} of {place} does not have the form of a Region code ({guide_region}).",
    ),
}

TEXTS: dict[str, Text] = {
    "region.is": Text(ko="값: {value}", en="value: {value}"),
    "region.exported": Text(ko="AWS_REGION이 {value}(으)로 설정되어 있습니다.", en="AWS_REGION is set to {value}."),
    "region.not-exported": Text(
        ko="이 셸의 환경변수에 AWS_REGION이 없습니다.", en="AWS_REGION is not among this shell's environment variables."
    ),
    "region.not-exported-but-elsewhere": Text(
        ko="이 셸의 환경변수에 AWS_REGION이 없습니다. 리전은 다른 곳에만 있습니다: {places}",
        en="AWS_REGION is not among this shell's environment variables. A Region stands only elsewhere: {places}",
    ),
    "region.empty": Text(ko="AWS_REGION이 빈 값입니다.", en="AWS_REGION is set to an empty value."),
    "region.empty-but-elsewhere": Text(
        ko="AWS_REGION이 빈 값입니다. 리전은 다른 곳에만 있습니다: {places}",
        en="AWS_REGION is set to an empty value. A Region stands only elsewhere: {places}",
    ),
    "region.is-guide": Text(ko="AWS_REGION이 {value}입니다.", en="AWS_REGION is {value}."),
    "region.other": Text(
        ko="{place}의 값이 {value}입니다. 이 워크샵에서 사용하는 리전은 {guide_region}입니다.",
        en="{place} says {value}; the workshop's Region is {guide_region}.",
    ),
    "region.cancelled": Text(
        ko="셸에는 AWS_REGION이 있지만 Claude Code 설정({file})이 빈 값으로 지웁니다.",
        en="The shell has AWS_REGION, but Claude Code's settings ({file}) cancel it with an empty value.",
    ),
    "region.cancels": Text(ko="env의 AWS_REGION이 빈 값", en="AWS_REGION under env is empty"),
    "region.near-miss": Text(
        ko="이름이 비슷한 변수가 있습니다: {names}. 이름은 정확히 AWS_REGION이어야 합니다.",
        en="There are variables of nearly that name: {names}. It has to be exactly AWS_REGION.",
    ),
    "region.other-shell": Text(
        ko="{files}에는 AWS_REGION이 있지만 이 셸에는 적용되지 않았습니다. 새 터미널을 열거나 파일을 다시 읽으세요.",
        en="{files} sets AWS_REGION, but this shell has not read it: open a new terminal, or source the file.",
    ),
    "region.dotenv-unused": Text(
        ko=".env의 {names}은(는) 사용하지 않습니다. AWS 설정은 셸의 환경변수나 ~/.aws에 두세요.",
        en="{names} in .env is not used: AWS settings belong in the shell's environment or in ~/.aws.",
    ),
    "region.dotenv-unreadable": Text(
        ko=".env 파일을 UTF-8로 읽을 수 없어 그 안에 리전이 있는지 알 수 없습니다.",
        en="The .env file is no UTF-8 text, so whether it holds a Region cannot be told.",
    ),
    "region.guide-fallback": Text(
        ko="Claude Code 2.1.172부터는 AWS_REGION이 없으면 AWS_DEFAULT_REGION, 프로필의 리전, us-east-1 순으로 대신 사용합니다. "
        "가이드의 '설정 파일에서 리전을 읽지 않습니다'는 그 이전 버전에 해당합니다.",
        en="Since 2.1.172 Claude Code falls back from AWS_REGION to AWS_DEFAULT_REGION, the profile's Region and us-east-1. "
        "The guide's sentence that it reads no Region from the config file holds for older versions.",
    ),
    "region.client-trims": Text(
        ko="Claude Code는 앞뒤의 공백과 줄바꿈을 떼고 {used} 값으로 사용하지만, AWS CLI와 boto3는 그대로 사용해 실패합니다.",
        en="Claude Code removes the white space around it and uses {used}; the AWS CLI and boto3 take it as it is, and fail.",
    ),
    "region.client-ignores": Text(
        ko="Claude Code는 이 값을 알리지 않고 무시하며, 그 대신 {used} 리전을 사용합니다(출처: {source}).",
        en="Claude Code ignores this value without a word and uses {used} instead (from: {source}).",
    ),
    "region.client-takes": Text(
        ko="Claude Code는 {used} 값을 그대로 사용하므로 요청이 실패합니다.",
        en="Claude Code takes {used} as it stands, so its requests fail.",
    ),
    **{f"region.malformed.{reason}": text for reason, text in _MALFORMED.items()},
}
