"""How a report is seen where the browser is on another machine: behind code-server, VS Code in the browser.

code-server tells every terminal in VSCODE_PROXY_URI where a port of its machine is seen in the browser: an address with
`{{port}}` in the place of the port, or one that is relative to its own (its guide, "Using your own proxy").
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from checkpoints.report.shells.commands import write_commands
from checkpoints.report.shells.reader import Reader
from checkpoints.report.wording import Wording

VARIABLE = "VSCODE_PROXY_URI"
PORT = 8765
_PORT = "{{port}}"


def describe_viewing(variables: Mapping[str, str], page: Path, reader: Reader, wording: Wording) -> Iterator[str]:
    """The lines that say how a page is opened in the browser, where that address is known, and how it is downloaded."""
    address = find_address(variables, page.name)
    if address:
        folder = os.path.relpath(page.parent)
        served = f"python -m http.server {PORT} --bind 127.0.0.1 --directory {{folder}}"
        command = write_commands(served, reader, lambda word: word.replace("{folder}", folder)).get("bash", "")
        yield wording.say("checklist.page")
        yield from (f"    {line}" for line in (*command.splitlines(), address))
    yield wording.say("checklist.download")


def find_address(variables: Mapping[str, str], name: str) -> str:
    """The address of a page that is served on the port, "" where code-server does not tell one."""
    template = variables.get(VARIABLE, "")
    if not template.startswith(("https://", "http://")) or _PORT not in template or "{{host}}" in template:
        return ""
    return f"{template.replace(_PORT, str(PORT)).rstrip('/')}/{quote(name)}"
