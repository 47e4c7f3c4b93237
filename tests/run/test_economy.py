"""What a run does without: calls, waits, imports, other people's plugins. Counted, never timed."""

from __future__ import annotations

import json
import random
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote

from checkpoints.guide.requirements import REQUIREMENTS
from checkpoints.guide.workshop import WORKSHOP
from tests.aws_answers import write_json
from tests.run.fake_aws import FakeAws, served
from tests.run.running import Ran, run
from tests.web_server import Answer

MOST_CALLS = 12
DEEPEST = 3
# Modules of ours that the Region alone may import; each takes about 0.3 ms, a decorated dataclass as much again.
MOST_OF_REGION = 100
# What a run imports where it has something to say, to look up, to read or to judge.
TO_SAY = {f"guide.texts.{name}" for name in ("causes", "classroom", "scenarios")}
TO_SAY |= {"report.shells", "report.hand_in_file"}
TO_LOOK_UP = {
    "refusals.table",
    "rules.permissions",
    "rules.probes",
    "rules.access",
    "rules.step1",
    "rules.iam",
}
TO_READ = {"client.settings", "client.portability", "facts.written_lines", "facts.settings_command", "facts.principal"}
TO_CHECK = {"report.consistency", "report.contract", "report.shape"}
TO_JUDGE = {"rules.facts", "rules.step3", "rules.credential_sources", "facts.resolution", "facts.secret_text"}
QUIET_S = 0.7  # no further question comes in so long: those that can be asked have been
# Loaded into a run; tells at its end what it has imported and which threads it leaves.
INVENTORY = """
import json, sys, threading
from pathlib import Path

def pytest_unconfigure():
    told = {"modules": sorted(sys.modules), "threads": [each.name for each in threading.enumerate()]}
    told["finders"] = [type(each).__module__ for each in sys.meta_path]
    Path(__file__).with_name("inventory.json").write_text(json.dumps(told))
"""


def inventory(folder: Path) -> dict[str, list[str]]:
    """What a run with the plugin told."""
    found: dict[str, list[str]] = json.loads((folder / "inventory.json").read_text())
    return found


class InRounds(FakeAws):
    """Answers nothing until no further question comes, and then all at once: each round is one round trip."""

    def __init__(self) -> None:
        super().__init__()
        self.rounds: list[int] = []
        self._waiting = 0
        self._last = 0.0
        self._round = threading.Condition()

    def answer(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        with self._round:
            now = len(self.rounds)
            self._waiting += 1
            self._last = time.monotonic()
            while len(self.rounds) == now:
                left = self._last + QUIET_S - time.monotonic()
                if left <= 0:
                    self.rounds.append(self._waiting)
                    self._waiting = 0
                    self._round.notify_all()
                else:
                    self._round.wait(left)
        return super().answer(method, path, body)


class Shuffled(FakeAws):
    """Answers late, each at its own random time: in another order than that of the questions."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._seed = seed

    def answer(self, method: str, path: str, body: str) -> tuple[int, str, str]:
        late = random.Random(f"{self._seed} {path} {body}")
        time.sleep(late.random() * 0.4)
        return super().answer(method, path, body)


class FirstUse(FakeAws):
    """A new account, whose access states may be looked at: a model that answers is subscribed to by that.

    late: what stands in the path of requests that AWS takes in late.
    """

    def __init__(self, late: str) -> None:
        super().__init__()
        self._late = late
        self._subscribed: set[str] = set()

    def answer(self, method: str, path: str, body: str) -> Answer:
        if self._late in path:
            time.sleep(0.4)
        model = next((each.bedrock_id for each in WORKSHOP.models if each.bedrock_id in unquote(path)), "")
        if "/foundation-model-availability/" in path:
            with self.lock:
                self.asked.append((method, path, body))
                return write_states(is_subscribed=model in self._subscribed)
        status, code, told = super().answer(method, path, body)
        if status == 200 and "/model/" in path:
            with self.lock:
                self._subscribed.add(model)
        return status, code, told


def write_states(*, is_subscribed: bool) -> Answer:
    """The access states of a model."""
    state = "AVAILABLE" if is_subscribed else "NOT_AVAILABLE"
    return write_json(
        {
            "modelId": "-",
            "agreementAvailability": {"status": state},
            "authorizationStatus": "AUTHORIZED",
            "entitlementAvailability": state,
            "regionAvailability": "AVAILABLE",
        }
    )


def test_a_run_is_a_few_round_trips_deep(tmp_path: Path) -> None:
    aws = InRounds()
    with served(aws):
        ran = run(tmp_path, variables=aws.shell)
    assert (ran.code, ran.data["verdict"]) == (0, "ready")
    assert len(aws.asked) == len(set(aws.asked)) <= MOST_CALLS
    assert len(aws.rounds) <= DEEPEST, aws.rounds
    assert sum(aws.rounds) == len(aws.asked)


def ours(folder: Path) -> set[str]:
    """Modules of the checkpoints that a run with the plugin has imported, without the name of the package."""
    return {name.removeprefix("checkpoints.") for name in inventory(folder)["modules"] if "checkpoints." in name}


def test_what_a_run_does_without_is_a_module() -> None:
    names = sorted(TO_SAY | TO_LOOK_UP | TO_READ | TO_CHECK | TO_JUDGE)
    assert [name for name in names if find_spec(f"checkpoints.{name}") is None] == []


def test_the_region_alone_needs_no_aws_and_imports_what_it_shows_and_little_else(aws: FakeAws, tmp_path: Path) -> None:
    variables = {"AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL": aws.url}
    ran = run(tmp_path, "-m", "step4", "-k", "region", variables=variables, plugin=INVENTORY, warm=())
    assert (ran.code, ran.of("passed")) == (0, {"step4.region-exported", "step4.region-is-guide"})
    assert (ran.data["claude_code"]["region"], ran.data["endpoint"], aws.asked) == ("us-east-1", "custom", [])
    imported, found = ours(tmp_path), inventory(tmp_path)
    assert {"boto3", "botocore", "moto", "configparser"} & {*found["modules"]} == set()
    assert imported & (TO_SAY | TO_LOOK_UP | TO_READ | TO_CHECK | TO_JUDGE) == set()
    assert "_pytest.assertion.rewrite" not in found["finders"]
    assert len(imported) <= MOST_OF_REGION, sorted(imported)


def test_step_4_asks_for_the_profiles_alone_and_imports_no_rule_of_other_steps_models_or_policies(
    aws: FakeAws, tmp_path: Path
) -> None:
    ran = run(tmp_path, "-m", "step4", variables=aws.shell, plugin=INVENTORY, warm=())
    assert (ran.code, len(ran.of("passed"))) == (0, 4)
    assert [path for _, path, _ in aws.asked] == ["/inference-profiles?type=SYSTEM_DEFINED"]
    assert ours(tmp_path) & (TO_SAY | TO_LOOK_UP | TO_READ | TO_CHECK) == set()


def test_a_live_run_does_without_moto_and_fixes_and_leaves_no_thread(aws: FakeAws, tmp_path: Path) -> None:
    ran = run(tmp_path, variables=aws.shell, plugin=INVENTORY, warm=())
    assert ran.code == 0
    told = inventory(tmp_path)
    needless = {"moto", "awscrt", "checkpoints.fixes.permission_fixes", "checkpoints.rules.iam.grants"}
    of_commands = {"report.shells.commands", "report.shells.reader", "run.reader_shell", "run.waiting_line"}
    assert needless & {*told["modules"]} == set()
    assert of_commands & ours(tmp_path) == set()
    assert told["threads"] == ["MainThread"]


def test_answers_in_any_order_come_to_the_same_report(aws: FakeAws, tmp_path: Path) -> None:
    expected = run(tmp_path / "in order", variables=aws.shell)
    assert (expected.code, list(expected.checks)) == (0, [row.id for row in REQUIREMENTS])
    for seed in range(2):
        late = Shuffled(seed)
        with served(late):
            ran = run(tmp_path / f"late {seed}", variables=late.shell)
        assert ran.code == 0
        assert told(ran) == told(expected)
        assert sorted(late.asked) == sorted(aws.asked)


def test_whatever_aws_takes_in_late_the_access_states_are_those_before_the_first_call(tmp_path: Path) -> None:
    reports = []
    for late in ("/foundation-model-availability/", "/inference-profiles", "/model/"):
        aws = FirstUse(late)
        with served(aws):
            ran = run(tmp_path / late.strip("/"), variables=aws.shell)
        assert (ran.code, ran.data["billed_invocations"]) == (0, 2)
        assert all(len(ran.checks[name]["notes"]) == 1 for name in ("step1.sonnet-access", "step1.haiku-access"))
        reports.append(told(ran))
    assert reports[1:] == reports[:1] * 2


def told(ran: Ran) -> list[tuple[object, ...]]:
    """All that a report says of its checks, but for how long they took."""
    fields = ("id", "verdict", "cause", "detail", "fix", "notes", "evidence", "blocked_by")
    return [tuple(check.get(name) for name in fields) for check in ran.checks.values()]


def test_a_plugin_of_the_machine_can_neither_break_nor_slow_a_run(aws: FakeAws, tmp_path: Path) -> None:
    site = tmp_path / "site"
    package = site / "hostile-1.0.dist-info"
    package.mkdir(parents=True)
    (package / "METADATA").write_text("Metadata-Version: 2.1\nName: hostile\nVersion: 1.0\n")
    (package / "entry_points.txt").write_text("[pytest11]\nhostile = hostile\n")
    (site / "hostile.py").write_text("raise RuntimeError('loaded')\n")
    ran = run(tmp_path, "-m", "step4", variables={**aws.shell, "PYTHONPATH": str(site)})
    assert ran.code == 0
    assert "hostile" not in ran.said
