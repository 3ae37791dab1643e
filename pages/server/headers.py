"""Response headers of every answer: what the browser may load, embed and keep."""

from starlette.datastructures import MutableHeaders
from starlette.types import Message

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
# Files with a content hash in their name may be kept for good; everything else never.
KEPT_PREFIX = "/static/"


def harden(message: Message, *, path: str, secure: bool) -> None:
    """Add the security headers to an `http.response.start` message."""
    headers = MutableHeaders(scope=message)
    headers["content-security-policy"] = CONTENT_SECURITY_POLICY
    headers["x-content-type-options"] = "nosniff"
    headers["referrer-policy"] = "same-origin"
    headers["cross-origin-opener-policy"] = "same-origin"
    headers["permissions-policy"] = "camera=(), microphone=(), geolocation=()"
    if secure:
        headers["strict-transport-security"] = "max-age=31536000; includeSubDomains"
    if not path.startswith(KEPT_PREFIX):
        headers["cache-control"] = "no-store"
