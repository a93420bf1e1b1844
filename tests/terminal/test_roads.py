"""The roads of a person through the guard, on a real pseudo-terminal."""

from pathlib import Path

import pytest

from safeplan.guard.wipe import WIPE
from safeplan.vault import keys
from tests.terminal.cheap_kdf import CHEAP
from tests.terminal.conftest import OTHER, RIGHT, Start, open_it
from tests.terminal.pty_harness import Terminal, children
from tests.terminal.small_app import CANARY

pytestmark = [pytest.mark.terminal, pytest.mark.xdist_group("terminal")]


def root(words: str, salt: bytes) -> str:
    return keys.derive_root(keys.normalise(words), salt, CHEAP).hex()[:8]


class TestOpening:
    def test_the_line_alone(self, start: Start) -> None:
        terminal = start()
        terminal.shows("Password:")
        assert terminal.text == "Home notes\n\nPassword:"
        terminal.write("Zoë")
        terminal.shows("Password: ***")

    def test_wrong_then_right(self, start: Start) -> None:
        terminal = start()
        terminal.shows("Password:")
        terminal.write("wrong\r")
        terminal.shows("That does not open it.\n\nPassword:")
        assert "Password: *****" in terminal.text
        assert CANARY not in terminal.output.decode(errors="replace")
        terminal.write(RIGHT + "\r")
        terminal.shows("open\n")
        assert CANARY in terminal.text

    def test_the_other_half(self, start: Start) -> None:
        open_it(start(), OTHER)

    def test_many_wrong_ones_change_nothing(self, start: Start) -> None:
        terminal = start()
        terminal.shows("Password:")
        for count in range(1, 5):
            terminal.write("wrong\r")
            terminal.until(
                lambda wanted=count: (
                    terminal.text.count("does not open it") == wanted  # type: ignore[misc]
                    and terminal.text.endswith("Password:")
                ),
                "asked again",
            )
        terminal.write(RIGHT + "\r")
        terminal.shows("open\n")

    def test_corrections(self, start: Start) -> None:
        terminal = start()
        terminal.shows("Password:")
        terminal.write("xy\x15" + RIGHT + "é\x7fz\x08\r")
        terminal.shows("open\n")

    def test_escape_clears_the_line(self, start: Start) -> None:
        terminal = start()
        terminal.shows("Password:")
        terminal.write("teapot")
        terminal.shows("******")
        terminal.write("\x1b")
        terminal.until(lambda: terminal.text.endswith("Password:"), "cleared")
        terminal.write(RIGHT + "\r")
        terminal.shows("open\n")

    def test_an_empty_line_asks_for_nothing(self, start: Start) -> None:
        terminal = start()
        terminal.shows("Password:")
        terminal.write("\r\r\r")
        terminal.write("x")
        terminal.shows("Password: *")
        assert terminal.text == "Home notes\n\nPassword: *"

    def test_a_paste_neither_fires_nor_submits(self, start: Start) -> None:
        terminal = start()
        terminal.shows("Password:")
        terminal.said(b"\x1b[?2004h")
        terminal.write("\x1b[200~six\x11 odd\nwords\x03\x1b[201~")
        terminal.shows("Password: *************")
        terminal.write("\r")
        terminal.shows("open\n")

    def test_typed_before_the_line_stood(self, start: Start) -> None:
        terminal = start()
        terminal.write(RIGHT + "\r")
        terminal.shows("open\n")

    def test_a_file_that_is_not_there_is_made(self, start: Start, tmp_path: Path) -> None:
        terminal = start(str(tmp_path / "new.dat"), "--fresh")
        terminal.shows("fresh")
        assert "Password" not in terminal.output.decode(errors="replace")

    def test_its_name_is_chosen(self, start: Start, vault: Path) -> None:
        terminal = start(str(vault), "--name=Zoë’s recipes")
        terminal.shows("Password:")
        assert terminal.text.startswith("Zoë’s recipes\n")

    def test_the_window_decides_the_size_and_not_the_environment(self, start: Start) -> None:
        terminal = open_it(start(COLUMNS="33", LINES="7", TEXTUAL_SCREENSHOT="1"))
        terminal.shows(f"{CANARY} 22")

    def test_a_file_that_the_app_cannot_even_try(self, start: Start) -> None:
        terminal = start(LC_EARLY="1")
        terminal.shows("cannot be opened")
        terminal.write("x")
        terminal.shows("key x 1")

    def test_a_password_that_is_typed_before_that_was_known(self, start: Start) -> None:
        terminal = start(LC_EARLY="1")
        terminal.shows("Password:")
        terminal.write(f"{RIGHT}\r")
        terminal.shows("cannot be opened")
        terminal.write("x")
        terminal.shows("key x 1")

    def test_resizing(self, opened: Terminal) -> None:
        opened.screen.resize(40, 100)
        opened.resize(40, 100)
        opened.shows(f"{CANARY} 38")


class TestRefusals:
    @pytest.mark.parametrize("size", [0, 100, 2 << 20])
    def test_a_size_that_no_file_of_ours_has(self, start: Start, tmp_path: Path, size: int) -> None:
        path = tmp_path / "other.dat"
        path.write_bytes(bytes(size))
        terminal = start(str(path))
        assert terminal.ended() == 1
        assert terminal.text.replace("\n", "").startswith("This is not a file of Home notes, or")
        assert terminal.after == repr(terminal.before)

    def test_a_folder(self, start: Start, tmp_path: Path) -> None:
        terminal = start(str(tmp_path))
        assert terminal.ended() == 1
        assert terminal.text == "This is not a file: choose the file itself."


class TestTyping:
    def test_keys_reach_the_app(self, opened: Terminal) -> None:
        for count, (sent, named) in enumerate(
            [
                (b"x", "x"),
                ("é".encode(), "é"),
                (b"\x1b[A", "up"),
                (b"\x1bOP", "f1"),
                (b"\t", "tab"),
                (b"\x1b", "escape"),
                (b"\r", "enter"),
                (b"\x7f", "backspace"),
            ],
            start=1,
        ):
            opened.write(sent)
            opened.shows(f"key {named} {count}\n")

    def test_half_a_character_and_a_stray_byte(self, opened: Terminal) -> None:
        opened.write(b"\xc3")
        opened.write(b"\xa9")
        opened.shows("key é 1\n")
        opened.write(b"\xff")
        opened.write(b"x")
        opened.shows("key x")

    def test_escape_and_then_a_letter_at_once_are_two_keys(self, opened: Terminal) -> None:
        opened.write(b"\x1b")
        opened.shows("key escape 1")
        opened.write(b"x")
        opened.shows("key x 2")

    def test_a_long_paste_arrives_whole_while_the_app_listens(self, opened: Terminal) -> None:
        data = b"\x1b[200~" + b"tea\x11\x03" * 20_000 + b"\x1b[201~"
        for at in range(0, len(data), 2048):
            opened.write(data[at : at + 2048])
            opened.pump(0)
        opened.shows("pasted 100000")


class TestAsking:
    def test_one_line(self, opened: Terminal) -> None:
        opened.write("a")
        opened.shows("Password:")
        assert opened.text == "Home notes\n\nPassword:"
        right, wrong = "even", "odd"
        salt = bytes(range(32))
        for number in range(40):
            parity = int(root(f"{right} {number}", salt)[:2], 16) % 2
            if parity == 0:
                right = f"{right} {number}"
                break
        for number in range(40):
            parity = int(root(f"{wrong} {number}", salt)[:2], 16) % 2
            if parity == 1:
                wrong = f"{wrong} {number}"
                break
        opened.write(wrong + "\r")
        opened.shows("That does not open it.\n\nPassword:")
        opened.write(right + "\r")
        opened.shows("asked 2 " + root(right, salt))

    def test_backing_out(self, opened: Terminal) -> None:
        opened.write("a")
        opened.shows("Password:")
        opened.write("tea\x1b")
        opened.shows("backed out")
        opened.write("x")
        opened.shows("key x 1")

    def test_nothing_of_the_app_is_drawn_meanwhile(self, opened: Terminal) -> None:
        opened.write("t")
        opened.shows("tick")
        opened.write("n")
        opened.shows("New password:")
        stood = opened.output.rindex(b"Home notes")
        for count in range(1, 4):
            opened.write("tea\rpot\r")
            opened.until(lambda wanted=count: opened.text.count("Those two") == wanted, "asked")  # type: ignore[misc]
        assert CANARY.encode() not in opened.output[stood:]
        opened.write("\x1b")
        opened.shows("tick")

    def test_a_new_one_typed_twice(self, opened: Terminal) -> None:
        words = "verandah teapot gravel"
        opened.write("n")
        opened.shows("New password:")
        opened.write(words + "\r")
        opened.shows("The same again:")
        opened.write(words + "\r")
        salts = (bytes(32), bytes(range(32)), b"\x07" * 32)
        opened.shows("new " + " ".join(root(words, salt) for salt in salts))

    def test_two_that_differ(self, opened: Terminal) -> None:
        opened.write("n")
        opened.shows("New password:")
        opened.write("verandah teapot gravel\rverandah teapot\r")
        opened.shows("Those two are not the same. Nothing was changed. Try them once more.\n\nNew")

    def test_a_short_one_may_be_kept(self, opened: Terminal) -> None:
        opened.write("n")
        opened.shows("New password:")
        opened.write("tea\r")
        opened.shows("That is short, so it is easier to guess. You could add a word, or keep it.")
        opened.until(lambda: opened.text.endswith("The same again:"), "asked again")
        opened.write("tea\r")
        opened.shows("new " + root("tea", bytes(32)))

    def test_a_remark_always_comes_before_the_last_enter(self, opened: Terminal) -> None:
        opened.write("n")
        opened.shows("New password:")
        opened.write("tea\rtea\r")  # faster than anything could be judged
        opened.shows("You could add a word, or keep it.\n\nThe same again:")
        if "new " not in opened.text:
            opened.write("tea\r")
        opened.shows("new " + root("tea", bytes(32)))

    def test_escape_leads_back_a_line_at_a_time(self, opened: Terminal) -> None:
        opened.write("n")
        opened.shows("New password:")
        opened.write("tea\r")
        opened.shows("or keep it.")
        opened.write("x\x1b")
        opened.until(lambda: opened.text.endswith("\nNew password:"), "the first line again")
        opened.write("x\r")  # Enter, so that the next Escape is not the second of two
        opened.until(lambda: opened.text.count("or keep it.") == 2, "judged")
        opened.write("\x1b")
        opened.until(lambda: opened.text.endswith("\nNew password:"), "the first line again")
        opened.write("x\x7f\r")
        opened.shows("Choose another password.")

    @pytest.mark.parametrize("words", ["", "   ", "tea\u00ad\ue000pot"])
    def test_one_that_cannot_be_taken(self, opened: Terminal, words: str) -> None:
        opened.write("n")
        opened.shows("New password:")
        opened.write(words + "\r")
        opened.shows("Choose another password.\n\nNew password:")
        opened.write("verandah teapot gravel\rverandah teapot gravel\r")
        opened.shows("new ")

    def test_one_that_is_taken_is_refused_in_the_same_words(self, start: Start) -> None:
        taken = keys.derive_root(b"verandah teapot gravel", bytes(32), CHEAP).hex()
        opened = open_it(start(LC_TAKEN=taken))
        opened.write("n")
        opened.shows("New password:")
        opened.write("verandah teapot gravel\rverandah teapot gravel\r")
        opened.shows("Choose another password.\n\nNew password:")
        opened.write("verandah teapot pebble\rverandah teapot pebble\r")
        opened.shows("new ")


class TestPractising:
    @pytest.mark.parametrize("key", [b"\x1b\x1b", b"\x11", b"\x03", b"h"])
    def test_wipes_as_on_the_day_and_comes_back(self, opened: Terminal, key: bytes) -> None:
        opened.write("p")
        opened.shows("practising")
        wiped = opened.output.count(WIPE)
        opened.write(key)
        opened.shows("Press Enter to go on.")
        assert opened.output.count(WIPE) >= wiped + 2
        assert opened.text == "Press Enter to go on."
        opened.write("tea\r")
        opened.shows("practised")
        assert CANARY in opened.text
        opened.write("x")
        opened.shows("key x 1")

    def test_mashed_keys_only_practise(self, opened: Terminal) -> None:
        opened.write("p")
        opened.shows("practising")
        opened.write(b"\x1b" * 12)
        opened.shows("Press Enter to go on.")
        opened.write("\r")
        opened.shows("practised")

    def test_the_second_time_is_real(self, opened: Terminal) -> None:
        opened.write("p")
        opened.shows("practising")
        opened.write(b"\x11")
        opened.shows("Press Enter to go on.")
        opened.write(b"\x11")
        assert opened.ended() == 0
        assert opened.text == ""

    @pytest.mark.parametrize("key", [b"\x1b\x1b", b"\x11"])
    def test_at_a_line_the_key_is_never_for_practice(self, opened: Terminal, key: bytes) -> None:
        opened.write("6")
        opened.shows("Password:")
        opened.write(key)
        assert opened.ended() == 0
        assert opened.text == ""

    def test_hiding_as_practice_ends_is_in_earnest(self, opened: Terminal) -> None:
        opened.write("5")
        assert opened.ended() == 0
        assert opened.text == ""

    def test_practice_ends_with_the_page(self, opened: Terminal) -> None:
        opened.write("p")
        opened.shows("practising")
        opened.write("u")
        opened.shows("not practised")
        opened.write(b"\x11")
        assert opened.ended() == 0


class TestRecord:
    def test_the_recorded_key_and_name(self, opened: Terminal) -> None:
        opened.write("s")
        opened.shows("recorded")
        opened.write("a")
        opened.shows("Zoë’s notes\n\nPassword:")
        opened.write(b"\x1b[15~")
        assert opened.ended() == 0


def test_the_road_of_the_lock(opened: Terminal) -> None:
    first = children(opened.pid)
    opened.write("l")
    opened.shows("Password:")
    assert opened.text == "Home notes\n\nPassword:"
    assert not set(children(opened.pid)) & set(first)
    open_it(opened)
    assert CANARY in opened.text
