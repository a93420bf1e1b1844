from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from safeplan.app.widgets.wrapping import cut, lines, pad, spans

TEXTS = st.text(alphabet="abc é漢字\n", max_size=60)


@given(TEXTS, st.integers(2, 20))
def test_lines_lose_nothing_and_fit(text: str, width: int) -> None:
    found = spans(text, width)
    assert "".join(text[a:b] for a, b in found) == text.replace("\n", "")
    assert found[-1][1] == len(text)
    for line in lines(text, width):
        assert cell_len(line.rstrip()) <= width


def test_words_stay_whole_where_they_can() -> None:
    assert lines("a small sheet to carry", 10) == ["a small", "sheet to", "carry"]
    assert lines("abcdefghij klm", 4) == ["abcd", "efgh", "ij", "klm"]
    assert lines("one\n\ntwo", 10) == ["one", "", "two"]


def test_a_newline_ends_a_line_even_at_the_end() -> None:
    assert spans("ab\n", 5) == [(0, 2), (3, 3)]


@given(TEXTS, st.integers(1, 20))
def test_cut_and_pad_keep_to_their_cells(text: str, width: int) -> None:
    flat = text.replace("\n", "")
    assert cell_len(cut(flat, width)) <= width
    assert cell_len(pad(cut(flat, width), width)) >= width - 1
    if cell_len(flat) <= width:
        assert cut(flat, width) == flat


def test_cut_says_that_there_is_more() -> None:
    assert cut("People you trust", 10) == "People yo…"
