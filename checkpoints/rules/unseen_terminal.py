"""What a run that was started remotely leaves open: what only the attendee's terminal knows.

Such a run sees files, the start-up files of shells among them, and the role of the instance. What these settle is
judged as anywhere. A variable that somebody exported or a key that somebody pasted into an open terminal is not seen:
where everything hangs on it, nothing is passed and nothing is failed.
"""

from __future__ import annotations

from collections.abc import Collection

from checkpoints.facts.credentials import Credentials
from checkpoints.facts.environment import Environment
from checkpoints.guide.requirements import CREDENTIALS_RESOLVE, REGION_EXPORTED, Requirement
from checkpoints.guide.vocabulary import Cause, CredentialSource, Origin, Verdict
from checkpoints.rules.credential_sources import CREDENTIAL_VARIABLES
from checkpoints.rules.finding import Evidence, Finding, Message, message, unverified

_REGION = "AWS_REGION"
_ROLES = ("iam-role", "container-role")  # what answers where nobody has set up anything of their own


def is_source_open(machine: Environment, found: Credentials) -> bool:
    """Whether only the attendee's terminal knows which credentials count.

    The role of the instance is not taken for theirs where their files hold others, which a variable would choose.
    """
    if machine.origin is Origin.TERMINAL:
        return False
    return _find_unsettled(machine, CREDENTIAL_VARIABLES) is not None or (
        found.source is CredentialSource.INSTANCE_ROLE and bool(machine.files.list_usable_profiles())
    )


def leave_chain_open(machine: Environment, credentials: Credentials, found: Finding) -> Finding:
    """The finding about the default chain of a remote run, left open where only the terminal could settle it."""
    return _leave_open(CREDENTIALS_RESOLVE, _find_open_source(machine, credentials, found), found)


def _find_open_source(machine: Environment, credentials: Credentials, found: Finding) -> Message | None:
    unsettled = _find_unsettled(machine, CREDENTIAL_VARIABLES)
    if unsettled is not None:
        return unsettled
    is_nothing = found.cause is Cause.NO_CREDENTIALS or (
        found.verdict is Verdict.FAILED and credentials.method in _ROLES
    )
    if not is_nothing:
        return None
    profiles = machine.files.list_usable_profiles()
    return message("afar.profiles", names=", ".join(profiles)) if profiles else message("afar.no-credentials")


def _find_unsettled(machine: Environment, variables: Collection[str]) -> Message | None:
    """Why start-up files and settings do not tell what terminals have of these variables; None where they do."""
    unsettled = machine.unsettled
    if unsettled.is_silent:
        return message("afar.shell-silent")
    differing = sorted(unsettled.differing.intersection(variables))
    if differing:
        key = "afar.region-differs" if differing == [_REGION] else "afar.credentials-differ"
        return message(key, names=", ".join(differing))
    mentioned = {name: file for name, file in sorted(unsettled.mentioned.items()) if name in variables}
    if mentioned:
        return message("afar.mentioned", names=", ".join(f"{name} ({file})" for name, file in mentioned.items()))
    return message("afar.settings-unread", names=", ".join(unsettled.unread)) if unsettled.unread else None


def leave_region_open(machine: Environment, found: Finding) -> Finding:
    """The finding about `AWS_REGION` in a remote run, left open where no start-up file settles it."""
    return _leave_open(REGION_EXPORTED, _find_open_region(machine, found), found)


def _find_open_region(machine: Environment, found: Finding) -> Message | None:
    unsettled = _find_unsettled(machine, (_REGION,))
    if unsettled is not None:
        return unsettled
    if _REGION in machine.variables:  # an empty one is what every terminal gets
        return None
    places = ", ".join(each.source for each in found.evidence)
    return message("afar.region-elsewhere", places=places) if places else message("afar.region-not-exported")


def _leave_open(row: Requirement, detail: Message | None, found: Finding) -> Finding:
    """The finding, left open for a reason; where there is none, with a note on what it is judged by."""
    if detail is None:
        return found.with_(notes=(*found.notes, message("afar.from-files")))
    named = detail.values.get("names", "")
    evidence = found.evidence or ((Evidence(named, detail),) if named else ())
    return unverified(row, Cause.TERMINAL_NOT_SEEN, detail, *evidence).with_(notes=found.notes)
