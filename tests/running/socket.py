"""A websocket to a running server that speaks Streamlit's frames, and can say what no browser would."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

WAIT_SECONDS = 30.0
# A widget's id ends with the key its screen gave it, after this many parts.
_ID_PARTS = 2


@dataclass(slots=True)
class Screen:
    """What one run of a script sent."""

    texts: list[str] = field(default_factory=list)
    alerts: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, Any] = field(default_factory=dict)
    page_hash: str = ""
    found: bool = True
    query: str = ""
    frames: list[bytes] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything written, a line a piece."""
        return "\n".join([*self.texts, *self.alerts, *self.exceptions])

    def holds(self, secret: str) -> bool:
        """Whether a text came over in any spelling: plain, or escaped inside a figure."""
        escaped = secret.encode("ascii", "backslashreplace")
        sent = b"".join(self.frames)
        return secret.encode() in sent or escaped in sent


class Socket:
    """One connection. `origin`, `session_id`, `cookie` and `headers` are sent as given; None leaves out."""

    def __init__(
        self,
        url: str,
        *,
        cookie: str = "",
        origin: str | None = "",
        session_id: str = "",
        headers: dict[str, str] | None = None,
    ) -> None:
        protocols = ["streamlit", "PLACEHOLDER", *([session_id] if session_id else [])]
        self.session_id = ""
        self.screen = Screen()
        self._held: dict[str, ForwardMsg] = {}
        self._opened = ExitStack()
        connection = connect(
            f"{url.replace('http', 'ws', 1)}/_stcore/stream",
            origin=(url if origin == "" else origin),  # type: ignore[arg-type]
            subprotocols=[Subprotocol(name) for name in protocols],
            additional_headers={**(headers or {}), **({"Cookie": cookie} if cookie else {})},
            max_size=None,
            compression=None,
            proxy=None,
            open_timeout=WAIT_SECONDS,
            close_timeout=1,
        )
        self._socket: ClientConnection = self._opened.enter_context(connection)

    def __enter__(self) -> "Socket":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave; the server keeps the session for a while."""
        self._opened.close()

    def open(self, page: str = "", query: str = "") -> Screen:
        """Go to a page by its address, as a deep link does."""
        self._ask(page=page, query=query)
        return self.read()

    def rerun(self, widgets: dict[str, Any] | None = None, *, query: str | None = None) -> Screen:
        """Run the page shown once more; `widgets` are values by key or id.

        A value is bool, int, float, str, a list of str, or `...` for a button pressed.
        """
        self._ask(page_hash=self.screen.page_hash, query=query, widgets=widgets)
        return self.read()

    def read(self, timeout: float = WAIT_SECONDS) -> Screen:
        """Everything up to the end of the run."""
        screen = Screen(query=self.screen.query)
        for message in self._messages(timeout, screen):
            kind = message.WhichOneof("type")
            if kind == "script_finished" and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                break
            self._note(kind or "", message, screen)
        self.screen = screen
        return screen

    def named(self) -> str:
        """The session the server put this connection in; asks for a run, and reads no more than its start."""
        self._ask()
        for message in self._messages(WAIT_SECONDS, Screen()):
            if message.WhichOneof("type") == "new_session":
                self.session_id = message.new_session.initialize.session_id
                break
        return self.session_id

    def send(self, message: BackMsg) -> None:
        """Any frame at all."""
        self._socket.send(message.SerializeToString())

    def closed_with(self, timeout: float) -> int | None:
        """The code this connection is closed with within `timeout` seconds; None if it stays open."""
        try:
            while True:
                self._socket.recv(timeout)
        except TimeoutError:
            return None
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006

    def _ask(
        self, *, page: str = "", page_hash: str = "", query: str | None = None, widgets: Any = None
    ) -> None:
        message = BackMsg()
        state = message.rerun_script
        state.page_name, state.page_script_hash = page, page_hash
        self.screen.query = state.query_string = self.screen.query if query is None else query
        state.widget_states.widgets.extend(self._state(key, value) for key, value in (widgets or {}).items())
        state.cached_message_hashes.extend(self._held)
        self.send(message)

    def _state(self, key: str, value: Any) -> WidgetState:
        element = self.screen.widgets.get(key)
        state = WidgetState(id=element.id if element is not None else key)
        if value is ...:
            state.trigger_value = True
        elif isinstance(value, bool):
            state.bool_value = value
        elif isinstance(value, int):
            state.int_value = value
        elif isinstance(value, float):
            state.double_value = value
        elif isinstance(value, str):
            state.string_value = value
        else:
            state.string_array_value.data.extend(value)
        return state

    def _messages(self, timeout: float, screen: Screen) -> Iterator[ForwardMsg]:
        """Messages as they come; one the server only refers to is taken from those kept, as browsers do."""
        while True:
            frame = self._socket.recv(timeout)
            if isinstance(frame, str):
                continue
            message = ForwardMsg.FromString(frame)
            if message.WhichOneof("type") == "ref_hash":
                message = self._held[message.ref_hash]
                frame = message.SerializeToString()
            elif message.metadata.cacheable:
                self._held[message.hash] = message
            screen.frames.append(frame)
            yield message

    def _note(self, kind: str, message: ForwardMsg, screen: Screen) -> None:
        if kind == "new_session":
            self.session_id = message.new_session.initialize.session_id
            screen.page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            screen.pages = {page.url_pathname: page.page_script_hash for page in message.navigation.app_pages}
            screen.page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            screen.query = message.page_info_changed.query_string
        elif kind == "page_not_found":
            screen.found = False
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            _note_element(message.delta.new_element, screen)


def _note_element(element: Any, screen: Screen) -> None:
    kind = element.WhichOneof("type")
    drawn = getattr(element, kind)
    if kind in ("markdown", "heading", "text"):
        screen.texts.append(drawn.body)
    elif kind == "alert":
        screen.alerts.append(drawn.body)
    elif kind == "exception":
        screen.exceptions.append(f"{drawn.type}: {drawn.message}")
    elif kind == "metric":
        screen.texts.append(f"{drawn.label} {drawn.body}")
    if getattr(drawn, "id", ""):
        screen.widgets[drawn.id.split("-", _ID_PARTS)[-1]] = drawn
