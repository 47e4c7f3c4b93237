"""The pages on which every cause can be looked up, from its record.

`python -m checkpoints.run.cause_pages docs` writes them; tests hold that they are fresh.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from checkpoints.guide.texts import LANGUAGES, Text
from checkpoints.guide.texts.causes import AREAS
from checkpoints.report.wording import Wording
from checkpoints.run.cause_record import DOCUMENTS, CauseRecord, read_record

_OTHER_LANGUAGES = Text(ko="[English](causes.md)", en="[한국어](causes.ko.md)")


def name_page(language: str) -> str:
    """The file name of the page in a language."""
    return Path(DOCUMENTS.say(language)).name


def write_page(language: str) -> str:
    """The page in a language, as Markdown; the heading of a cause is its word, and so is its anchor."""
    text = "\n".join(_page(Wording(language))) + "\n"
    return re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n"


def _page(wording: Wording) -> Iterator[str]:
    yield f"<!-- {wording.say('explain.generated')} -->\n"
    yield f"# {wording.say('explain.title')}\n"
    yield f"{_OTHER_LANGUAGES.say(wording.language)}\n"
    yield f"{wording.say('explain.about')}\n"
    yield from _code("bash", "python -m checkpoints explain no-credentials")
    yield f"{wording.say('explain.more-exact')}\n"
    for area, causes in AREAS.items():
        name = wording.say(f"explain.area.{area}")
        yield f"- {name}: {', '.join(f'[{cause}](#{cause})' for cause in causes)}"
    for area, causes in AREAS.items():
        yield f"\n## {wording.say(f'explain.area.{area}')}"
        for cause in causes:
            yield from _section(read_record(cause, wording), wording)


def _section(record: CauseRecord, wording: Wording) -> Iterator[str]:
    remedy = record.remedy
    yield f"\n### {record.cause}\n"
    yield f"**{_prose(remedy.headline or '')}**\n"
    for part, text in record.list_parts(wording):
        yield f"- {part}: {_prose(text)}"
    if remedy.page:
        yield f"- {wording.say('explain.page')}: <{remedy.page}>"
    if record.rehearsal:
        yield f"- {wording.say('explain.rehearse')}: `{record.rehearsal}`"
    yield ""
    yield from _commands(record, wording)
    if record.answer:
        yield f"{wording.say('explain.answer')}:\n"
        yield from _code("text", record.answer)


def _commands(record: CauseRecord, wording: Wording) -> Iterator[str]:
    """The command, under the name of its shell where it is not the same in all of them."""
    commands = record.remedy.commands or {}
    if len(set(commands.values())) == 1:
        yield from _code("text", next(iter(commands.values())))
        return
    for shell, command in commands.items():
        yield f"{wording.say(f'shell.{shell}')}:\n"
        yield from _code("text", command)


def _code(kind: str, text: str) -> Iterator[str]:
    yield f"```{kind}\n{text}\n```\n"


def _prose(text: str) -> str:
    """A sentence in Markdown: what stands between backticks is code there too; brackets are no links."""
    code = text.split("`")
    plain = (part.replace("[", "\\[").replace("_", "\\_").replace("*", "\\*") for part in code[::2])
    pieces = [piece for pair in zip(plain, [f"`{part}`" for part in code[1::2]] + [""], strict=False) for piece in pair]
    return "".join(pieces).replace("\n", " ")


def write_pages(folder: Path) -> None:
    """Write the page of each language into a folder."""
    for language in LANGUAGES:
        (folder / name_page(language)).write_text(write_page(language), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
