"""The roads of a person through the guard, from the line to the end.

Each road is a loop over `Guard.wait`; whatever ends the program comes out of there as `Leave`.
"""

from __future__ import annotations

import os

from safeplan.guard import keys, shield, wire
from safeplan.guard.ask import Ask
from safeplan.guard.locking import lock
from safeplan.guard.loop import Lock
from safeplan.guard.making import Code
from safeplan.guard.opening import Opening
from safeplan.guard.quick import be_quick
from safeplan.guard.recording import record
from safeplan.guard.sequences import BREAK, CLEAR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safeplan.guard.loop import App, Guard, Heard

ESCAPE_ALONE = b"\x1b[27u"  # says Escape in one piece, whatever is typed next


def walk(guard: Guard) -> None:
    """The whole way, from the line to the end, and back to the line at each lock."""
    while True:
        try:
            _open(guard)
            run(guard)
        except Lock:
            pass
        lock(guard)
        there = os.path.lexists(guard.path)
        if not there and not guard.fresh:
            guard.leave()  # the stick is out: the first pages are for those who have no file yet
        guard.fresh = not there


def _open(guard: Guard) -> None:
    """The road in; what it opened can be locked from then on."""
    if guard.fresh:
        guard.window.say(CLEAR + guard.sentences.name + BREAK)
        guard.start_app()
        shield.keep_out()
        be_quick()
        guard.look_after()
    else:
        Opening(guard).go()
        guard.begin()


def run(guard: Guard) -> None:
    """The app has the window: hand on the keys, do what it asks; come back for a lock."""
    app = guard.app
    if app is None:
        raise wire.WireError
    while True:
        heard = guard.wait(practice=True)
        for letter, _ in heard.messages:
            if letter == wire.RECORD:
                record(guard, app, heard.events)
                heard.events = []
        if heard.events:
            app.type(typed(heard, guard.buffer))
            guard.forget_keys()
        for letter, payload in heard.messages:
            if letter == wire.LOCK:
                guard.idle.end()  # it asked for it, so it has saved
                return
            if letter == wire.ASK:
                request = wire.Ask.unpack(payload)
                (Code if request.purpose == wire.CODE else Ask)(guard, app, request).go()
            elif letter == wire.OPENED:
                app.tell(wire.DRAW)
            elif letter != wire.RECORD:
                raise wire.WireError
        if heard.hide:
            if not guard.practising:  # it was called off in the same moment
                guard.leave()
            practise(guard, app)


def typed(heard: Heard, buffer: bytearray) -> list[bytes | memoryview]:
    """The bytes for the app, in order, from what one wait brought."""
    view = memoryview(buffer)
    pieces: list[bytes | memoryview] = []
    for kind, start, stop, sequence in heard.events:
        if kind == keys.ESCAPE:
            pieces.append(ESCAPE_ALONE)
        elif kind == keys.SEQUENCE:
            pieces.append(sequence)
        else:
            pieces.append(view[start:stop])
    return pieces


def practise(guard: Guard, app: App) -> None:
    """Hide as on the day, but end nothing: after Enter the app draws again."""
    guard.window.wipe()
    app.tell(wire.HOLD)
    guard.window.swallow(guard.buffer)
    guard.window.wipe()
    guard.practising = False
    guard.scanner.reset()
    guard.window.say(guard.sentences["press_enter"])
    while True:
        heard = guard.wait()
        pressed = any(
            kind == keys.PLAIN and guard.buffer.find(b"\r", start, stop) >= 0
            for kind, start, stop, _ in heard.events
        )
        guard.forget_keys()
        if pressed:
            break
    guard.window.wipe()
    app.tell(wire.PRACTISED)
