"""Bounds for what botocore reads without any: responses, the output of commands, small files.

botocore offers no setting for them, so its modules are given ours. One that looks for them in another place goes on
without; `tests/facts/test_insides_of_botocore.py` names it then.
"""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import IO, Any

from checkpoints.facts.helper_process import HelperProcess
from checkpoints.facts.responses import BoundedResponse
from checkpoints.facts.text_file import LIMIT, FileTrouble, read_text_file

_LARGEST_MODEL = 16 << 20  # bytes of a service model of the attendee's own, in `~/.aws/models`


@cache
def bound_botocore() -> None:
    """Have this process's botocore read within bounds, once and for all."""
    from botocore import awsrequest, configloader, credentials, httpsession, loaders, utils

    for name in ("AWSHTTPConnection", "AWSHTTPSConnection"):
        connection: Any = getattr(awsrequest, name, None)
        if connection is not None:
            connection.response_class = BoundedResponse
    _give(credentials, "ProcessProvider", popen=HelperProcess)
    for name in ("FileWebIdentityTokenLoader", "parse_key_val_file"):
        _give(credentials, name, _open=open_small_file)
    # The container's authorization token and the caches of tokens are read by the name `open`.
    for module in (credentials, utils):
        vars(module)["open"] = open_small_file
    parse = getattr(configloader, "raw_config_parse", None)
    if parse is not None:
        vars(configloader)["raw_config_parse"] = _refuse_large_files(parse)
    find_certificates = getattr(httpsession, "get_cert_path", None)
    if find_certificates is not None:
        vars(httpsession)["get_cert_path"] = _refuse_devices(find_certificates)
    openers = getattr(loaders, "_JSON_OPEN_METHODS", {})
    if ".json" in openers:  # botocore's own models are compressed; plain ones may be the attendee's
        openers[".json"] = _open_model


def _give(module: Any, name: str, **given: Any) -> None:
    """Give a class or function of a module arguments that its callers leave at their default; none if it takes none."""
    taker = getattr(module, name, None)
    code = getattr(getattr(taker, "__init__" if isinstance(taker, type) else "__call__", None), "__code__", None)
    code = code or getattr(taker, "__code__", None)
    if taker is not None and code is not None and set(given) <= set(code.co_varnames):
        setattr(module, name, partial(taker, **given))


def _open_model(path: str, mode: str) -> IO[Any]:
    if Path(path).stat().st_size > _LARGEST_MODEL:
        raise OSError(f"{path} has more than {_LARGEST_MODEL} bytes")
    return Path(path).open(mode)


def _refuse_large_files(parse: Callable[..., Any]) -> Callable[..., Any]:
    """botocore's reader of INI files, which reads no devices and pipes, but files of any size."""
    from botocore.exceptions import ConfigParseError

    def parse_small_file(path: str | None, *more: Any, **named: Any) -> Any:
        if path is not None:
            file = os.path.expanduser(os.path.expandvars(path))  # noqa: PTH111 - as botocore does
            with suppress(OSError, ValueError):
                if os.stat(file).st_size > LIMIT:  # noqa: PTH116 - a path that pathlib would change
                    raise ConfigParseError(path=path, error=f"more than {LIMIT} bytes")
        return parse(path, *more, **named)

    return parse_small_file


def _refuse_devices(find_certificates: Callable[..., Any]) -> Callable[..., Any]:
    """botocore's way to the file of `AWS_CA_BUNDLE`, which OpenSSL would open whatever it is."""

    def find_file(verify: Any) -> Any:
        path = find_certificates(verify)
        with suppress(FileNotFoundError):  # OpenSSL says so
            mode = Path(path).stat().st_mode
            if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
                raise OSError(f"{path} is no regular file")
        return path

    return find_file


def open_small_file(path: str, *_: Any) -> io.StringIO:
    """What `open(path)` returns, for a small regular file in UTF-8. Raises OSError for any other."""
    found = read_text_file(Path(path))
    if found.text is None:
        trouble = FileNotFoundError if found.trouble is FileTrouble.ABSENT else OSError
        raise trouble(f"{path}: {found.trouble.value if found.trouble else ''}")
    return io.StringIO("\ufeff" + found.text if found.marked else found.text, newline=None)
