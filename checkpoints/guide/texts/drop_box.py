"""Texts of making a drop box: the command, what cannot work, and the page."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    # -- the command line
    "command.dropbox": Text(
        ko="참가자마다 제출 토큰을 만듭니다. 참가자는 AWS 자격증명 없이 S3로 제출합니다",
        en="make a hand-in token for each attendee, who then hands in to S3 without AWS credentials",
    ),
    "command.dropbox.address": Text(
        ko="제출 파일을 모을 S3 폴더. 나중에 checkpoints class 명령으로 읽습니다",
        en="the folder in S3 for the hand-ins, which checkpoints class reads later",
    ),
    "command.dropbox.roster": Text(
        ko="명단 CSV 파일(UTF-8, UTF-16 또는 CP949). 한 명에 토큰 하나를 만듭니다",
        en="the roster, a CSV file (UTF-8, UTF-16 or CP949): one token for each person",
    ),
    "command.dropbox.hours": Text(
        ko="토큰을 사용할 수 있는 시간(기본값 8, 최대 168). 자격증명이 먼저 끝나면 토큰도 끝납니다",
        en="how many hours the tokens work (default 8, at most 168), and no longer than your credentials",
    ),
    "command.dropbox.region": Text(
        ko="버킷의 리전(생략하면 S3에 물어봅니다)", en="the bucket's Region (default: S3 is asked)"
    ),
    "command.dropbox.html": Text(
        ko="QR 코드와 명령이 있는 페이지(기본값 drop-box.html)",
        en="the page with QR codes and commands (default drop-box.html)",
    ),
    "command.dropbox.csv": Text(
        ko="이름, 토큰, 명령의 목록(기본값 drop-box.csv)",
        en="the list of names, tokens and commands (default drop-box.csv)",
    ),
    "command.dropbox.exit": Text(
        ko="종료 코드: 0 토큰을 만들고 시험 제출을 마침, 2 만들지 못했거나 명령이 잘못됨",
        en="exit code: 0 tokens were made and a trial upload arrived, 2 none was made, or a wrong command",
    ),
    # -- what cannot be meant
    "drop-box.no-roster": Text(
        ko="명단이 필요합니다. 예: checkpoints dropbox s3://버킷/폴더/ --roster names.csv",
        en="A roster is needed, for example: checkpoints dropbox s3://BUCKET/CLASS/ --roster names.csv",
    ),
    "drop-box.too-many": Text(
        ko="명단에 사람이 너무 많습니다. 한 번에 {most}명까지 만들 수 있으니 명단을 나누세요.",
        en="The roster has too many people. Make tokens for at most {most} at a time: split the roster.",
    ),
    "drop-box.progress": Text(ko="토큰 만드는 중", en="making tokens"),
    "drop-box.hours": Text(
        ko="--hours 옵션에는 0보다 크고 {most} 이하인 시간을 입력하세요. S3는 7일이 넘는 토큰을 받지 않습니다.",
        en="--hours takes more than 0 and at most {most} hours: S3 takes no token of more than 7 days.",
    ),
    "drop-box.no-folder": Text(
        ko="{address} 주소는 파일 이름입니다. s3://버킷/폴더/ 형식으로 폴더를 입력하세요.",
        en="{address} is a file. Give a folder, as s3://BUCKET/CLASS/.",
    ),
    "drop-box.dots": Text(
        ko="버킷 이름({bucket})에 점이 있으면 HTTPS 인증서와 맞지 않아 제출할 수 없습니다. 이름에 점이 없는 버킷을 사용하세요.",
        en="The bucket '{bucket}' has a dot in its name, which S3's HTTPS certificate does not cover. Use a bucket without dots.",
    ),
    # -- what cannot work
    "drop-box.no-region": Text(
        ko="S3 버킷({bucket})의 리전을 알 수 없습니다. --region 옵션으로 리전을 지정하세요.",
        en="The Region of the S3 bucket '{bucket}' cannot be found out. Give it by --region.",
    ),
    "drop-box.region-differs": Text(
        ko="S3 버킷({bucket})의 리전은 {region}이며, --region 옵션의 {given} 리전이 아닙니다. --region {region} 옵션으로 실행하거나 옵션을 생략하세요.",
        en="The S3 bucket '{bucket}' is in {region}, not in {given}. Give --region {region}, or leave the option out.",
    ),
    "drop-box.credentials-ending": Text(
        ko="AWS 자격증명이 이미 끝났거나 5분 안에 끝납니다. 다시 로그인한 뒤 실행하세요.",
        en="Your AWS credentials have ended, or end within 5 minutes. Sign in again, then run this.",
    ),
    "drop-box.denied": Text(
        ko="현재 자격증명의 권한으로는 {prefix} 위치에 저장할 수 없어 토큰을 만들지 않았습니다. s3:PutObject 권한을 추가하세요({code}).",
        en="Your credentials do not allow to store anything under {prefix}, so no token was made. Add the permission s3:PutObject ({code}).",
    ),
    "drop-box.untried": Text(
        ko="시험 제출을 {host} 서버로 보낼 수 없어 토큰을 만들지 않았습니다: {code}",
        en="A trial upload could not be sent to {host}, so no token was made: {code}",
    ),
    "drop-box.refused": Text(
        ko="{host} 서버가 시험 제출을 거부해 토큰을 만들지 않았습니다: {code}",
        en="{host} refused a trial upload, so no token was made: {code}",
    ),
    "drop-box.unproven": Text(
        ko="{host} 서버가 시험 제출을 받았지만 S3의 응답을 보내지 않았습니다. 제출 파일이 저장된다는 것을 확인할 수 없어 토큰을 만들지 않았습니다({code}).",
        en="{host} took a trial upload, but did not answer in S3's words. It is not proven that hand-ins are stored, so no token was made ({code}).",
    ),
    "drop-box.other-region": Text(
        ko="S3 버킷({bucket})이 다른 리전에 있어 토큰을 만들지 않았습니다({code}). --region 옵션에 버킷의 리전을 지정하세요.",
        en="The S3 bucket '{bucket}' is in another Region, so no token was made ({code}). Give the bucket's Region by --region.",
    ),
    "drop-box.new-bucket": Text(
        ko="S3 버킷({bucket})이 새로 만든 버킷이라 S3가 아직 다른 주소로 보내므로 토큰을 만들지 않았습니다({code}). 몇 시간까지 걸릴 수 있으니 나중에 다시 실행하세요.",
        en="The S3 bucket '{bucket}' is new, and S3 still redirects requests for it, so no token was made ({code}). Run this again later; it can take hours.",
    ),
    "drop-box.unsigned": Text(
        ko="이 버킷의 토큰을 만들 수 없습니다. 버킷 이름, 리전, 엔드포인트 설정을 확인하세요.",
        en="No token can be made for this bucket. Check its name, the Region and the endpoint.",
    ),
    "drop-box.plain": Text(
        ko="AWS_ENDPOINT_URL_S3 주소가 HTTPS가 아니므로 토큰을 만들지 않습니다.",
        en="The address in AWS_ENDPOINT_URL_S3 is not HTTPS, so no token is made.",
    ),
    # -- what was made
    "drop-box.made": Text(
        ko="제출 토큰 {count}개를 만들고 시험 제출을 마쳤습니다: {address} (리전 {region}, 서버 {host})",
        en="Made {count} hand-in tokens and tried one: {address} (Region {region}, host {host})",
    ),
    "drop-box.ends": Text(ko="제출 마감: {end}", en="Open until {end}"),
    "drop-box.end.asked": Text(
        ko="요청한 시간까지 사용할 수 있습니다. 토큰을 만든 자격증명이 삭제되거나 권한을 잃으면 더 일찍 끝납니다.",
        en="That is the time asked for. It ends earlier if the credentials that signed the tokens are deleted or lose the permission.",
    ),
    "drop-box.end.credentials": Text(
        ko="요청한 시간보다 일찍 끝납니다: 토큰을 만든 임시 자격증명이 이때 만료됩니다. 더 오래 사용하려면 수업 직전에 다시 만들거나 IAM 사용자의 Access Key로 만드세요.",
        en="That is earlier than asked for: the temporary credentials that signed the tokens expire then. To have longer, make them right before class, or with an IAM user's access key.",
    ),
    "drop-box.end.unknown": Text(
        ko="더 일찍 끝날 수 있습니다: 환경변수의 세션 토큰은 만료 시각을 알려 주지 않습니다. 역할의 세션은 보통 1시간입니다. 자격증명이 만료되면 제출 토큰도 함께 끝납니다.",
        en="It may end earlier: a session token does not tell when it expires, and a role's session usually lasts 1 hour. The hand-in tokens end with it.",
    ),
    "drop-box.not-listed": Text(
        ko="현재 자격증명의 권한으로는 {address} 폴더를 읽을 수 없습니다. checkpoints class 명령에는 s3:ListBucket, s3:GetObject 권한이 필요합니다.",
        en="Your credentials may not list {address}. checkpoints class needs s3:ListBucket and s3:GetObject.",
    ),
    "drop-box.leftover": Text(
        ko="시험 제출 파일을 지울 수 없어 남겨 두었습니다(결과에는 포함되지 않음): {address}",
        en="The trial upload could not be removed and stays (it counts for nothing): {address}",
    ),
    "drop-box.secret": Text(
        ko="두 파일에는 모든 참가자의 토큰이 있습니다. 공유하거나 화면에 비추지 말고, 한 사람에게는 본인의 토큰만 전달하세요. 수업이 끝나면 삭제하세요.",
        en="Both files hold every attendee's token. Do not share or project them, give each person their own token alone, and delete the files after class.",
    ),
    "drop-box.no-codes": Text(
        ko="QR 코드를 넣으려면 추가 패키지 [dropbox]를 설치하고 다시 실행하세요. 예(이 프로젝트의 폴더): `python -m pip install -e '.[dropbox]'`",
        en="For QR codes install the extra [dropbox] and run again, in this project's folder for example: `python -m pip install -e '.[dropbox]'`",
    ),
    "drop-box.then": Text(ko="제출 현황 보기: {command}", en="To see who has handed in: {command}"),
    "drop-box.table.name": Text(ko="이름", en="name"),
    "drop-box.table.token": Text(ko="토큰", en="token"),
    "drop-box.table.command": Text(ko="명령", en="command"),
    "drop-box.table.group": Text(ko="조", en="group"),
    # -- the page
    "drop-box.title": Text(ko="제출 토큰", en="Hand-in tokens"),
    "drop-box.secret-short": Text(ko="진행자만 보는 페이지", en="For the facilitator's eyes only"),
    "drop-box.place": Text(
        ko="제출 위치: {address} (리전 {region}, 서버 {host})",
        en="Hand-ins go to {address} (Region {region}, host {host})",
    ),
    "drop-box.tickets": Text(ko="참가자 {count}명", en="Attendees: {count}"),
    "drop-box.code": Text(ko="QR 코드: {name}", en="QR code for {name}"),
    "drop-box.command": Text(ko="명령: {name}", en="Command for {name}"),
    "drop-box.how": Text(
        ko="휴대전화를 가까이 대고 스캔하면 HANDIN으로 시작하는 토큰이 나타납니다. 본인 컴퓨터로 옮겨 `checkpoints run --hand-in-to=토큰` 명령을 실행하세요. clone한 폴더에서는 `./checkpoint --hand-in-to=토큰` 명령입니다.",
        en="Hold a phone close and scan: the code is a token that begins with HANDIN. Move it to your own machine and run `checkpoints run --hand-in-to=TOKEN` there, or `./checkpoint --hand-in-to=TOKEN` in the folder of a clone.",
    ),
    "drop-box.how-copied": Text(
        ko="이 명령을 복사해 본인에게만 보내세요. clone한 폴더에서는 `checkpoints run` 대신 `./checkpoint` 명령을 사용합니다.",
        en="Copy this command, and send it to this person alone. In the folder of a clone `./checkpoint` stands for `checkpoints run`.",
    ),
}
