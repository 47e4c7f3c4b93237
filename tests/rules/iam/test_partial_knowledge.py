"""Knowing less of a request may make the judgement unknown, and never another."""

from random import Random

from checkpoints.rules.iam import EVERY_OTHER_KEY, Effect, Policy, Request, evaluate
from tests.lengths import as_long
from tests.rules.iam.asking import UNKNOWN
from tests.rules.iam.generated import KINDS, SET_KIND, cases

CASES = as_long(300, 6000)
DENIED = (Effect.EXPLICIT_DENY, Effect.IMPLICIT_DENY, Effect.BOUNDARY_DENY)


def test_hiding_keys_never_turns_a_judgement_around() -> None:
    random = Random(20_250_514)
    every_key = {key.lower() for kind in (*KINDS, SET_KIND) for key in kind.keys}
    # A call chain that is not mentioned is known to be absent: nobody can hide it.
    keys = sorted(key for key in every_key if not key.startswith(("aws:calledvia", "aws:viaawsservice")))
    counts = {"same": 0, "unknown": 0}
    for case in cases(seed=7, count=CASES):
        identity = [Policy(str(index), document) for index, document in enumerate(case.identity)]
        boundary = Policy("boundary", case.boundary) if case.boundary else None
        full = evaluate(Request(case.action, case.resource, case.context, EVERY_OTHER_KEY), identity, boundary)
        assert full.effect is not UNKNOWN

        hidden = set(random.sample(keys, random.randint(3, len(keys))))
        left = {key: values for key, values in case.context.items() if key.lower() not in hidden}
        part = evaluate(Request(case.action, case.resource, left, frozenset(every_key - hidden)), identity, boundary)
        if part.effect is UNKNOWN:
            counts["unknown"] += 1
            assert {doubt.about.lower() for doubt in part.doubts} <= hidden
        else:
            counts["same"] += 1
            assert (part.effect in DENIED) is (full.effect in DENIED)
    assert counts["same"] > CASES // 3
    assert counts["unknown"] > CASES // 15
