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
        ko="S3에 사용할 AWS 자격증명이 없습니다. 먼저 `aws login` 또는 `aws configure` 명령으로 로그인하거나 AWS_PROFILE 변수에 프로필 이름을 지정하세요.",
        en="There are no AWS credentials for S3. Sign in with `aws login` or `aws configure`, or name a profile in AWS_PROFILE.",
    ),
    "storage.credentials-broken": Text(
        ko="S3에 사용할 AWS 자격증명을 읽을 수 없습니다(원인: {cause}). 해결 방법: checkpoints explain {cause}",
        en="The AWS credentials for S3 cannot be loaded (cause: {cause}). How to fix it: checkpoints explain {cause}",
    ),
    "storage.client": Text(
        ko="AWS 리전({region}) 또는 엔드포인트({endpoint}) 값이 올바르지 않습니다. AWS_REGION 변수와 AWS_ENDPOINT_URL 변수를 확인하세요.",
        en="The AWS Region ({region}) or the endpoint ({endpoint}) is not valid. Check the variables AWS_REGION and AWS_ENDPOINT_URL.",
    ),
}
