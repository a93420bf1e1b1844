"""What is loaded when, by a look into a process of its own."""

from __future__ import annotations

import gc

import pytest

from safeplan.app import later
from safeplan.app.screens.places import PLACES
from tests.app.test_loading import loaded

FIRST = "import safeplan.app.child, safeplan.app.app, safeplan.app.screens.first.language"
CAN_WAIT = {
    *("safeplan.vault.vault", "cryptography", "msgspec", "tomllib", "safeplan.plan.guide"),
    *("safeplan.cover.notebook", "safeplan.export.codes", "safeplan.app.screens.question"),
}


def test_the_first_screen_waits_for_nothing_that_can_wait() -> None:
    assert not CAN_WAIT & loaded(FIRST)


def test_the_rest_is_all_there_afterwards() -> None:
    modules = loaded(f"{FIRST}\nfrom safeplan.app.later import load_rest\nload_rest()")
    assert modules >= CAN_WAIT
    assert {f"{PLACES[place].__module__}" for place in PLACES} <= modules
    assert not {"reportlab", "qrcode", "zxingcpp"} & {name.split(".")[0] for name in modules}


def test_every_place_leads_to_a_screen() -> None:
    assert len(PLACES) == len(list(PLACES))
    for place in PLACES:
        assert place in PLACES
        assert callable(PLACES[place])
    assert "nowhere" not in PLACES
    with pytest.raises(KeyError):
        PLACES["nowhere"]


def test_a_stick_that_is_out_is_not_told_of_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: str) -> None:
        raise OSError

    monkeypatch.setattr(later, "import_module", gone)
    later.load_rest()


def test_garbage_is_looked_for_again() -> None:
    gc.disable()
    try:
        later.load_rest()
        assert gc.isenabled()
    finally:
        gc.enable()
