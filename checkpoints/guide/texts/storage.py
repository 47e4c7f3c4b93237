"""Texts of what goes wrong with S3 as a store of hand-ins."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    # -- addresses
    "storage.address.no-bucket": Text(
        ko="'{address}' 주소에 버킷 이름이 없습니다. s3://버킷/폴더/ 형식으로 입력하세요.",
        en="The address '{address}' names no bucket. Give it as s3://BUCKET/FOLDER/.",
    ),
    "storage.address.capitals": Text(
        ko="'{address}' 주소의 버킷 이름에 대문자가 있습니다. 버킷 이름은 소문자입니다.",
        en="The bucket's name in '{address}' has capital letters. Names of buckets are in lower case.",
    ),
    "storage.address.bucket": Text(
        ko="버킷 이름({bucket})의 형식이 올바르지 않습니다. 소문자, 숫자, 점, 하이픈으로 된 3~63자여야 합니다.",
        en="'{bucket}' cannot be the name of a bucket: it takes 3 to 63 lower-case letters, digits, dots and hyphens.",
    ),
    "storage.address.key": Text(
        ko="{address}: 버킷 이름 뒤의 경로가 너무 길거나 보이지 않는 문자를 포함합니다.",
        en="{address}: the path after the bucket is too long or contains invisible characters.",
    ),
    # -- credentials and clients
    "storage.no-credentials": Text(
        ko="AWS 자격증명이 없습니다. 먼저 `aws login` 또는 `aws configure` 명령으로 로그인하거나 AWS_PROFILE 변수에 프로필 이름을 지정하세요.",
        en="There are no AWS credentials. Sign in with `aws login` or `aws configure`, or set AWS_PROFILE to a profile.",
    ),
    "storage.credentials-broken": Text(
        ko="AWS 자격증명을 읽을 수 없습니다(원인: {cause}). 해결 방법: checkpoints explain {cause}",
        en="The AWS credentials cannot be loaded (cause: {cause}). How to fix it: checkpoints explain {cause}",
    ),
    "storage.client": Text(
        ko="AWS 리전({region}) 또는 엔드포인트({endpoint}) 값이 올바르지 않습니다. AWS_REGION 변수와 AWS_ENDPOINT_URL 변수를 확인하세요.",
        en="The AWS Region ({region}) or the endpoint ({endpoint}) is not valid. Check the variables AWS_REGION and AWS_ENDPOINT_URL.",
    ),
    # -- what S3 answers
    "storage.no-such-bucket": Text(
        ko="S3에 버킷({bucket})이 없습니다. 주소의 버킷 이름을 확인하세요.",
        en="There is no bucket {bucket} in S3. Check the bucket's name in the address.",
    ),
    "storage.denied": Text(
        ko="S3 권한이 없습니다. 지금 사용하는 사용자 또는 역할의 정책에 다음 권한을 추가하세요: {action} (리소스: {resource})",
        en="S3 denies access. Add this permission to the user or role in use: {action} on {resource}",
    ),
    "storage.denied-by-policy": Text(
        ko="S3 권한이 정책에서 명시적으로 거부되었습니다({action}, 리소스: {resource}). 거부하는 Statement를 삭제하도록 계정 관리자에게 요청하세요.",
        en="A policy explicitly denies {action} on {resource}. Ask the account's administrator to remove the statement that denies it.",
    ),
    "storage.expired": Text(
        ko="AWS 자격증명이 만료되었습니다({code}). 다시 로그인한 후 명령을 다시 실행하세요.",
        en="The AWS credentials have expired ({code}). Sign in again and repeat the command.",
    ),
    "storage.rejected": Text(
        ko="AWS가 자격증명을 받아들이지 않습니다({code}). 키를 잘못 입력했거나, 키가 삭제 또는 비활성화되었거나, 세션 토큰이 없거나 키와 맞지 않습니다. AWS_ACCESS_KEY_ID 변수와 AWS_PROFILE 변수를 확인하세요.",
        en="AWS does not accept the credentials ({code}): a key is mistyped, deleted or deactivated, or its session token is missing or another key's. Check the access keys and the variable AWS_PROFILE.",
    ),
    "storage.clock": Text(
        ko="이 컴퓨터의 시계가 맞지 않아 S3가 요청을 거부했습니다. 시계를 맞춘 후 다시 실행하세요.",
        en="S3 refuses requests because this computer's clock is wrong. Set the clock and repeat the command.",
    ),
    "storage.wrong-region": Text(
        ko="버킷({bucket})이 다른 리전에 있습니다({code}). AWS_REGION 변수를 버킷의 리전으로 설정하세요.",
        en="The bucket {bucket} is in another Region ({code}). Set AWS_REGION to the bucket's Region.",
    ),
    "storage.unreachable": Text(
        ko="S3({endpoint})에서 응답을 받지 못했습니다({code}). 인터넷 연결, 프록시, AWS_ENDPOINT_URL 변수를 확인한 후 다시 실행하세요.",
        en="S3 ({endpoint}) does not answer ({code}). Check the Internet connection, the proxy and the variable AWS_ENDPOINT_URL, and repeat the command.",
    ),
    "storage.foreign": Text(
        ko="{endpoint} 주소에서 S3가 아닌 응답이 왔습니다. 프록시 로그인 화면과 AWS_ENDPOINT_URL 변수를 확인하세요.",
        en="What {endpoint} answers does not come from S3. Check for a proxy's sign-in page, and the variable AWS_ENDPOINT_URL.",
    ),
    "storage.busy": Text(
        ko="S3가 요청을 처리하지 못하고 있습니다({code}). 잠시 후 다시 실행하세요.",
        en="S3 cannot serve requests at the moment ({code}). Repeat the command a little later.",
    ),
    "storage.refused": Text(
        ko="S3가 버킷({bucket})에 대한 요청을 거부했습니다({code}).",
        en="S3 refuses requests for the bucket {bucket} ({code}).",
    ),
    "storage.list-broken": Text(
        ko="S3의 목록을 {count}개까지만 받고 끊겼습니다({code}). 일부만으로는 반의 현황을 만들지 않습니다. 잠시 후 다시 실행하세요.",
        en="The list of objects in S3 broke off after {count} ({code}). A part of a class is not shown as the class. Repeat the command a little later.",
    ),
    "storage.read-broken": Text(
        ko="S3의 제출 파일 {all}개 중 {count}개까지만 받고 끊겼습니다({code}). 일부만으로는 반의 현황을 만들지 않습니다. 잠시 후 다시 실행하세요.",
        en="Reading from S3 broke off after {count} of {all} hand-ins ({code}). A part of a class is not shown as the class. Repeat the command a little later.",
    ),
}
