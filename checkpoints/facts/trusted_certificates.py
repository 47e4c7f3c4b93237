"""Whether Claude Code trusts the certificate with which AWS is answered on this network.

The AWS CLI and boto3 trust the file of `AWS_CA_BUNDLE`. Claude Code does not know that variable: it trusts the roots
that come with Node.js (Mozilla's, as botocore's own), those of the system, and the file of `NODE_EXTRA_CA_CERTS`.
Seen with Claude Code 2.1.332.
"""

from __future__ import annotations

import ssl
import sys
from contextlib import suppress
from pathlib import Path

TIMEOUT_S = 4.0


def is_certificate_trusted(host: str, extra: str) -> bool | None:
    """Whether a host shows a certificate that Claude Code trusts; None where nobody answers, or that cannot be told.

    extra: the file of `NODE_EXTRA_CA_CERTS`, "" without one. The request goes through the proxy of the variables.
    """
    import urllib3
    from botocore.utils import get_environ_proxies

    url = f"https://{host}/"
    proxy = get_environ_proxies(url).get("https")
    context = _trust_what_claude_code_trusts(extra)
    manager = urllib3.ProxyManager(proxy, ssl_context=context) if proxy else urllib3.PoolManager(ssl_context=context)
    try:
        manager.request("GET", url, retries=False, redirect=False, timeout=TIMEOUT_S, preload_content=False).close()
    except urllib3.exceptions.SSLError as error:
        is_refused = any(isinstance(each, ssl.SSLCertVerificationError) for each in error.args)
        # Python does not see the certificates of macOS's keychain, which Claude Code does.
        return False if is_refused and sys.platform != "darwin" else None
    except (urllib3.exceptions.HTTPError, OSError, ValueError):
        return None
    finally:
        manager.clear()
    return True


def _trust_what_claude_code_trusts(extra: str) -> ssl.SSLContext:
    from botocore.httpsession import DEFAULT_CA_BUNDLE

    context = ssl.create_default_context()
    for path in (DEFAULT_CA_BUNDLE, extra):
        with suppress(OSError):  # Node.js warns of a file that it cannot read, and goes on
            if path and Path(path).is_file():
                context.load_verify_locations(path)
    return context
