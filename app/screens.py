"""The table of screens: a new page of the rail is one module in ``app/views`` and one line here."""

from __future__ import annotations

from app.pages import ScreenMaker

SCREENS: dict[str, ScreenMaker] = {}
"""By page name. Its icon stands in ``app/chrome.py`` (``RAIL``), its words and keys in ``app/actions.py``
(``show_<name>``)."""
