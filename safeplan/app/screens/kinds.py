"""Every kind of question, so that each has entered its screen."""

from safeplan.app.screens import (
    checklist_question,
    choice_question,
    contact_question,
    date_question,
    elsewhere_question,
    incident_log,
    list_question,
    note_question,
    rank_question,
    text_question,
)

__all__ = [
    "checklist_question",
    "choice_question",
    "contact_question",
    "date_question",
    "elsewhere_question",
    "incident_log",
    "list_question",
    "note_question",
    "rank_question",
    "text_question",
]
