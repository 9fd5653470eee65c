"""Facts about the song and the chosen lane, with how sure they are. What could not be told says so."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from app import theme as tokens
from app.jobs_model import clock_text
from app.song import SongView
from app.tracks_model import key_text
from app.widgets.plain_text import PlainLabel
from app.widgets.stem_names import stem_name
from engine.core.analysis import Analysis
from engine.core.stems import Stem

Fact = tuple[str, str]


class Inspector(QFrame):
    """A narrow column at the right; shown where there is room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setFixedWidth(tokens.INSPECTOR_WIDTH)
        self._song: SongView | None = None
        self._stem = Stem.DRUMS
        self.title = PlainLabel(role="heading")
        self.title.setWordWrap(True)
        self.artist = PlainLabel(role="quiet")
        self.artist.setWordWrap(True)
        self._song_facts = _FactList()
        self._stem_title = PlainLabel(role="heading")
        self._stem_facts = _FactList()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(tokens.PADDING, tokens.PADDING, tokens.PADDING, tokens.PADDING)
        column.setSpacing(tokens.GRID)
        for widget in (self.title, self.artist, self._song_facts):
            column.addWidget(widget)
        column.addSpacing(tokens.PADDING)
        column.addWidget(self._stem_title)
        column.addWidget(self._stem_facts)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def show_song(self, song: SongView) -> None:
        self._song = song
        self.title.setText(song.title)
        self.artist.setText(song.artist)
        self.artist.setVisible(bool(song.artist))
        self._song_facts.show_facts(self._facts_of_song(song))
        self.show_stem(self._stem)

    def show_stem(self, stem: Stem) -> None:
        self._stem = stem
        self._stem_title.setText(stem_name(stem))
        if self._song is not None:
            self._stem_facts.show_facts(self._facts_of_stem(self._song, stem))

    def _facts_of_song(self, song: SongView) -> list[Fact]:
        facts: list[Fact] = [(self.tr("Length"), clock_text(song.duration))]
        analysis = song.analysis
        if analysis is None:
            return [*facts, (self.tr("Analysis"), self.tr("being made") if song.is_growing else self.tr("not there"))]
        unknown = self.tr("cannot be told")
        facts.append(
            (
                self.tr("Tempo"),
                self._sure(f"{analysis.tempo_bpm:.2f} BPM", analysis.tempo_confidence)
                if analysis.tempo_bpm
                else unknown,
            )
        )
        key = analysis.key
        facts.append(
            (self.tr("Key"), self._sure(key_text(f"{key.tonic} {key.mode}"), key.confidence) if key else unknown)
        )
        facts += [
            (self.tr("then"), f"{key_text(f'{m.tonic} {m.mode}')}  {clock_text(m.time)}")
            for m in analysis.modulations[:4]
        ]
        facts.append((self.tr("Swing"), f"{analysis.swing:.0%}" if analysis.swing is not None else unknown))
        facts += self._level_facts(analysis)
        facts.append((self.tr("Sections"), str(len(analysis.sections)) if analysis.sections else unknown))
        facts.append(
            (
                self.tr("Chords"),
                str(len([c for c in analysis.chords if c.label != "N"])) if analysis.chords else unknown,
            )
        )
        return facts + self._separation_facts(song)

    def _level_facts(self, analysis: Analysis) -> list[Fact]:
        audio = analysis.audio
        unknown = self.tr("cannot be told")
        return [
            (
                self.tr("Loudness"),
                f"{audio.loudness_lufs:.1f} LUFS".replace("-", "−") if audio.loudness_lufs is not None else unknown,
            ),
            (
                self.tr("True peak"),
                f"{audio.true_peak_dbtp:+.1f} dBTP".replace("-", "−") if audio.true_peak_dbtp is not None else unknown,
            ),
            (self.tr("Format"), f"{audio.sample_rate / 1000:g} kHz, {self._channels(audio.channels)}"),
        ]

    def _channels(self, number: int) -> str:
        return {1: self.tr("mono"), 2: self.tr("stereo")}.get(number, self.tr("%d channels") % number)

    def _separation_facts(self, song: SongView) -> list[Fact]:
        if song.separation is None:
            return []
        residual = song.separation.residual_db
        exact = self.tr("none") if residual <= -200.0 else f"{residual:.0f} dB".replace("-", "−")
        return [(self.tr("Stems by"), song.separation.model), (self.tr("Sum error"), exact)]

    def _facts_of_stem(self, song: SongView, stem: Stem) -> list[Fact]:
        facts: list[Fact] = []
        analysis = song.analysis
        notes = analysis.notes.get(stem) if analysis is not None else None
        unknown = self.tr("being made") if song.is_growing else self.tr("not transcribed")
        facts.append((self.tr("Notes"), str(len(notes)) if notes is not None else unknown))
        log_drum = analysis.log_drum if analysis is not None else None
        if stem is Stem.LOG_DRUM and log_drum is not None:
            if log_drum.present is None:
                facts.append((self.tr("Present"), self.tr("cannot be told")))
            else:
                word = self.tr("yes") if log_drum.present else self.tr("no")
                facts.append((self.tr("Present"), self._sure(word, log_drum.probability)))
            facts.append((self.tr("Hits"), str(len(log_drum.onsets))))
        return facts

    def _sure(self, text: str, confidence: float | None) -> str:
        return text if confidence is None else f"{text}  ({confidence:.0%})"


class _FactList(QWidget):
    """Pairs of a quiet word and a value; labels are reused."""

    def __init__(self) -> None:
        super().__init__()
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, tokens.GRID, 0, 0)
        self._form.setVerticalSpacing(tokens.GRID)
        self._form.setHorizontalSpacing(tokens.PADDING)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)

    def show_facts(self, facts: list[Fact]) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, value in facts:
            label = PlainLabel(value)
            label.setWordWrap(True)
            self._form.addRow(PlainLabel(name, "quiet"), label)
