"""A machine's result and what the same person has handed in, laid together.

Only the person's own run has seen their terminal. So a later hand-in counts as a whole, unless it is ready by a clock
that is ahead, or by another endpoint than AWS's where the machine has asked AWS. An earlier one counts for the rows
that hang on the terminal (step 3, and `AWS_REGION` of step 4), and for what the machine's run could not verify; the
rest is the machine's, where both were the same caller. Of another caller's account and permissions, a machine's run
says nothing about that person. Of a hand-in that does not count as a whole, what another endpoint than AWS's has
answered counts for nothing that AWS itself was asked.
"""

from __future__ import annotations

from checkpoints.classroom.found import HandedIn, Standing
from checkpoints.classroom.machines import CountsAs
from checkpoints.classroom.people import counts_as_later
from checkpoints.guide.requirements import (
    BOX_ROWS,
    CREDENTIALS_RESOLVE,
    CREDENTIALS_VALID,
    REGION_EXPORTED,
    REGION_IS_GUIDE,
    REQUIREMENTS,
    SINGLE_SOURCE,
)
from checkpoints.guide.vocabulary import GREEN, RunVerdict, Verdict, combine_verdicts, judge_verdicts

OF_TERMINAL = frozenset(
    row.id for row in (CREDENTIALS_RESOLVE, CREDENTIALS_VALID, SINGLE_SOURCE, REGION_EXPORTED, REGION_IS_GUIDE)
)
_OPEN = frozenset({Verdict.UNVERIFIED, Verdict.NOT_RUN})

_Rows = dict[str, tuple[Verdict, str | None]]


def choose_standing(own: HandedIn, remote: HandedIn, read_at: int) -> tuple[CountsAs, Standing]:
    """What counts for a person with both, and where they stand by it. read_at: microseconds since 1970."""
    if not own.caller or own.caller != remote.caller:
        return CountsAs.OWN, own.standing
    is_custom, is_of_aws = own.standing.custom, not remote.standing.custom
    if not is_custom and not is_of_aws:
        return CountsAs.OWN, own.standing
    is_ready_elsewhere = is_custom and is_of_aws and own.standing.verdict is RunVerdict.READY
    if counts_as_later(own, remote, read_at) and not is_ready_elsewhere:
        return CountsAs.OWN, own.standing
    return CountsAs.BOTH, _merge(own.standing, remote.standing)


def _merge(own: Standing, remote: Standing) -> Standing:
    mine, theirs = _rows(own), _rows(remote)
    to_fill = _OPEN if own.custom is remote.custom else frozenset()
    merged: _Rows = {
        name: mine[name] if name in OF_TERMINAL or theirs[name][0] in to_fill else theirs[name] for name in mine
    }
    for box, rows in BOX_ROWS.items():
        merged[box.id] = _judge_box([merged[row.id] for row in rows])
    verdicts = tuple(merged[row.id][0] for row in REQUIREMENTS)
    causes = tuple(merged[row.id][1] for row in REQUIREMENTS)
    return Standing(judge_verdicts(verdicts), verdicts, causes, own.custom)


def _rows(standing: Standing) -> _Rows:
    found = zip(standing.verdicts, standing.causes, strict=True)
    return {row.id: each for row, each in zip(REQUIREMENTS, found, strict=True)}


def _judge_box(rows: list[tuple[Verdict, str | None]]) -> tuple[Verdict, str | None]:
    verdict = combine_verdicts(each for each, _ in rows)
    return verdict, None if verdict in GREEN else next(cause for each, cause in rows if each is verdict)
