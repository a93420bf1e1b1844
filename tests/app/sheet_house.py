"""What the tests of the sheet, helplines and finding share: an invented person, and a file."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from textual.pilot import Pilot

from safeplan.app.app import SafeplanApp
from safeplan.app.outside import MIB, Outside
from safeplan.plan.model import Answer, Chosen, Own, Plan, Record, Settings, loads
from safeplan.plan.values import Value
from safeplan.vault.vault import Vault
from tests.app import fakes
from tests.app.fakes import WORD, Clock, FakeLink

NOW = datetime(2026, 11, 25, 14, 5)
IDEAS = ("tomatoes x 4", "oat milk, 2 l", "bin bags", "rice, 1 kg", "salt", "leeks x 3")
SIZE = (80, 24)


def record(name: str, **values: str) -> Record:
    """One helper, or one entry."""
    return Record(name, MappingProxyType(dict(values)))


def answered(plan: Plan, **values: Value) -> Plan:
    """A plan with answers; two underscores stand for the dot of a key."""
    for key, value in values.items():
        plan = plan.with_answer(key.replace("__", "."), Answer("answer", value))
    return plan


def bare() -> Plan:
    """Somebody who has agreed to the first pages and answered nothing."""
    return Plan().with_consent().with_settings(Settings(practised=2))


def zoe() -> Plan:
    """Somebody with a word, a time, two people and a number."""
    return answered(
        bare(),
        start__country=Chosen("GB"),
        people__code_word="umbrella",
        people__check_in="Zoë at 7",
        people__helpers=(
            record("1", nickname="Mr Tea", number="01632 960111"),
            record("2", nickname="Aunt Pumpkin", number="07700 900222"),
        ),
        now__memorise=(Own("07700 900111"),),
    )


def with_sheet(plan: Plan | None = None) -> Plan:
    """A sheet that was looked over before."""
    return answered(
        plan or zoe(),
        pocket__title=Chosen("shopping_list"),
        pocket__numbers=(Record("1", MappingProxyType({"of": "Aunt Pumpkin", "as": "Choir"})),),
        pocket__filler=(Own("tomatoes x 4"), Own("oat milk, 2 l"), Own("bin bags")),
    )


def ordinary(chance: bytes, today: date) -> tuple[str, ...]:
    """Always the same ideas."""
    assert len(chance) == 32
    assert today == NOW.date()
    return IDEAS


@dataclass
class House:
    """A running app, its guard, and the file it rests in."""

    app: SafeplanApp
    pilot: Pilot[None]
    link: FakeLink
    path: Path

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and let each be carried out."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type words."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def done(self) -> None:
        """Wait until the thread that makes or removes a file has ended."""
        for worker in list(self.app.workers):
            if worker.group == "default":
                await worker.wait()
        await self.pilot.pause()
        await self.pilot.pause()

    async def saved(self) -> Plan:
        """What the file holds once all is saved."""
        await self.app.session.settle()
        vault = Vault.open(self.path, lambda salt: fakes.root(WORD, salt), write=False)
        with vault:
            return loads(vault.payload)

    @property
    def beside(self) -> list[str]:
        """Names of the files beside the vault."""
        return sorted(one.name for one in self.path.parent.iterdir() if one != self.path)


@asynccontextmanager
async def house(
    tmp_path: Path,
    plan: Plan,
    *words: str | None,
    size: tuple[int, int] = SIZE,
    outside: Outside | None = None,
) -> AsyncIterator[House]:
    """The app at home; ``words`` are typed at the guard's line afterwards.

    The vault lies in a folder of its own.
    """
    path = tmp_path / "stick" / "notes.bin"
    if not path.exists():
        path.parent.mkdir()
        fakes.make_vault(str(path), plan)
    link = FakeLink(WORD, *words)
    given = outside or Outside()
    given = replace(given, sleep=Clock().sleep, size=MIB, now=lambda: NOW, ordinary=ordinary)
    app = SafeplanApp(link, str(path), False, outside=given, colours="truecolor")
    async with app.run_test(size=size) as pilot:
        await app.workers.wait_for_complete([w for w in app.workers if w.group == "open"])
        await pilot.pause()
        yield House(app, pilot, link, path)
