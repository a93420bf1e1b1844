"""What is loaded before the plan is seen, by a look into a process of its own."""

import os
import subprocess
import sys

SHOW = """
import sys
{what}
print("\\n".join(sorted(sys.modules)))
"""


def loaded(what: str) -> set[str]:
    """Names of the modules that a fresh process has after ``what``."""
    done = subprocess.run(
        [sys.executable, "-c", SHOW.format(what=what)], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_unlocking_never_pays_for_what_draws_paper_and_codes() -> None:
    modules = loaded("import safeplan.app.app, safeplan.app.driver, safeplan.app.child")
    assert "textual.app" in modules
    heavy = {"reportlab", "qrcode", "zxingcpp", "PIL", "zxcvbn", "pytest"}
    assert not heavy & {name.split(".")[0] for name in modules}


def test_the_look_sees_what_is_loaded() -> None:
    assert "reportlab" in loaded("import safeplan.export.booklet")


def test_the_package_of_the_app_loads_nothing() -> None:
    modules = loaded("import safeplan.app")
    assert not {name for name in modules if name.startswith(("textual", "safeplan.plan"))}


FRAMES = """
import os
from safeplan.app.child import clean_environment
clean_environment()
from textual.screen import UPDATE_PERIOD
print(round(1 / UPDATE_PERIOD), "TEXTUAL_LOG" in os.environ)
"""


def test_how_often_it_draws_is_ours_to_say() -> None:
    told = {**os.environ, "TEXTUAL_FPS": "1", "TEXTUAL_LOG": "/nowhere/log"}
    done = subprocess.run(
        [sys.executable, "-c", FRAMES], capture_output=True, text=True, check=True, env=told
    )
    assert done.stdout.split() == ["240", "False"]
