"""The list of all that a stick is made of, for whoever has to answer for what is handed out.

It is a bill of materials in the form of CycloneDX 1.6, as JSON: each part with its version, its
licence, its hash and where it comes from. It names the program, so it is kept by the maker and
never laid on a stick.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import UUID

from safeplan.stick.parts import Part, StickError

PROGRAM = __name__.partition(".")[0]
LICENCE = "Apache-2.0"
_INDEX = re.compile(r"https://pypi\.org/project/([^/]+)/([^/]+)/")
_EXPRESSION = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")
_UNKNOWN = "NOASSERTION"


def bill(parts: Iterable[Part], systems: Sequence[str], *, made: datetime, serial: UUID) -> bytes:
    """The list, as the bytes of a JSON file.

    Args:
        parts: What was laid on the stick, of others.
        systems: Those that it starts on.
        made: When, with its time zone.
        serial: Tells this list from any other.
    """
    components = [_component(part) for part in parts]
    program = f"{PROGRAM}@{version(PROGRAM)}"
    said = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": serial.urn,
        "version": 1,
        "metadata": {
            "timestamp": made.isoformat(timespec="seconds"),
            "component": {
                "type": "application",
                "bom-ref": program,
                "name": PROGRAM,
                "version": version(PROGRAM),
                "licenses": [{"expression": LICENCE}],
                "properties": [{"name": "system", "value": system} for system in systems],
            },
        },
        "components": components,
        "dependencies": [
            {"ref": program, "dependsOn": sorted(one["bom-ref"] for one in components)}
        ],
    }
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


def checked(path: Path, sticks: Iterable[Path]) -> None:
    """Look whether the list may be written to ``path``, before anything is made.

    Args:
        path: Where to; nothing is there yet.
        sticks: Folders that it must not be laid into.

    Raises:
        StickError: it would stand on a stick, something is there already, or its folder cannot be
            written to.
    """
    place = path.absolute().resolve()
    if any(place.is_relative_to(stick.absolute().resolve()) for stick in sticks):
        raise StickError("stick.list_on_stick", name=path)
    if place.exists():
        raise StickError("stick.list_there", name=path)
    if not place.parent.is_dir() or not os.access(place.parent, os.W_OK | os.X_OK):
        raise StickError("stick.no_place", name=path)


def write(path: Path, content: bytes) -> None:
    """Write the list to a new file of the maker's.

    Raises:
        StickError: something is there already.
        OSError: it cannot be written.
    """
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        raise StickError("stick.list_there", name=path) from None


def _component(part: Part) -> dict[str, Any]:
    said: dict[str, Any] = {
        "type": "library",
        "bom-ref": f"{part.name}@{part.version}#{part.sha256[:12] or 'own'}",
        "name": part.name,
        "version": part.version,
    }
    licence = _licence(part)
    if licence != _UNKNOWN:
        plain = _EXPRESSION.fullmatch(licence) is not None
        said["licenses"] = [{"expression": licence} if plain else {"license": {"name": licence}}]
    if part.sha256:
        said["hashes"] = [{"alg": "SHA-256", "content": part.sha256}]
    indexed = _INDEX.fullmatch(part.source_url)
    if indexed:
        said["purl"] = f"pkg:pypi/{_plain(indexed[1])}@{indexed[2]}"
    if part.source_url:
        said["externalReferences"] = [{"type": "website", "url": part.source_url}]
    return said


def _licence(part: Part) -> str:
    return _licences().get(_plain(part.name), part.licence)


@lru_cache(maxsize=1)
def _licences() -> dict[str, str]:
    text = (files("safeplan.stick") / "bill_licences.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)["licences"]
    return found


def _plain(name: str) -> str:
    """A package's name as the index compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()
