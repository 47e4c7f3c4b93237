"""Texts of step 4 about `AWS_REGION`."""

from __future__ import annotations

from checkpoints.guide.texts.text import Advice, Text, Who

_REMEDY = "{region_remedy}"
_POWERSHELL_KO = 'PowerShell에서는 $env:AWS_REGION="us-east-1"을 입력합니다.'
_POWERSHELL_EN = 'In PowerShell, type $env:AWS_REGION="us-east-1".'

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
        ko="{place}의 값 {value}은(는) 리전 코드의 형식(us-east-1)이 아닙니다.",
        en="The value {value} of {place} does not have the form of a Region code (us-east-1).",
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
    "region.empty": Text(ko="AWS_REGION이 빈 값입니다.", en="AWS_REGION is set to nothing."),
    "region.empty-but-elsewhere": Text(
        ko="AWS_REGION이 빈 값입니다. 리전은 다른 곳에만 있습니다: {places}",
        en="AWS_REGION is set to nothing. A Region stands only elsewhere: {places}",
    ),
    "region.is-guide": Text(ko="AWS_REGION이 {value}입니다.", en="AWS_REGION is {value}."),
    "region.other": Text(
        ko="{place}의 값이 {value}입니다. 이 워크샵의 리전은 us-east-1입니다.",
        en="{place} says {value}; the workshop's Region is us-east-1.",
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
    **{f"region.malformed.{reason}": text for reason, text in _MALFORMED.items()},
}

_WHY = Text(
    ko="가이드는 Claude Code를 위해 AWS_REGION을 반드시 환경변수로 설정하도록 합니다. 다른 곳의 값에 맡기면 버전에 따라 엉뚱한 리전을 쓰게 됩니다.",
    en="The guide wants AWS_REGION exported for Claude Code; values elsewhere are read by some versions only, and may name another Region.",
)
_FIX = Text(
    ko=f"Claude Code를 실행할 셸에서 환경변수를 설정하세요. {_POWERSHELL_KO}",
    en=f"Export the variable in the shell that Claude Code will run in. {_POWERSHELL_EN}",
)
_ELSEWHERE = Text(
    ko="워크샵의 모델 액세스와 추론 프로파일은 us-east-1 기준입니다. 다른 리전에서는 모델 ID와 권한이 맞지 않습니다.",
    en="Model access and inference profiles of the workshop are those of us-east-1; elsewhere ids and permissions do not match.",
)


def _exporting(what: Text) -> Advice:
    return Advice(what=what, why=_WHY, who=Who.ATTENDEE, fix=_FIX, command=_REMEDY)


ADVICE: dict[str, Advice] = {
    "region-missing": _exporting(
        Text(
            ko="Claude Code에 필요한 AWS_REGION이 설정되어 있지 않습니다.",
            en="AWS_REGION, which Claude Code needs, is not set.",
        )
    ),
    "region-only-in-config": _exporting(
        Text(
            ko="리전이 AWS 설정 파일에만 있고 환경변수 AWS_REGION에는 없습니다.",
            en="The Region stands only in an AWS config file, not in the environment variable AWS_REGION.",
        )
    ),
    "region-only-in-default-variable": _exporting(
        Text(
            ko="AWS_DEFAULT_REGION만 있고 AWS_REGION이 없습니다.",
            en="Only AWS_DEFAULT_REGION is set, AWS_REGION is not.",
        )
    ),
    "region-only-in-dotenv": _exporting(
        Text(
            ko="AWS_REGION이 .env 파일에만 있습니다. 셸도 Claude Code도 이 파일을 읽지 않습니다.",
            en="AWS_REGION stands only in the .env file, which neither the shell nor Claude Code reads.",
        )
    ),
    "region-malformed": Advice(
        what=Text(
            ko="AWS_REGION의 값이 올바른 리전 코드가 아닙니다.", en="The value of AWS_REGION is no proper Region code."
        ),
        why=Text(
            ko="잘못된 값은 없는 주소로 연결되거나, Claude Code가 아무 말 없이 무시하고 다른 리전을 씁니다.",
            en="Such a value leads to an address that does not exist, or Claude Code ignores it without a word and takes another Region.",
        ),
        who=Who.ATTENDEE,
        fix=Text(
            ko=f"값을 복사하지 말고 직접 입력하세요. Claude Code 설정 파일의 값이라면 그 파일에서 고치세요. {_POWERSHELL_KO}",
            en=f"Type the value instead of pasting it; where it stands in Claude Code's settings, mend it there. {_POWERSHELL_EN}",
        ),
        command=_REMEDY,
    ),
    "region-not-guide": Advice(
        what=Text(ko="AWS_REGION이 us-east-1이 아닙니다.", en="AWS_REGION is not us-east-1."),
        why=_ELSEWHERE,
        who=Who.ATTENDEE,
        fix=Text(
            ko=f"us-east-1로 바꾸세요. Claude Code 설정 파일의 값이라면 그 파일에서 고치세요. {_POWERSHELL_KO}",
            en=f"Change it to us-east-1; where it stands in Claude Code's settings, mend it there. {_POWERSHELL_EN}",
        ),
        command=_REMEDY,
    ),
}
