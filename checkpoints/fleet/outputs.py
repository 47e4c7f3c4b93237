"""What instances printed: from Systems Manager, and from S3 where it was cut there."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import as_completed
from functools import partial
from typing import Any

from checkpoints.classroom.threads import Threads
from checkpoints.fleet import document
from checkpoints.fleet.command_state import Sent
from checkpoints.fleet.envelope import EnvelopeReading, read_output
from checkpoints.fleet.services import THREADS, Services
from checkpoints.fleet.trouble import FleetError
from checkpoints.report.hand_in import LIMITS

PAUSES_S = (1.0, 3.0)  # before S3 is asked again for an output
_MOST = 24_000  # characters that GetCommandInvocation gives
_DENIED = "s3-denied"  # S3 does not let the facilitator read
_WITHOUT_DATA = ("cut", "damaged", "nothing")
# Where the agent writes, by the name of the document's step; documents of version 1.2 have the second.
_PLACES = (f"awsrunShellScript/{document.STEP}/stdout", "awsrunShellScript/0.awsrunShellScript/stdout")


def read_messages(
    services: Services, sent: Sent, instances: Iterable[str], show: Callable[[int, int], None]
) -> dict[str, EnvelopeReading]:
    """What each of these instances says, by its id. Raises FleetError where none can be asked any more."""
    ids = list(instances)
    if sent.output.bucket:
        services.s3  # noqa: B018 - made before threads use it
    threads = Threads[EnvelopeReading](min(THREADS, len(ids)))
    futures = {threads.submit(partial(_read_message, services, sent, each)): each for each in ids}
    found: dict[str, EnvelopeReading] = {}
    try:
        for future in as_completed(futures):
            found[futures[future]] = future.result()
            show(len(found), len(ids))
    finally:
        threads.stop()
    return found


def _read_message(services: Services, sent: Sent, instance: str) -> EnvelopeReading:
    try:
        invocation = services.ask(
            services.ssm.get_command_invocation,
            "ssm:GetCommandInvocation",
            {"command": sent.id},
            CommandId=sent.id,
            InstanceId=instance,
            PluginName=document.STEP,
        )
    except FleetError as error:
        if error.values.get("code") != "InvocationDoesNotExist":
            raise
        return EnvelopeReading(state="nothing")
    output = str(invocation.get("StandardOutputContent") or "")
    message = read_output(output)
    if message.state not in _WITHOUT_DATA:
        return message
    whole, missing = _find_in_s3(services, sent, instance)
    if whole is None and len(output) >= _MOST:
        return EnvelopeReading(state=missing)
    message = read_output(output if whole is None else whole)
    # Nothing cut this output: a line without its end is not what was sent.
    return EnvelopeReading(state="damaged") if message.state == "cut" else message


def _find_in_s3(services: Services, sent: Sent, instance: str) -> tuple[str | None, str]:
    """The whole output in S3; None where it is not there, with the state of a machine whose output is cut then."""
    if not sent.output.bucket:
        return None, "cut"
    for pause_s in (0.0, *PAUSES_S):  # it comes there a little later than the invocation ends
        time.sleep(pause_s)
        whole, missing = _read_from_s3(services, sent, instance)
        if whole is not None or missing == _DENIED:
            break
    return whole, missing


def _read_from_s3(services: Services, sent: Sent, instance: str) -> tuple[str | None, str]:
    missing = "cut-not-in-s3"
    folder = "/".join(filter(None, (sent.output.prefix, sent.id, instance)))
    for key in _find_keys(services, sent.output.bucket, f"{folder}/"):
        try:
            content: bytes = services.ask(
                _read_object, "s3:GetObject", s3=services.s3, bucket=sent.output.bucket, key=key
            )
            return content.decode("utf-8", "replace"), ""
        except FleetError as error:
            if error.text == "fleet.expired":
                raise
            missing = _DENIED if error.text == "fleet.denied" else missing
    return None, missing


def _read_object(s3: Any, bucket: str, key: str) -> bytes:
    with s3.get_object(Bucket=bucket, Key=key)["Body"] as body:
        content: bytes = body.read(LIMITS.file)
    return content


def _find_keys(services: Services, bucket: str, folder: str) -> list[str]:
    """The keys of outputs; where they may not be listed, those that the agent is known to write."""
    known = [folder + place for place in _PLACES]
    try:
        page = services.ask(services.s3.list_objects_v2, "s3:ListBucket", Bucket=bucket, Prefix=folder)
    except FleetError:
        return known
    keys = [each["Key"] for each in page.get("Contents", ())]
    return [key for key in keys if key.endswith("/stdout")]
