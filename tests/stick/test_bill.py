"""The list of all that a stick is made of is whole, in a form that others read, and elsewhere."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from license_expression import get_spdx_licensing
from packageurl import PackageURL

from safeplan.cli import main
from safeplan.stick import bill
from safeplan.stick.parts import LINUX, MAC, WINDOWS, Part, Source, StickError
from tests.stick.whole import parts

MADE = datetime(2024, 5, 1, 12, 30, tzinfo=UTC)
SERIAL = UUID("00000000-0000-4000-8000-000000000001")
HASH = "ab" * 32
TEA = Part("Tea_Set", "1.2", HASH, "MIT OR Zlib", "https://pypi.org/project/Tea_Set/1.2/")
BREAD = Part("bread", "7", "", "as the baker says, see the bag", "")
SALT = Part("salt", "1", HASH, "NOASSERTION", "https://example.org/salt")


def listed(*given: Part, systems: tuple[str, ...] = (LINUX,)) -> dict[str, Any]:
    content = bill.bill(given, systems, made=MADE, serial=SERIAL)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(content.decode()) is None
    said: dict[str, Any] = json.loads(content)
    return said


def test_each_part_stands_in_it_with_all_that_is_known() -> None:
    said = listed(TEA, BREAD, SALT, systems=(WINDOWS, MAC))
    tea, bread, salt = said["components"]
    assert tea == {
        "type": "library",
        "bom-ref": "Tea_Set@1.2#abababababab",
        "name": "Tea_Set",
        "version": "1.2",
        "licenses": [{"expression": "MIT OR Zlib"}],
        "hashes": [{"alg": "SHA-256", "content": HASH}],
        "purl": "pkg:pypi/tea-set@1.2",
        "externalReferences": [{"type": "website", "url": "https://pypi.org/project/Tea_Set/1.2/"}],
    }
    assert bread["licenses"] == [{"license": {"name": "as the baker says, see the bag"}}]
    assert not {"hashes", "externalReferences", "purl"} & bread.keys()
    assert not {"licenses", "purl"} & salt.keys()
    assert said["metadata"]["timestamp"] == "2024-05-01T12:30:00+00:00"
    systems = [one["value"] for one in said["metadata"]["component"]["properties"]]
    assert systems == [WINDOWS, MAC]
    (top,) = said["dependencies"]
    assert top["dependsOn"] == sorted(one["bom-ref"] for one in said["components"])


def test_the_schema_would_find_a_fault() -> None:
    content = json.loads(bill.bill([TEA], (LINUX,), made=MADE, serial=SERIAL))
    content["components"][0]["hashes"][0]["content"] = "not a hash"
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(json.dumps(content)) is not None


@pytest.mark.skipif(sys.version_info[:2] != (3, 11), reason="made with Python 3.11 alone")
@pytest.mark.xdist_group("wine")
def test_a_whole_sticks_list_is_whole() -> None:
    said = listed(*parts(), systems=(WINDOWS, LINUX))
    names = {one["name"] for one in said["components"]}
    wanted = {"CPython", "GNU C Library", "Microsoft Visual C++ runtime", "cryptography", "textual"}
    assert wanted <= names
    assert len(said["components"]) > 30
    own = [one["name"] for one in said["components"] if "hashes" not in one]
    assert own in ([], ["CPython"])  # the maker's own Python is no file that was fetched
    spdx = get_spdx_licensing()
    for one in said["components"]:
        (licence,) = one["licenses"]
        expression = licence["expression"]
        if not expression.startswith("LicenseRef-"):
            assert spdx.validate(expression).errors == [], (one["name"], expression)
        if "purl" in one:
            PackageURL.from_string(one["purl"])
        assert one["version"], one["name"]


def test_is_never_laid_on_a_stick(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (tmp_path / "link").symlink_to(stick)
    for inside in (stick / "list.json", stick / "a" / "list.json", tmp_path / "link" / "list.json"):
        with pytest.raises(StickError, match=r"stick\.list_on_stick"):
            bill.checked(inside, [tmp_path / "other", stick])
    bill.checked(tmp_path / "stick.json", [stick])


def test_writes_over_nothing(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    bill.write(path, b"one")
    with pytest.raises(StickError, match=r"stick\.list_there"):
        bill.checked(path, [])
    with pytest.raises(StickError, match=r"stick\.list_there"):
        bill.write(path, b"two")
    assert path.read_bytes() == b"one"


def test_the_command_says_so_before_it_makes_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Source] = []
    monkeypatch.setattr("safeplan.commands.stick_command.build", lambda *given: made.append(given))
    stick = tmp_path / "stick"
    assert main(["stick", str(stick), "--list", str(stick / "list.json")]) == 1
    assert "cannot stand on a stick" in capsys.readouterr().err
    assert made == []
    assert not stick.exists()
