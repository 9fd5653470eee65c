"""None, True and False outlive what PySide takes from them."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QAbstractTableModel, QObject, QSortFilterProxyModel, Signal

from app.singletons import keep_singletons


class Silent(QAbstractTableModel):
    def rowCount(self, _parent=None) -> int:  # noqa: N802
        return 1

    def columnCount(self, _parent=None) -> int:  # noqa: N802
        return 1

    def data(self, _index, _role=0) -> None:
        return None


class Speaker(QObject):
    spoke = Signal()


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="singletons are immortal from Python 3.12 on")
def test_singletons_cannot_be_used_up(qapp) -> None:
    """With PySide6 6.12.0 these calls lose a reference each; ten thousand of them would end an unprotected process."""
    keep_singletons()
    model, proxy, speaker = Silent(), QSortFilterProxyModel(), Speaker()
    proxy.setSourceModel(model)
    index = proxy.index(0, 0)
    speaker.spoke.connect(lambda: None)
    for _ in range(10_000):
        proxy.data(index)
        speaker.spoke.emit()
    assert min(sys.getrefcount(singleton) for singleton in (None, True, False)) > 1_000_000


def test_keeping_twice_changes_nothing() -> None:
    keep_singletons()
    before = sys.getrefcount(None)
    keep_singletons()
    assert abs(sys.getrefcount(None) - before) < 1_000
