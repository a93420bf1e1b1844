"""The notebook's one serial form: what goes in comes out, and nothing unknown is lost."""

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeplan.cover.notebook import (
    UNREAD,
    Item,
    Note,
    Notebook,
    NotebookError,
    dumps,
    loads,
    start_again,
)
from safeplan.language import gettext as _
from tests.cover.strategies import NOTEBOOK

SMALL = Notebook(
    items=(Item("tomatoes", "4"), Item("rice", "2", "kg", True, "bought", "2026-11-20")),
    notes=(Note("Bins", "Tuesday", "2026-11-03"),),
    shop="usual shop",
)


def whole(**changes: object) -> bytes:
    """The small notebook as JSON with some top fields replaced."""
    return json.dumps({**json.loads(dumps(SMALL)), **changes}).encode()


@given(NOTEBOOK)
def test_what_is_written_is_read_back(notebook: Notebook) -> None:
    assert loads(dumps(notebook)) == notebook


def test_the_form_and_the_version_stand_first() -> None:
    assert dumps(SMALL).startswith(b'{"form":"notebook","version":1,')


def test_pages_of_a_newer_notebook_are_kept() -> None:
    newer = json.loads(dumps(SMALL))
    newer["recipes"] = [{"title": "Lentil soup", "serves": 4}]
    newer["items"][0]["aisle"] = "greens"
    newer["notes"][0]["pinned"] = True
    back = json.loads(dumps(loads(json.dumps(newer).encode())))
    assert back == newer


def test_an_empty_notebook_needs_only_its_form() -> None:
    assert loads(b'{"form":"notebook","version":1}') == Notebook()


def test_letters_of_every_script_stay_letters() -> None:
    assert "Brötchen 麵包".encode() in dumps(Notebook(items=(Item("Brötchen 麵包"),)))


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b'{"form":"notebook"}',
        whole(form="another"),
        whole(version=2),
        whole(version=True),
        whole(version="1"),
        whole(items={}) + b"x",
        whole(items=[1]),
        whole(items=7),
        whole(items=["x"]),
        whole(items=[{"name": 4}]),
        whole(items=[{"name": "rice", "ticked": 1}]),
        whole(items=[{"name": "rice", "list": "elsewhere"}]),
        whole(items=[{"name": "rice", "list": ["week"]}]),
        whole(notes=[{"title": None}]),
        whole(shop=["usual"]),
        b"[" * 100_000,
    ],
)
def test_anything_else_is_refused_in_one_way(payload: bytes) -> None:
    with pytest.raises(NotebookError) as refused:
        loads(payload)
    assert _(refused.value.message_id) == "This page could not be read. A new one was started."


@given(st.binary(max_size=60))
def test_bytes_that_are_no_notebook_never_do_anything_but_refuse(payload: bytes) -> None:
    with pytest.raises(NotebookError):
        loads(payload)


def test_what_could_not_be_read_is_kept_in_the_new_one() -> None:
    again = start_again(b'{"form":"notebook","version":9,"items":"\xc3\xa9\xff"}', SMALL)
    assert again.items == SMALL.items
    kept = loads(dumps(again)).more[UNREAD]
    assert kept == '{"form":"notebook","version":9,"items":"é\\xff"}'


def test_nothing_in_a_notebook_can_be_changed_in_place() -> None:
    for value, name in ((SMALL, "shop"), (SMALL.items[0], "name"), (SMALL.notes[0], "title")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(value, name, "else")
