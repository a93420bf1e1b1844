"""What is loaded before the plan is seen, by a look into a process of its own."""

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
