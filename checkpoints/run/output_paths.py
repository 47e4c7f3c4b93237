"""Where a run's files go, and whether they can be written there. Each raises UsageError where not."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from checkpoints.facts.config_files import list_aws_files
from checkpoints.facts.disk import find_home
from checkpoints.guide.texts.encoding import language_on
from checkpoints.report.files import UnwritableError, check_distinct, check_replaceable, check_unread
from checkpoints.run import options, place
from checkpoints.run.console import refuse_command


def find_page(config: pytest.Config, language: str) -> Path:
    """Where the page goes: pytest-html's own reading of its option, from where the command was given."""
    given = getattr(config.option, "htmlpath", None)
    if not given:
        return place.find_folder(config) / options.DEFAULT_PAGE
    try:
        page = config.invocation_params.dir / Path(os.path.expandvars(given)).expanduser()
    except RuntimeError:  # `~name` of a user that does not exist
        _refuse_file(UnwritableError(Path(given), "no-such-user"), language)
    if page.suffix.lower() == ".json":
        refuse_command("page-is-json", language)
    return page


def find_junit(config: pytest.Config) -> Path | None:
    """Where the file of `--junitxml` goes, as pytest reads its option; None where it was not given."""
    given: str | None = getattr(config.option, "xmlpath", None)
    if not given:
        return None
    return config.invocation_params.dir / os.path.expanduser(os.path.expandvars(given))  # noqa: PTH111 - as pytest does


def check_outputs(files: Sequence[Path], language: str) -> None:
    """Fail before anything is asked of AWS, rather than lose the report after it, or a file that is none.

    files: the page, the data and, where it is asked for, the file of `--junitxml`.
    """
    try:
        for path in files:
            if path.is_dir():
                refuse_command("page-is-folder", language, path=path)
            check_replaceable(path)
        check_distinct(files)
        if any(path.exists() for path in files):
            _check_earlier(files, language)
    except UnwritableError as error:
        _refuse_file(error, language)
    except (OSError, ValueError) as error:  # a name that is too long
        _refuse_file(UnwritableError(files[0], error), language)
    # Behind a link, the folder of the file itself.
    for folder in dict.fromkeys(Path(os.path.realpath(path)).parent for path in files):
        check_writable(folder, language)


def _check_earlier(files: Sequence[Path], language: str) -> None:
    """Refuse paths where somebody's file stands: settings, keys, or whatever else is no earlier output."""
    from checkpoints.run.earlier_report import OF_RUN, is_replaceable

    for path, is_own in zip(files, OF_RUN, strict=False):
        if not is_replaceable(path, is_own):
            refuse_command("page-not-report", language, path=path)
        check_unread(path, list_aws_files(os.environ, find_home(os.environ)))  # empty ones too


def check_writable(folder: Path, language: str) -> None:
    """Refuse a folder that files cannot be written into; one that is missing is made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        _refuse_file(UnwritableError(folder, error), language)


def _refuse_file(error: UnwritableError, language: str) -> NoReturn:
    reason = error.describe_reason(language_on(sys.stderr, language))
    refuse_command("page-unwritable", language, path=error.path, reason=reason)
