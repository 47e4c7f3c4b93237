"""From the keys of findings to sentences in the run's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from checkpoints.guide.edition import Edition
from checkpoints.guide.requirements import BY_ID
from checkpoints.guide.texts import LANGUAGES, Text, fill_text, find_text
from checkpoints.guide.vocabulary import Verdict
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.rules.finding import UNKNOWN_CALLER, Finding, Message

if TYPE_CHECKING:
    from checkpoints.guide.texts.advice import Advice
    from checkpoints.report.shells.notation import Step
    from checkpoints.report.shells.reader import Reader


EXPLAIN = "python -m checkpoints explain"  # the command that explains a cause, before the cause's word
_ONE_PLACEHOLDER = re.compile(r"\{(\w+)\}")
# A rule's command for settings that an administrator has put on the computer (`client.locations`).
_OF_ADMINISTRATOR = re.compile(r"python -m checkpoints remove (?P<names>.+) --from '?(?P<file>managed-settings\..+?)'?")


class Remedy(NamedTuple):
    """The explanation of a verdict that is not green, in one language.

    headline: what is wrong and what to do, in one line; what, why and how are sentences; who: attendee, owner or
    authors; command, page: one of them, or neither.
    command: for the reader's shell; commands: by shell. Every part may be None.
    """

    what: str | None = None
    why: str | None = None
    who: str | None = None
    how: str | None = None
    command: str | None = None
    page: str | None = None
    commands: Mapping[str, str] | None = None
    headline: str | None = None

    @property
    def fix(self) -> str | None:
        """The fix in one text: the words, then the command or the page."""
        if self.how is None:
            return None
        return "\n".join(part for part in (self.how, self.command, self.page) if part)


class Wording:
    """Says things in one language (`ko` or `en`), of one edition of the guide.

    reader: in whose shell commands are to be typed; None: in bash. Keys that nobody wrote raise KeyError: a defect of
    the suite. advice: by cause, or cause and case, what is told in the place of the causes' own advice.
    """

    advice: Mapping[str, Advice] = {}

    def __init__(self, language: str, edition: Edition = WORKSHOP, reader: Reader | None = None) -> None:
        self.language = language
        self.edition = edition
        self._reader = reader

    def say(self, key: str, values: Mapping[str, str] | None = None) -> str:
        """A text by its key."""
        return self.fill_text(find_text(key), values)

    def say_count(self, key: str, count: int) -> str:
        """A text about so many; about one, that of the key with `.one` behind it."""
        return self.say(f"{key}.one" if count == 1 else key, {"count": str(count)})

    def fill_text(self, text: Text, values: Mapping[str, str] | None = None) -> str:
        """A text, its placeholders filled."""
        place = values.get("place", "") if values else ""
        if values and "shell" in place:
            values = {**values, "place": self._name_shell(place)}
        if values and values.get("principal") == UNKNOWN_CALLER:
            values = {**values, "principal": self.say("principal.unknown")}
        return fill_text(text, self.language, values, self.edition)

    def _name_shell(self, place: str) -> str:
        """Places, of which a variable's is the shell."""
        shell = fill_text(find_text("place.shell"), self.language, None, self.edition)
        return ", ".join(shell if each == "shell" else each for each in place.split(", "))

    def say_message(self, message: Message) -> str:
        """A message of a rule; the root of something blocked is named by its title."""
        root = message.values.get("root")
        return self.say(message.key, {**message.values, "root": self.say_title(root)} if root else message.values)

    def say_title(self, check: str) -> str:
        """The title of a check by its id."""
        return self.fill_text(BY_ID[check].title)

    def explain_finding(self, finding: Finding) -> Remedy:
        """The explanation of a finding that is not green: of its cause, or, when blocked, of the way to its root."""
        if finding.verdict is Verdict.BLOCKED:
            return Remedy(how=self.say("fix.blocked", {"root_title": self.say_title(finding.root)}))
        if finding.verdict not in (Verdict.FAILED, Verdict.UNVERIFIED):
            return Remedy()
        return self.explain_cause(finding)

    def explain_cause(self, finding: Finding) -> Remedy:
        """The explanation of a finding's cause, which of a blocked one is its root's."""
        if finding.cause is None:
            return Remedy(how=self.say("fix.unknown"))
        from checkpoints.guide.texts.causes import find_advice  # a run in which all is well needs no advice

        cause = finding.cause.value
        own = self.advice.get(f"{cause}.{finding.case}") or self.advice.get(cause)
        advice = own or find_advice(cause, finding.case)
        values = {**finding.detail.values, **finding.values}
        remedy = self._leave_to_administrator(self.fill_advice(advice, values), advice.command, values)
        models = finding.values.get("models", "")
        if remedy.how is None or models in remedy.how:
            return remedy
        return remedy._replace(how=f"{remedy.how} {self.say('fix.models', {'models': models})}")

    def fill_advice(self, advice: Advice, values: Mapping[str, str]) -> Remedy:
        """The advice about a cause, its placeholders filled."""
        commands = self.write_commands(advice.command, values)
        return Remedy(
            what=self.fill_text(advice.what, values),
            why=self.fill_text(advice.why, values),
            who=advice.who.value,
            how=self.fill_text(advice.fix, values),
            command=self.choose_command(commands),
            page=self._fill_template(advice.page, values) or None,
            commands=commands or None,
            headline=self.fill_text(advice.headline, values),
        )

    def _leave_to_administrator(self, remedy: Remedy, notation: str, values: Mapping[str, str]) -> Remedy:
        """The same, but for what only a computer's administrator can change: Claude Code's managed settings."""
        whole = _ONE_PLACEHOLDER.fullmatch(notation)
        command = values.get(whole[1], "") if whole else ""
        removals, left = _split_removals(command)
        if not removals:
            return remedy
        joined = {name: ", ".join(dict.fromkeys(found[name] for found in removals)) for name in ("names", "file")}
        joined["names"] = joined["names"].replace(" ", ", ")
        commands = self.write_commands(left, {})
        return remedy._replace(
            headline=self.say("fix.administrator-headline"),
            who="owner",
            how=self.say("fix.administrator-then" if left else "fix.administrator", joined),
            command=self.choose_command(commands),
            commands=commands or None,
        )

    def write_commands(self, notation: str, values: Mapping[str, str]) -> Mapping[str, str]:
        """A command (`report.shells.notation`) by shell, its placeholders filled; empty where there is none."""
        if not notation:
            return {}
        # Here, since a green run has no commands.
        from checkpoints.report.shells.commands import write_commands
        from checkpoints.report.shells.reader import Reader

        written, fill = self._find_notation(notation, values)
        return write_commands(written, self._reader or Reader(), fill)

    def list_steps(self, finding: Finding) -> tuple[Step, ...]:
        """What the command of a finding's fix does, step by step; of something blocked, the command of its root."""
        if finding.cause is None:
            return ()
        from checkpoints.guide.texts.causes import find_advice
        from checkpoints.report.shells.notation import parse_steps

        notation = find_advice(finding.cause.value, finding.case).command
        values = {**finding.detail.values, **finding.values}
        return parse_steps(*self._find_notation(notation, values))

    def _find_notation(self, notation: str, values: Mapping[str, str]) -> tuple[str, Callable[[str], str]]:
        """A command in its notation, and what fills the placeholders of its words."""
        whole = _ONE_PLACEHOLDER.fullmatch(notation)
        if whole is not None:  # the rule has written the command
            return values.get(whole[1], ""), str
        return notation, lambda word: self._fill_template(word, values)

    def choose_command(self, commands: Mapping[str, str]) -> str | None:
        """The command for the reader's shell; None where there is none that it can be given."""
        return commands.get(self._reader.shell.value if self._reader else "bash")

    def _fill_template(self, template: str, values: Mapping[str, str]) -> str:
        return self.fill_text(Text._make([template] * len(LANGUAGES)), values)


def _split_removals(command: str) -> tuple[list[re.Match[str]], str]:
    """What a command removes from an administrator's settings, and the command without that."""
    parts = command.split(" && ")
    removals = [found for found in map(_OF_ADMINISTRATOR.fullmatch, parts) if found]
    return removals, " && ".join(part for part in parts if not _OF_ADMINISTRATOR.fullmatch(part))
