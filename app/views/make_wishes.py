"""The chips of the Make page, and the wishes they stand for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app import theme as tokens
from app.jobs_model import clock_text
from app.widgets.take_chips import ChipChoice, WishChip
from engine.core.harmony import Key
from engine.generation.profiles import load_profiles
from engine.generation.wishes import Wishes

_TEMPOS = (105, 108, 110, 112, 113, 114, 115, 116, 118, 120)
_TONICS = ("C", "C#", "D", "Eb", "E", "F", "F#", "G", "Ab", "A", "Bb", "B")
_BARS = (4, 8, 16, 32, 64, 96, 128)
_SECONDS = (30, 60, 120, 180, 240, 300)
_BUSY_BORDERS = (0.35, 0.7)
_COLUMNS = 2


class Chips(QWidget):
    """Tempo, key, style, log drum, energy, length."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tempo = WishChip(
            self.tr("Tempo"), [ChipChoice(self.tr("%d BPM") % tempo, float(tempo)) for tempo in _TEMPOS]
        )
        self.key = WishChip(self.tr("Key"), self._keys())
        self.genre = WishChip(
            self.tr("Style"), [ChipChoice(profile.title, profile.id) for profile in load_profiles().values()]
        )
        self.log_drum = WishChip(self.tr("Log drum"), self._log_drums())
        self.energy = WishChip(self.tr("Energy"), self._energies())
        self.length = WishChip(self.tr("Length"), self._lengths())
        self.all = (self.genre, self.tempo, self.key, self.log_drum, self.energy, self.length)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens.GRID + 2)
        for place, chip in enumerate(self.all):
            grid.addWidget(chip, place // _COLUMNS, place % _COLUMNS)
            grid.setColumnStretch(place % _COLUMNS, 1)
            chip.changed.connect(self.changed)

    def _keys(self) -> list[ChipChoice]:
        names = {"minor": self.tr("Minor"), "major": self.tr("Major")}
        return [
            ChipChoice(f"{tonic} {mode}", Key.parse(f"{tonic} {mode}"), group)
            for mode, group in names.items()
            for tonic in _TONICS
        ]

    def _log_drums(self) -> list[ChipChoice]:
        return [
            ChipChoice(self.tr("none"), "none"),
            ChipChoice(self.tr("sparse"), "sparse"),
            ChipChoice(self.tr("steady"), "steady"),
            ChipChoice(self.tr("busy"), "busy"),
            ChipChoice(self.tr("driven"), "driven"),
            ChipChoice(self.tr("with slides"), "slides"),
        ]

    def _energies(self) -> list[ChipChoice]:
        return [
            ChipChoice(self.tr("calm"), 0.15),
            ChipChoice(self.tr("medium"), 0.5),
            ChipChoice(self.tr("high"), 0.8),
            ChipChoice(self.tr("full"), 1.0),
        ]

    def _lengths(self) -> list[ChipChoice]:
        bars = [ChipChoice(self.tr("%d bars") % count, ("bars", count)) for count in _BARS]
        return bars + [ChipChoice(clock_text(each), ("seconds", float(each)), self.tr("Minutes")) for each in _SECONDS]

    def clear(self) -> None:
        """Wish nothing."""
        for chip in self.all:
            chip.blockSignals(True)
            chip.choose(None)
            chip.set_said("")
            chip.blockSignals(False)

    def wishes(self) -> Wishes:
        """What is chosen, as the engine reads it."""
        values: dict[str, Any] = {}
        for name, chip in (
            ("tempo_bpm", self.tempo),
            ("key", self.key),
            ("style", self.genre),
            ("energy", self.energy),
        ):
            if chip.value is not None:
                values[name] = chip.value
        if isinstance(self.length.value, tuple):
            unit, count = self.length.value
            values[unit] = count
        values |= _LOG_DRUM_WISHES.get(str(self.log_drum.value), {})
        return Wishes(**values)

    def show_said(self, wishes: Wishes) -> None:
        """What the words (or the chips) come to, on chips where nothing is chosen."""
        self.tempo.set_said(self.tr("%g BPM") % wishes.tempo_bpm if wishes.tempo_bpm is not None else "")
        self.key.set_said(str(wishes.key) if wishes.key is not None else wishes.mode or "")
        profile = load_profiles().get(wishes.style or "")
        self.genre.set_said(profile.title if profile is not None else "")
        self.log_drum.set_said(self._log_drum_said(wishes))
        self.energy.set_said(f"{wishes.energy:.0%}" if wishes.energy is not None else "")
        if wishes.bars is not None:
            length = self.tr("%d bars") % wishes.bars
        else:
            length = clock_text(wishes.seconds) if wishes.seconds is not None else ""
        self.length.set_said(length)

    def _log_drum_said(self, wishes: Wishes) -> str:
        if "log_drum" in wishes.without:
            return self.tr("none")
        busy = wishes.log_drum.get("busy")
        if busy is not None:
            sparse, steady = _BUSY_BORDERS
            return self.tr("sparse") if busy < sparse else self.tr("steady") if busy < steady else self.tr("busy")
        return self.tr("as you say") if wishes.log_drum else ""


_LOG_DRUM_WISHES: dict[str, dict[str, Any]] = {
    "none": {"without": frozenset({"log_drum"})},
    "sparse": {"log_drum": {"busy": 0.2}},
    "steady": {"log_drum": {"busy": 0.5}},
    "busy": {"log_drum": {"busy": 0.85}},
    "driven": {"log_drum": {"drive": 0.8}},
    "slides": {"log_drum": {"slides": 0.6}},
}
