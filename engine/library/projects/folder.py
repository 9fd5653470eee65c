"""The folder of a project: reading the newest state, saving, keeping snapshots, going back."""

from __future__ import annotations

import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from engine.core.errors import UserError
from engine.library.projects.content import AudioStore
from engine.library.projects.document import MOST_BYTES, SCHEMA, ProjectDocument, decode, encode
from engine.library.projects.ring import Ring, Snapshot
from engine.library.projects.trouble import explained
from engine.whole_file import write_bytes

FILE = "project.json"


@dataclass(frozen=True, slots=True)
class OpenedProject:
    """What was found. ``saved``: as the user last saved it, None where that file is gone or damaged (``problem`` says
    so); ``restored``: the snapshot that ``document`` is of, where that is newer than what was saved.
    """

    document: ProjectDocument
    saved: ProjectDocument | None
    restored: Snapshot | None = None
    problem: str = ""


class ProjectFolder:
    """A project's files.

    Args:
        root: Its folder.
        spare: Where snapshots go when the folder cannot be written (a read-only or full disk), below the user's home.
    """

    def __init__(self, root: Path, *, spare: Path | None = None) -> None:
        self.root = root
        self.audio = AudioStore(root / "audio")
        self.ring = Ring(root / "autosave")
        self._spare = spare

    @property
    def file(self) -> Path:
        return self.root / FILE

    @classmethod
    def create(cls, root: Path, name: str, *, spare: Path | None = None) -> tuple[ProjectFolder, ProjectDocument]:
        """A new, empty project.

        Raises:
            UserError: If there is something of that name, or it cannot be written.
        """
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise UserError(f"There is something at {root} already", "Choose another name.")
        now = time.time()
        document = ProjectDocument(id=secrets.token_hex(12), name=name[:200], created=now, changed=now)
        folder = cls(root, spare=spare)
        folder.save(document)
        return folder, document

    def open(self) -> OpenedProject:
        """The newest state that can be read, be it the saved one or a snapshot.

        Raises:
            UserError: If there is no project here, or none of its states can be read.
        """
        try:
            with self.file.open("rb") as opened:
                text = opened.read(MOST_BYTES + 1)
        except OSError as error:
            if not self.snapshots():
                if isinstance(error, FileNotFoundError | NotADirectoryError):
                    hint = f"Choose the folder that holds {FILE}."
                    raise UserError(f"There is no project in {self.root}", hint) from error
                raise explained(error, self.root) from error
            return self._newest(None, explained(error, self.file))
        try:
            saved = decode(text, str(self.file))
        except UserError as error:
            if not self.snapshots() or "another version" in str(error):
                raise
            return self._newest(None, error)
        self._keep_older(text)
        return self._newest(saved, None)

    def _newest(self, saved: ProjectDocument | None, problem: UserError | None) -> OpenedProject:
        for snapshot in self.snapshots():
            if saved is not None and snapshot.revision <= saved.revision:
                break
            with suppress(UserError):
                document = self.read(snapshot)
                if saved is None or document.id == saved.id:
                    return OpenedProject(document, saved, snapshot, str(problem or ""))
        if saved is None:
            assert problem is not None  # without a saved state there is a reason why
            raise problem
        return OpenedProject(saved, saved)

    def _keep_older(self, text: bytes) -> None:
        """A document of an older schema stays beside the one that will take its place."""
        if f'"{SCHEMA}"'.encode() not in text:
            with suppress(OSError):
                older = self.root / "project.older.json"
                if not older.exists():
                    write_bytes(older, text)

    def read(self, snapshot: Snapshot) -> ProjectDocument:
        """A state of the ring.

        Raises:
            UserError: If it cannot be read.
        """
        try:
            return decode(snapshot.path.read_bytes(), str(snapshot.path))
        except OSError as error:
            raise explained(error, snapshot.path) from error

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Newest first, the spare ones too."""
        spare = self._spare_ring()
        found = (*self.ring.list(), *(spare.list() if spare is not None else ()))
        return tuple(sorted(found, reverse=True))

    def find_snapshot(self, name: str) -> Snapshot:
        """By its name, or its number in the list from 1 (newest).

        Raises:
            UserError: If there is none.
        """
        snapshots = self.snapshots()
        for number, snapshot in enumerate(snapshots, 1):
            if name in (snapshot.name, str(number)):
                return snapshot
        raise UserError(f"There is no snapshot {name[:60]!r}", "List them with: aurax project snapshots")

    def _spare_ring(self) -> Ring | None:
        """By the folder's place and not by the project's id: what cannot be read has none."""
        import hashlib

        if self._spare is None:
            return None
        place = str(self.root.absolute()).encode("utf-8", "surrogateescape")
        return Ring(self._spare / hashlib.sha256(place).hexdigest()[:24])

    def save(self, document: ProjectDocument) -> None:
        """Write ``project.json`` whole.

        Raises:
            UserError: If it cannot be written; what was saved before is still there.
        """
        try:
            write_bytes(self.file, encode(document))
        except OSError as error:
            raise explained(error, self.root) from error

    def keep(self, document: ProjectDocument) -> Snapshot:
        """Write a snapshot, beside the project or, where that cannot be, in the spare place.

        Raises:
            UserError: If it can be written nowhere.
        """
        content = encode(document)
        try:
            return self.ring.write(content, document.revision, document.changed)
        except OSError as error:
            spare = self._spare_ring()
            if spare is None:
                raise explained(error, self.root) from error
            with suppress(OSError):
                return spare.write(content, document.revision, document.changed)
            raise explained(error, self.root) from error

    def is_spare(self, snapshot: Snapshot) -> bool:
        """Whether a snapshot does not lie in the project."""
        return snapshot.path.parent != self.ring.folder

    def restored(self, now: ProjectDocument, snapshot: Snapshot, at: float) -> ProjectDocument:
        """An earlier state as the newest one; the present one is kept in the ring first.

        Raises:
            UserError: If one cannot be read or the other not be written.
        """
        from dataclasses import replace

        earlier = self.read(snapshot)
        self.keep(now)
        return replace(earlier, id=now.id, revision=now.revision).touched(at)
