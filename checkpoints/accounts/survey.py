"""All accounts of a command together: how many are ready, and what stops the others."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from checkpoints.accounts.account_result import AccountResult
from checkpoints.accounts.exported_credentials import BadLine
from checkpoints.classroom import names
from checkpoints.classroom.announcements import Announcement, list_announcements
from checkpoints.classroom.found import HandedIn, Standing, pack_hand_in
from checkpoints.classroom.people import read_clock
from checkpoints.classroom.roll import VERDICTS, Roll
from checkpoints.facts.principal import Principal
from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.vocabulary import GREEN, RunVerdict, Verdict
from checkpoints.report.scrub import Scrubber


@dataclass(frozen=True)
class Survey:
    """What a command found. principal: whose policies were read besides."""

    results: Sequence[AccountResult]
    bad_lines: Sequence[BadLine]
    principal: Principal | None = None

    @cached_property
    def by_key(self) -> dict[str, AccountResult]:
        """The accounts by the keys that announcements name them by."""
        return {names.key(each.name): each for each in self.results}

    @cached_property
    def scrubber(self) -> Scrubber:
        """Takes the secrets of all accounts out of texts."""
        return Scrubber(frozenset().union(*(each.secrets for each in self.results)))

    @cached_property
    def announcements(self) -> list[Announcement]:
        """The causes, those that stop most accounts first; of accounts that could not be looked at, none."""
        roll = Roll()
        for each in self.results:
            if each.trouble is None:
                roll.add(_stand(each))
        return list_announcements(roll)

    @property
    def reached(self) -> list[AccountResult]:
        """The accounts that could be looked at, those that are not ready first, each by name."""
        found = [each for each in self.results if each.trouble is None]
        return sorted(found, key=lambda each: (VERDICTS.index(each.verdict), names.key(each.name)))

    @property
    def not_looked(self) -> list[AccountResult]:
        """The accounts that could not be looked at, by name."""
        return sorted(
            (each for each in self.results if each.trouble is not None), key=lambda each: names.key(each.name)
        )

    def count(self, verdict: RunVerdict) -> int:
        """How many of the accounts that could be looked at have a verdict."""
        return sum(each.trouble is None and each.verdict is verdict for each in self.results)

    @property
    def exit_code(self) -> int:
        """0: every account is ready; 1: some account is not, or a line was not read; 2: none could be looked at."""
        if not self.reached:
            return 2
        is_ready = self.count(RunVerdict.READY) == len(self.results)
        return 0 if is_ready and not self.bad_lines else 1


def list_causes(result: AccountResult) -> list[str]:
    """The causes of an account's rows, each once, in the guide's order."""
    return list(dict.fromkeys(each.cause.value for each in result.findings.values() if each.cause is not None))


def _stand(result: AccountResult) -> HandedIn:
    """An account as the roll knows people."""
    rows = [result.findings.get(row.id) for row in REQUIREMENTS]
    verdicts = tuple(Verdict.NOT_RUN if each is None else each.verdict for each in rows)
    causes = tuple(
        None if each is None or each.verdict in GREEN else each.cause.value if each.cause else "" for each in rows
    )
    standing = Standing(result.verdict, verdicts, causes, result.is_custom)
    digest = hashlib.sha256(result.name.encode(errors="surrogatepass")).digest()
    return pack_hand_in(result.name, result.at, read_clock(), standing, digest)
