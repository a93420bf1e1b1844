import colorsys

import pytest

from safeplan.app.themes import CHOICES, COLOURS, ROLES, contrast, theme_name, themes

GROUNDS = {"ink": ("ground", "raised", "field"), "quiet": ("ground", "raised", "field")}
TEXTS = [
    *((text, ground) for text, grounds in GROUNDS.items() for ground in grounds),
    ("accent-ink", "ground"),
    ("accent-ink", "raised"),
    ("focus-ink", "focus-ground"),
    ("caution-ink", "caution-ground"),
]
EDGES = [("rule", "ground"), ("rule", "field")]


@pytest.mark.parametrize("name", COLOURS)
def test_every_text_can_be_read(name: str) -> None:
    colours = COLOURS[name]
    for text, ground in TEXTS:
        assert contrast(colours[text], colours[ground]) >= 7, (text, ground)
    for edge, ground in EDGES:
        assert contrast(colours[edge], colours[ground]) >= 4.5, (edge, ground)


@pytest.mark.parametrize("name", COLOURS)
def test_nothing_is_red(name: str) -> None:
    for role in ROLES:
        red, green, blue = (int(COLOURS[name][role][at : at + 2], 16) / 255 for at in (1, 3, 5))
        hue, saturation, _value = colorsys.rgb_to_hsv(red, green, blue)
        assert saturation <= 0.3 or 20 <= hue * 360 <= 330, role


def _table(colour: str) -> bool:
    """Whether a colour is one of the 240 that a terminal with 256 has fixed."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    grey = len(set(parts)) == 1 and (parts[0] - 8) % 10 == 0 and parts[0] <= 238
    return grey or all(part in (0, 95, 135, 175, 215, 255) for part in parts)


@pytest.mark.parametrize("name", [name for name in COLOURS if name.endswith("-256")])
def test_colours_for_256_are_in_the_table(name: str) -> None:
    assert all(_table(colour) for colour in COLOURS[name].values())


def test_the_formula_is_the_known_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize(
    ("chosen", "system", "no_color", "shown"),
    [
        ("evening", "truecolor", False, "evening"),
        ("daylight", "256", False, "daylight-256"),
        ("evening", "standard", False, "plain"),
        ("evening", None, False, "plain"),
        ("daylight", "truecolor", True, "plain"),
        ("plain", "truecolor", False, "plain"),
        ("unknown", "truecolor", False, "evening"),
    ],
)
def test_a_terminal_gets_what_it_can_show(
    chosen: str, system: str | None, no_color: bool, shown: str
) -> None:
    assert theme_name(chosen, system, no_color) == shown


def test_each_theme_gives_every_role() -> None:
    made = {theme.name: theme for theme in themes()}
    assert set(CHOICES) <= set(made)
    for theme in made.values():
        assert set(theme.variables) == set(ROLES)
