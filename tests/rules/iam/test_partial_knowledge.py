"""Knowing less of a request may make the judgement unknown, and never another."""

from random import Random

from checkpoints.rules.iam import EVERY_OTHER_KEY, Effect, Policy, Request, evaluate
from tests.rules.iam.asking import UNKNOWN
from tests.rules.iam.generated import KINDS, SET_KIND, cases

DENIED = (Effect.EXPLICIT_DENY, Effect.IMPLICIT_DENY, Effect.BOUNDARY_DENY)


def test_hiding_keys_never_turns_a_judgement_around() -> None:
    random = Random(20_250_514)
    keys = sorted({key.lower() for kind in (*KINDS, SET_KIND) for key in kind.keys})
    counts = {"same": 0, "unknown": 0}
    for case in cases(seed=7, count=2000):
        identity = [Policy(str(index), document) for index, document in enumerate(case.identity)]
        boundary = Policy("boundary", case.boundary) if case.boundary else None
        full = evaluate(Request(case.action, case.resource, case.context, EVERY_OTHER_KEY), identity, boundary)
        assert full.effect is not UNKNOWN

        hidden = set(random.sample(keys, random.randint(3, len(keys))))
        left = {key: values for key, values in case.context.items() if key.lower() not in hidden}
        # A call chain that is not mentioned is known to be absent, so a hidden one has to stay mentioned.
        chain = {key: values for key, values in case.context.items() if key.lower().startswith("aws:calledvia")}
        absent = frozenset(keys) - hidden | {"aws:calledviafirst"}
        part = evaluate(Request(case.action, case.resource, {**left, **chain}, absent), identity, boundary)
        if part.effect is UNKNOWN:
            counts["unknown"] += 1
        else:
            counts["same"] += 1
            assert (part.effect in DENIED) is (full.effect in DENIED)
    assert counts["same"] > 1000
    assert counts["unknown"] > 200
