"""Notebooks of every kind, for hypothesis."""

from hypothesis import strategies as st

from safeplan.cover.notebook import LISTS, Item, Note, Notebook

TEXT = st.text(max_size=20)
DAY = st.one_of(st.just(""), st.dates().map(lambda day: day.isoformat()), TEXT)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=6,
)


def more(*known: str) -> st.SearchStrategy[dict[str, object]]:
    """Fields of a newer version: any name but those that are known."""
    names = TEXT.filter(lambda name: name not in known)
    return st.dictionaries(names, JSON, max_size=2)


ITEM = st.builds(
    Item,
    name=TEXT,
    quantity=TEXT,
    unit=TEXT,
    ticked=st.booleans(),
    place=st.sampled_from(LISTS),
    date=DAY,
    more=more("name", "quantity", "unit", "ticked", "list", "date"),
)
NOTE = st.builds(Note, title=TEXT, text=TEXT, date=DAY, more=more("title", "text", "date"))
NOTEBOOK = st.builds(
    Notebook,
    items=st.lists(ITEM, max_size=6).map(tuple),
    notes=st.lists(NOTE, max_size=4).map(tuple),
    shop=TEXT,
    more=more("form", "version", "shop", "items", "notes"),
)
