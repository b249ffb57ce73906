"""One request to a LanguageTool server, with a deadline for the whole of it and a limit for the answer.

The request goes through the standard library. ``LanguageTool`` of language-tool-python asks for the server's languages
before each check, waits for five minutes, restarts servers by itself and counts offsets wrongly behind characters
outside of Unicode's first plane, so that package serves for what it does well: to find, download and start LanguageTool
(``local``).
"""

from __future__ import annotations

import http.client
import json
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import suppress
from threading import Timer
from time import monotonic
from typing import Any
from urllib.parse import urlencode, urlsplit

from poalint.grammar.model import Match, Unanswered
from poalint.grammar.offsets import CodePoints

MOST_BYTES = 16 * 1024 * 1024
_MOST_MATCHES = 20_000
_MOST_REPLACEMENTS = 5
_SURROGATES = re.compile("[\ud800-\udfff]")
_CHECK = "/v2/check"
_HEALTH = "/v2/healthcheck"
_REMEDY = "check that the address is that of a LanguageTool server, or restart it"


def check(
    url: str, text: str, variant: str, deadline: float, rules: Sequence[str] = (), categories: Sequence[str] = ()
) -> tuple[tuple[Match, ...], bool]:
    """Return what LanguageTool objects to in a draft, in text order, and whether it gave up on some of it.

    Args:
        url: address of the server, with or without ``/v2``.
        text: the draft.
        variant: language, as LanguageTool calls it.
        deadline: seconds until the whole answer must be there.
        rules, categories: ids of LanguageTool's that are off.

    Raises:
        Unanswered: there is no server, it is late, or what it says is no answer of LanguageTool.
    """
    sound = _SURROGATES.sub("\ufffd", text)  # a half of a pair is no character; UTF-8 has none for it
    form = {"language": variant, "text": sound}
    if rules:
        form["disabledRules"] = ",".join(rules)
    if categories:
        form["disabledCategories"] = ",".join(categories)
    status, raw = _request(url, _CHECK, urlencode(form).encode(), deadline)
    if status != http.client.OK:
        raise Unanswered(f"the server at {url} refused the draft (status {status})", _REMEDY)
    return read_answer(raw, text, url)


def answers(url: str, deadline: float) -> bool:
    """Return whether a LanguageTool server answers within some seconds."""
    try:
        status, raw = _request(url, _HEALTH, None, deadline)
    except Unanswered:
        return False
    return status == http.client.OK and raw.strip() == b"OK"


def read_answer(raw: bytes, text: str, url: str) -> tuple[tuple[Match, ...], bool]:
    """Return the matches of an answer to a draft, and whether LanguageTool gave up on some of it.

    Raises:
        Unanswered: it is no answer of LanguageTool on this draft.
    """
    try:
        data = json.loads(raw)
        found = tuple(sorted(_matches(data, text), key=lambda match: (match.start, match.end, match.rule)))
        warnings = data.get("warnings") or {}
        return found, isinstance(warnings, dict) and warnings.get("incompleteResults") is True
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Unanswered(f"what {url} says is no whole answer of LanguageTool", _REMEDY) from None


def _matches(data: Any, text: str) -> Iterator[Match]:
    """Yield the matches of an answer.

    Raises:
        KeyError, TypeError, ValueError: something lacks, is of another type, or points beyond the draft.
    """
    places = CodePoints(text)
    raw_matches = _typed(data["matches"], list)
    if len(raw_matches) > _MOST_MATCHES:
        raise ValueError("too many matches")
    for raw in raw_matches:
        offset, length = _typed(raw["offset"], int), _typed(raw["length"], int)
        start, end = places.at(offset), places.at(offset + length)
        if start is None or end is None or length < 0:
            raise ValueError("a match beyond the draft")
        rule = raw["rule"]
        values = [_typed(one["value"], str) for one in _typed(raw.get("replacements", []), list)[:_MOST_REPLACEMENTS]]
        match = Match(
            start,
            end,
            _typed(raw["message"], str),
            _typed(rule["id"], str),
            _typed(rule["category"]["id"], str),
            _typed(rule.get("issueType", ""), str),
            tuple(value for value in values if value.strip()),
        )
        if length:  # a few rules mark a place where something lacks and no words
            yield match


def _typed(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise TypeError(f"{kind.__name__} expected")
    return value


def _request(url: str, path: str, body: bytes | None, deadline: float) -> tuple[int, bytes]:
    """Return status and body of an answer.

    Raises:
        Unanswered: nobody answers, or not in time, or at too great length.
    """
    until = monotonic() + deadline
    parts = urlsplit(url)
    make = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    prefix = parts.path.rstrip("/").removesuffix("/v2")
    try:
        connection = make(parts.hostname or "", parts.port, timeout=deadline)
        connection.connect()
        # The time-out of a socket is one for each read: a server that trickles would never meet it.
        watch = Timer(until - monotonic(), _cut, [connection.sock])
        watch.daemon = True
        watch.start()
        try:
            headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
            connection.request("POST" if body is not None else "GET", prefix + path, body, headers)
            response = connection.getresponse()
            body_read = _body(response, url)
            if monotonic() >= until:  # a body of no told length seems to end where it was cut
                raise TimeoutError
            return response.status, body_read
        finally:
            watch.cancel()
            connection.close()
    except (http.client.HTTPException, ValueError, OSError) as error:
        if isinstance(error, TimeoutError) or monotonic() >= until:
            raise Unanswered(
                f"LanguageTool did not answer within {deadline:g} seconds",
                "raise its deadline in the configuration, or keep a server ready: poalint grammar start",
            ) from None
        if isinstance(error, OSError) and not isinstance(error, http.client.HTTPException):
            raise Unanswered(f"no server answers at {url}", "start it, or check the address") from None
        raise Unanswered(f"what {url} says is no whole answer of LanguageTool", _REMEDY) from None


def _body(response: http.client.HTTPResponse, url: str) -> bytes:
    """Return the body of an answer.

    Raises:
        Unanswered: it has too many bytes.
        IncompleteRead: the connection ended before all that was announced had come.
    """
    data = response.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise Unanswered(f"the answer of {url} has more than {MOST_BYTES // 1024 // 1024} MB", _REMEDY)
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)
    return data


def _cut(connected: socket.socket) -> None:
    """End a connection that another thread reads from."""
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
