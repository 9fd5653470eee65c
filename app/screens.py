"""The table of screens: a new page of the rail is one module in ``app/views`` and one line here."""

from __future__ import annotations

from app.pages import Screen, ScreenMaker, Services
from app.theme import Theme


def _make(services: Services, theme: Theme) -> Screen:
    from app.views.make import MakePage

    return MakePage(services, theme)


def _split(services: Services, theme: Theme) -> Screen:
    from app.views.split import SplitPage

    return SplitPage(services, theme)


def _train(services: Services, theme: Theme) -> Screen:
    from app.views.train import TrainPage

    return TrainPage(services, theme)


SCREENS: dict[str, ScreenMaker] = {"make": _make, "split": _split, "train": _train}
"""By page name. Its icon stands in ``app/chrome.py`` (``RAIL``), its words and keys in ``app/actions.py``
(``show_<name>``)."""
