"""Steps 1 to 3 of the Train page: songs and their rights, what the trainer finds in them, data sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.training_collection import CollectionView, read_collection
from app.training_desk import TrainingDesk
from app.training_presets import MUSICGEN
from app.training_state import Folder
from app.widgets.plain_text import plain


class Material(QObject):
    """What is trained on.

    Args:
        desk: Where the trainer is asked.
    """

    collection_read = Signal(object)
    datasets_read = Signal()

    def __init__(self, desk: TrainingDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.collection = CollectionView()
        self.datasets: tuple[dict[str, Any], ...] = ()
        self.dataset: dict[str, Any] = {}

    # 1: songs and rights

    def add_folders(self, paths: Sequence[Path]) -> None:
        """Add folders or songs; what is no folder and no file is refused in words."""
        known = {folder.path for folder in self._desk.remembered.folders}
        missing = [path for path in paths if not path.exists()]
        if missing:
            self._desk.tell_problem(
                self.tr("There is nothing at “%s”.") % plain(missing[0], 200), self.tr("Choose a folder.")
            )
        new = [Folder(str(path)) for path in paths if path.exists() and str(path) not in known]
        if new:
            self._desk.keep(folders=(*self._desk.remembered.folders, *new))

    def remove_folder(self, path: str) -> None:
        """Take a folder off the list; what is stated of it stays stated, and its songs stay in the library."""
        self._desk.keep(folders=tuple(each for each in self._desk.remembered.folders if each.path != path))

    def set_folder(self, path: str, *, rights: str | None = None, proof: str | None = None) -> None:
        """Say something of a folder; it is to be imported again then, which costs nothing for songs already there."""
        folders = []
        for each in self._desk.remembered.folders:
            new = each
            if each.path == path:
                new = replace(each, rights=each.rights if rights is None else rights)
                new = replace(new, proof=new.proof if proof is None else proof)
                if new != each:
                    new = replace(new, is_imported=False)
            folders.append(new)
        self._desk.keep(folders=tuple(folders))

    @property
    def why_no_import(self) -> str:
        """What is missing before an import; empty where nothing is."""
        folders = self._desk.remembered.folders
        if self._desk.task.is_running:
            return self.tr("Wait for what is working.")
        if not folders:
            return self.tr("Add a folder of songs first.")
        unsaid = [folder for folder in folders if not folder.is_stated]
        if unsaid:
            name = plain(Path(unsaid[0].path).name or unsaid[0].path, 60)
            if unsaid[0].rights == "licensed":
                return self.tr("Say where the permission for “%s” is written down.") % name
            return self.tr("Say which rights you have in “%s”: nothing without rights is ever trained on.") % name
        if all(folder.is_imported for folder in folders):
            return self.tr("All folders are imported.")
        return ""

    def import_all(self) -> None:
        """Import every folder that is not imported as it stands, one after the other."""
        if not self.why_no_import:
            self._desk.keep(is_importing=True)
            self.import_next()

    def import_next(self) -> None:
        """The next folder, or an end."""
        folder = next((each for each in self._desk.remembered.folders if each.is_stated and not each.is_imported), None)
        if folder is None or not self._desk.remembered.is_importing:
            self._desk.keep(is_importing=False)
            self.read_collection()
            return
        words = ["collection", "import", "--rights", folder.rights, "--events"]
        words += ["--proof", folder.proof] if folder.rights == "licensed" else []
        self._desk.begin("import", [*words, "--", folder.path], folder.path)

    def state_song(self, path: str, rights: str) -> None:
        """Say which rights one song has, whatever its folder has."""
        self._desk.asking.ask(
            ["collection", "rights", "--as", rights, *self._proof(path, rights), "--", path],
            lambda _document: self.read_collection(),
            self._desk.tell,
        )

    def _proof(self, path: str, rights: str) -> list[str]:
        """A licensed song rests on what is said of its folder."""
        if rights != "licensed":
            return []
        said = [each.proof for each in self._desk.remembered.folders if each.proof and path.startswith(each.path)]
        return ["--proof", said[0] if said else self.tr("stated by the user for this song")]

    # 2: analysis

    def read_collection(self) -> None:
        """Ask the trainer what may be trained on and what not."""

        def done(document: dict[str, Any]) -> None:
            self.collection = read_collection(document)
            self.collection_read.emit(self.collection)
            self._desk.changed.emit()

        self._desk.asking.ask(["collection", "report", "--songs"], done, self._desk.tell)

    # 3: data set

    def read_datasets(self) -> None:
        """Which data sets there are, and all about the chosen one."""

        def done(document: dict[str, Any]) -> None:
            found = [own for own in document.get("datasets") or () if isinstance(own, dict)]
            self.datasets = tuple(own for own in found if own.get("is_finished"))
            titles = [str(own.get("dataset")) for own in self.datasets]
            if self._desk.remembered.dataset not in titles and titles:
                self._desk.keep(dataset=titles[-1])
            self.datasets_read.emit()
            if self._desk.remembered.dataset in titles:
                self.choose_dataset(self._desk.remembered.dataset)

        self._desk.asking.ask(["dataset", "list"], done, self._desk.tell)

    def choose_dataset(self, title: str) -> None:
        """Show and use a data set."""

        def done(document: dict[str, Any]) -> None:
            self.dataset = document
            self.datasets_read.emit()

        choice = self._desk.remembered.choice
        if choice.recipe == MUSICGEN:
            choice = replace(choice, dataset=title)
        self._desk.keep(dataset=title, choice=choice)
        self._desk.asking.ask(["dataset", "show", title], done, self._desk.tell)

    @property
    def why_no_dataset(self) -> str:
        """What keeps a data set from being made; empty where nothing does."""
        if self._desk.task.is_running:
            return self.tr("Wait for what is working.")
        if not self.collection.recordings:
            return self.tr("Import songs first: step 1.")
        if not self.collection.chosen:
            return self.tr("No song may be trained on yet. Step 2 says of each why not.")
        return ""

    def make_dataset(self, name: str, *, seconds: float, stems: int, seed: int, allows_research: bool) -> None:
        """Split, prepare and freeze the collection."""
        if not self.why_no_dataset:
            words = ["dataset", "make", name, "--seconds", f"{seconds:g}", "--stems", str(stems), "--seed", str(seed)]
            self._desk.begin("dataset", [*words, *(["--research"] if allows_research else []), "--events"], name)
