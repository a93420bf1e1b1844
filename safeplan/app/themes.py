"""Evening, Daylight and Plain: the colours of the screens, and which of them a terminal gets.

No colour carries a meaning that words do not carry. Every pair of text and ground has a contrast
of at least 7 (a test computes it). Terminals with 256 colours get values chosen by hand: the
nearest colour by computation turns sand into pink.
"""

from __future__ import annotations

from textual.theme import Theme

ROLES = (
    "ground",
    "raised",
    "field",
    "ink",
    "quiet",
    "accent-ink",
    "focus-ink",
    "focus-ground",
    "caution-ink",
    "caution-ground",
    "rule",
)

EVENING = "evening"
DAYLIGHT = "daylight"
PLAIN = "plain"
CHOICES = (EVENING, DAYLIGHT, PLAIN)


def _colours(values: str) -> dict[str, str]:
    return dict(zip(ROLES, (f"#{value}" for value in values.split()), strict=True))


COLOURS: dict[str, dict[str, str]] = {
    EVENING: _colours(
        "1B2027 252C35 12161B E6E2D8 B9BEC4 9CC9C4 1B2027 E6E2D8 EBD9AE 2E2A22 8A939D"
    ),
    DAYLIGHT: _colours(
        "F6F3EC FFFFFF FFFFFF 23282E 474D54 17494D F6F3EC 23282E 23282E EFE6CC 5E656C"
    ),
    PLAIN: _colours("000000 000000 000000 FFFFFF FFFFFF FFFFFF 000000 FFFFFF FFFFFF 000000 FFFFFF"),
    # The same roles in colours 16 to 255 of the terminal's own table.
    EVENING + "-256": _colours(
        "1C1C1C 303030 121212 E4E4E4 C6C6C6 AFD7D7 1C1C1C E4E4E4 D7D7AF 303030 8A8A8A"
    ),
    DAYLIGHT + "-256": _colours(
        "FFFFFF FFFFFF FFFFFF 262626 444444 005F5F FFFFFF 262626 262626 FFFFD7 626262"
    ),
}


def theme_name(chosen: str, colour_system: str | None, no_color: bool) -> str:
    """The theme that a terminal can show.

    Args:
        chosen: one of ``CHOICES``; anything else means Evening.
        colour_system: what the terminal says of itself: "truecolor", "256", "windows", "standard"
            or None.
        no_color: whether NO_COLOR is set.

    Returns:
        A key of ``COLOURS``.
    """
    if no_color or colour_system not in ("truecolor", "256") or chosen == PLAIN:
        return PLAIN
    base = chosen if chosen in CHOICES else EVENING
    return base if colour_system == "truecolor" else base + "-256"


def themes() -> list[Theme]:
    """All themes, ready to be registered before the first style sheet is read."""
    return [
        Theme(
            name=name,
            primary=colours["accent-ink"],
            foreground=colours["ink"],
            background=colours["ground"],
            surface=colours["field"],
            panel=colours["raised"],
            dark=not name.startswith(DAYLIGHT),
            variables=dict(colours),
        )
        for name, colours in COLOURS.items()
    ]


def _light(part: int) -> float:
    value = part / 255
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast of two colours written as ``#RRGGBB``, from 1 to 21 (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return 0.2126 * _light(red) + 0.7152 * _light(green) + 0.0722 * _light(blue)

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
