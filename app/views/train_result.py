"""Step 6 of Train: blind against the base, then the model under its name, with its card."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app import theme as tokens
from app.theme import Theme
from app.training import Training
from app.training_publishing import Publishing
from app.training_result import Card, Pairs, pairs_of, read_card, separator_weights
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.train_parts import StepPage, button, sentence
from app.widgets.value_table import RowsModel, quiet_table

_TRIALS, _MOST = 10, 500


class ResultStep(StepPage):
    """Two cards: listen blind, and publish."""

    def __init__(self, training: Training, publishing: Publishing, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Result"),
            self.tr("Hear the tuned model against its base without knowing which is which; then give it a name."),
            parent,
        )
        self.training, self.publishing, self.theme = training, publishing, theme
        self.pairs: Pairs | None = None
        self.card: Card | None = None
        self.run = ElidedLabel(role="quiet")
        self.found = sentence()
        self.trials, self.raters = self._number(_TRIALS, self.tr("Trials")), self._number(1, self.tr("Listeners"))
        self.test = button(self.tr("Make the blind test"), self._make_test, is_primary=True)
        self.told = sentence()
        self.name = QLineEdit()
        self.name.setMaxLength(64)
        self.name.setPlaceholderText("my-amapiano")
        self.name.setAccessibleName(self.tr("Name of the model"))
        self.publish = button(self.tr("Publish here"), self._publish)
        self.model = RowsModel((self.tr("Card"), ""), self)
        self.table = quiet_table(self.tr("The model's card"))
        self.table.setModel(self.model)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setColumnWidth(0, tokens.NAME_WIDTH + 60)
        self.content.addWidget(self.run)
        self.content.addWidget(self._listen_card())
        self.content.addWidget(self._publish_card(), 1)
        self.name.textChanged.connect(lambda _text: self.refresh())
        publishing.busy_changed.connect(self.refresh)
        publishing.test_made.connect(self._on_test)
        publishing.published.connect(self._on_published)
        training.run_changed.connect(self._look)

    def _number(self, value: int, name: str) -> QLineEdit:
        edit = QLineEdit(str(value))
        edit.setValidator(QIntValidator(1, _MOST, edit))
        edit.setAccessibleName(name)
        edit.setFixedWidth(64)
        edit.textChanged.connect(lambda _text: self.refresh())
        return edit

    def _frame(self, title: str) -> tuple[QFrame, QVBoxLayout]:
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(tokens.PADDING,) * 4)
        inside.setSpacing(2 * tokens.GRID)
        inside.addWidget(PlainLabel(title, "heading"))
        return card, inside

    def _listen_card(self) -> QFrame:
        card, inside = self._frame(self.tr("Blind A/B against the base"))
        row = QGridLayout()
        row.setColumnStretch(5, 1)
        row.setHorizontalSpacing(tokens.PADDING)
        row.addWidget(PlainLabel(self.tr("Trials"), "quiet"), 0, 0)
        row.addWidget(self.trials, 0, 1)
        row.addWidget(PlainLabel(self.tr("Listeners"), "quiet"), 0, 2)
        row.addWidget(self.raters, 0, 3)
        row.addWidget(self.test, 0, 4)
        inside.addWidget(self.found)
        inside.addLayout(row)
        return card

    def _publish_card(self) -> QFrame:
        card, inside = self._frame(self.tr("Publish the model with its card"))
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.publish)
        row.addStretch(1)
        inside.addWidget(self.told)
        inside.addLayout(row)
        inside.addWidget(self.table, 1)
        return card

    def _make_test(self) -> None:
        if self.pairs is not None and self._are_numbers:
            self.publishing.make_test(self.pairs, int(self.trials.text()), int(self.raters.text()))

    @property
    def _are_numbers(self) -> bool:
        return self.trials.hasAcceptableInput() and self.raters.hasAcceptableInput()

    def _on_test(self, folder: object) -> None:
        if isinstance(folder, Path):  # a signal's object is what was sent
            self.training.desk.services.open_test(folder)

    def _publish(self) -> None:
        if self.card is not None:
            self.publishing.publish(self.card, self.name.text().strip())

    def _on_published(self, name: str) -> None:
        self.training.desk.services.notice.tell(
            self.tr("“%s” is a model of this machine now.") % plain(name, 80),
            self.tr("Make lists it; so does: aurax generate … --backend musicgen --model %s") % plain(name, 80),
        )

    def _look(self) -> None:
        """Read what the run has left, unless it goes on."""
        run = self.training.run.folder
        is_there = run is not None and not self.training.is_training
        self.pairs = pairs_of(run) if run is not None and is_there else None
        self.card = read_card(run) if run is not None and is_there else None
        self.model.set_rows(self.card.lines if self.card is not None else (), lambda line: line)
        self.refresh()

    def refresh(self) -> None:
        """As it stands."""
        run, is_busy = self.training.run.folder, self.publishing.is_busy
        self.run.setText(plain(run or "", 300))
        self.found.setText(self._pairs_words())
        self.told.setText(self._card_words())
        self.table.setVisible(self.card is not None)
        self.test.setEnabled(self.pairs is not None and self._are_numbers and not is_busy)
        self.publish.setEnabled(self.card is not None and bool(self.name.text().strip()) and not is_busy)
        self.name.setEnabled(self.card is not None)
        self.why.setText("" if run is not None else self.tr("Nothing was trained yet: step 4."))

    def _pairs_words(self) -> str:
        if self.training.is_training:
            return self.tr("The training still runs. Its previews can be compared when it is paused or done.")
        if self.pairs is None:
            return self.tr("There are no previews of the base and the tuned model yet: they are made at every look.")
        count = len(self.pairs.names)
        return self.tr("%d previews with the same wishes and seeds, of both. The test opens on the A/B page.") % count

    def _card_words(self) -> str:
        run = self.training.run.folder
        if self.card is not None:
            return self.tr(
                "The name is how the model is asked for. Its licence is that of its base, whatever the data allow."
            )
        weights = separator_weights(run) if run is not None else None
        if weights is not None:
            return self.tr(
                "A separator's weights have no card: they lie in %s. Only fine-tuned MusicGens are published."
            ) % plain(weights, 200)
        return self.tr("The model and its card are written when a fine-tuning has done all its steps.")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
