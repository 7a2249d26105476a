"""What protects a server on one's own machine from pages of other sites, and its page from itself."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_POLICY = (
    "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)
_SAFE = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    # A page's parts belong together: after an upgrade none is to be an old one.
    "Cache-Control": "no-cache",
}


class Guard:
    """Refuses requests under a name that is not the loopback's, and those that another site's page makes."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = _refusal(scope)
        if refusal is not None:
            await JSONResponse({"error": refusal}, 403, dict(_SAFE))(scope, receive, send)
            return

        async def safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _SAFE.items():
                    headers.setdefault(name, value)
            await send(message)

        # The Bot API answers programs, which have no use for a page's headers.
        is_page = not scope["path"].startswith(("/bot", "/file/bot"))
        await self._app(scope, receive, safely if is_page else send)


def _refusal(scope: Scope) -> str | None:
    """Why the request is refused, or None."""
    headers = Headers(scope=scope)
    host = headers.get("host", "")
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        name = None
    if name not in LOOPBACK:
        return "This server answers only under the names of the loopback."
    origin = headers.get("origin")
    if origin is not None and origin != f"http://{host}":
        return "Another site's page has no business here."
    reads_page = scope["method"] in ("GET", "HEAD") and scope["path"] == "/"
    if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and not reads_page:
        return "Another site's page has no business here."
    return None
