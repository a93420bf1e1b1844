import subprocess
import sys

import pytest

MODULES = ("errors", "format", "keys", "seal", "storage", "vault")
STRANGERS = ("textual", "reportlab", "qrcode", "zxcvbn", "msgspec", "rich", "PIL")


@pytest.mark.parametrize("module", MODULES)
def test_no_other_room_is_loaded(module: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import safeplan.vault.{module}, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    ours = {name for name in loaded if name.startswith("safeplan.")}
    assert {name.split(".")[1] for name in ours} == {"vault"}
    assert not {name.split(".")[0] for name in loaded} & set(STRANGERS)
    # Only the short-lived process derives.
    assert "cryptography.hazmat.primitives.kdf.argon2" not in loaded
    if module != "keys":
        assert "unicodedata" not in loaded
        assert "safeplan.vault.keys" not in loaded
