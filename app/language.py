"""The window's language: Qt's translation files, one per language, made from ``resources/translations/*.ts``."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QTranslator

from engine.paths import resources

SOURCE = "en"
LANGUAGES = MappingProxyType({SOURCE: "English", "zu": "isiZulu", "st": "Sesotho"})
"""By code, each in its own name."""

KEY = "language"
_installed: list[QTranslator] = []


def is_draft() -> bool:
    """Whether the window speaks words that no speaker has read."""
    return bool(_installed)


def chosen(text: str) -> str:
    """A code of ``LANGUAGES``; English for anything else."""
    return text if text in LANGUAGES else SOURCE


def install(application: QCoreApplication, code: str) -> bool:
    """Speak ``code`` from now on: before any widget is made, for words are asked for once.

    Returns:
        Whether there are words to speak it with; where a file is missing the window stays English.
    """
    for translator in _installed:
        application.removeTranslator(translator)
    _installed.clear()
    if code == SOURCE:
        return True
    translator = QTranslator(application)
    if not translator.load(str(resources() / "translations" / f"aurax_{code}.qm")):
        return False
    application.installTranslator(translator)
    _installed.append(translator)
    return True
