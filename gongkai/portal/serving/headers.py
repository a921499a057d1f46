"""Headers of every public page, the same from the embedded server and from nginx.

The policy repeats the one of the office's pages because this package runs without the web
framework; a test holds the two, and the files for nginx, equal.
"""

from collections.abc import Mapping
from typing import Final

PUBLIC_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

# A page may be withdrawn at any moment, so a reader's copy is good only after asking.
PAGE_CACHING: Final = "no-cache"
# A name with a hash never stands for other bytes.
HASHED_CACHING: Final = "public, max-age=31536000, immutable"


def security_headers(policy: str = PUBLIC_POLICY) -> Mapping[str, str]:
    """Return what keeps a page from running, framing or leaking what it should not."""
    return {
        "Content-Security-Policy": policy,
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
