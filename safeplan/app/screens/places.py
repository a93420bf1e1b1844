"""Names of screens, and the screens; what is not here is left out everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from safeplan.app.screens import text_question as _text_question  # noqa: F401 enters its kind
from safeplan.app.screens.all_pages import AllPages, PutAway
from safeplan.app.screens.closing import CannotClose, CloseForToday
from safeplan.app.screens.country import Country
from safeplan.app.screens.first.language import Language
from safeplan.app.screens.first.pages import FirstPage
from safeplan.app.screens.first.password import NewPassword
from safeplan.app.screens.first.practise import Practise, PractiseAgain
from safeplan.app.screens.first.second_password import SecondPassword, SecondPasswordMore
from safeplan.app.screens.framed import Framed
from safeplan.app.screens.gate import Gate
from safeplan.app.screens.home import Home
from safeplan.app.screens.keys import Colours, Keys
from safeplan.app.screens.other_answers import OtherAnswers
from safeplan.app.screens.overview import Overview
from safeplan.app.screens.refused import CannotOpen

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
    "put_away": PutAway,
    "gate": Gate,
    "page": Overview,
    "keys": Keys,
    "colours": Colours,
    "close": CloseForToday,
    "cannot_close": CannotClose,
    "cannot_open": CannotOpen,
    "other_answers": OtherAnswers,
}
