"""The notebook as plain lines: a list to print or to copy out."""

from __future__ import annotations

from datetime import date

from safeplan.cover.aisle import by_aisle
from safeplan.cover.entry import amount
from safeplan.cover.fold import fold
from safeplan.cover.notebook import BOUGHT, USUAL, WEEK, Item, Notebook
from safeplan.cover.notes import newest_first
from safeplan.cover.search import NOTES
from safeplan.cover.shopping import standing
from safeplan.language import gettext as _


def filler_lines(notebook: Notebook) -> tuple[str, ...]:
    """Ordinary lines such as "tomatoes x 4", each thing once.

    This week's list comes first, then what is usual, then what was bought, each in walking order.
    """
    lines: dict[str, str] = {}
    for place in (WEEK, USUAL, BOUGHT):
        for _at, item in by_aisle(standing(notebook, place)):
            if item.name.strip():
                lines.setdefault(fold(item.name), item_line(item))
    return tuple(lines.values())


def item_line(item: Item) -> str:
    """One item in a line: "tomatoes x 4", "rice, 2 kg" or "bin bags"."""
    if item.quantity and not item.unit:
        return _("notebook.line_count").format(name=item.name, quantity=item.quantity)
    if item.quantity or item.unit:
        return _("notebook.line_unit").format(name=item.name, amount=amount(item))
    return item.name


def page_name(page: str) -> str:
    """The name of a page on the screen: "This week", "Usual items", "Bought" or "Notes".

    Raises:
        ValueError: for a page that does not exist.
    """
    return _("notebook.week") if page == WEEK else title_of(page)


def title_of(page: str) -> str:
    """The title of a page on paper and in a file's name: "Shopping list", "Usual items", "Notes".

    Args:
        page: "week", "usual", "bought" or "notes".

    Raises:
        ValueError: for a page that does not exist.
    """
    if page == WEEK:
        return _("notebook.list_title")
    if page == USUAL:
        return _("notebook.usual")
    if page == BOUGHT:
        return _("notebook.bought")
    if page == NOTES:
        return _("notebook.notes")
    raise ValueError(page)


def day_of(text: str) -> str:
    """A day (ISO 8601) as people write it, "25 November 2026"; other text as it stands."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    month = _("notebook.months").split()[day.month - 1]
    return _("notebook.date").format(day=day.day, month=month, year=day.year)


def as_text(notebook: Notebook, page: str) -> str:
    """A page as text that can be printed: its title, a blank line, a line for each thing.

    Args:
        notebook: What to print.
        page: "week" (what is not yet ticked), "usual", "bought" or "notes".

    Raises:
        ValueError: for a page that does not exist.
    """
    title = title_of(page)
    if page == NOTES:
        blocks = [
            "\n".join(part for part in (note.title, note.text, day_of(note.date)) if part)
            for _at, note in newest_first(notebook)
        ]
        return "\n\n".join([title, *blocks]) + "\n"
    wanted = [(at, item) for at, item in standing(notebook, page) if not item.ticked]
    return "\n".join([title, "", *(item_line(item) for _at, item in by_aisle(wanted))]) + "\n"
