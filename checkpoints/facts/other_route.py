"""Claude Code's way to AWS, for a run whose own requests do not trust the certificate that they are shown."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checkpoints.facts.client_connection import ConnectionOutcome, ConnectionRoute

UNTRUSTED = "CERTIFICATE_VERIFY_FAILED"  # OpenSSL's word, in the text of botocore's SSLError


def is_untrusted(error: str, text: str) -> bool:
    """Whether a request failed since a certificate was not trusted, by the exception's class name and words."""
    return error == "SSLError" and UNTRUSTED in text


class OtherRoute:
    """The way to AWS by the certificates that Claude Code trusts, looked for where AWS tools do not trust AWS's.

    connect: makes the connection; gives what came of it, and the route where it leads to AWS. outcome: what came of it,
    None as long as nobody needed it.
    """

    def __init__(self, connect: Callable[[], tuple[ConnectionOutcome, ConnectionRoute | None]]) -> None:
        self.outcome: ConnectionOutcome | None = None
        self._route: ConnectionRoute | None = None
        self._connect = connect
        self._connecting = threading.Lock()

    def find(self) -> ConnectionRoute | None:
        """The route, None where there is none. The connection is made the first time only, from whichever thread."""
        with self._connecting:
            if self.outcome is None:
                self.outcome, self._route = self._connect()
            return self._route

    def forget(self) -> None:
        """Forget that it does not lead to AWS: a certificate may have been installed meanwhile."""
        with self._connecting:
            if not self.is_taken and not self.is_unknown:
                self.outcome = None

    @property
    def is_taken(self) -> bool:
        """Whether a request needed it, and it leads to AWS."""
        return self._route is not None

    @property
    def is_unknown(self) -> bool:
        """Whether a request needed it, and only Claude Code can tell whether it leads to AWS."""
        from checkpoints.facts.client_connection import ConnectionOutcome

        return self.outcome is ConnectionOutcome.UNKNOWN
