"""Step 3 of Train: the split and the data set, which never changes once it is made."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.training import Training
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.train_parts import StepPage, button, sentence
from app.widgets.value_table import RowsModel, quiet_table

_SECONDS = (10, 30, 60)
_STEMS = (5, 4, 0)


class DatasetStep(StepPage):
    """Makes a data set, or takes one that is there."""

    next_wanted = Signal()

    def __init__(self, training: Training, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Split and data set"),
            self.tr(
                "Songs are split by artist, so that nobody is on both sides; then cut, levelled, separated, described. "
                "A data set is hashed and never changes: what would change it makes the next version."
            ),
            parent,
        )
        self.training, self.theme = training, theme
        self.name = QLineEdit("mine")
        self.name.setMaxLength(64)
        self.name.setAccessibleName(self.tr("Name of the data set"))
        self.seconds = self._choices(self.tr("Length of a piece"), [(self.tr("%d s") % n, n) for n in _SECONDS], 1)
        words = {5: self.tr("five stems"), 4: self.tr("four stems"), 0: self.tr("no stems")}
        self.stems = self._choices(self.tr("Stems"), [(words[n], n) for n in _STEMS], 0)
        self.seed = QLineEdit("0")
        self.seed.setMaxLength(9)
        self.seed.setAccessibleName(self.tr("Seed of the split and the descriptions"))
        self.research = QCheckBox(self.tr("also songs for research only (then all of it is for research only)"))
        self.existing = QComboBox()
        self.existing.setAccessibleName(self.tr("Data sets that are there"))
        self.facts = sentence()
        self.hash = ElidedLabel(role="quiet")
        self.warnings = sentence(role="warn")
        self.model = RowsModel((self.tr("Split"), self.tr("Songs"), self.tr("Artists"), self.tr("Pieces")), self)
        self.table = quiet_table(self.tr("The split"))
        self.table.setModel(self.model)
        self._lay_out()
        self.verify = button(self.tr("Check every file"), self._verify)
        self.make = button(self.tr("Make the data set"), self._make)
        self.onward = button(self.tr("Use it"), self.next_wanted.emit, is_primary=True)
        for widget in (self.verify, self.make, self.onward):
            self.feet.addWidget(widget)
        self.existing.activated.connect(lambda _index: training.material.choose_dataset(self.existing.currentText()))
        training.material.datasets_read.connect(self.refresh)

    def _choices(self, name: str, choices: list[tuple[str, int]], chosen: int) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        for words, value in choices:
            box.addItem(words, value)
        box.setCurrentIndex(chosen)
        return box

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.PADDING)
        grid.setVerticalSpacing(2 * tokens.GRID)
        grid.setColumnStretch(4, 1)
        rows = (
            (self.tr("Name"), self.name),
            (self.tr("Pieces of"), self.seconds),
            (self.tr("Stems"), self.stems),
            (self.tr("Seed"), self.seed),
        )
        for place, (words, widget) in enumerate(rows):
            grid.addWidget(PlainLabel(words, "quiet"), place // 2, 2 * (place % 2))
            grid.addWidget(widget, place // 2, 2 * (place % 2) + 1)
        grid.addWidget(self.research, 2, 1, 1, 4)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(tokens.PADDING,) * 4)
        inside.setSpacing(2 * tokens.GRID)
        inside.addWidget(self.existing)
        for widget in (self.facts, self.hash, self.table, self.warnings):
            inside.addWidget(widget)
        self.content.addLayout(grid)
        self.content.addSpacing(tokens.PADDING)
        self.content.addWidget(PlainLabel(self.tr("The data set that is used"), "heading"))
        self.content.addWidget(card)
        self.content.addStretch(1)

    def _make(self) -> None:
        seed = self.seed.text().strip()
        self.training.material.make_dataset(
            self.name.text().strip(),
            seconds=float(self.seconds.currentData()),
            stems=int(self.stems.currentData()),
            seed=int(seed) if seed.isascii() and seed.isdigit() else 0,
            allows_research=self.research.isChecked(),
        )

    def _verify(self) -> None:
        desk = self.training.desk

        def done(document: dict[str, Any]) -> None:
            wrong = document.get("differences") or ()
            words = (
                self.tr("Every file is as it was made.")
                if not wrong
                else self.tr("Some files are not as they were made.")
            )
            desk.services.notice.tell(words, plain(document.get("root_sha256") or "", 80))

        desk.asking.ask(["dataset", "verify", desk.remembered.dataset], done, desk.tell)

    def refresh(self) -> None:
        """As data sets stand."""
        material, chosen = self.training.material, self.training.desk.remembered.dataset
        titles = [str(own.get("dataset")) for own in material.datasets]
        if [self.existing.itemText(place) for place in range(self.existing.count())] != titles:
            self.existing.clear()
            self.existing.addItems(titles)
        self.existing.setCurrentIndex(titles.index(chosen) if chosen in titles else -1)
        own = material.dataset if chosen in titles else {}
        splits = own.get("splits") if isinstance(own.get("splits"), dict) else {}
        rows = [(plain(name, 20), each if isinstance(each, dict) else {}) for name, each in (splits or {}).items()]
        self.model.set_rows(rows, _split_cells)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight((len(rows) + 1) * tokens.CONTROL_HEIGHT + 2 * tokens.GRID)
        self.existing.setVisible(bool(titles))
        self.facts.setText(self._facts(own) if own else self.tr("None yet."))
        self.hash.setText(self.tr("root hash %s") % plain(own.get("root_sha256") or "", 80) if own else "")
        self.hash.setVisible(bool(own))
        self.warnings.setText("  ".join(plain(line, 200) for line in (own.get("warnings") or ())[:3]))
        self.warnings.setVisible(bool(self.warnings.text()))
        why = material.why_no_dataset
        self.why.setText(why)
        self.make.setEnabled(not why)
        self.onward.setEnabled(bool(own))
        self.verify.setEnabled(bool(own))

    def _facts(self, own: dict[str, Any]) -> str:
        may_sell = self.tr("may be used commercially") if own.get("commercial_use") else self.tr("no commercial use")
        numbers = {
            "pieces": int(own.get("num_segments") or 0),
            "hours": float(own.get("hours") or 0.0),
            "gb": float(own.get("size_bytes") or 0) / 1e9,
            "use": may_sell,
        }
        return self.tr("%(pieces)d pieces, %(hours).2f hours, %(gb).2f GB, %(use)s.") % numbers

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme


def _split_cells(row: tuple[str, dict[str, Any]]) -> tuple[str, ...]:
    name, own = row
    return name, *(str(own.get(column, "")) for column in ("songs", "artists", "segments"))
