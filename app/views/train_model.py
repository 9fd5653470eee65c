"""Step 4 of Train: what is trained, with which preset, and what that takes before it begins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtGui import QDoubleValidator, QIntValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import theme as tokens
from app.theme import Theme
from app.training import Training
from app.training_presets import DEMO, MUSICGEN, PRESETS, RECIPES, SEPARATION, Choice, Estimate
from app.widgets.plain_text import ElidedLabel, PlainLabel, plain
from app.widgets.train_parts import StepPage, button, sentence

_DAY = 24.0


class ModelStep(StepPage):
    """Recipe, base, preset by VRAM, steps, looks, budget; the estimate follows every change."""

    def __init__(self, training: Training, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Model and preset"),
            self.tr("What learns from the data set. Time, memory and cost are told before anything begins."),
            parent,
        )
        self.training, self.theme = training, theme
        self.recipes: dict[str, QPushButton] = {}
        self.machine = sentence(role="quiet")
        self.base = self._box(self.tr("Base model"), lambda: self._change(base=str(self.base.currentData() or "")))
        self.base_folder = button(self.tr("A folder…"), self._choose_base)
        self.material = ElidedLabel(role="quiet")
        self.material_folder = button(self.tr("Multitracks…"), self._choose_material)
        self.preset = self._box(self.tr("Preset"), lambda: self._change(preset=str(self.preset.currentData() or "")))
        self.steps = self._number(self.tr("Steps"), 10_000_000, "steps")
        self.look_every = self._number(self.tr("Listen and judge every"), 10_000_000, "look_every")
        self.samples = self._number(self.tr("Previews at each look"), 1000, "samples")
        self.price = self._money(self.tr("US dollars an hour"), "usd_per_hour")
        self.budget = self._money(self.tr("Budget in US dollars"), "budget_usd")
        self.asks = QCheckBox(
            self.tr("stop where a look says no-go (35 % of the previews must pass; 100 or more tell)")
        )
        self.asks.clicked.connect(lambda checked: self._change(asks=checked))
        self.estimate = sentence(role="heading")
        self.basis = sentence(role="quiet")
        self.labels: dict[str, PlainLabel] = {}
        self._lay_out()
        self.start = button(self.tr("Start training"), training.begin, is_primary=True)
        self.feet.addWidget(self.start)

    def _box(self, name: str, act: Callable[[], object]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setMinimumWidth(tokens.NAME_WIDTH * 2)
        box.activated.connect(lambda _index: act())
        return box

    def _number(self, name: str, most: int, field: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(name)
        edit.setValidator(QIntValidator(1, most, edit))
        edit.editingFinished.connect(lambda: self._change(**{field: int(edit.text())}))
        return edit

    def _money(self, name: str, field: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setAccessibleName(name)
        validator = QDoubleValidator(0.0, 1e6, 2, edit)
        validator.setLocale(validator.locale().c())
        edit.setValidator(validator)
        edit.editingFinished.connect(lambda: self._change(**{field: float(edit.text())}))
        return edit

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        words = {
            MUSICGEN: self.tr("MusicGen, fine-tuned on your data set"),
            SEPARATION: self.tr("The separator, on multitracks"),
            DEMO: self.tr("Small demo: no GPU, no songs, minutes"),
        }
        for recipe in RECIPES:
            one = QPushButton(words[recipe])
            one.setCheckable(True)
            one.setProperty("chip", True)
            one.setAutoExclusive(True)
            one.clicked.connect(lambda _checked=False, recipe=recipe: self.training.set_recipe(recipe))
            self.recipes[recipe] = one
            row.addWidget(one)
        row.addStretch(1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(tokens.PADDING)
        grid.setVerticalSpacing(2 * tokens.GRID)
        grid.setColumnStretch(4, 1)
        lines = (
            ("base", self.tr("Base"), self.base, self.base_folder),
            ("material", self.tr("Learns from"), self.material, self.material_folder),
            ("preset", self.tr("Preset"), self.preset, None),
            ("steps", self.tr("Steps"), self.steps, None),
            ("look_every", self.tr("Listen and judge every"), self.look_every, None),
            ("samples", self.tr("Previews at each look"), self.samples, None),
            ("price", self.tr("Price, USD an hour"), self.price, None),
            ("budget", self.tr("Budget, USD"), self.budget, None),
        )
        for place, (name, label, widget, more) in enumerate(lines):
            self.labels[name] = PlainLabel(label, "quiet")
            grid.addWidget(self.labels[name], place, 0)
            grid.addWidget(widget, place, 1)
            if more is not None:
                grid.addWidget(more, place, 2)
        grid.addWidget(self.asks, len(lines), 1, 1, 4)
        card = QFrame()
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(*(tokens.PADDING,) * 4)
        inside.addWidget(PlainLabel(self.tr("What it takes"), "caption"))
        inside.addWidget(self.estimate)
        inside.addWidget(self.basis)
        self.content.addLayout(row)
        self.content.addWidget(self.machine)
        self.content.addSpacing(tokens.GRID)
        self.content.addLayout(grid)
        self.content.addSpacing(tokens.GRID)
        self.content.addWidget(card)
        self.content.addStretch(1)

    def _change(self, **changes: object) -> None:
        self.training.set_choice(replace(self.training.desk.remembered.choice, **changes))  # type: ignore[arg-type]

    def _choose_base(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder with a MusicGen"))
        if folder:
            self._change(base=folder)

    def _choose_material(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("A folder of multitracks"))
        if folder:
            self._change(dataset=folder)

    def refresh(self) -> None:
        """As it is chosen."""
        training, choice = self.training, self.training.desk.remembered.choice
        machine = training.machine
        card = self.tr("This machine has %(name)s with %(gb).0f GB.") % {
            "name": plain(machine.gpu, 60),
            "gb": machine.vram_gb,
        }
        none = self.tr(
            "There is no NVIDIA GPU here: the small demo trains on the processor; anything larger takes days."
        )
        self.machine.setText(card if machine.vram_gb else none)
        for recipe, one in self.recipes.items():
            one.setChecked(recipe == choice.recipe)
        self._show_base(choice)
        self._show_preset(choice)
        for edit, value in (
            (self.steps, choice.steps),
            (self.look_every, choice.look_every),
            (self.samples, choice.samples),
        ):
            if not edit.hasFocus():
                edit.setText(str(value))
        for edit, price in ((self.price, choice.usd_per_hour), (self.budget, choice.budget_usd)):
            if not edit.hasFocus():
                edit.setText(f"{price:.2f}")
        self.asks.setChecked(choice.asks)
        self._show_rows(choice)
        self._show_estimate(training.estimate(), choice)
        why = training.why_no_training
        self.why.setText(why)
        self.start.setEnabled(not why)

    def _show_base(self, choice: Choice) -> None:
        bases = dict(self.training.machine.bases)
        if choice.base and choice.base not in bases:
            bases[choice.base] = plain(Path(choice.base).name, 60)
        self.base.clear()
        for model, title in bases.items():
            self.base.addItem(title, model)
        self.base.setCurrentIndex(self.base.findData(choice.base))
        self.material.setText(plain(choice.dataset or self.tr("nothing chosen"), 200))

    def _show_preset(self, choice: Choice) -> None:
        self.preset.clear()
        self.preset.addItem(self.tr("processor: very small"), "")
        for preset in PRESETS:
            how = self.tr("LoRA of rank %d") % preset.rank if preset.rank else self.tr("all weights")
            self.preset.addItem(self.tr("%(gb)d GB: %(how)s") % {"gb": preset.gigabytes, "how": how}, preset.name)
        self.preset.setCurrentIndex(self.preset.findData(choice.preset))

    def _show_rows(self, choice: Choice) -> None:
        is_demo, is_musicgen = choice.recipe == DEMO, choice.recipe == MUSICGEN
        for name, widgets, is_shown in (
            ("base", (self.base, self.base_folder), is_musicgen),
            ("preset", (self.preset,), is_musicgen),
            ("material", (self.material,), not is_demo),
            ("price", (self.price,), not is_demo),
            ("budget", (self.budget,), not is_demo),
        ):
            for widget in (self.labels[name], *widgets):
                widget.setVisible(is_shown)
        self.material_folder.setVisible(choice.recipe == SEPARATION)
        self.asks.setVisible(not is_demo)

    def _show_estimate(self, found: Estimate, choice: Choice) -> None:
        parts = [self.tr("%s steps") % f"{choice.steps:,}"]
        if found.memory_gb is not None:
            parts.append(self.tr("about %.1f GB of the card's memory") % found.memory_gb)
        parts.append(self.tr("time not known yet") if found.hours is None else self._time(found.hours))
        if found.usd:
            parts.append(self.tr("about %.2f USD") % found.usd)
        self.estimate.setText(" · ".join(parts))
        vram = self.training.machine.vram_gb
        if vram and found.memory_gb is not None and found.memory_gb > vram:
            self.basis.set_role("warn")
            self.basis.setText(
                self.tr("That is more than the card has (%.0f GB): choose a smaller preset, or a smaller base.") % vram
            )
            return
        self.basis.set_role("quiet")
        self.basis.setText(self._basis(found.basis, choice))

    def _time(self, hours: float) -> str:
        if hours < 1.0:
            return self.tr("about %d minutes") % max(1, round(60.0 * hours))
        return self.tr("about %.1f hours") % hours if hours < 2 * _DAY else self.tr("about %.1f days") % (hours / _DAY)

    def _basis(self, basis: str, choice: Choice) -> str:
        if basis == "measured":
            return self.tr("Time as measured on this machine in earlier trainings.")
        if basis == "published":
            return self.tr("Time of an A100, from a published run by the number of weights; other cards differ.")
        if choice.recipe == DEMO:
            return self.tr(
                "It renders two minutes of our own music and trains a small separator on it: the whole way, quickly."
            )
        return self.tr("How long a step takes here is not known before the first ones; the Running step shows it then.")

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
