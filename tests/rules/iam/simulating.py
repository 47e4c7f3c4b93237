"""The other evaluator: `@cloud-copilot/iam-simulate` from npm, pinned in `simulator/package-lock.json`.

It is AGPL-3.0: a tool that these tests run in a process of its own, and no part of what is shipped.
`simulator/install` fetches it; without it, or without Node.js, these tests fail. Leave them out with
`-m "not simulator"`.
"""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checkpoints.rules.iam import EVERY_OTHER_KEY, Effect, Judgement, Policy, Request, evaluate
from checkpoints.rules.iam.context import is_multivalued
from tests.rules.iam.asking import ALLOWED, BOUNDARY_DENY, EXPLICIT_DENY, IMPLICIT_DENY
from tests.rules.iam.generated import Case

SIMULATOR = Path(__file__).parent / "simulator"


def simulate(questions: list[Case]) -> list[dict[str, Any]]:
    """The simulator's answers, from one process that is asked each question once."""
    node = shutil.which("node")
    assert node, "Node.js is not installed; leave the comparison out with -m 'not simulator'"
    assert (SIMULATOR / "node_modules").is_dir(), f"the simulator is not installed: run {SIMULATOR / 'install'}"
    written = [_write(case) for case in questions]
    asked = list(dict.fromkeys(written))
    answered = subprocess.run(
        [node, str(SIMULATOR / "judge.mjs")],
        input=f"[{','.join(asked)}]",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
    assert answered.returncode == 0, answered.stderr
    answers: dict[str, dict[str, Any]] = dict(zip(asked, json.loads(answered.stdout), strict=True))
    return [answers[each] for each in written]


def _write(case: Case) -> str:
    """A question as the simulator reads it: it wants a list for a key made for several values, else a string."""
    context = {key: list(values) if is_multivalued(key) else values[0] for key, values in case.context.items()}
    asked = {"action": case.action, "resource": case.resource, "context": context}
    return json.dumps({**asked, "identity": case.identity, "boundary": case.boundary})


def effect_of(answer: dict[str, Any]) -> Effect:
    """The simulator's answer in our words."""
    assert answer.get("error") is None, answer
    identity, boundary = answer["identity"], answer["boundary"]
    if identity == "ExplicitlyDenied":
        effect = EXPLICIT_DENY
    elif boundary == "ExplicitlyDenied":
        effect = BOUNDARY_DENY
    elif identity == "ImplicitlyDenied":
        effect = IMPLICIT_DENY
    elif boundary == "ImplicitlyDenied":
        effect = BOUNDARY_DENY
    else:
        effect = ALLOWED
    # Some services, such as KMS, also want a resource's policy to allow, which nobody gives here.
    assert effect is ALLOWED or answer["overall"] != "Allowed", answer
    return effect


def judge(case: Case) -> Judgement:
    identity = [Policy(f"identity-{index}", document) for index, document in enumerate(case.identity)]
    boundary = Policy("boundary", case.boundary) if case.boundary else None
    return evaluate(Request(case.action, case.resource, case.context, EVERY_OTHER_KEY), identity, boundary)


@dataclass(frozen=True, slots=True)
class Compared:
    """A case, and what both evaluators say to it."""

    case: Case
    ours: Judgement
    theirs: Effect

    @property
    def contradicts(self) -> bool:
        """Whether one of them allows what the other denies."""
        return self.ours.effect is not Effect.UNKNOWN and (self.ours.effect is ALLOWED) is not (self.theirs is ALLOWED)


def compare(questions: Sequence[Case], unanswered: tuple[str, ...] = ()) -> list[Compared]:
    """Both evaluators' answers.

    unanswered: beginnings of what the simulator may say where it answers nothing: those cases are left out. Condition
    keys that it says no such request has are left out for both.
    """
    compared = []
    for case, answer in zip(questions, simulate(list(questions)), strict=True):
        if (answer.get("error") or {"message": "-"})["message"].startswith(unanswered):
            continue
        ignored = {key.lower() for key in answer["ignored"]}
        context = {key: values for key, values in case.context.items() if key.lower() not in ignored}
        known = replace(case, context=context)
        compared.append(Compared(known, judge(known), effect_of(answer)))
    return compared
