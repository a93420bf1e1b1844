"""Sentences that several screens say: the strip, and how saving stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safeplan.language import gettext as _
from safeplan.plan.values import Chosen, items, records
from safeplan.vault.errors import TooLarge

if TYPE_CHECKING:
    from safeplan.app.session import Session
    from safeplan.plan.schema import Field


def hide_key(session: Session) -> str:
    """The name of the key that hides, as the person chose it."""
    return session.plan.settings.hide_key_name or _("keys.esc_esc")


def hide_words(session: Session) -> str:
    """The words of the button that hides: the recorded key's name stands on it."""
    name = session.plan.settings.hide_key_name
    return _("button.hide_by").format(key=name) if name else _("button.hide")


def country(session: Session) -> str:
    """The code of the country that was chosen, or ""."""
    found = session.plan.items("start.country")
    return found[0].id if found and isinstance(found[0], Chosen) else ""


def emergency(session: Session) -> str:
    """The number to ring here, or "" when none is known."""
    code = country(session)
    found = session.helplines.emergency(code) if code else None
    return found.number if found is not None else ""


def strip_words(session: Session) -> tuple[str, ...]:
    """The two facts of the strip: the number first, then how to hide."""
    hide = _("strip.hide").format(key=hide_key(session))
    if not session.plan.settings.strip_number:
        return (hide,)
    number = emergency(session)
    first = _("strip.emergency").format(number=number) if number else _("strip.emergency_local")
    return first, hide


def saving_words(session: Session) -> tuple[str, bool]:
    """What the banner says ("" for nothing), and whether another try makes sense."""
    if session.read_only and session.vault is not None and session.vault.refusal is not None:
        return _(session.vault.refusal.message_id), False
    if session.stick_out:
        return _("lock.stick_out"), True
    if session.refused:
        return _(session.refused), True
    return "", False


def elsewhere_words(session: Session) -> str:
    """Words of the button that leads to another place, as long as saving does not work."""
    if session.vault is None or not (session.refused or session.stick_out):
        return ""
    return _("doors.larger" if is_too_large(session) else "doors.elsewhere")


def is_too_large(session: Session) -> bool:
    """Whether what was written does not fit into the file any more."""
    return session.refused == TooLarge.message_id and not session.stick_out


def fill(session: Session, text: str, without_number: str = "") -> str:
    """``text`` with {them}, {emergency}, {crisis} and {hide_key} filled in.

    Where it needs a number that is not known, ``without_number`` stands in its place, whole.
    """
    if "{" not in text:
        return text
    from safeplan.plan.words import words_for

    return words_for(session.plan, session.helplines, hide_key(session)).fill(text, without_number)


def numbers_words(session: Session, *sentences: str) -> str:
    """What stands below sentences that tell a number: to check it first; "" where none does."""
    from safeplan.plan.helplines import country_of
    from safeplan.plan.words import NUMBER, words_for

    known = words_for(session.plan, session.helplines, hide_key(session))
    told = [one for one in sentences if NUMBER.search(one) and known.fill(one)]
    if not told:
        return ""
    words = [session.guide.section("help").footer]
    line = session.helplines.crisis(country_of(session.plan))
    if line is not None and not line.was_checked and any("{crisis}" in one for one in told):
        words.append(_("helplines.not_checked"))
    return "\n".join(words)


def answer_words(session: Session, field: Field) -> str:
    """An answer as one line of words, for overviews; "" where it has none to show."""
    answer = session.plan.answer(field.key)
    if answer is None or not answer.filled:
        return ""
    value = answer.value
    if isinstance(value, str):
        return " ".join(value.split())
    words = []
    for item in items(value):
        option = field.option(item.id) if isinstance(item, Chosen) else None
        if option is not None:
            words.append(fill(session, option.label, option.label_without_number))
        else:
            words.append(getattr(item, "text", ""))
    for record in records(value):
        words.append(record.text("nickname"))
    return ", ".join(word for word in words if word)
