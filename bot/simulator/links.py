"""Which addresses Telegram takes for links and link buttons, and how it writes them."""

import re
from urllib.parse import urlsplit

_HOST = re.compile(r"[^\s\x00-\x20/?#@:\\]+", re.ASCII)
_BUILT_IN = ("tg", "ton", "tonsite")


class BadLinkError(ValueError):
    """An address that is no link; the message is Telegram's reason."""


def check_link(address: str) -> str:
    """The address in normal form (scheme, host in lower case, a path); BadLinkError where Telegram refuses it."""
    address = address.strip()
    if not address:
        raise BadLinkError("URL host is empty")
    scheme, separator, rest = address.partition("://")
    if not separator:
        scheme, rest = "http", address
        if re.match(r"(?:mailto|tel|javascript|data|file):", address, re.IGNORECASE):
            raise BadLinkError("Unsupported URL protocol")
    scheme = scheme.lower()
    if scheme in _BUILT_IN:
        if not rest or re.search(r"\s", rest):
            raise BadLinkError("Wrong HTTP URL")
        return f"{scheme}://{rest}"
    if scheme not in ("http", "https"):
        raise BadLinkError("Unsupported URL protocol")
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise BadLinkError("Wrong port number specified in the URL") from None
    if not host:
        raise BadLinkError("URL host is empty")
    ipv6 = ":" in host
    if not ipv6 and ("." not in host.strip(".") or not _HOST.fullmatch(host)):
        raise BadLinkError("Wrong HTTP URL")
    shown = f"[{host}]" if ipv6 else host
    userinfo, at, _ = parts.netloc.rpartition("@")
    tail = rest[len(parts.netloc) :].replace(" ", "%20").replace("\n", "%0A")
    if not tail.startswith("/"):
        tail = "/" + tail
    return f"{scheme}://{userinfo}{at}{shown}{'' if port is None else f':{port}'}{tail}"


def user_of_link(address: str) -> int | None:
    """The user id of a `tg://user?id=…` address, else None."""
    match = re.fullmatch(r"tg:(?://)?user/?\?id=(\d{1,15})", address.strip(), re.IGNORECASE)
    return int(match.group(1)) if match else None
