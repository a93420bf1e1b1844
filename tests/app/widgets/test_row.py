from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from safeplan.app.widgets.row import BOX, TICKED, Look, Row, lay_out, number_of

WORDS = st.text(alphabet="abcdé 漢", min_size=1, max_size=70).map(str.strip).filter(bool)


def drawn(*rows: Row, width: int = 40, **look: object) -> list[str]:
    return [line for lines in lay_out(rows, Look(width, **look)) for line in lines]  # type: ignore[arg-type]


def test_numbers_words_and_tags_stand_in_columns() -> None:
    found = drawn(Row("a", "All pages", tag="1 note"), Row("b", "People"), width=30)
    assert found == ["1  All pages          1 note", "2  People                   "]


def test_only_nine_rows_have_a_number_and_zero_is_asked_for() -> None:
    look = Look(30)
    assert [number_of(i, look) for i in (0, 8, 9, 10)] == ["1", "9", "", ""]
    assert number_of(9, Look(30, zero=True)) == "0"
    assert number_of(0, Look(30, numbers=False)) == ""
    assert drawn(*[Row(str(i), "x") for i in range(10)], width=12)[9] == "   x      "


def test_a_row_without_a_box_lines_up_with_those_that_have_one() -> None:
    found = drawn(Row("a", "Blame", mark=BOX), Row("b", "Guilt", mark=TICKED), Row("c", "Own"))
    assert [line.rstrip() for line in found] == ["1  [ ] Blame", "2  [x] Guilt", "3      Own"]


def test_long_words_go_on_below_their_start() -> None:
    found = drawn(Row("a", "a cloth on the rail by the door", tag="later"), width=30)
    assert found[0].startswith("1  a cloth on the")
    assert found[1].startswith("   rail by the door")
    assert found[0].endswith("later")


def test_a_tag_too_wide_for_its_row_stands_below() -> None:
    found = drawn(Row("a", "Carry on with it", tag="Phones, accounts, cameras"), width=34)
    assert found[0].rstrip() == "1  Carry on with it"
    assert found[1].rstrip() == "     Phones, accounts, cameras"


def test_answers_stand_in_a_second_column() -> None:
    found = drawn(
        Row("a", "Who could help?", tag="Sam, Auntie"), Row("b", "A sign"), width=60, column=30
    )
    assert found[0].index("Sam") == 28
    assert all(cell_len(line) == 58 for line in found)


def test_a_long_answer_ends_with_an_ellipsis_after_two_lines() -> None:
    found = drawn(Row("a", "Why?", tag="word " * 40), width=60, column=30)
    assert len(found) == 2
    assert found[1].rstrip().endswith("…")


def test_rows_are_spaced_but_the_last() -> None:
    assert drawn(Row("a", "x"), Row("b", "y"), width=8, spaced=True) == ["1  x  ", "", "2  y  "]


@given(st.lists(st.tuples(WORDS, st.one_of(st.just(""), WORDS)), max_size=12), st.integers(24, 76))
def test_no_letter_is_lost_and_no_line_is_too_wide(rows: list[tuple[str, str]], width: int) -> None:
    found = lay_out([Row(str(i), a, tag=b) for i, (a, b) in enumerate(rows)], Look(width))
    assert len(found) == len(rows)
    for (label, tag), lines in zip(rows, found, strict=True):
        assert all(cell_len(line) == width - 2 for line in lines)
        shown = "".join("".join(lines).split())
        for letter in (label + tag).replace(" ", ""):
            assert letter in shown
        assert len(shown) >= len((label + tag).replace(" ", ""))
