"""Lines in a person's own words while they are being changed; what was taken off comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from safeplan.plan.values import Chosen, Item, Own


class Lines:
    """Items in their order, each under a key that stays with it as long as the screen does.

    Args:
        items: what is there at first.
    """

    def __init__(self, items: Sequence[Item] = ()) -> None:
        self._items: dict[str, Item] = {}
        self._removed: list[tuple[int, str, Item]] = []
        self._made = 0
        for item in items:
            self._put(item)

    def _put(self, item: Item) -> str:
        self._made += 1
        key = f"line {self._made}"
        self._items[key] = item
        return key

    @property
    def items(self) -> tuple[Item, ...]:
        """The items in their order."""
        return tuple(self._items.values())

    @property
    def keys(self) -> tuple[str, ...]:
        """Their keys, in the same order."""
        return tuple(self._items)

    def __contains__(self, key: str) -> bool:
        return key in self._items

    def item(self, key: str) -> Item:
        """The item under ``key``; KeyError if it is gone."""
        return self._items[key]

    def text(self, key: str) -> str:
        """The person's own words under ``key``; "" for what was chosen from a list."""
        item = self._items[key]
        return item.text if isinstance(item, Own) else ""

    def has(self, text: str) -> bool:
        """Whether one of the lines says exactly this."""
        return any(isinstance(one, Own) and one.text == text for one in self._items.values())

    def add(self, text: str) -> str:
        """A new line at the end; its key."""
        return self._put(Own(text))

    def change(self, key: str, text: str) -> None:
        """Other words in the line; what else is kept with it stays."""
        item = self._items[key]
        self._items[key] = (
            Own(text, item.state) if isinstance(item, Chosen) else replace(item, text=text)
        )

    def put(self, key: str, item: Item) -> None:
        """Another item in the place of the one under ``key``."""
        self._items[key] = item

    def move(self, key: str, by: int) -> None:
        """Move a line up (negative) or down, no further than the ends."""
        order = [one for one in self._items if one != key]
        at = list(self._items).index(key) + by
        order.insert(min(max(at, 0), len(order)), key)
        self._items = {one: self._items[one] for one in order}

    def remove(self, key: str) -> None:
        """Take a line off; ``undo`` brings it back."""
        self._removed.append((list(self._items).index(key), key, self._items.pop(key)))

    def undo(self) -> str:
        """Bring back the line taken off last, to its place; its key, or "" if there is none."""
        if not self._removed:
            return ""
        at, key, item = self._removed.pop()
        self._items[key] = item
        self.move(key, at - len(self._items) + 1)
        return key
