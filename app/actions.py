"""Every action of the window: its name, its words, its keys. Menus, buttons and tool tips all take it from here."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence


class Scope(Enum):
    """Where an action's keys work: everywhere in the window, or only while the song's lanes have the focus (arrows
    and Enter mean something else in a table).
    """

    WINDOW = Qt.ShortcutContext.WindowShortcut
    LANES = Qt.ShortcutContext.WidgetWithChildrenShortcut


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. ``keys`` in Qt's words; ``menu`` is the heading it stands under, empty for none."""

    id: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    scope: Scope = Scope.WINDOW
    is_checkable: bool = False
    needs_song: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def action_specs() -> tuple[ActionSpec, ...]:
    """All actions, in the order of the menus."""
    song, project, view, lanes = _tr("Song"), _tr("Project"), _tr("View"), _tr("Lanes")
    play, help_ = _tr("Play"), _tr("Help")
    return (
        ActionSpec("open", _tr("Open songs…"), ("Ctrl+O",), "open", song),
        ActionSpec("export", _tr("Export stems and MIDI…"), ("Ctrl+E",), "export", song, needs_song=True),
        ActionSpec(
            "export_presets", _tr("Export for a DAW, sampler or DJ…"), ("Ctrl+Shift+E",), "", song, needs_song=True
        ),
        ActionSpec("export_one_shots", _tr("Export the log drum as one-shots…"), (), "", song, needs_song=True),
        ActionSpec("generate", _tr("Make takes"), ("Ctrl+Return", "Ctrl+Enter", "G"), "make", song),
        ActionSpec("cancel_job", _tr("Cancel the running job"), ("Ctrl+.",), "close", song),
        ActionSpec("quit", _tr("Quit"), ("Ctrl+Q",), "", song),
        ActionSpec("new_project", _tr("New project…"), ("Ctrl+N",), "", project),
        ActionSpec("open_project", _tr("Open project…"), ("Ctrl+Shift+O",), "", project),
        ActionSpec("save_project", _tr("Save the project"), ("Ctrl+S",), "", project),
        ActionSpec("save_project_as", _tr("Save the project as…"), ("Ctrl+Shift+S",), "", project),
        ActionSpec("add_to_project", _tr("Add the song to the project"), ("Ctrl+D",), "", project, needs_song=True),
        ActionSpec("project", _tr("Songs and states of the project…"), ("Ctrl+P",), "", project),
        ActionSpec("collect", _tr("Collect all files"), (), "", project),
        ActionSpec("find_missing", _tr("Find missing files…"), (), "", project),
        ActionSpec("close_project", _tr("Close the project"), (), "", project),
        ActionSpec("play", _tr("Play or pause"), ("Space",), "play", play, needs_song=True),
        ActionSpec(
            "return",
            _tr("Stop, back to the start"),
            ("Home", "Return", "Enter"),
            "stop",
            play,
            Scope.LANES,
            needs_song=True,
        ),
        ActionSpec("loop", _tr("Loop"), ("L",), "loop", play, is_checkable=True, needs_song=True),
        ActionSpec("loop_in", _tr("Loop begins here"), ("[",), "", play, needs_song=True),
        ActionSpec("loop_out", _tr("Loop ends here"), ("]",), "", play, needs_song=True),
        ActionSpec("beat_back", _tr("One beat back"), ("Left",), "", play, Scope.LANES, needs_song=True),
        ActionSpec("beat_on", _tr("One beat on"), ("Right",), "", play, Scope.LANES, needs_song=True),
        ActionSpec("bar_back", _tr("One bar back"), ("Shift+Left",), "", play, Scope.LANES, needs_song=True),
        ActionSpec("bar_on", _tr("One bar on"), ("Shift+Right",), "", play, Scope.LANES, needs_song=True),
        ActionSpec("metronome", _tr("Metronome"), ("Ctrl+M",), "metronome", play, is_checkable=True, needs_song=True),
        ActionSpec("mute", _tr("Mute the chosen lane"), ("M",), "", lanes, needs_song=True),
        ActionSpec("solo", _tr("Solo the chosen lane"), ("S",), "", lanes, needs_song=True),
        ActionSpec("solo_clear", _tr("No solo"), ("X",), "", lanes, needs_song=True),
        ActionSpec("gain_up", _tr("1 dB louder"), ("+", "="), "", lanes, needs_song=True),
        ActionSpec("gain_down", _tr("1 dB softer"), ("-",), "", lanes, needs_song=True),
        ActionSpec("gain_reset", _tr("Gain to 0 dB"), ("0",), "", lanes, needs_song=True),
        ActionSpec("lane_up", _tr("Choose the lane above"), ("Up",), "", lanes, Scope.LANES, needs_song=True),
        ActionSpec("lane_down", _tr("Choose the lane below"), ("Down",), "", lanes, Scope.LANES, needs_song=True),
        ActionSpec(
            "copy_sound", _tr("Copy the lane as a WAV file"), ("Ctrl+C",), "", lanes, Scope.LANES, needs_song=True
        ),
        ActionSpec("copy_notes", _tr("Copy the notes as a MIDI file"), ("Ctrl+Shift+C",), "", lanes, needs_song=True),
        ActionSpec("save_sound", _tr("Save the lane as WAV…"), (), "", lanes, needs_song=True),
        ActionSpec("save_notes", _tr("Save the notes as MIDI…"), (), "", lanes, needs_song=True),
        ActionSpec("select_in", _tr("Selection begins here"), ("{",), "", lanes, needs_song=True),
        ActionSpec("select_out", _tr("Selection ends here"), ("}",), "", lanes, needs_song=True),
        ActionSpec("select_none", _tr("No selection"), ("Escape",), "", lanes, Scope.LANES, needs_song=True),
        ActionSpec("loop_selection", _tr("Loop the selection"), ("Shift+L",), "", lanes, needs_song=True),
        *(ActionSpec(f"lane_{n}", _tr("Choose lane %d") % n, (str(n),), needs_song=True) for n in range(1, 6)),
        ActionSpec("show_make", _tr("Make: takes from words"), ("Ctrl+1",), "make", view, is_checkable=True),
        ActionSpec("show_split", _tr("Split: songs into stems"), ("Ctrl+9",), "split", view, is_checkable=True),
        ActionSpec("show_song", _tr("Song: its stems"), ("Ctrl+2",), "song", view, is_checkable=True),
        ActionSpec("show_notes", _tr("Notes"), ("Ctrl+3",), "notes", view, is_checkable=True, needs_song=True),
        ActionSpec(
            "show_culture", _tr("Judge: markers"), ("Ctrl+4",), "judge", view, is_checkable=True, needs_song=True
        ),
        ActionSpec(
            "show_annotate", _tr("Label: what you hear"), ("Ctrl+5",), "label", view, is_checkable=True, needs_song=True
        ),
        ActionSpec("show_train", _tr("Train: a model of your own"), ("Ctrl+8",), "train", view, is_checkable=True),
        ActionSpec("show_library", _tr("Library"), ("Ctrl+7",), "library", view, is_checkable=True),
        ActionSpec("show_judge", _tr("A/B: blind listening tests"), ("Ctrl+6",), "compare", view, is_checkable=True),
        ActionSpec("zoom_in", _tr("Zoom in"), ("Ctrl++", "Ctrl+="), "", view, needs_song=True),
        ActionSpec("zoom_out", _tr("Zoom out"), ("Ctrl+-",), "", view, needs_song=True),
        ActionSpec("zoom_fit", _tr("Show the whole song"), ("Ctrl+0",), "", view, needs_song=True),
        ActionSpec("spectrum", _tr("Spectrograms in the lanes"), ("W",), "", view, is_checkable=True),
        ActionSpec("note_overlay", _tr("Notes over the lanes"), ("N",), "", view, is_checkable=True),
        ActionSpec("evidence", _tr("Evidence of markers above the lanes"), ("E",), "", view, is_checkable=True),
        ActionSpec("drawer", _tr("Queue, log and piano roll"), ("Ctrl+J",), "queue", view, is_checkable=True),
        ActionSpec("piano_roll", _tr("Piano roll below the lanes"), ("P",), "", view, needs_song=True),
        ActionSpec("inspector", _tr("Facts about the song"), ("I",), "", view, is_checkable=True),
        ActionSpec("undo_label", _tr("Undo"), ("Ctrl+Z",), "", view, needs_song=True),
        ActionSpec("redo", _tr("Redo"), ("Ctrl+Shift+Z",), "", view, needs_song=True),
        ActionSpec("find", _tr("Find in the library"), ("Ctrl+F",), "search", view),
        ActionSpec("palette", _tr("Command palette…"), ("Ctrl+K",), "search", help_),
        ActionSpec("help", _tr("Help for this page"), ("F1",), "", help_),
        ActionSpec("sheet", _tr("All keys"), ("?",), "", help_),
        ActionSpec("shortcuts", _tr("Keyboard shortcuts…"), (), "", help_),
        ActionSpec("setup_engine", _tr("Set up engine…"), (), "", help_),
        ActionSpec("machine", _tr("What computes here…"), (), "gpu", help_),
    )


@dataclass(slots=True)
class Actions:
    """The actions of one window, by name."""

    all: dict[str, QAction] = field(default_factory=dict)
    specs: dict[str, ActionSpec] = field(default_factory=dict)

    @classmethod
    def of(cls, parent: QObject) -> Actions:
        made = cls()
        for spec in action_specs():
            action = QAction(spec.text, parent)
            action.setObjectName(spec.id)
            action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
            action.setShortcutContext(spec.scope.value)
            action.setCheckable(spec.is_checkable)
            action.setToolTip(tool_tip(spec))
            made.all[spec.id] = action
            made.specs[spec.id] = spec
        return made

    def __getitem__(self, name: str) -> QAction:
        return self.all[name]

    def set_song_is_open(self, is_open: bool) -> None:
        for name, spec in self.specs.items():
            if spec.needs_song:
                self.all[name].setEnabled(is_open)


def tool_tip(spec: ActionSpec, chosen: tuple[str, ...] | None = None) -> str:
    """The words with the first key: ``Play or pause (Space)``; ``chosen`` keys in place of those it came with."""
    given = spec.keys if chosen is None else chosen
    if not given:
        return spec.text
    keys = QKeySequence(given[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{spec.text.removesuffix('…')} ({keys})"
