"""An app that saves without end, in a real vault; each payload says how many were saved before."""

import json
import os
import sys

from textual.app import App, ComposeResult
from textual.widgets import Static

from safeplan.app.child import start
from safeplan.app.driver import HeldDriver
from safeplan.app.link import Link
from safeplan.vault.vault import Vault

CANARY = "Aunt Pumpkin has the spare key"


class SavingApp(App[None]):
    def __init__(self, link: Link, path: str) -> None:
        super().__init__(driver_class=HeldDriver)
        self.link, self.path = link, path

    def compose(self) -> ComposeResult:
        yield Static("", id="head")
        yield Static("\n".join([CANARY] * 30))

    def on_mount(self) -> None:
        self.run_worker(self.save, thread=True)

    def save(self) -> None:
        vault = Vault.open(self.path, self.link.derive)
        self.link.opened()
        count = json.loads(vault.payload)["saved"]
        report = os.open(self.path + ".count", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        while True:
            count += 1
            vault.save(json.dumps({"saved": count, "tea": "x" * 300_000}).encode())
            os.pwrite(report, b"%12d" % count, 0)  # said only when it is on the disk
            vault.level()
            if count % 5 == 1:
                self.call_from_thread(self.query_one("#head", Static).update, f"saved {count}")


def run(link: Link, path: str, fresh: bool) -> None:
    SavingApp(link, path).run()


if __name__ == "__main__":
    start(sys.argv[1:], run)
