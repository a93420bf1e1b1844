"""What is shown once ends with Enter, and with each key that hides; then the window is empty."""

from __future__ import annotations

import os
import select
import threading

import pytest

from safeplan.commands.shown import show_once


@pytest.mark.parametrize(
    ("typed", "hidden"),
    [
        (b"\r", False),
        (b"abc\x1b[A\n", False),
        (b"\x1b\x1b", True),
        (b"\x03", True),
        (b"\x11", True),
        (b"abc\x03", True),
    ],
)
def test_enter_goes_on_and_a_key_that_hides_ends_it(typed: bytes, *, hidden: bool) -> None:
    ours, theirs = os.openpty()
    ended: list[bool] = []

    def show() -> None:
        try:
            show_once("plum, raspberry", "Enter:", path=os.ttyname(theirs))
        except KeyboardInterrupt:
            ended.append(True)
        else:
            ended.append(False)

    showing = threading.Thread(target=show)
    showing.start()
    try:
        seen = b""
        while b"Enter: " not in seen:
            seen += os.read(ours, 4096)
        os.write(ours, typed)
        while showing.is_alive() or select.select([ours], [], [], 0)[0]:
            if select.select([ours], [], [], 0.05)[0]:
                seen += os.read(ours, 4096)
        showing.join()
    finally:
        os.close(ours)
        os.close(theirs)
    assert ended == [hidden]
    after = seen.rpartition(b"Enter: ")[2]
    assert b"\x1b[2J" in after
    assert b"plum" not in after
