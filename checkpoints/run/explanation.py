"""`python -m checkpoints explain CAUSE …`: all that is known of a cause, on the terminal."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import checkpoints
from checkpoints.guide.launcher import find_launcher
from checkpoints.guide.texts import say
from checkpoints.guide.texts.causes import AREAS
from checkpoints.guide.texts.encoding import write_text
from checkpoints.guide.texts.nearest import describe_nearest
from checkpoints.guide.vocabulary import Cause
from checkpoints.report.columns import wrap_text
from checkpoints.report.wording import Wording
from checkpoints.run.cause_record import DOCUMENTS, CauseRecord, read_record
from checkpoints.run.command_parser import find_shown_language
from checkpoints.run.reader_shell import describe_reader
from checkpoints.run.streams import print_product

_PROJECT = Path(checkpoints.__file__).parent.parent
_USAGE = 2
_NARROWEST, _WIDEST = 40, 100


def add_arguments(parser: argparse.ArgumentParser, language: str) -> None:
    """The command's arguments, with help in a language."""
    parser.add_argument("causes", nargs="*", metavar="CAUSE", help=say("command.explain.causes", language))


def explain_causes(arguments: argparse.Namespace, language: str) -> int:
    """Explain causes, or list them all. Exit code 0; 2 for a word that is no cause, or where nothing can be printed."""
    language, causes = find_shown_language(language), arguments.causes
    known = [cause.value for cause in Cause]
    unknown = next((each for each in causes if each not in known), None)
    if unknown is not None:
        nearest = describe_nearest(unknown, known)
        write_text(sys.stderr, say("command.explain.unknown", language, {"name": unknown, "known": nearest}) + "\n")
        return _USAGE
    launcher = find_launcher()
    reader = describe_reader(os.environ, Path.home(), Path.cwd(), (launcher,) if launcher else ())
    wording = Wording(language, reader=reader)
    columns = min(max(shutil.get_terminal_size().columns, _NARROWEST), _WIDEST)
    if causes:
        texts = ["\n".join(_describe(read_record(each, wording), wording, columns)) for each in causes]
    else:
        texts = ["\n".join(_list(area, wording, columns)) for area in AREAS]
    return print_product("\n\n".join(texts) + "\n")


def _list(area: str, wording: Wording, columns: int) -> Iterator[str]:
    yield wording.say(f"explain.area.{area}")
    for cause in AREAS[area]:
        yield f"  {cause}"
        yield from _block(read_record(cause, wording).remedy.what or "", 6, columns)


def _describe(record: CauseRecord, wording: Wording, columns: int) -> Iterator[str]:
    remedy = record.remedy
    yield record.cause
    yield from _block(remedy.headline or "", 2, columns)
    yield ""
    for part, text in record.list_parts(wording):
        yield from _block(f"{part}: {text}", 2, columns)
    for copied in (remedy.command, remedy.page):
        yield from (f"      {line}" for line in (copied or "").splitlines())
    if record.answer:
        yield from _block(f"{wording.say('explain.answer')}: {record.answer}", 2, columns)
    if record.rehearsal:
        rehearsal = wording.choose_command(wording.write_commands(record.rehearsal, {}))
        yield f"  {wording.say('explain.rehearse')}: {rehearsal}"
    document = DOCUMENTS.say(wording.language)
    if (_PROJECT / document).is_file():  # which an installed copy does not have
        yield f"  {wording.say('explain.document')}: {document}#{record.cause}"


def _block(text: str, indent: int, columns: int) -> Iterator[str]:
    for line in wrap_text(text.replace("`", ""), columns - indent):
        yield " " * indent + line
