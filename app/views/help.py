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
    "split": ("open", "export_presets"),
    "song": ("open", "play", "mute", "solo", "loop", "copy_sound", "copy_notes", "select_in", "export_presets"),
    "notes": ("play", "loop", "copy_notes", "undo_label", "zoom_in", "zoom_out", "zoom_fit"),
    "culture": ("play", "loop"),
    "annotate": ("play", "undo_label"),
    "judge": ("palette",),
    "train": ("show_judge", "show_make"),
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
        "split": (
            _tr("Split many songs, and write what your DAW needs."),
            _tr("Drop songs or a folder here, choose how good, see how long it takes, then start. Each song can be "
                "tried, cancelled, started again. What is checked at the right is written when a song is done."),
        ),
        "song": (
            _tr("Hear a song as its stems: drums, bass, vocals, other and log drum."),
            _tr("Drop a song here. Mute, solo and set the level of each lane. Drag its handles into your DAW: sound or "
                "MIDI, of all of it, of the loop, or of what you choose with Shift and a drag. A click on one copies "
                "or saves. Drag the edges of chords, double click a chord to write another."),
        ),
        "notes": (
            _tr("Work on the notes that each stem plays, and on the chords."),
            _tr("Choose a stem above the notes. Left draws and drags, right deletes, Ctrl and a drag choose. Drag the "
                "MIDI handle into your DAW: the chosen notes, the loop, or all of it."),
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
        "train": (
            _tr("Make a model of your own from songs that you may train on."),
            _tr("Add folders and say which rights you have, then go down the steps. No songs and no GPU? The small "
                "demo in step 4 shows the whole way. What works goes on when the window is closed."),
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
