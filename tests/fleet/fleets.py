"""Fleets whose machines print what was recorded, and what the command says of them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from checkpoints.fleet import document
from checkpoints.fleet.envelope import write_report
from checkpoints.guide.vocabulary import Origin
from checkpoints.report.data import compose_report
from checkpoints.report.scrub import Scrubber
from checkpoints.report.seal import seal_data
from tests.fleet.fake_run_command import FakeFleet, FakeInstance, Script
from tests.fleet.machines import Ended
from tests.report import samples

RUN = ("run", "--tag", "workshop=w1")


def export(variables: Mapping[str, str]) -> str:
    """Lines of a start-up file."""
    return "".join(f"export {name}='{value}'\n" for name, value in variables.items())


def answering(output: str, seconds: float = 0.0, code: int | None = 0) -> Script:
    """A machine that prints an output, whatever the script is. code: None where it runs out of its time."""

    def run(_: str, limit_s: float) -> Ended:
        time.sleep(min(seconds, limit_s))
        return Ended(output, code if seconds <= limit_s else None)

    return run


def recorded(build: Callable[[], Any] = samples.ready, **changes: Any) -> str:
    """What a machine prints that has run the suite, as it was recorded."""
    run = replace(build(), origin=Origin.FLEET, attendee=None, mode="live", scenario=None, **changes)
    return write_report(seal_data(compose_report(run, Scrubber())))


READY, RED = recorded(), recorded(samples.one_failure)


def instance(number: int, run: Script | str | None = READY, **more: Any) -> FakeInstance:
    """An instance with the tag of the class. run: what it runs, or prints."""
    tags = {"workshop": "w1", "Name": f"ide-{number:03}", **more.pop("tags", {})}
    return FakeInstance(f"i-{number:017x}", tags, answering(run) if isinstance(run, str) else run, **more)


def fleet_of(*machines: FakeInstance | Script | str, kind: type[FakeFleet] = FakeFleet, **more: Any) -> FakeFleet:
    """A fleet in an account in which the document has been created. machines: instances, or what they run or print."""
    documents = {document.NAME: json.loads(document.read_document())}
    instances = [
        each if isinstance(each, FakeInstance) else instance(number, each)
        for number, each in enumerate(machines, start=1)
    ]
    return kind(instances, **{"documents": documents, **more})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the command came to."""

    code: int
    printed: str
    errors: str
    folder: Path

    @property
    def data(self) -> dict[str, Any]:
        """The JSON."""
        found: dict[str, Any] = json.loads((self.folder / "class.json").read_text("utf-8"))
        return found

    @property
    def states(self) -> dict[str, str]:
        """The state of each machine, and the reason behind it where there is one, by its name in their order."""
        return {
            each["label"].partition(" ")[0]: ": ".join(filter(None, (each["state"], each["reason"])))
            for each in sorted(self.data.get("machines", ()), key=lambda each: str(each["label"]))
        }
