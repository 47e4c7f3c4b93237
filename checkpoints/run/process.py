"""The process around a run: its signals and its standard streams."""

from __future__ import annotations

import sys
from collections.abc import Generator

import pytest

from checkpoints.guide.texts import say
from checkpoints.guide.texts.encoding import language_on, write_line
from checkpoints.report.files import describe_reason
from checkpoints.run import selection, streams
from checkpoints.run.interruption import CODE, INTERRUPTION
from checkpoints.run.options import language_before_parsing


class ProcessPlugin:
    """Hooks around those of the run."""

    def __init__(self) -> None:
        self._is_reported = False

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> Generator[None, int | None, int | None]:
        """Begin a run of the checkpoints, or a list of something; other tests get the process as it was."""
        selection.complete_arguments(config)
        if not selection.leads_to_checkpoints(config):
            INTERRUPTION.remove()
            return (yield)
        INTERRUPTION.install()
        INTERRUPTION.begin_run()
        streams.forgive_streams(config)
        try:
            code = yield
        except KeyboardInterrupt:  # where pytest does not expect one
            _print_error("option.interrupted")
            return CODE
        else:
            # Before it has its reporter on the terminal, pytest says nothing.
            if code == CODE and not self._is_reported and not config.pluginmanager.has_plugin("terminalreporter"):
                _print_error("option.interrupted")
            return code
        finally:
            error = streams.flush_streams()
            if error is not None:
                _print_error("option.terminal-unwritable", error)
            if sys.exc_info()[0] is None:  # pytest has nothing more to say
                streams.restore_streams()
            INTERRUPTION.remove()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection(self) -> Generator[None, object, object]:
        """From here on pytest ends an interrupted run with its report."""
        INTERRUPTION.release()
        return (yield)

    @pytest.hookimpl(tryfirst=True)
    def pytest_keyboard_interrupt(self) -> None:
        """The run ends: a second signal has nothing more to say."""
        INTERRUPTION.end_run()

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_sessionfinish(self) -> Generator[None, object, object]:
        """From here on the report is written."""
        INTERRUPTION.end_run()
        self._is_reported = True
        return (yield)


def _print_error(key: str, error: OSError | None = None) -> None:
    language = language_on(sys.stderr, language_before_parsing(sys.argv[1:]))
    reason = describe_reason(error, language) if error is not None else ""
    write_line(sys.stderr, say(key, language, {"reason": reason}))
