"""Everything that a rule may look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from checkpoints.guide.edition import Edition
from checkpoints.guide.vocabulary import Invoke, ModelMatching
from checkpoints.guide.workshop import WORKSHOP

if TYPE_CHECKING:
    from checkpoints.client.identity import Identity
    from checkpoints.client.place import Place
    from checkpoints.client.portability import Difference
    from checkpoints.client.view import ClientView
    from checkpoints.facts.account import Account
    from checkpoints.facts.client_connection import ConnectionOutcome
    from checkpoints.facts.credentials import Credentials
    from checkpoints.facts.environment import Environment
    from checkpoints.facts.other_route import OtherRoute

P = ParamSpec("P")
T = TypeVar("T")


class Derived:
    """What has been derived from the facts: a value for each function and its arguments.

    Prefetching threads share it without a lock: two of them may derive the same value, which is the same for both.
    """

    __slots__ = ("values",)

    def __init__(self) -> None:
        self.values: dict[tuple[Any, ...], Any] = {}


class HelperOutcome(str, Enum):
    """What became of the command of Claude Code's settings that fetches credentials."""

    NONE = "none"  # there is no such command, or an API key comes before it
    LEFT_ALONE = "left alone"  # a project brings it along: it is not run here
    FAILED = "failed"
    UNFINISHED = "unfinished"  # it did not end in time; Claude Code waits longer for it
    USED = "used"


class _NoFiles:
    """A machine without a file."""

    def content(self, _: str) -> bytes | None:
        return None

    def names(self, _: str) -> Sequence[str]:
        return ()

    def is_directory(self, _: str) -> bool:
        return False

    is_own = is_directory


def _see_nothing() -> ClientView:
    """Claude Code where neither a variable nor a file says anything."""
    from checkpoints.client.locations import Folders
    from checkpoints.client.view import model_claude_code

    return model_claude_code({}, Folders(None, "", ""), _NoFiles())


@dataclass(frozen=True, slots=True)
class ClaudeCode:
    """Claude Code on the machine of a run.

    view: what it would use. aws_cli: the identity that the AWS CLI comes to; differences: the places that the two read
    differently. export: what became of `awsCredentialExport`; slow_command: the one of its settings that did not end in
    time. has_instance_role: whether the metadata service gives credentials, None where nobody asked. has_same_keys: its
    source and the AWS CLI's are two, and gave the same keys. connection: whether it reaches AWS where its certificates
    or its proxy are not those of AWS tools, else None. own_proxy: the variable of such a proxy, by which the run asked
    AWS too. version: of the installed one, "" where it is not known; missing_programs: what its sandbox lacks; is_root:
    whether root starts it. Nobody looks for these where no settings ask for it. role_region: the place of the Region
    that does not give it its role, where the guide's Region does. refused_sign_in: the place of the sign-in whose token
    the AWS CLI takes and Claude Code does not. broken_certificate: the variable of a certificate of its own with which
    it makes no connection. chain_s: how long the credential chain took, where a variable bounds it for Claude Code.
    closed_folder: the variable of a folder for temporary files that it cannot use.
    other_route: to AWS, by the certificates that Claude Code trusts, for once AWS tools do not trust AWS's.
    """

    view: ClientView = field(default_factory=_see_nothing)
    aws_cli: Identity | None = None
    differences: tuple[Difference, ...] = ()
    export: HelperOutcome = HelperOutcome.NONE
    has_instance_role: bool | None = None
    slow_command: Place | None = None
    has_same_keys: bool = False
    connection: ConnectionOutcome | None = None
    own_proxy: Place | None = None
    version: str = ""
    missing_programs: tuple[str, ...] = ()
    is_root: bool = False
    role_region: Place | None = None
    refused_sign_in: Place | None = None
    broken_certificate: Place | None = None
    closed_folder: Place | None = None
    chain_s: float = 0.0
    other_route: OtherRoute | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a run, its two choices, and the edition of the guide that it is held against. now: aware, UTC."""

    environment: Environment
    credentials: Credentials
    account: Account
    now: datetime
    invoke: Invoke = Invoke.AUTO
    models: ModelMatching = ModelMatching.FAMILY
    edition: Edition = WORKSHOP
    claude_code: ClaudeCode = field(default_factory=ClaudeCode)
    derived: Derived = field(default_factory=Derived, init=False, repr=False, compare=False)


def derived_once(derive: Callable[Concatenate[Facts, P], T]) -> Callable[Concatenate[Facts, P], T]:
    """Keep what a function derives, as long as the facts. Its other arguments are hashable.

    A run that looks again makes other facts of them, with a new `now`: what is derived from those is derived anew.
    """

    @wraps(derive)
    def derived(facts: Facts, /, *args: P.args, **kwargs: P.kwargs) -> T:
        values = facts.derived.values
        key = (derive, args, *sorted(kwargs.items()))
        if key not in values:
            values[key] = derive(facts, *args, **kwargs)
        value: T = values[key]
        return value

    return derived
