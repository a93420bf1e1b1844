"""The road of a recorded key: the bytes of the next press go to the app, which asked for them."""

from __future__ import annotations

from safeplan.guard import keys, presses, wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safeplan.guard.loop import App, Guard


def record(guard: Guard, app: App, events: list[keys.Event]) -> None:
    """Wait for one press and tell its bytes; Escape alone backs out.

    Args:
        guard: Whose keys they are.
        app: Who asked.
        events: What was typed in the same moment as the question came.

    The fixed ways to hide are on meanwhile. The key recorded before is not: it may be pressed
    again to keep it.
    """
    guard.scanner.hide_key = b""
    try:
        app.tell(_answer(guard, app, events))
    finally:
        guard.scanner.hide_key = guard.settings.hide_key


def _answer(guard: Guard, app: App, events: list[keys.Event]) -> bytes:
    while True:
        try:
            for event in events:
                if event[0] == keys.ESCAPE:
                    return wire.BACKED_OUT
                if presses.is_press(event):
                    return wire.recorded(_usable(event, guard.buffer))
                app.type([event[3]])  # the mouse: one of the ways to hide is a word on the page
        finally:
            guard.forget_keys()
        events = guard.wait().events


def _usable(event: keys.Event, buffer: bytearray) -> bytes:
    """The bytes of a press, or nothing if they cannot be recorded."""
    kind, start, stop, sequence = event
    if kind == keys.PLAIN and stop - start <= presses.MOST_BYTES:
        sequence = bytes(buffer[start:stop])
    return sequence if presses.can_hide(sequence) else b""
