"""The way from question to question: gates before hard ones, and what follows the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeplan.app.screens.cautions import FIRST_PAGE

if TYPE_CHECKING:
    from safeplan.app.app import SafeplanApp
    from safeplan.app.screens.question import Question
    from safeplan.plan.schema import Field
    from safeplan.plan.tailoring import Page, PageField

# Kind of field -> screen class. Each kind of question enters its class here.
SCREENS: dict[str, type[Question]] = {}


def screens() -> dict[str, type[Question]]:
    """The same, when each has entered."""
    from safeplan.app.screens import kinds  # noqa: F401

    return SCREENS


# Places from which one question is opened by itself, and which it leads back to.
LEADS_BACK = ("sheet_lines", "sheet_numbers")
# Fields that are asked in a place of their own, where there is one.
OWN_PLACE = {"journal.entries": "journal", "pocket.numbers": "sheet", "pocket.lines": "sheet"}

# Fields of which something can be done at once, and the place where it is done.
DONE_AT = dict.fromkeys(
    ("feelings.release", "feelings.grounding", "feelings.meditate", "feelings.notice"), "quiet"
)


def kind_of(field: Field) -> str:
    """The kind of question: the field's type; ``choices`` for several; ``elsewhere``."""
    if field.picks or field.key in OWN_PLACE:
        return "elsewhere"
    return "choices" if field.type == "choice" and field.multi else field.type


def open_question(
    app: SafeplanApp, key: str, *, instead: bool = False, then: str = "", offer: bool = True
) -> None:
    """Show the question ``section.field``, behind its page's gate and its own.

    Args:
        app: the app.
        key: the field's name in the guide.
        instead: whether it takes the place of the screen that is seen now.
        then: the question that follows it, where that is not the next one of its page.
        offer: whether another question that has to be offered first may come first.
    """
    page = page_of(app, key.split(".")[0])
    field = app.session.guide.field(key)
    placed = page.field(field.id)
    place = OWN_PLACE.get(key, "")
    if place and app.leads_to(place):
        (app.change_to if instead else app.visit)(place)
    elif offer and placed is not None and placed.offer_before and not app.session.read_only:
        open_question(app, placed.offer_before, instead=instead, then=key)
    elif page.gate and not inside(app, page.id):
        (app.change_to if instead else app.visit)(
            "gate",
            title=page.title,
            sentence=page.gate,
            opens=lambda: open_question(app, key, instead=True, then=then, offer=False),
            opens_page=page.id,
        )
    elif field.gate:
        (app.change_to if instead else app.visit)(
            "gate",
            title=page.title,
            sentence=field.gate,
            opens=lambda: app.switch_to(screen_for(app, key, then)),
            skips=lambda: go_on(app, key, then),
            opens_page=page.id,
        )
    else:
        (app.switch_screen if instead else app.push_screen)(screen_for(app, key, then))


def inside(app: SafeplanApp, section: str) -> bool:
    """Whether the person is on that page already, past its gate."""
    return any(getattr(screen, "section", "") == section for screen in app.screen_stack)


def screen_for(app: SafeplanApp, key: str, then: str = "") -> Question:
    """The screen that asks ``key``."""
    screen = screens()[kind_of(app.session.guide.field(key))](key, name=f"question {key}")
    screen.then = then
    return screen


def can_ask(field: Field) -> bool:
    """Whether there is a screen for this kind of field."""
    return kind_of(field) in screens()


def page_of(app: SafeplanApp, section: str) -> Page:
    """The page as the rules show it now."""
    return app.session.arrangement.page(section)


def shown(page: Page, under: str = "") -> list[PageField]:
    """Fields asked one after the other: those that lie open, or closed ``under`` a heading."""
    return [one for one in page.fields if one.collapsed_under == under and can_ask(one.field)]


def fellows(page: Page, key: str) -> list[str]:
    """Keys of the fields among which ``key`` is asked; none where it is not shown."""
    placed = page.field(key.split(".")[1])
    return [one.key for one in shown(page, placed.collapsed_under)] if placed is not None else []


def go_on(app: SafeplanApp, key: str, then: str = "") -> None:
    """From the question ``key`` to ``then``, or to the next one of its page, or to the page."""
    if then:
        open_question(app, then, instead=True, offer=False)
        return
    if app.screen_stack[-2].name in LEADS_BACK:
        app.back()
        return
    section = key.split(".")[0]
    keys = fellows(page_of(app, section), key)
    at = keys.index(key) + 1 if key in keys else len(keys)
    if at < len(keys):
        open_question(app, keys[at], instead=True)
    else:
        end_page(app, section)


def end_page(app: SafeplanApp, section: str) -> None:
    """After the last question: back to where its page was opened from, or to the page."""
    app.back()
    if section == FIRST_PAGE:
        _offer_once(app)
    elif app.screen.name not in {"page", "folded"}:
        app.open_page(section)


def _offer_once(app: SafeplanApp) -> None:
    """After the first page: what the rules offer then, behind its gate, once (R14)."""
    key = app.session.arrangement.offer
    if not key or app.session.read_only:
        return
    app.session.put(app.session.plan.with_offered(key))
    app.visit(
        "gate",
        title=page_of(app, key.split(".")[0]).title,
        sentence=app.session.guide.field(key).gate,
        opens=lambda: app.switch_to(screen_for(app, key)),
    )
