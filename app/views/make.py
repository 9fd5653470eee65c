"""The Make page: words on the left, takes on the right. It joins them; what they do is elsewhere."""

from __future__ import annotations

import secrets
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.jobs_model import clock_text
from app.making import Making, Pending
from app.making_audition import Audition
from app.making_engines import SKETCH, EngineChoice, Machine, estimate
from app.making_growth import GrowingSound
from app.making_order import Order, Understanding, continuation, variation
from app.making_takes import TakeView
from app.pages import Screen, Services
from app.theme import Theme
from app.views.make_form import MakeForm
from app.views.make_takes import TakesView
from app.widgets.drag_grip import file_data
from app.widgets.pending_card import PendingCard
from app.widgets.plain_text import plain
from app.widgets.space_presses import SpacePresses
from app.widgets.take_card import TakeCard
from app.widgets.take_drag import DragHandle

_POLL_MS = 30
_SLOT_KEYS = {Qt.Key.Key_1: 0, Qt.Key.Key_2: 1, Qt.Key.Key_3: 2, Qt.Key.Key_4: 3}


class MakePage(Screen):
    """Everything of the Make page.

    Args:
        services: What it may use of the window.
        theme: Its dress.
    """

    def __init__(self, services: Services, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.making = Making(services, self)
        self.audition = Audition(services.make_player, self)
        self.form = MakeForm(theme)
        self.takes = TakesView(theme, self._prepare_card)
        self._chosen: TakeCard | PendingCard | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.form)
        row.addWidget(self.takes, 1)
        self._space = SpacePresses(self)
        self._clock = QTimer(self)
        self._clock.setInterval(_POLL_MS)
        self._clock.timeout.connect(self.poll)
        self._connect()
        services.operations.prepare_takes()
        self.making.look_at_machine()
        self.making.read_earlier()
        self._read()

    def _connect(self) -> None:
        making, form, takes = self.making, self.form, self.takes
        form.changed.connect(self._read)
        form.make_wanted.connect(self.generate)
        form.like.file_wanted.connect(making.read_like)
        making.like_read.connect(form.like.show_source)
        making.understood.connect(self._on_understood)
        making.machine_known.connect(self._on_machine)
        making.pending_changed.connect(self._on_pending)
        making.take_ready.connect(self._on_take)
        making.growths.grew.connect(self._on_growth)
        making.pending_gone.connect(self._on_gone)
        self.audition.let_go.connect(making.growths.discard)
        making.earlier_read.connect(self._on_earlier)
        takes.slots_changed.connect(
            lambda: self.audition.set_slots(tuple(card.take for card in takes.takes if card.slot))
        )
        takes.example_wanted.connect(self._on_example)
        self.audition.problem.connect(
            lambda: self._services.notice.tell(self.tr("Playback has stopped and was started again."))
        )

    # asking

    def _read(self) -> None:
        self.making.read(self.form.order())

    def _on_understood(self, read: Understanding) -> None:
        if read.order != self.form.order():
            return  # typing went on; the newest order is being read
        services = self._services
        cost = estimate(
            read.order.engine, read.order.takes, read.seconds, self.making.machine, services.settings, services.state
        )
        self.form.show_understanding(read, cost)

    def _on_machine(self, machine: Machine) -> None:
        self.form.set_machine(machine)
        self._read()

    def stars_changed(self) -> None:
        """Stars belong to the project that is open."""
        for card in self.takes.shown_takes:
            card.star.setChecked(self.making.is_starred(card.take))

    def _on_example(self, words: str) -> None:
        self.form.set_prompt(words)
        self.form.prompt.setFocus(Qt.FocusReason.OtherFocusReason)

    def generate(self) -> bool:
        """Ask for what stands in the form."""
        order = self.form.order()
        if order.asks_something and self._ask(order):
            self.form.next_seed()
        return True

    def _ask(self, order: Order) -> bool:
        self.takes.begin_batch()
        jobs = self.making.make(order)
        self.takes.area.verticalScrollBar().setValue(0)
        self.takes.area.setFocus(Qt.FocusReason.OtherFocusReason)  # so that 1 to 4 are heard, not typed
        return bool(jobs)

    # cards

    def _on_pending(self, pending: Pending) -> None:
        card = self.takes.show_pending(pending)
        if card is not None:
            card.cancel_wanted.connect(self.making.cancel)
            card.hear_wanted.connect(lambda: self._hear_or_pause(card))
            card.seek_wanted.connect(lambda at: self._hear(card, at))
            for button in (card.play, card.cancel):
                button.installEventFilter(self._space)

    def _on_growth(self, sound: GrowingSound) -> None:
        self.takes.show_sound(sound)
        self.audition.grow(sound)

    def _on_gone(self, key: str) -> None:
        self.audition.drop(key)
        self.takes.remove(key)
        self._let_files_go()

    def _on_take(self, key: str, take: TakeView) -> None:
        card = self.takes.show_take(key, take, is_starred=self.making.is_starred(take))
        self.audition.finish(key, card.take)
        self._let_files_go()
        self.poll()
        self._read()  # the next estimate knows this one

    def _let_files_go(self) -> None:
        """What a take was heard from while it grew can go, unless it is still heard: then the player says when."""
        if self.audition.heard is None:
            self.making.growths.discard()

    def _on_earlier(self, earlier: tuple[TakeView, ...]) -> None:
        for take in earlier:
            key = str(take.folder)
            if not self.takes.knows(key):
                self.takes.show_take(key, take, is_starred=self.making.is_starred(take), is_earlier=True)

    def _prepare_card(self, card: TakeCard) -> None:
        making, take = self.making, card.take
        card.hear_wanted.connect(lambda: self._hear_or_pause(card))
        card.seek_wanted.connect(lambda at: self._hear(card, at))
        card.star_toggled.connect(lambda is_on: making.set_star(take, is_on=is_on))
        card.variation_wanted.connect(lambda: self._vary(take))
        card.continue_wanted.connect(lambda: self._continue(take))
        card.change_wanted.connect(lambda: self._change(take))
        card.redraw_wanted.connect(lambda part: self._ask(replace(self._again(take), redraw=(part,))))
        card.section_wanted.connect(lambda index: self._ask(replace(self._again(take), sections=(index,))))
        card.open_wanted.connect(lambda: making.open_in_split(take))
        card.drag_near.connect(lambda part: making.prepare_drag(take, part))
        card.drag_wanted.connect(lambda part: self._drag(card, part))
        card.part_menu_wanted.connect(lambda part: self._offer_copy(card, part))
        for button in card.findChildren(QWidget):
            if not isinstance(button, DragHandle):
                button.installEventFilter(self._space)

    def _again(self, take: TakeView) -> Order:
        return Order(takes=1, seed=_seed(), source=str(take.folder), source_name=take.prompt)

    def _engine_of(self, take: TakeView) -> EngineChoice:
        """The engine that made a take, if it is still installed."""
        model = str(take.recipe.get("model", ""))
        return next((each for each in self.making.machine.engines if each.model == model and model), SKETCH)

    def _vary(self, take: TakeView) -> None:
        engine = self._engine_of(take)
        if self._can(take, engine):
            self._ask(
                variation(str(take.folder), take.prompt, backend=take.backend, takes=1, seed=_seed(), engine=engine)
            )

    def _continue(self, take: TakeView) -> None:
        engine = self._engine_of(take)
        if self._can(take, engine):
            self._ask(
                continuation(
                    str(take.folder),
                    take.prompt,
                    backend=take.backend,
                    prompt=take.prompt,
                    num_bars=take.num_bars,
                    seed=_seed(),
                    engine=engine,
                )
            )

    def _can(self, take: TakeView, engine: EngineChoice) -> bool:
        if take.is_planned or engine.is_sound:
            return True
        self._services.notice.tell(self.tr("The engine that made this take is not installed any more."))
        return False

    def _change(self, take: TakeView) -> None:
        self.form.set_source(take)
        self.form.prompt.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drag(self, card: TakeCard, part: str) -> None:
        if self._is_lost(card.take, part):
            return
        file = self.making.draggable(card.take, part)
        handle = next(each for each in card.handles if each.part == part)
        if file is None:
            self.making.prepare_drag(card.take, part)
            self._services.notice.tell(self.tr("The file is still being copied. Drag it again in a moment."))
            return
        handle.carry(file)

    def _offer_copy(self, card: TakeCard, part: str) -> None:
        """What a drag does, without one."""
        handle = next(each for each in card.handles if each.part == part)
        handle.open_menu([(self.tr("Copy file (%s)") % handle.part_name, lambda: self._copy(card.take, part))])

    def _copy(self, take: TakeView, part: str) -> None:
        """Put a part on the clipboard, now or as soon as its file is there."""
        if self._is_lost(take, part):
            return

        def put() -> None:
            made = self.making.draggable(take, part)
            if made is not None:
                QApplication.clipboard().setMimeData(file_data(made))
                tell(self.tr("“%s” is copied: paste it into a folder or your DAW.") % plain(made.name))

        tell = self._services.notice.tell
        if self.making.draggable(take, part) is not None:
            put()
        else:
            self.making.prepare_drag(take, part, put)

    def _is_lost(self, take: TakeView, part: str) -> bool:
        """Whether a part's file has gone; then it is told."""
        is_lost = self.making.is_lost(take, part)
        if is_lost:
            told = self.tr("The take's file is no longer there: %s. Make the take again from its recipe.")
            self._services.notice.tell(told % plain(take.source(part)))
        return is_lost

    # listening

    def _hear(self, card: TakeCard | PendingCard, at: float | None = None) -> None:
        heard = card.sound if isinstance(card, PendingCard) else card.take
        if heard is None:
            return
        self._services.playback.player.pause()
        self._chosen = card
        self.audition.hear(heard, at)
        self._clock.start()
        self.poll()

    def _hear_or_pause(self, card: TakeCard | PendingCard) -> None:
        heard = card.sound if isinstance(card, PendingCard) else card.take
        if self.audition.heard is heard and self.audition.is_playing:
            self.audition.pause()
            self.poll()
        else:
            self._hear(card)

    def hear_slot(self, slot: int) -> None:
        """Hear the take of a key, 0 being the first, where the play-head is."""
        shown = self.takes.takes
        if slot < len(shown):
            self._hear(shown[slot])

    def toggle_play(self) -> None:
        """Play or pause; the first take where none was heard, or what there is of the first that is made."""
        shown: tuple[TakeCard | PendingCard, ...] = (*self.takes.takes, *self.takes.sounding)
        if self.audition.heard is None and shown:
            self._hear(shown[0])
        elif self.audition.heard is not None:
            self._services.playback.player.pause()
            self.audition.toggle()
            self._clock.start()
            self.poll()

    def toggle_star(self) -> None:
        """Star the take that is heard, or the first."""
        shown = self.takes.takes
        card = next((each for each in shown if each is self._chosen), next(iter(shown), None))
        if card is not None:
            card.star.click()

    def poll(self) -> None:
        """What is heard, and where."""
        audition = self.audition
        audition.poll()
        for card in self.takes.takes:
            is_heard = card.take is audition.heard
            card.set_heard(is_heard=is_heard, is_playing=audition.is_playing)
            if is_heard:
                card.wave.set_position(audition.position)
        for growing in self.takes.sounding:
            growing.set_heard(
                is_heard=growing.sound is audition.heard, is_playing=audition.is_playing, position=audition.position
            )
        if audition.heard is not None:
            self.takes.clock.setText(f"{clock_text(audition.position)} / {clock_text(audition.heard.duration)}")

    # the window's side

    def event(self, event: QEvent) -> bool:
        """Keys that mean something here win over the window's, unless somebody writes (who takes them first)."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._means(event):
            event.accept()
            return True
        return super().event(event)

    def _means(self, event: QKeyEvent) -> bool:
        modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        is_ours = event.key() in _SLOT_KEYS or event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Asterisk)
        return is_ours and modifiers == Qt.KeyboardModifier.NoModifier

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if not self._means(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Space:
            self.toggle_play()
        elif event.key() == Qt.Key.Key_Asterisk:
            self.toggle_star()
        else:
            self.hear_slot(_SLOT_KEYS[Qt.Key(event.key())])

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        super().hideEvent(event)
        self.audition.pause()
        self._clock.stop()

    def take_focus(self) -> None:
        self.form.prompt.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        self.form.set_theme(theme)
        self.takes.set_theme(theme)

    def close_down(self) -> None:
        self._clock.stop()
        self.audition.close()


def _seed() -> int:
    return secrets.randbelow(1 << 31)
