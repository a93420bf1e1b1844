"""What the driver lets through to the terminal, and when."""

import hashlib
import inspect
import os
import select

import pytest
from textual.drivers.linux_driver import LinuxDriver

from safeplan.app.driver import HeldDriver, Outlet, quiet


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Aunt Pumpkin", "Aunt Pumpkin"),
        ("\x1b]52;c;QXVudA==\x07", ""),
        ("\x1b]0;Aunt Pumpkin\x07tea", "tea"),
        ("\x1b]2;Aunt Pumpkin\x1b\\tea", "tea"),
        ("\x1b]8;id=1;https://tea\x1b\\tea\x1b]8;;\x1b\\", "tea"),
        ("\x1b]22;pointer\x07", ""),
        ("a\x1b]52;c;cut off", "a"),
        ("\x07", ""),
        ("tea\x07tea", "teatea"),
        ("\x1b[>25u", ""),
        ("\x1b[<u", ""),
        ("\x1b[=1;1u", ""),
        ("menu", "menu"),
        ("\x1b[?1049h\x1b[38;5;16mtea\x1b[0m", "\x1b[?1049h\x1b[38;5;16mtea\x1b[0m"),
    ],
)
def test_quiet(data: str, expected: str) -> None:
    assert quiet(data) == expected


class Reader:
    def __init__(self) -> None:
        self.read_end, self.write_end = os.pipe()
        self.outlet = Outlet(self.write_end)

    def got(self) -> bytes:
        data = b""
        while select.select([self.read_end], [], [], 0)[0]:
            data += os.read(self.read_end, 4096)
        return data

    def close(self) -> None:
        os.close(self.read_end)
        os.close(self.write_end)


@pytest.fixture
def reader():  # type: ignore[no-untyped-def]
    one = Reader()
    yield one
    one.close()


def test_shut_from_the_start(reader: Reader) -> None:
    reader.outlet.write("Aunt Pumpkin")
    reader.outlet.flush()
    assert reader.got() == b""


def test_reopened_with_what_must_come_first(reader: Reader) -> None:
    reader.outlet.write("before")
    reader.outlet.reopen("first ")
    reader.outlet.write("Zoë")
    reader.outlet.flush()
    assert reader.got() == "first Zoë".encode()


def test_nothing_is_on_its_way_when_shut(reader: Reader) -> None:
    reader.outlet.reopen("")
    reader.outlet.write("whole")
    reader.outlet.shut()
    assert reader.got() == b"whole"
    reader.outlet.write("late")
    reader.outlet.flush()
    reader.outlet.shut()
    assert reader.got() == b""
    reader.outlet.reopen("")
    assert reader.got() == b"", "what came meanwhile is gone, not kept"


def test_what_cannot_be_written_is_replaced(reader: Reader) -> None:
    reader.outlet.reopen("\ud800")
    assert reader.got() == b"?"


def test_it_knows_its_descriptor(reader: Reader) -> None:
    assert reader.outlet.fileno() == reader.write_end


def test_an_upgrade_of_textual_is_looked_at() -> None:
    """These methods are replaced or leaned on: read them again before changing the number."""
    methods = (
        LinuxDriver.start_application_mode,
        LinuxDriver.stop_application_mode,
        LinuxDriver.disable_input,
        LinuxDriver.run_input_thread,
        LinuxDriver.write,
        LinuxDriver.close,
    )
    text = "".join(inspect.getsource(method) for method in methods)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "c8df024af9c0a10d"


def test_what_is_replaced_exists() -> None:
    for name in ("start_application_mode", "write", "close", "disable_input", "run_input_thread"):
        assert name in vars(LinuxDriver)
        assert getattr(HeldDriver, name) is not getattr(LinuxDriver, name)
