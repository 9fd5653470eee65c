"""What the stems are called, in the user's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from engine.core.stems import Stem


def stem_name(stem: Stem) -> str:
    """The stem's name for people."""
    names = {
        Stem.DRUMS: QCoreApplication.translate("Stem", "Drums"),
        Stem.BASS: QCoreApplication.translate("Stem", "Bass"),
        Stem.VOCALS: QCoreApplication.translate("Stem", "Vocals"),
        Stem.OTHER: QCoreApplication.translate("Stem", "Other"),
        Stem.LOG_DRUM: QCoreApplication.translate("Stem", "Log drum"),
    }
    return names[stem]
