"""Names of screens, and the screens; what is not here is left out everywhere.

A screen is loaded when it is first shown, or when all else has been seen (`safeplan.app.later`):
the first one is waited for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from safeplan.app.screens.framed import Framed

_WHERE = {
    "language": "first.language:Language",
    "first": "first.pages:FirstPage",
    "practise": "first.practise:Practise",
    "practise_again": "first.practise:PractiseAgain",
    "first_place": "first.place:Place",
    "password": "first.password:NewPassword",
    "second_password": "first.second_password:SecondPassword",
    "second_password_more": "first.second_password:SecondPasswordMore",
    "country": "country:Country",
    "home": "home:Home",
    "all_pages": "all_pages:AllPages",
    "pages_under": "all_pages:AllPages",
    "put_away": "all_pages:PutAway",
    "gate": "gate:Gate",
    "page": "overview:Overview",
    "folded": "folded:Folded",
    "offer_put_away": "offer_put_away:OfferPutAway",
    "people": "people:People",
    "log": "incident_log:LogPlace",
    "log_find": "log_find:LogFind",
    "keys": "keys:Keys",
    "more_settings": "keys:MoreKeys",
    "passwords": "passwords:Passwords",
    "change_password": "passwords:ChangePassword",
    "add_notebook": "passwords:AddNotebook",
    "remove_notebook": "passwords:RemoveNotebook",
    "recovery_code": "passwords:RecoveryCode",
    "copy": "elsewhere:MakeCopy",
    "larger": "elsewhere:NewFile",
    "elsewhere": "elsewhere:NewFile",
    "room": "room:RoomLeft",
    "check": "room:CheckFile",
    "remove": "remove:RemoveEverything",
    "colours": "keys:Colours",
    "hide_settings": "hide_settings:HideSettings",
    "hide_key": "hide_settings:HideKey",
    "hide_page": "hide_page:HidePage",
    "hide_page_own": "hide_page:OwnHidePage",
    "lock_settings": "setting:LockSetting",
    "cursor_settings": "setting:CursorSetting",
    "pulled_settings": "setting:PulledSetting",
    "close": "closing:CloseForToday",
    "cannot_close": "closing:CannotClose",
    "cannot_open": "refused:CannotOpen",
    "other_answers": "other_answers:OtherAnswers",
    "numbers": "now:Now",
    "one_page": "one_page:OnePage",
    "helplines": "helplines:Helplines",
    "helpline": "helplines:Helpline",
    "another_country": "helplines:AnotherCountry",
    "region": "region:Region",
    "sheet": "sheet_title:Sheet",
    "sheet_title": "sheet_title:SheetTitle",
    "sheet_lines": "sheet_lines:SheetLines",
    "sheet_numbers": "sheet_lines:SheetNumbers",
    "sheet_as": "sheet_as:SheetAs",
    "sheet_filler": "sheet_filler:SheetFiller",
    "sheet_look": "sheet_look:SheetLook",
    "sheet_finding": "sheet_finding:SheetFinding",
    "sheet_change": "sheet_finding:SheetChange",
    "sheet_how": "sheet_how:SheetHow",
    "sheet_sealed": "sheet_how:SheetSealed",
    "sheet_hand": "sheet_hand:SheetHand",
    "sheet_made": "sheet_made:SheetMade",
    "file_left": "sheet_made:FileLeft",
    "code": "code:CodeScreen",
    "journal": "journal:Journal",
    "journal_entry": "journal:Journal",
    "journal_older": "journal:Older",
    "journal_erase": "journal:Erase",
    "quiet": "quiet:Quiet",
    "quiet_words": "quiet:QuietWords",
    "quiet_still": "quiet_still:QuietStill",
    "quiet_answers": "quiet_writing:QuietAnswers",
    "quiet_kind": "quiet_writing:QuietKind",
    "quiet_let_out": "quiet_writing:QuietLetOut",
    "find": "find:Find",
    "computer": "computer:Computer",
}


class _Places(Mapping[str, Callable[..., Framed]]):
    """Screens by the names of their places."""

    def __getitem__(self, place: str) -> Callable[..., Framed]:
        module, _, name = _WHERE[place].partition(":")
        screen: Callable[..., Framed] = getattr(import_module(f"{__package__}.{module}"), name)
        return screen

    def __iter__(self) -> Iterator[str]:
        return iter(_WHERE)

    def __len__(self) -> int:
        return len(_WHERE)

    def __contains__(self, place: object) -> bool:
        return place in _WHERE


PLACES: Mapping[str, Callable[..., Framed]] = _Places()

# Pages of the guide that are a place of their own.
OWN_PAGES: Mapping[str, str] = {"help": "helplines", "journal": "journal", "pocket": "sheet"}
