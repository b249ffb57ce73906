"""The protocol below the server: whatever arrives is answered, and nothing of it is shown or ends the server."""

from __future__ import annotations

from typing import Any

from pygls.exceptions import JsonRpcException
from pygls.protocol import LanguageServerProtocol


class Protocol(LanguageServerProtocol):
    """Answers requests that make no sense with an error instead of silence."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Return a message of the data of one; data that is none stays as it is."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            number = data.get("id")
            if isinstance(number, (int, str)) and "method" in data:
                self._send_response(number, error=error.to_response_error())
            return data

    def handle_message(self, message: Any) -> None:
        """Handle a message; what is none is passed over."""
        if hasattr(message, "jsonrpc"):
            super().handle_message(message)

    # pygls keeps what became of each notification that one of its own handlers takes, such as each edit of a draft,
    # for ever: 2.5 kB of each key.
    def _execute_handler(self, msg_id: Any, *arguments: Any, **named: Any) -> None:
        """Run a handler; what becomes of it is forgotten when it is there."""
        super()._execute_handler(msg_id, *arguments, **named)
        future = self._request_futures.get(msg_id)
        if future is not None:
            future.add_done_callback(lambda _: self._request_futures.pop(msg_id, None))

    @property
    def ended_well(self) -> bool:
        """Return whether the client has asked for the end before it came."""
        return bool(self._shutdown)
