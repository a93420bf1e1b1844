"""The plan's app at a question, with a guard that is not there and a clock that stands still."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.pilot import Pilot
from textual.widget import Widget

from safeplan.app.app import SafeplanApp
from safeplan.app.outside import MIB, Outside
from safeplan.app.screens.onward import open_question
from safeplan.app.screens.places import PLACES
from safeplan.app.widgets.rows import Rows
from safeplan.plan.model import Answer, Chosen, Plan, Value
from tests.app.fakes import Clock, FakeLink

NOW = datetime.datetime(2026, 11, 25, 10, 4)
AT_80, AT_120, NARROW = (80, 24), (120, 40), (40, 14)
IDEAS = "Ideas from other people. Keep, change or remove any."


def chosen(*ids: str) -> tuple[Chosen, ...]:
    """Options that were chosen, of several."""
    return tuple(Chosen(one) for one in ids)


def plan_with(**answers: Value) -> Plan:
    """A plan of somebody who agreed, with these answers; ``section__field`` names a field."""
    plan = Plan().with_consent()
    for name, value in answers.items():
        plan = plan.with_answer(name.replace("__", "."), Answer("answer", value))
    return plan


def house() -> SafeplanApp:
    """The app, with nothing real around it."""
    outside = Outside(sleep=Clock().sleep, size=MIB, now=lambda: NOW)
    return SafeplanApp(FakeLink(fresh=True), "", True, outside=outside, colours="truecolor")


@asynccontextmanager
async def asking(
    key: str, plan: Plan | None = None, size: tuple[int, int] = AT_80
) -> AsyncIterator[tuple[SafeplanApp, Pilot[None]]]:
    """The app, showing the question ``key`` over its page; "" for the home screen."""
    app = house()
    async with app.run_test(size=size) as pilot:
        app.open_plan(plan if plan is not None else plan_with())
        await pilot.pause()
        if key:
            app.push_screen(PLACES["page"](section=key.split(".")[0], name="page"))
            await pilot.pause()
            open_question(app, key, offer=False)
            await settle(pilot)
        yield app, pilot


async def settle(pilot: Pilot[None]) -> None:
    """Until nothing is to be drawn any more."""
    for _ in range(3):
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press these, and let the screen follow."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type this, letter by letter."""
    names = {" ": "space", ".": "full_stop", ",": "comma", "-": "minus"}
    await press(pilot, *(names.get(one, one) for one in text))


async def push(pilot: Pilot[None], does: str) -> None:
    """Press the button that does this."""
    button = pilot.app.screen.query_one(f"#do-{does}")
    pilot.app.screen.set_focus(button)
    await press(pilot, "enter")
    await settle(pilot)


async def tab_round(pilot: Pilot[None]) -> list[Widget]:
    """What Tab visits, from the thing that has the focus until it has it again."""
    app = pilot.app
    assert app.focused is not None
    visited = [app.focused]
    for _ in range(60):
        await press(pilot, "tab")
        assert app.focused is not None
        if app.focused is visited[0]:
            return visited
        visited.append(app.focused)
    raise AssertionError(visited)


def list_of(app: SafeplanApp, name: str = "answer") -> Rows:
    """The list of that id on the screen."""
    return app.screen.query_one(f"#{name}", Rows)


def labels(app: SafeplanApp, name: str = "answer") -> list[str]:
    """Words of its rows."""
    return [row.label for row in list_of(app, name).rows]


def value_of(app: SafeplanApp, key: str) -> Any:
    """What the plan holds at ``key``."""
    answer = app.session.plan.answer(key)
    return answer.value if answer is not None else None


def state_of(app: SafeplanApp, key: str) -> str | None:
    """The state of the answer at ``key``."""
    answer = app.session.plan.answer(key)
    return answer.state if answer is not None else None


def where(app: SafeplanApp) -> str | None:
    """The name of the screen that is seen."""
    return app.screen.name
