"""Lines and people while they are being changed: nothing lost, everything comes back."""

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from safeplan.app import contacts
from safeplan.app.lines import Lines
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record

KEY = "people.helpers"
texts = st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=6)


@given(texts, st.data())
def test_taking_lines_off_and_bringing_them_back_is_no_change(words: list[str], data) -> None:
    lines = Lines([Own(one) for one in words])
    before = lines.items
    gone = data.draw(st.lists(st.sampled_from(lines.keys), unique=True))
    for key in gone:
        lines.remove(key)
    assert len(lines.items) == len(words) - len(gone)
    for _ in gone:
        assert lines.undo()
    assert lines.items == before
    assert lines.undo() == ""


@given(texts, st.integers(-9, 9), st.data())
def test_moving_keeps_every_line_and_the_order_of_the_others(words, by: int, data) -> None:
    lines = Lines([Own(one) for one in words])
    key = data.draw(st.sampled_from(lines.keys))
    others = [one for one in lines.keys if one != key]
    wanted = min(max(lines.keys.index(key) + by, 0), len(words) - 1)
    lines.move(key, by)
    assert [one for one in lines.keys if one != key] == others
    assert lines.keys.index(key) == wanted


def test_lines_are_added_changed_and_looked_up() -> None:
    lines = Lines([Chosen("a", "have"), Own("tea", "have", {"colour": "kept"})])
    key = lines.add("jam")
    assert key in lines
    assert lines.text(key) == "jam"
    lines.change(lines.keys[1], "coffee")
    assert lines.item(lines.keys[1]) == Own("coffee", "have", {"colour": "kept"})
    lines.change(lines.keys[0], "own now")
    assert lines.item(lines.keys[0]) == Own("own now", "have")
    assert lines.text(lines.keys[0]) == "own now"
    assert lines.has("coffee")
    assert not lines.has("tea")
    lines.put(key, Own("jam", "lost"))
    assert lines.items[-1].state == "lost"


def record(name: str, **parts) -> Record:
    return Record(name, MappingProxyType(parts), {"colour": "kept"})


PLAN = Plan().with_answer(
    KEY, Answer("later", (record("1", nickname="Zoë"), record("7", nickname="Mr Tea")))
)


def test_people_are_there_also_where_the_question_was_put_off() -> None:
    assert [one.id for one in contacts.all_of(PLAN, KEY)] == ["1", "7"]
    assert contacts.new_name(PLAN, KEY) == "8"
    assert contacts.one_of(PLAN, KEY, "9") is None


def test_a_part_is_put_changed_and_emptied() -> None:
    plan = contacts.with_part(PLAN, KEY, "7", "number", "01632 960222")
    assert plan.answer(KEY).state == "answer"
    assert contacts.one_of(plan, KEY, "7").extra == {"colour": "kept"}
    assert contacts.one_of(plan, KEY, "1") == contacts.one_of(PLAN, KEY, "1")
    assert contacts.with_part(plan, KEY, "7", "number", "01632 960222") is plan
    plan = contacts.with_part(plan, KEY, "7", "number", "")
    assert contacts.one_of(plan, KEY, "7").values == {"nickname": "Mr Tea"}
    plan = contacts.with_part(plan, KEY, "7", "nickname", "")
    assert [one.id for one in contacts.all_of(plan, KEY)] == ["1"]
    assert contacts.with_part(Plan(), KEY, "1", "nickname", "").answer(KEY) is None


def test_a_person_taken_off_comes_back_in_their_place() -> None:
    gone = contacts.all_of(PLAN, KEY)[0]
    plan = contacts.without(PLAN, KEY, "1")
    assert [one.id for one in contacts.all_of(plan, KEY)] == ["7"]
    assert contacts.all_of(contacts.restored(plan, KEY, 0, gone), KEY) == contacts.all_of(PLAN, KEY)
    nobody = contacts.without(plan, KEY, "7")
    assert nobody.answer(KEY) is None
    assert contacts.all_of(contacts.restored(nobody, KEY, 3, gone), KEY) == (gone,)
