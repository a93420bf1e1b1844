"""Words pass from program to program of Windows as they are."""

from hypothesis import example, given
from hypothesis import strategies as st

from safeplan.guard.windows.command_line import command_line


def taken_apart(line: str) -> list[str]:
    """As Microsoft's C library does: blanks outside quotation marks, backslashes by parity."""
    words: list[str] = []
    at = 0
    while at < len(line):
        if line[at] in " \t":
            at += 1
            continue
        word, quoted = "", False
        while at < len(line) and (quoted or line[at] not in " \t"):
            slashes = 0
            while at < len(line) and line[at] == "\\":
                slashes, at = slashes + 1, at + 1
            if at < len(line) and line[at] == '"':
                word += "\\" * (slashes // 2)
                if slashes % 2:
                    word += '"'
                else:
                    quoted = not quoted
                at += 1
            else:
                word += "\\" * slashes
                if at < len(line) and (quoted or line[at] not in " \t"):
                    word, at = word + line[at], at + 1
        words.append(word)
    return words


@given(st.lists(st.text(alphabet='ab \t"\\é', max_size=8), min_size=1, max_size=5))
@example(["E:\\", "a b\\", '"', "\\\\", ""])
def test_words_come_back_as_they_were(words: list[str]) -> None:
    assert taken_apart(command_line(tuple(words))) == words


def test_plain_words_stay_plain() -> None:
    assert command_line(("E:\\python.exe", "-I", "77")) == "E:\\python.exe -I 77"
    assert command_line(("E:\\my notes\\",)) == '"E:\\my notes\\\\"'
