"""Names of screens, and the screens; what is not here is left out everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from safeplan.app.screens import kinds as _kinds  # noqa: F401 enters every kind of question
from safeplan.app.screens.all_pages import AllPages, PutAway
from safeplan.app.screens.closing import CannotClose, CloseForToday
from safeplan.app.screens.code import CodeScreen
from safeplan.app.screens.computer import Computer
from safeplan.app.screens.country import Country
from safeplan.app.screens.elsewhere import MakeCopy, NewFile
from safeplan.app.screens.find import Find
from safeplan.app.screens.first.language import Language
from safeplan.app.screens.first.pages import FirstPage
from safeplan.app.screens.first.password import NewPassword
from safeplan.app.screens.first.practise import Practise, PractiseAgain
from safeplan.app.screens.first.second_password import SecondPassword, SecondPasswordMore
from safeplan.app.screens.folded import Folded
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.gate import Gate
from safeplan.app.screens.helplines import AnotherCountry, Helpline, Helplines
from safeplan.app.screens.hide_page import HidePage, OwnHidePage
from safeplan.app.screens.hide_settings import HideKey, HideSettings
from safeplan.app.screens.home import Home
from safeplan.app.screens.incident_log import LogPlace
from safeplan.app.screens.journal import Erase, Journal, Older
from safeplan.app.screens.keys import Colours, Keys, MoreKeys
from safeplan.app.screens.log_find import LogFind
from safeplan.app.screens.now import Now
from safeplan.app.screens.offer_put_away import OfferPutAway
from safeplan.app.screens.one_page import OnePage
from safeplan.app.screens.other_answers import OtherAnswers
from safeplan.app.screens.overview import Overview
from safeplan.app.screens.passwords import (
    AddNotebook,
    ChangePassword,
    Passwords,
    RecoveryCode,
    RemoveNotebook,
)
from safeplan.app.screens.people import People
from safeplan.app.screens.quiet import Quiet, QuietWords
from safeplan.app.screens.quiet_still import QuietStill
from safeplan.app.screens.quiet_writing import QuietAnswers, QuietKind, QuietLetOut
from safeplan.app.screens.refused import CannotOpen
from safeplan.app.screens.region import Region
from safeplan.app.screens.remove import RemoveEverything
from safeplan.app.screens.room import CheckFile, RoomLeft
from safeplan.app.screens.setting import CursorSetting, LockSetting, PulledSetting
from safeplan.app.screens.sheet_as import SheetAs
from safeplan.app.screens.sheet_filler import SheetFiller
from safeplan.app.screens.sheet_finding import SheetChange, SheetFinding
from safeplan.app.screens.sheet_hand import SheetHand
from safeplan.app.screens.sheet_how import SheetHow, SheetSealed
from safeplan.app.screens.sheet_lines import SheetLines, SheetNumbers
from safeplan.app.screens.sheet_look import SheetLook
from safeplan.app.screens.sheet_made import FileLeft, SheetMade
from safeplan.app.screens.sheet_title import Sheet, SheetTitle

PLACES: Mapping[str, Callable[..., Framed]] = {
    "language": Language,
    "first": FirstPage,
    "practise": Practise,
    "practise_again": PractiseAgain,
    "password": NewPassword,
    "second_password": SecondPassword,
    "second_password_more": SecondPasswordMore,
    "country": Country,
    "home": Home,
    "all_pages": AllPages,
    "pages_under": AllPages,
    "put_away": PutAway,
    "gate": Gate,
    "page": Overview,
    "folded": Folded,
    "offer_put_away": OfferPutAway,
    "people": People,
    "log": LogPlace,
    "log_find": LogFind,
    "keys": Keys,
    "more_settings": MoreKeys,
    "passwords": Passwords,
    "change_password": ChangePassword,
    "add_notebook": AddNotebook,
    "remove_notebook": RemoveNotebook,
    "recovery_code": RecoveryCode,
    "copy": MakeCopy,
    "larger": NewFile,
    "elsewhere": NewFile,
    "room": RoomLeft,
    "check": CheckFile,
    "remove": RemoveEverything,
    "colours": Colours,
    "hide_settings": HideSettings,
    "hide_key": HideKey,
    "hide_page": HidePage,
    "hide_page_own": OwnHidePage,
    "lock_settings": LockSetting,
    "cursor_settings": CursorSetting,
    "pulled_settings": PulledSetting,
    "close": CloseForToday,
    "cannot_close": CannotClose,
    "cannot_open": CannotOpen,
    "other_answers": OtherAnswers,
    "numbers": Now,
    "one_page": OnePage,
    "helplines": Helplines,
    "helpline": Helpline,
    "another_country": AnotherCountry,
    "region": Region,
    "sheet": Sheet,
    "sheet_title": SheetTitle,
    "sheet_lines": SheetLines,
    "sheet_numbers": SheetNumbers,
    "sheet_as": SheetAs,
    "sheet_filler": SheetFiller,
    "sheet_look": SheetLook,
    "sheet_finding": SheetFinding,
    "sheet_change": SheetChange,
    "sheet_how": SheetHow,
    "sheet_sealed": SheetSealed,
    "sheet_hand": SheetHand,
    "sheet_made": SheetMade,
    "file_left": FileLeft,
    "code": CodeScreen,
    "journal": Journal,
    "journal_entry": Journal,
    "journal_older": Older,
    "journal_erase": Erase,
    "quiet": Quiet,
    "quiet_words": QuietWords,
    "quiet_still": QuietStill,
    "quiet_answers": QuietAnswers,
    "quiet_kind": QuietKind,
    "quiet_let_out": QuietLetOut,
    "find": Find,
    "computer": Computer,
}

# Pages of the guide that are a place of their own.
OWN_PAGES: Mapping[str, str] = {"help": "helplines", "journal": "journal", "pocket": "sheet"}
