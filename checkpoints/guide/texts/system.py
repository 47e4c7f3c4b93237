"""Why a file could not be read or written, by the system's own name of the error."""

from __future__ import annotations

from checkpoints.guide.texts.text import Text

TEXTS: dict[str, Text] = {
    "system.eacces": Text(ko="권한이 없습니다", en="Permission denied"),
    "system.ebusy": Text(ko="다른 프로그램이 사용 중입니다", en="Device or resource busy"),
    "system.edquot": Text(ko="디스크 할당량을 넘었습니다", en="Disk quota exceeded"),
    "system.eexist": Text(ko="같은 이름의 파일이 있습니다", en="File exists"),
    "system.efbig": Text(ko="파일 크기 제한을 넘었습니다", en="File too large"),
    "system.eio": Text(ko="디스크 입출력 오류입니다", en="Input/output error"),
    "system.eisdir": Text(ko="폴더입니다", en="Is a directory"),
    "system.eloop": Text(ko="심볼릭 링크가 서로를 가리킵니다", en="Too many levels of symbolic links"),
    "system.enametoolong": Text(ko="이름이 너무 깁니다", en="File name too long"),
    "system.enoent": Text(ko="파일이나 폴더가 없습니다", en="No such file or directory"),
    "system.enospc": Text(ko="디스크에 남은 공간이 없습니다", en="No space left on device"),
    "system.enotdir": Text(ko="폴더가 아닙니다", en="Not a directory"),
    "system.eperm": Text(ko="허용되지 않은 작업입니다", en="Operation not permitted"),
    "system.erofs": Text(ko="읽기 전용 파일 시스템입니다", en="Read-only file system"),
    "system.bad-name": Text(ko="사용할 수 없는 이름입니다", en="Not a valid file name"),
    "system.irregular": Text(ko="일반 파일이 아닙니다", en="Not a regular file"),
    "system.same-file": Text(ko="다른 출력과 같은 파일입니다", en="The same file as another output"),
    "system.input": Text(ko="이 명령이 읽는 파일입니다", en="A file that this command reads"),
    "system.no-such-user": Text(ko="그런 사용자가 없습니다", en="No such user"),
}
