"""Words in the person's language.

Two catalogues stand under ``locales/<language>/LC_MESSAGES``: ``safeplan`` holds the words of the
screens by id, for every language, English included; ``content`` holds the sentences of
``templates/``, with the English sentence as its key, so that a missing translation shows English.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

DEFAULT = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def _catalogues() -> Traversable:
    return files("safeplan") / "locales"


def _load(code: str, domain: str) -> _gettext.NullTranslations:
    entry = _catalogues() / code / "LC_MESSAGES" / f"{domain}.mo"
    if not entry.is_file():
        return _gettext.NullTranslations()
    with entry.open("rb") as stream:
        return _gettext.GNUTranslations(stream)


class _Current:
    """The language in use; one for the whole process, since one person sits here."""

    code = DEFAULT
    words: _gettext.NullTranslations | None = None
    books: tuple[_gettext.NullTranslations, ...] = ()
    sentences: _gettext.NullTranslations | None = None


def available() -> tuple[str, ...]:
    """Language codes (BCP 47) that have a catalogue, English first, then by code."""
    codes = {entry.name for entry in _catalogues().iterdir() if entry.is_dir()}
    return (DEFAULT, *sorted(codes - {DEFAULT}))


def from_environment(environ: Mapping[str, str]) -> str:
    """The available language that LC_ALL, LC_MESSAGES or LANG name (POSIX order), else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            code = value.split(".")[0].split("@")[0].replace("_", "-")
            for candidate in (code, code.split("-")[0]):
                if candidate in available():
                    return candidate
            return DEFAULT
    return DEFAULT


def use(code: str) -> None:
    """Show words in ``code`` from now on; an unknown code means English."""
    chosen = code if code in available() else DEFAULT
    words = _load(chosen, "safeplan")
    _Current.books = (words,)
    if chosen != DEFAULT:
        english = _load(DEFAULT, "safeplan")
        words.add_fallback(english)
        _Current.books = (words, english)
    _Current.code, _Current.words, _Current.sentences = chosen, words, _load(chosen, "content")


def current() -> str:
    """The code of the language in use."""
    return _Current.code


def right_to_left() -> bool:
    """Whether the language in use is written from right to left."""
    return _Current.code.split("-")[0] in RIGHT_TO_LEFT


def gettext(key: str) -> str:
    """The words that stand under the id ``key``; the id itself if there are none (a test looks)."""
    if _Current.words is None:
        use(_Current.code)
    return key if _Current.words is None else _Current.words.gettext(key)


def phrases() -> Iterator[str]:
    """All the words of the screens, in the language in use; gaps are left as they are."""
    gettext("")
    for book in _Current.books:
        for phrase in getattr(book, "_catalog", {}).values():
            if isinstance(phrase, str):
                yield phrase


def content(sentence: str) -> str:
    """The translation of a sentence from ``templates/``, or the English sentence."""
    if not sentence:
        return sentence
    if _Current.sentences is None:
        use(_Current.code)
    return sentence if _Current.sentences is None else _Current.sentences.gettext(sentence)
