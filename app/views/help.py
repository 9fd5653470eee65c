"""F1: what the page in front is for, how to begin, its keys."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QPushButton, QVBoxLayout, QWidget

from app import theme as tokens
from app.actions import Actions
from app.shortcuts import Shortcuts
from app.widgets.plain_text import PlainLabel

_KEYS_OF = {
    "make": ("generate", "play", "palette"),
    "song": ("open", "play", "mute", "solo", "loop", "metronome", "export"),
    "notes": ("play", "loop", "zoom_in", "zoom_out", "zoom_fit"),
    "culture": ("play", "loop"),
    "annotate": ("play", "undo_label"),
    "judge": ("palette",),
    "library": ("find", "open"),
}


def page_words() -> dict[str, tuple[str, str]]:
    """What each page is for, and how to begin there."""
    return {
        "make": (
            _tr("Make takes from words."),
            _tr("Say what you hear in your head, choose tempo, key and log drum, and press the button. Takes arrive as "
                "cards; each keeps the recipe it was made by. What an engine's licence allows stands beside it."),
        ),
        "song": (
            _tr("Hear a song as its stems: drums, bass, vocals, other and log drum."),
            _tr("Drop a song here. Mute, solo and set the level of each lane; drag its handle into your DAW. The stems "
                "sum to the song, so nothing is lost between them."),
        ),
        "notes": (
            _tr("See the notes that each stem plays."),
            _tr("Choose a stem above the notes. Click to hear from there. Export gives them as MIDI."),
        ),
        "culture": (
            _tr("See which marks of amapiano were found in the song, with the evidence."),
            _tr("Choose a mark to see where it was heard. Each has an interval; “cannot tell” is an answer too."),
        ),
        "annotate": (
            _tr("Say what you hear yourself."),
            _tr("Move each slider to what you hear. What you say is saved at once and never changed by the machine."),
        ),
        "judge": (
            _tr("Compare versions without knowing which is which."),
            _tr("Make a test, listen to both sides, answer. Results show only after the last answer, with how sure "
                "they are."),
        ),
        "library": (
            _tr("All songs that were opened or imported."),
            _tr("Type to find; press Enter to open. Drop a folder on the window to add its songs."),
        ),
    }  # fmt: skip


class HelpDialog(QDialog):
    """Help for one page.

    Args:
        page: Its name in the rail.
        title: Its words in the rail.
        acts: The window's actions.
        shortcuts: Their keys.
    """

    def __init__(
        self, page: str, title: str, acts: Actions, shortcuts: Shortcuts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help: %s") % title)
        self.setMinimumWidth(tokens.SENTENCE_WIDTH)
        purpose, begin = page_words()[page]
        self.purpose, self.begin = PlainLabel(purpose, "heading"), PlainLabel(begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * tokens.PADDING, 2 * tokens.PADDING, 2 * tokens.PADDING, tokens.PADDING)
        column.setSpacing(tokens.PADDING)
        for label in (self.purpose, self.begin):
            label.setWordWrap(True)
            column.addWidget(label)
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(2 * tokens.PADDING)
        grid.setVerticalSpacing(tokens.GRID)
        for row, name in enumerate((*_KEYS_OF[page], "palette", "sheet")):
            keys = shortcuts.shown(name)
            if keys:
                grid.addWidget(PlainLabel(keys, "quiet"), row, 0)
                grid.addWidget(PlainLabel(acts.specs[name].text), row, 1)
        column.addLayout(grid)
        done = QPushButton(self.tr("Close"))
        done.setDefault(True)
        done.clicked.connect(self.accept)
        column.addStretch(1)
        column.addWidget(done, 0, Qt.AlignmentFlag.AlignRight)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Help", text)
