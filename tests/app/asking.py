"""The plan's app at a question, with a guard that is not there and a clock that is told the time."""

from __future__ import annotations

import datetime
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.outside import MIB, Outside
from safeplan.app.screens.onward import open_question
from safeplan.plan.model import Answer, Chosen, Plan, Value
from tests.app.fakes import Clock, FakeLink

NOW = datetime.datetime(2026, 11, 25, 10, 4)
AT_80, AT_120, NARROW = (80, 24), (120, 40), (40, 14)


def chosen(*ids: str) -> tuple[Chosen, ...]:
    """Options that were chosen, of several."""
    return tuple(Chosen(one) for one in ids)


def plan_with(**answers: Value) -> Plan:
    """A plan of somebody who agreed, with these answers; ``section__field`` names a field."""
    plan = Plan().with_consent()
    for name, value in answers.items():
        plan = plan.with_answer(name.replace("__", "."), Answer("answer", value))
    return plan


@asynccontextmanager
async def asking(
    key: str, plan: Plan | None = None, size: tuple[int, int] = AT_80
) -> AsyncIterator[tuple[SafeplanApp, Pilot[None]]]:
    """The app, showing the question ``key`` over its page; "" for the home screen."""
    app = SafeplanApp(
        FakeLink(fresh=True),
        "",
        True,
        outside=Outside(sleep=Clock().sleep, size=MIB, now=lambda: NOW),
        colours="truecolor",
    )
    async with app.run_test(size=size) as pilot:
        app.open_plan(plan if plan is not None else plan_with())
        await pilot.pause()
        if key:
            section = key.split(".")[0]
            app.push_screen(_past_the_gate(app, section))
            await pilot.pause()
            open_question(app, key, offer=False)
            await settle(pilot)
        yield app, pilot


def _past_the_gate(app: SafeplanApp, section: str):
    from safeplan.app.screens.places import PLACES

    return PLACES["page"](section=section)


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
    await press(pilot, *("space" if one == " " else one for one in text))


async def push(pilot: Pilot[None], does: str) -> None:
    """Press the button that does this."""
    button = pilot.app.screen.query_one(f"#do-{does}")
    pilot.app.screen.set_focus(button)
    await press(pilot, "enter")
    await settle(pilot)


def consented(plan: Plan) -> Plan:
    """The same plan of somebody who has practised."""
    return plan.with_settings(replace(plan.settings, practised=2))
