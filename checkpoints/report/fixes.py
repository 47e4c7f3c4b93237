"""What fixes something, as HTML: a command or a policy to copy, the address of a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from checkpoints.report.destinations import name_destination
from checkpoints.report.markup import Html, break_at_separators, join_parts, tag
from checkpoints.report.wording import EXPLAIN, Wording

if TYPE_CHECKING:
    from checkpoints.report.contract import Report

_WINDOWS = "Windows"


def render_command(text: str | None, wording: Wording) -> Html | None:
    """A command to copy: selectable as it is; where scripts run, with a button."""
    if not text:
        return None
    return tag(
        "div",
        tag("pre", tag("code", text)),
        render_copy_button(wording.say("page.copy"), wording),
        class_="command",
    )


def render_copy_button(label: str, wording: Wording) -> Html:
    """A button that copies the text it stands with; `copy.js` shows it, since it needs scripts."""
    copied = wording.say("page.copied")
    return tag("button", label, type="button", class_="copy", hidden=True, data_copied=copied)


def render_policy(policy: Mapping[str, object] | None, wording: Wording) -> Html | None:
    """A policy document to copy, folded: it takes many lines."""
    if not policy:
        return None
    text = json.dumps(policy, ensure_ascii=False, indent=2)
    shown = render_command(text, wording)
    return tag("details", tag("summary", wording.say("page.policy")), shown, class_="policy")


def find_explain(report: Report) -> str:
    """The command that explains a cause, before the cause's word, as the run's own shell finds it."""
    first = report["next"]
    return first.get("explain", EXPLAIN) if first else EXPLAIN


def list_shells(report: Report) -> tuple[str, ...]:
    """The shells whose commands the reader is shown, the reader's own first: nothing of Windows but there."""
    own = report.get("shell", "bash")
    if report.get("versions", {}).get("OS") == _WINDOWS:
        return (own, *(shell for shell in ("powershell", "cmd", "bash") if shell != own))
    return (own,) if own == "bash" else (own, "bash")


def render_commands(commands: Mapping[str, str] | None, shells: tuple[str, ...], wording: Wording) -> Html | None:
    """A command for the reader's shell, under its name where there are others, and those folded."""
    found = [(shell, commands[shell]) for shell in shells if commands and shell in commands]
    if not found:
        return None
    if len(shells) == 1:
        return render_command(found[0][1], wording)
    first, *others = (_name_command(shell, text, wording) for shell, text in found)
    if shells[0] != found[0][0]:  # it cannot be said in the reader's own shell
        return join_parts(first, *others)
    fold = tag("details", tag("summary", wording.say("shell.others")), *others, class_="shells") if others else None
    return join_parts(first, fold)


def _name_command(shell: str, text: str, wording: Wording) -> Html:
    return join_parts(tag("p", wording.say(f"shell.{shell}"), class_="shell"), render_command(text, wording))


def render_lookup(cause: str, wording: Wording, explain: str = EXPLAIN) -> Html:
    """How the cause can be looked up. explain: the command, before the cause's word."""
    command = tag("code", f"{explain} {cause}")
    return tag("span", wording.say("page.check.explain"), " ", command)


def render_address(page: str | None, wording: Wording, *, short: bool = False) -> Html | None:
    """A link that says where it leads: the page's name, its address or only its host. Only the web's own is a link."""
    if not page:
        return None
    host = urlsplit(page).hostname
    if not page.startswith("https://") or not host:
        return tag("p", page, class_="address")
    named = name_destination(page)
    where = break_at_separators(host if short else page)
    if named is None:
        return tag("p", tag("a", where, href=page, rel="noopener noreferrer"), class_="address")
    arrow = tag("span", " ↗", aria_hidden="true")
    link = tag("a", wording.say(*named), arrow, href=page, title=page, rel="noopener noreferrer")
    return tag("p", link, " ", tag("span", where, class_="destination"), class_="address")
