"""The parts of the page after the steps: notes for the facilitator, and where all of it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checkpoints.report.frame import write_moment
from checkpoints.report.markup import Html, render_section, tag, write_prose
from checkpoints.report.moments import from_rfc3339
from checkpoints.report.opening import render_rehearsal_mark
from checkpoints.report.wording import Wording

if TYPE_CHECKING:
    from checkpoints.report.contract import ClaudeCodeUse, Report


def render_guide_notes(report: Report, wording: Wording) -> Html | None:
    """Where the guide has grown old; for the facilitator, apart from the attendee's verdict."""
    if not report["guide_notes"]:
        return None
    notes = (
        tag("li", tag("strong", note["about"]), " ", tag("span", write_prose(note["text"])))
        for note in report["guide_notes"]
    )
    return render_section(
        "guide-notes",
        (wording.say("page.guide_notes"), render_rehearsal_mark(report, wording)),
        tag("p", wording.say("page.guide_notes.more"), class_="muted"),
        tag("ul", *notes),
        class_="guide-notes",
    )


def render_provenance(report: Report, wording: Wording) -> Html:
    """Where, as whom and with what the run was made."""
    terms = (
        tag("div", tag("dt", name), tag("dd", value if value else wording.say("page.made.nothing")))
        for name, value in _made(report, wording)
    )
    heading = (wording.say("page.provenance"), render_rehearsal_mark(report, wording))
    return render_section("provenance", heading, tag("dl", *terms, class_="provenance"))


def _made(report: Report, wording: Wording) -> list[tuple[str, str | None]]:
    attendee = report["attendee"]
    source = attendee["credential_source"]
    endpoint = "offline" if report["mode"] == "offline" else report["endpoint"]
    selection = report["selection"]
    values = {"scenario": report["scenario"] or "", "count": str(report["billed_invocations"])}

    def name(key: str) -> str:
        return wording.say(f"page.made.{key}")

    sealed = report.get("hand_in")
    return [
        *([(name("code"), sealed["code"])] if sealed else []),
        (name("mode"), wording.say(f"page.made.mode.{report['mode']}", values)),
        (name("endpoint"), wording.say(f"page.made.endpoint.{endpoint}")),
        (name("region"), attendee["region"]),
        *([(name("claude_code"), _claude_code(used, wording))] if (used := report.get("claude_code")) else []),
        (name("source"), wording.say(f"source.{source}") if source else None),
        (name("principal"), attendee["principal"]),
        (name("account"), attendee["account"]),
        (name("selection"), wording.say("page.made.selection.all") if selection == "all" else selection),
        (name("invoke"), report["invoke"]),
        (name("billed"), wording.say("page.made.billed.count", values)),
        (name("started"), write_moment(from_rfc3339(report["started_at"]), wording)),
        (name("duration"), write_seconds(report["duration_s"], wording)),
        (name("versions"), ", ".join(f"{tool} {version}" for tool, version in report["versions"].items())),
    ]


def _claude_code(used: ClaudeCodeUse, wording: Wording) -> str:
    """What Claude Code on this machine would use, in one line."""
    source = used["credential_source"]
    oddities = {
        "claude_code.unsigned": not used["signs"],
        "claude_code.off": used["bedrock"] is False,
        "endpoint.custom": used["endpoint"] == "custom",
    }
    parts = (
        wording.say(f"source.{source}" if source else "page.made.claude_code.none"),
        f"[{used['profile']}]" if used["profile"] else "",
        used["region"],
        *(f"{tier}: {model}" for tier, model in used["models"].items() if model),
        *(wording.say(f"page.made.{key}") for key, is_so in oddities.items() if is_so),
    )
    return ", ".join(filter(None, parts))


def write_seconds(duration: float, wording: Wording) -> str:
    """A duration in seconds with one digit after the point."""
    return wording.say("page.seconds", {"seconds": f"{duration:.1f}"})
