"""A Systems Manager, an EC2 and an S3 of the tests' own on 127.0.0.1, which keep Run Command's rules.

What is sent is really run, on as many machines at once as `MaxConcurrency` says; after more errors than `MaxErrors`
allows, nothing more is sent; an output is cut at 24,000 characters, the whole of it goes to S3 where a bucket is named.
Rules: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
"""

from __future__ import annotations

import json
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape

from tests.fleet.machines import Ended
from tests.web_server import Answer, Request, serve_answers

_CUT, _CUT_IN_LISTS = 24_000, 2_500
_ALIVE = ("pending", "running")
Script = Callable[[str, float], Ended]


class RefusedError(Exception):
    """A request that is refused. code: AWS's."""

    def __init__(self, code: str, words: str = "", status: int = 400) -> None:
        super().__init__(code)
        self.code = code
        self.words = words
        self.status = status


@dataclass(slots=True)
class FakeInstance:
    """An instance. run: what a script comes to there; None for one that takes the command and never says anything."""

    id: str
    tags: Mapping[str, str]
    run: Script | None = None
    power: str = "running"
    ping: str = "Online"
    platform: str = "Linux"


@dataclass(slots=True)
class _Invocation:
    status: str = "Pending"
    output: str = ""


@dataclass(slots=True)
class _Command:
    id: str
    given: dict[str, Any]
    invocations: dict[str, _Invocation]
    status: str = "InProgress"
    details: str = ""
    errors: int = 0


@dataclass(slots=True)
class FakeFleet:
    """The three services. troubles: the code with which the next calls of an operation are refused, and how often.

    calls: how often each operation was called; delay_s: before a command begins on an instance. answer_s: before each
    answer; most_per_s: how many calls of one operation are answered in a second, the others being throttled.
    most_pending: targets of a command, which is cancelled where it has more.
    """

    instances: list[FakeInstance]
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    objects: dict[str, bytes] = field(default_factory=dict)
    troubles: dict[str, list[str]] = field(default_factory=dict)
    calls: Counter[str] = field(default_factory=Counter)
    commands: dict[str, _Command] = field(default_factory=dict)
    most_at_once: int = 0
    delay_s: float = 0.0
    page_size: int = 50
    answer_s: float = 0.0
    most_pending: int = 10_000
    most_per_s: float | None = None
    _running: int = 0
    _free_at: dict[str, float] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def answer(self, operation: str, given: dict[str, Any]) -> Any:
        """The answer to a call. Raises RefusedError."""
        time.sleep(self.answer_s)
        with self._lock:
            self.calls[operation] += 1
            self._throttle(operation)
            troubles = self.troubles.get(operation, [])
            if troubles:
                code = troubles.pop(0)
                raise RefusedError(code, status=500 if code.startswith("Internal") else 400)
            name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
            return getattr(self, f"_{name}")(given)

    def _throttle(self, operation: str) -> None:
        """Refuse a call that comes too soon, after as many at once as are answered in a second."""
        if self.most_per_s is None:
            return
        now = time.monotonic()
        free_at = max(self._free_at.get(operation, 0.0), now - 1.0)
        if free_at > now:
            self.calls[f"{operation} throttled"] += 1
            raise RefusedError("ThrottlingException", "Rate exceeded")
        self._free_at[operation] = free_at + 1.0 / self.most_per_s

    # -- EC2

    def _describe_instances(self, given: dict[str, Any]) -> dict[str, Any]:
        key = given["Filter.1.Name"].removeprefix("tag:")
        found = [each for each in self.instances if each.tags.get(key) == given["Filter.1.Value.1"]]
        return self._page(found, given, "Instances")

    def _page(self, found: list[Any], given: dict[str, Any], name: str) -> dict[str, Any]:
        start = int(given.get("NextToken") or 0)
        end = start + min(self.page_size, int(given.get("MaxResults", self.page_size)))
        more = {"NextToken": str(end)} if end < len(found) else {}
        return {name: found[start:end], **more}

    # -- Systems Manager

    def _describe_instance_information(self, given: dict[str, Any]) -> dict[str, Any]:
        ids = given.get("Filters", [{}])[0].get("Values")
        if len(ids or ()) > 50 or not 5 <= given["MaxResults"] <= 50:
            raise RefusedError("ValidationException")
        found = [
            {"InstanceId": each.id, "PingStatus": each.ping, "PlatformType": each.platform}
            for each in self.instances
            if (ids is None or each.id in ids) and each.ping and each.power in _ALIVE
        ]
        return self._page(found, given, "InstanceInformationList")

    def _create_document(self, given: dict[str, Any]) -> dict[str, Any]:
        assert (given["DocumentType"], given["DocumentFormat"]) == ("Command", "JSON")
        if given["Name"] in self.documents:
            raise RefusedError("DocumentAlreadyExists")
        self.documents[given["Name"]] = json.loads(given["Content"])
        return {"DocumentDescription": {"Name": given["Name"]}}

    def _send_command(self, given: dict[str, Any]) -> dict[str, Any]:
        document = self.documents.get(given["DocumentName"])
        if document is None:
            raise RefusedError("InvalidDocument", "Document with name does not exist.")
        if not 30 <= given.get("TimeoutSeconds", 3600) <= 2_592_000:
            raise RefusedError("ValidationException")
        script, limit_s = fill_script(document, given.get("Parameters", {}))
        targets = given["Targets"][0]
        key, values = targets["Key"].removeprefix("tag:"), targets["Values"]
        reached = [
            each for each in self.instances if each.tags.get(key) in values and each.ping and each.power in _ALIVE
        ]
        command = _Command(str(uuid.uuid4()), given, {each.id: _Invocation() for each in reached})
        self.commands[command.id] = command
        if len(reached) > self.most_pending:
            command.status, command.details = "Failed", "Rate Exceeded"
            command.invocations.clear()
            return {"Command": self._describe(command)}
        threading.Thread(target=self._send, args=(command, reached, script, limit_s), daemon=True).start()
        return {"Command": self._describe(command)}

    def _send(self, command: _Command, reached: list[FakeInstance], script: str, limit_s: float) -> None:
        most = _read_share(command.given.get("MaxConcurrency", "50"), len(reached))
        with ThreadPoolExecutor(max(1, most)) as pool:
            for future in [pool.submit(self._invoke, command, each, script, limit_s) for each in reached]:
                future.result()
        over = {each.status for each in command.invocations.values()}
        is_open = over & {"Pending", "InProgress"}
        command.status = "InProgress" if is_open else "Success" if over <= {"Success"} else "Failed"

    def _invoke(self, command: _Command, instance: FakeInstance, script: str, limit_s: float) -> None:
        invocation = command.invocations[instance.id]
        allowed = _read_share(command.given.get("MaxErrors", "0"), len(command.invocations))
        if command.errors > allowed:
            invocation.status = "Terminated"
            return
        if instance.ping != "Online":
            return  # delivered once it comes back, which it does not
        with self._lock:
            self._running += 1
            self.most_at_once = max(self.most_at_once, self._running)
        invocation.status = "InProgress"
        time.sleep(self.delay_s)
        try:
            if instance.run is not None:
                self._end(command, instance, instance.run(script, limit_s))
        finally:
            with self._lock:
                self._running -= 1

    def _end(self, command: _Command, instance: FakeInstance, ended: Ended) -> None:
        invocation = command.invocations[instance.id]
        invocation.output = ended.output
        bucket = command.given.get("OutputS3BucketName")
        if bucket:
            path = f"{command.id}/{instance.id}/awsrunShellScript/checkpoints/stdout"
            prefix = command.given.get("OutputS3KeyPrefix")
            self.objects[f"{bucket}/{prefix}/{path}" if prefix else f"{bucket}/{path}"] = ended.output.encode()
        if ended.code is None:
            invocation.status = "TimedOut"
        else:
            invocation.status = "Failed" if ended.code else "Success"
        command.errors += invocation.status != "Success"

    def _describe(self, command: _Command) -> dict[str, Any]:
        over = [each for each in command.invocations.values() if each.status not in ("Pending", "InProgress")]
        kept = ("OutputS3BucketName", "OutputS3KeyPrefix", "Targets", "DocumentName", "Parameters")
        return {
            "CommandId": command.id,
            "Status": command.status,
            "StatusDetails": command.details or command.status,
            "TargetCount": len(command.invocations),
            "CompletedCount": len(over),
            **{name: command.given[name] for name in kept if name in command.given},
        }

    def _find(self, given: dict[str, Any]) -> _Command:
        command = self.commands.get(given["CommandId"])
        if command is None:
            raise RefusedError("InvalidCommandId")
        return command

    def _list_commands(self, given: dict[str, Any]) -> dict[str, Any]:
        return {"Commands": [self._describe(self._find(given))]}

    def _list_command_invocations(self, given: dict[str, Any]) -> dict[str, Any]:
        command = self._find(given)
        if not 1 <= given.get("MaxResults", 50) <= 50:
            raise RefusedError("ValidationException")
        found = [
            {
                "CommandId": command.id,
                "InstanceId": name,
                "Status": each.status,
                "StatusDetails": "Execution Timed Out" if each.status == "TimedOut" else each.status,
                "CommandPlugins": [{"Output": each.output[:_CUT_IN_LISTS]}],
            }
            for name, each in command.invocations.items()
        ]
        return self._page(found, given, "CommandInvocations")

    def _get_command_invocation(self, given: dict[str, Any]) -> dict[str, Any]:
        command = self._find(given)
        if given["InstanceId"] not in command.invocations or given.get("PluginName", "checkpoints") != "checkpoints":
            raise RefusedError("InvocationDoesNotExist")
        invocation = command.invocations[given["InstanceId"]]
        output = invocation.output[:_CUT]
        return {"Status": invocation.status, "StandardOutputContent": output, "StandardErrorContent": ""}

    # -- S3

    def _list_objects_v2(self, given: dict[str, Any]) -> list[str]:
        start = f"{given['bucket']}/"
        names = [name.removeprefix(start) for name in self.objects if name.startswith(start)]
        return sorted(name for name in names if name.startswith(given.get("prefix", "")))

    def _get_object(self, given: dict[str, Any]) -> bytes:
        name = f"{given['bucket']}/{given['key']}"
        if name not in self.objects:
            raise RefusedError("NoSuchKey", status=404)
        return self.objects[name]


def fill_script(document: dict[str, Any], given: dict[str, list[str]]) -> tuple[str, float]:
    """The script with its parameters in place, each held against its pattern, and its time limit in seconds."""
    assert document["schemaVersion"] == "2.2"
    declared = document["parameters"]
    if not given.keys() <= declared.keys():
        raise RefusedError("InvalidParameters", "unknown parameter")
    values = {name: given.get(name, [each["default"]])[0] for name, each in declared.items()}
    for name, value in values.items():
        if not re.fullmatch(declared[name]["allowedPattern"], value):
            raise RefusedError("InvalidParameters", f"{name} is not of its pattern")
    step = document["mainSteps"][0]
    assert step["action"] == "aws:runShellScript"

    def filled(text: str) -> str:
        return re.sub(r"\{\{ *(\w+) *\}\}", lambda found: values[found[1]], text)

    return filled("\n".join(step["inputs"]["runCommand"])), float(filled(step["inputs"]["timeoutSeconds"]))


def _read_share(text: str, every: int) -> int:
    return int(text[:-1]) * every // 100 if text.endswith("%") else int(text)


# -- the wire


def _write_instances(found: dict[str, Any]) -> str:
    rows = ""
    for each in found["Instances"]:
        tags = "".join(
            f"<item><key>{escape(key)}</key><value>{escape(value)}</value></item>" for key, value in each.tags.items()
        )
        rows += (
            f"<item><reservationId>r-{each.id}</reservationId><instancesSet><item><instanceId>{each.id}</instanceId>"
            f"<instanceState><name>{each.power}</name></instanceState><tagSet>{tags}</tagSet></item></instancesSet></item>"
        )
    token = f"<nextToken>{found['NextToken']}</nextToken>" if "NextToken" in found else ""
    return f"<DescribeInstancesResponse><reservationSet>{rows}</reservationSet>{token}</DescribeInstancesResponse>"


def _answer(fleet: FakeFleet, request: Request) -> Answer:
    """EC2 in its query protocol, Systems Manager in JSON, S3 in XML."""
    target = request.headers.get("X-Amz-Target", "").partition(".")[2]
    try:
        if request.method == "GET":
            return 200, "", _answer_s3(fleet, request.path)
        if target:
            return 200, "", json.dumps(fleet.answer(target, json.loads(request.body or b"{}")))
        form = {name: values[0] for name, values in parse_qs(request.body.decode()).items()}
        return 200, "", _write_instances(fleet.answer(form["Action"], form))
    except RefusedError as error:
        if target:
            return error.status, "", json.dumps({"__type": error.code, "message": error.words})
        told = f"<Error><Code>{error.code}</Code><Message>{error.words}</Message></Error>"
        return error.status, "", told if request.method == "GET" else f"<Response><Errors>{told}</Errors></Response>"


def _answer_s3(fleet: FakeFleet, path: str) -> str:
    address = urlsplit(path)
    bucket, _, key = address.path.lstrip("/").partition("/")
    if key:
        return str(fleet.answer("GetObject", {"bucket": bucket, "key": key}).decode())
    given = {name: values[0] for name, values in parse_qs(address.query).items()}
    names = fleet.answer("ListObjectsV2", {"bucket": bucket, **given})
    contents = "".join(f"<Contents><Key>{escape(name)}</Key></Contents>" for name in names)
    return f"<ListBucketResult><Name>{bucket}</Name>{contents}</ListBucketResult>"


@contextmanager
def serve(fleet: FakeFleet) -> Iterator[str]:
    """Serve the three services; gives their address."""
    with serve_answers(lambda request: _answer(fleet, request)) as address:
        yield address
