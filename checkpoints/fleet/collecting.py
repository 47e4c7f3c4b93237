"""From a command that was sent to a class page: waiting, reading, judging and writing."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from checkpoints.classroom import reading
from checkpoints.classroom.class_files import read_roster_file
from checkpoints.classroom.command import publish_class
from checkpoints.classroom.found import Outcome
from checkpoints.classroom.machines import MachineState
from checkpoints.classroom.store import show_nothing
from checkpoints.fleet.command_state import Sent, Waiting, list_command, read_sent
from checkpoints.fleet.instances import Instance, Tag, list_instances
from checkpoints.fleet.options import parse_bucket, parse_tag, write_collect_command
from checkpoints.fleet.outputs import read_messages
from checkpoints.fleet.progress import FleetProgress
from checkpoints.fleet.records import find_record, keep_record
from checkpoints.fleet.results import gather_class, read_results
from checkpoints.fleet.sending import CommandOrder, create_document, send_command
from checkpoints.fleet.services import Services
from checkpoints.fleet.trouble import FleetError, OutageError
from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on, write_line
from checkpoints.storage.client import open_access


class Collecting:
    """One run of the command. command: the id of what was sent, "" before."""

    def __init__(self, arguments: argparse.Namespace, outputs: dict[str, Path], language: str) -> None:
        self.command = ""
        self._arguments = arguments
        self._outputs = outputs
        self._language = language
        self._shown = language_on(sys.stderr, language)
        self._roster = (
            read_roster_file(arguments.roster, arguments.roster_column, language) if arguments.roster else None
        )
        self._services = Services(open_access())
        self._progress = FleetProgress(sys.stderr, self._shown)

    def send(self, order: CommandOrder) -> str:
        """Send an order to the instances with its tag, and say its id at once. Raises FleetError."""
        instances = self._list_instances(order.tag)
        managed = sum(each.is_online for each in instances)
        self._print("fleet.roster", count=str(len(instances)), managed=str(managed), tag="=".join(order.tag))
        try:
            self.command = send_command(self._services, order)
        except FleetError as error:
            if error.text != "fleet.no-document" or not self._arguments.create_document:
                raise
            create_document(self._services, order.document)
            self._print("fleet.created", document=order.document)
            self.command = send_command(self._services, order)
        keep_record(Sent(self.command, order.tag, order.output))
        self._print("fleet.sent", command=self.command)
        return self.command

    def collect(self, command: str) -> int:
        """Wait for a command and read what came back; returns the exit code. Raises CommandError."""
        sent = self._find_sent(command)
        self.command = command
        tag = parse_tag(self._arguments.tag) if self._arguments.tag or sent.tag is None else sent.tag
        waiting = self._prepare_waiting(self._list_instances(tag))
        with self._progress:
            invocations = waiting.wait(command)
            over = [each.instance for each in invocations.values() if each.status == "Success"]
            messages = read_messages(self._services, sent, over, partial(self._progress.show, "fleet.reading"))
        # The instances as they are now, and not as they were when it was sent.
        results = read_results(self._list_instances(tag), invocations, messages)
        roll = gather_class(results, self._read_hand_ins(), self._roster)
        publish_class(roll, self._outputs, self._language)
        if waiting.exceeds_limit:
            self._print("fleet.exceeds-limit")
        if any(each.state is MachineState.RUNNING for each in roll.machines):
            going_on = write_collect_command(command, self._outputs, self._arguments)
            self._print("fleet.still-going", command=going_on)
        return roll.exit_code()

    def _prepare_waiting(self, instances: list[Instance]) -> Waiting:
        online = frozenset(each.id for each in instances if each.is_online)
        limit_s = max(0.0, self._arguments.wait) * 60
        return Waiting(self._services, partial(self._progress.show, "fleet.waiting"), limit_s, online)

    def _find_sent(self, command: str) -> Sent:
        """What was sent, as Systems Manager lists it, or as this machine remembers it."""
        try:
            listed = list_command(self._services, command)
        except OutageError:  # waiting asks again
            listed = None
        found = read_sent(listed, command) if listed is not None else find_record(command) or Sent(command, None)
        folder = parse_bucket(self._arguments.bucket)
        return replace(found, output=folder) if folder.bucket else found

    def _list_instances(self, tag: Tag) -> list[Instance]:
        found = list_instances(self._services, tag, self._arguments.attendee_tag)
        if not found:
            raise FleetError("fleet.no-instances", tag="=".join(tag), region=self._services.region)
        return found

    def _read_hand_ins(self) -> list[Outcome]:
        paths = self._arguments.paths
        if not paths:
            return []
        own = [str(path) for path in (*self._outputs.values(), self._arguments.roster) if path is not None]
        return list(reading.read_hand_ins(reading.open_stores(paths, own), show_nothing))

    def _print(self, key: str, **values: str) -> None:
        write_line(sys.stderr, say(key, self._shown, values))
