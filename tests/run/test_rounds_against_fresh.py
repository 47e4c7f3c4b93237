"""What the last round of a run that looks again finds is what a run that begins then finds, whatever was before.

Account and machine are another world in each round: what models, lists and STS answer, whose keys the file has, and
what Claude Code's settings say.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from checkpoints.guide.policy import INVOKE, LIST, STREAM
from checkpoints.guide.vocabulary import GREEN
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.refusals import busy, model_access
from checkpoints.refusals.refusal import ErrorReply
from checkpoints.refusals.request_body import MALFORMED
from checkpoints.refusals.signature import SESSION_EXPIRED, UNKNOWN_KEY
from tests.aws_answers import MESSAGE, deny, write_error, write_json, write_profiles, write_result
from tests.lengths import at_length
from tests.machine import LONG_TERM_ID, OTHER_ID, static
from tests.run.changing_aws import OTHER_KEY
from tests.run.fake_aws import ACCOUNT, ARN, FakeAws, served
from tests.run.running import Ran, run
from tests.web_server import Answer

MODELS = (WORKSHOP.sonnet.bedrock_id, WORKSHOP.haiku.bedrock_id, "anthropic.claude-sonnet-4-6")
USERS = {LONG_TERM_ID: "attendee", OTHER_ID: "attendee", OTHER_KEY: "somebody"}  # by access key id
# What calls of a model come to: a refusal, or the actions that IAM denies.
CALLS: dict[str, ErrorReply | tuple[str, ...]] = {
    "answers": (),
    "no stream": (STREAM,),
    "no invoke": (INVOKE,),
    "denied": (INVOKE, STREAM),
    "not granted": model_access.NO_ACCESS,
    "no form": model_access.USE_CASE_FORM,
    "pending": model_access.AGREEMENT_PENDING,
    "no payment": model_access.PAYMENT_INSTRUMENT,
    "legacy": model_access.LEGACY,
    "ended": model_access.END_OF_LIFE,
    "throttled": busy.TOO_MANY_REQUESTS,
    "broken": busy.BROKEN,
}
PINNED = json.dumps({"env": {"CLAUDE_CODE_USE_BEDROCK": "1", "ANTHROPIC_MODEL": f"us.{MODELS[2]}"}})
ELSEWHERE = json.dumps({"env": {"AWS_REGION": "eu-west-1"}})
# Each part of a world, and what it may be; the first is how all is well.
CHOICES: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(("sonnet", "haiku", "newer"), (*CALLS, "pending")),
    "listed": (MODELS, MODELS[1:], MODELS[::2], (), "denied", "throttled"),
    "identity": ("answers", "throttled", "expired"),
    "form": ("denied", "submitted", "missing", "throttled"),
    "gates": ("denied", "as the calls", "throttled"),
    "key": (*USERS, "AKIAQ7EXAMPLEBADKEY0", ""),
    "settings": ("", PINNED, ELSEWHERE, "{"),
}
# A pause of a run is the next world, and after the last one no other round begins.
PLUGIN = """
import os, urllib.request
from checkpoints.facts import sending
from checkpoints.run.rounds import Rounds
def pause(self, seconds):
    if urllib.request.urlopen(os.environ["AWS_ENDPOINT_URL"] + "/pause").read() == b"0":
        self._until = 0.0
Rounds._pause, sending.PAUSE_S = pause, 0.0
"""

World = dict[str, Any]  # by part


WELL: World = {part: found[0] for part, found in CHOICES.items()}


def draw_worlds(chance: random.Random) -> Iterator[World]:
    """Some worlds that follow each other: parts of one change, or all become well but one that was well before."""
    world = {**WELL, **draw_faults(chance, chance.choice((1, 1, 2, 4)))}
    yield world
    for _ in range(chance.choice((2, 3))):
        was_well = [part for part in WELL if world[part] == WELL[part]]
        if chance.random() < 0.5:
            world = {**WELL, **draw_faults(chance, chance.choice((0, 1)), was_well)}
        else:
            world = {**world, **chance.choice((WELL, draw_faults(chance, 1), draw_faults(chance, 3)))}
        yield world


def draw_faults(chance: random.Random, count: int, parts: Iterable[str] = CHOICES) -> World:
    """Some of the parts, in which something is wrong."""
    chosen = chance.sample([*parts], min(count, len([*parts])))
    return {part: chance.choice([each for each in CHOICES[part] if each != WELL[part]]) for part in chosen}


@dataclass
class ChangingWorld(FakeAws):
    """An account and the home directory of a machine. worlds: the one that is there, and those that come."""

    worlds: list[World] = field(default_factory=list)
    home: Path = Path()

    def settle(self) -> None:
        """Write the files of the world, where they say something else."""
        world = self.worlds[0]
        keys = f"[default]\n{static(world['key'])}" if world["key"] else ""
        for name, text in ((".aws/credentials", keys), (".claude/settings.json", world["settings"] or "{}")):
            path = self.home / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.exists() or path.read_text() != text:
                path.write_text(text)

    def answer(self, method: str, path: str, body: str) -> Answer:
        if path == "/pause":
            if self.worlds[1:]:
                del self.worlds[0]
                self.settle()
            return 200, "", str(len(self.worlds) - 1)
        world, user, is_query = self.worlds[0], USERS.get(self.request.key), "Action=" in body
        if user is None:
            return write_error(UNKNOWN_KEY.filled("InvalidClientTokenId" if is_query else ""), is_query=is_query)
        if world["identity"] == "expired":
            return write_error(SESSION_EXPIRED, is_query=is_query)
        arn = ARN.replace("attendee", user)
        if is_query:
            return self._query(arn, body)
        for start, answer in (("/inference-profiles", self._list), ("/use-case", self._tell_form)):
            if path.startswith(start):
                return answer(arn)
        model = next(
            (name for name, model in zip(("sonnet", "haiku", "newer"), MODELS, strict=True) if model in path), ""
        )
        if path.startswith("/model/") and model:
            return self._call(arn, model, path, body)
        return (
            self._tell_gates(arn, model)
            if "availability" in path and model
            else write_error(deny(arn, "bedrock:Get", "*"))
        )

    def _query(self, arn: str, body: str) -> Answer:
        if "GetCallerIdentity" not in body:
            return write_error(deny(arn, "iam:List", arn), is_query=True)
        if self.worlds[0]["identity"] == "throttled":
            return write_error(busy.TOO_MANY_REQUESTS, is_query=True)
        told = f"<Arn>{arn}</Arn><UserId>AIDA{arn[-8:].upper()}</UserId><Account>{ACCOUNT}</Account>"
        return write_result("GetCallerIdentity", told)

    def _list(self, arn: str) -> Answer:
        listed = self.worlds[0]["listed"]
        if isinstance(listed, tuple):
            return write_profiles(ACCOUNT, WORKSHOP.region, listed)
        return write_error(deny(arn, LIST, "*") if listed == "denied" else busy.TOO_MANY_REQUESTS)

    def _tell_form(self, arn: str) -> Answer:
        form = self.worlds[0]["form"]
        if form == "submitted":
            return write_json({"formData": "e30="})
        refusals = {"missing": model_access.USE_CASE_FORM_EMPTY, "throttled": busy.TOO_MANY_REQUESTS}
        return write_error(refusals.get(form) or deny(arn, "bedrock:GetUseCaseForModelAccess", "*"))

    def _tell_gates(self, arn: str, model: str) -> Answer:
        world = self.worlds[0]
        if world["gates"] != "as the calls":
            is_busy = world["gates"] == "throttled"
            return write_error(
                busy.TOO_MANY_REQUESTS if is_busy else deny(arn, "bedrock:GetFoundationModelAvailability", "*")
            )
        agreement = {"pending": "PENDING", "not granted": "NOT_AVAILABLE"}.get(world[model], "AVAILABLE")
        is_open = {"entitlementAvailability": "AVAILABLE" if agreement == "AVAILABLE" else "NOT_AVAILABLE"}
        gates = {"authorizationStatus": "AUTHORIZED", "regionAvailability": "AVAILABLE", **is_open}
        return write_json({"modelId": model, "agreementAvailability": {"status": agreement}, **gates})

    def _call(self, arn: str, model: str, path: str, body: str) -> Answer:
        found, action = CALLS[self.worlds[0][model]], STREAM if path.endswith("stream") else INVOKE
        if isinstance(found, ErrorReply):
            return write_error(found)
        if action in found:
            on = f"arn:aws:bedrock:{WORKSHOP.region}:{ACCOUNT}:inference-profile/us.{model}"
            return write_error(deny(arn, action, on))
        return (200, "", MESSAGE) if "max_tokens" in body else write_error(MALFORMED)


def tell(ran: Ran, of: set[str], *, is_named_by_sts: bool) -> dict[str, Any]:
    """What a run said, without times, and without how it came to know it. of: the rows that count.

    is_named_by_sts: STS answers, and has not only answered in an earlier round: who the caller is, and with whose words
    AWS refuses.
    """
    left_out = {"duration_s", "evidence", "notes", *(() if is_named_by_sts else ("detail",))}
    return {
        "code": ran.code,
        "verdict": ran.data["verdict"],
        "attendee": ran.data["attendee"] if is_named_by_sts else None,
        "claude_code": ran.data["claude_code"],
        **{name: {part: row[part] for part in row.keys() - left_out} for name, row in ran.checks.items() if name in of},
    }


# Where a verdict of several rounds, an answer of an earlier one, or credentials that are gone would be told.
FEW = (9, 12, 36)


@pytest.mark.parametrize("seed", [*FEW, *(at_length(seed) for seed in range(150) if seed not in FEW)])
def test_the_last_round_finds_what_a_fresh_run_finds(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    account = ChangingWorld(worlds=[*draw_worlds(chance)], home=tmp_path / "home")
    looks_again = chance.choice(("--watch=5", "--watch=5", "--wait=5"))
    options = (f"--invoke={chance.choice(('auto', 'auto', 'always', 'never'))}", "--lang=en")
    with served(account):
        account.settle()
        shell = {"AWS_ENDPOINT_URL": account.url, "AWS_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
        again = run(tmp_path, looks_again, *options, variables=shell, plugin=PLUGIN)
        fresh = run(tmp_path / "fresh", *options, variables={**shell, "HOME": str(account.home)})
    # What has passed is not tried again as long as something else keeps the run from being ready.
    stale = set() if again.code == 0 else {name for name, verdict in again.verdicts.items() if verdict in GREEN}
    is_named_by_sts = account.worlds[0]["identity"] == "answers"
    rows = again.checks.keys() - stale
    assert tell(again, rows, is_named_by_sts=is_named_by_sts) == tell(fresh, rows, is_named_by_sts=is_named_by_sts)
