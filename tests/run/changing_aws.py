"""An account that somebody changes while a run looks again, and watches of it at short intervals."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checkpoints.guide.policy import STREAM
from checkpoints.guide.workshop import WORKSHOP
from checkpoints.refusals.model_access import NO_ACCESS
from checkpoints.refusals.signature import UNKNOWN_KEY
from tests.aws_answers import deny, write_error
from tests.machine import LONG_TERM_ID, static
from tests.run.fake_aws import ACCOUNT, ARN, FakeAws, served
from tests.run.running import Ran, run
from tests.web_server import Answer

_ROUNDS = "checkpoints.run.rounds"
QUICK: dict[str, object] = {
    f"{_ROUNDS}.SHORTEST_S": 0.1,
    f"{_ROUNDS}.LONGEST_S": 0.5,
    f"{_ROUNDS}.CHECK_S": 0.05,
    f"{_ROUNDS}.SETTLE_S": 0.05,
}
SLOW = {**QUICK, f"{_ROUNDS}.SHORTEST_S": 600.0, f"{_ROUNDS}.LONGEST_S": 600.0}
SONNET, HAIKU = WORKSHOP.sonnet.bedrock_id, WORKSHOP.haiku.bedrock_id
NO_KEYS = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
OTHER_KEY = "AKIAQ7EXAMPLOTHERKEY"
_OTHERS = {ARN: ARN.replace("attendee", "somebody"), "AIDAEXAMPLEEXAMPLE000": "AIDAEXAMPLEEXAMPLE111"}


@dataclass
class ChangingAws(FakeAws):
    """An account that somebody changes. looks: how often the profiles were listed, once in each round.

    after: what is done when a round begins, by its number. refused: models that the account may not use;
    no_stream: models that may not be streamed. bad_keys: access key ids that AWS does not know.
    """

    looks: int = 0
    after: dict[int, Callable[[], object]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    no_stream: set[str] = field(default_factory=set)
    bad_keys: set[str] = field(default_factory=set)

    def answer(self, method: str, path: str, body: str) -> Answer:
        if path.startswith("/inference-profiles"):
            self.looks += 1
            self.after.get(self.looks, lambda: None)()
        status, error, text = super().answer(method, path, body)
        if self.request.key in self.bad_keys:
            is_query = "Action=" in body
            return write_error(UNKNOWN_KEY.filled("InvalidClientTokenId" if is_query else ""), is_query=is_query)
        for own, other in _OTHERS.items() if self.request.key == OTHER_KEY else ():
            text = text.replace(own, other)
        return status, error, text

    def _model(self, path: str, body: str) -> Answer:
        model = SONNET if SONNET in path else HAIKU
        if model in self.refused:
            return write_error(NO_ACCESS)
        if model in self.no_stream and path.endswith("stream"):
            on = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.{model}"
            return write_error(deny(ARN, STREAM, on))
        return super()._model(path, body)

    def count(self, part: str, model: str = "") -> int:
        """How many requests had this in their path or body."""
        return sum(part in path + body and model in path for _, path, body in self.asked)

    def grant(self, model: str) -> None:
        """Let a model be called."""
        self.refused.discard(model)


@contextmanager
def haiku_refused(until: int | None = None) -> Iterator[ChangingAws]:
    """An account that may not use Haiku, and from a round on may, where one is given."""
    aws = ChangingAws(refused={HAIKU})
    if until:
        aws.after = {until: lambda: aws.grant(HAIKU)}
    with served(aws):
        yield aws


def watch(
    folder: Path, aws: FakeAws, *arguments: str, minutes: str = "1", variables: Mapping[str, str] | None = None
) -> Ran:
    """A run that watches, at short intervals. variables: of the shell; an empty one is not there."""
    given = {name: value for name, value in {**aws.shell, **(variables or {})}.items() if value}
    return run(folder, f"--watch={minutes}", "--lang=en", *arguments, variables=given, values=QUICK)


def write_keys(folder: Path, key: str = LONG_TERM_ID) -> dict[str, Any]:
    """Put a pair of keys into the file of credentials, and take those in the variables away."""
    place = folder / "home" / ".aws"
    place.mkdir(parents=True, exist_ok=True)
    part = place / "part"
    part.write_text(f"[default]\n{static(key)}")
    part.replace(place / "credentials")
    return NO_KEYS


@dataclass
class WithRole(ChangingAws):
    """An instance with the metadata service.

    role: the access key id of the role that is attached, "" without one. begun: how often the service was asked for a
    token; `after` has what is done then by the negative number.
    """

    role: str = ""
    begun: int = 0

    def answer(self, method: str, path: str, body: str) -> Answer:
        if not path.startswith("/latest/"):
            return super().answer(method, path, body)
        if path.endswith("/token"):
            self.begun += 1
            self.after.get(-self.begun, lambda: None)()
            return 200, "", "token"
        if not self.role:
            return 404, "", ""
        if path.endswith("security-credentials/"):
            return 200, "", "Workshop"
        keys = {"AccessKeyId": self.role, "SecretAccessKey": "canary/role+key0123456789abcdef", "Token": "canary-token"}
        return 200, "", json.dumps({"Code": "Success", "Expiration": "2099-01-01T00:00:00Z", **keys})

    def watch(self, folder: Path, minutes: str = "1") -> Ran:
        """A watch on the instance, without credentials of its own."""
        with served(self):
            shell = {**NO_KEYS, "AWS_EC2_METADATA_SERVICE_ENDPOINT": self.url}
            return watch(folder, self, minutes=minutes, variables=shell)
