"""The user's collection: one SQLite file, a folder of artifacts, a folder of backups."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.core.errors import LibraryError
from engine.core.jobs import Report, no_report
from engine.library import backups, checks
from engine.library.analyses import Analyses
from engine.library.analysis_ledger import AnalysisLedger
from engine.library.artifacts import Artifacts
from engine.library.catalogue import Catalogue
from engine.library.database import Database
from engine.library.failures import Failures
from engine.library.files import InUse, LibraryFolder, creating
from engine.library.jobs import Jobs
from engine.library.labels import Contests, Labels
from engine.library.migrate import check_not_newer, load_migrations, migrate, read_format
from engine.library.panels import Panels
from engine.library.scores import Scores
from engine.library.separations import Separations
from engine.library.takes import Takes
from engine.library.tracks import Tracks

logger = logging.getLogger(__name__)

_HAS_CONTENT = "SELECT EXISTS (SELECT 1 FROM tracks) OR EXISTS (SELECT 1 FROM jobs) OR EXISTS (SELECT 1 FROM takes)"


class Library:
    """An open collection. Several processes may have it open at once; threads of one may share it.

    Use ``Library.open``. What can go wrong in any call is a ``LibraryError``.
    """

    def __init__(self, folder: LibraryFolder, in_use: InUse, database: Database) -> None:
        self.folder = folder
        self._in_use = in_use
        self._database = database
        self._is_open = True
        self.tracks = Tracks(database)
        self.catalogue = Catalogue(database)
        self.failures = Failures(database)
        self.analyses = Analyses(database)
        self.analysis_ledger = AnalysisLedger(database)
        self.artifacts = Artifacts(database, folder.artifacts)
        self.separations = Separations(database)
        self.takes = Takes(database)
        self.scores = Scores(database)
        self.labels = Labels(database)
        self.contests = Contests(database)
        self.panels = Panels(database)
        self.jobs = Jobs(database)

    @classmethod
    def open(cls, folder: Path, *, daily_backup: bool = True) -> Library:
        """Open the library in ``folder``; create it where there is none, upgrade it where it is older.

        Args:
            folder: Holds ``library.db``, ``artifacts/`` and ``backups/``.
            daily_backup: Whether the first opening of the day (UTC) also makes a backup.

        Raises:
            LibraryError: If it is damaged, lost, made by a newer version, read-only, or the disk is full. What was
                there stays as it was.
        """
        where = LibraryFolder(folder.absolute())
        where.create()
        in_use = InUse(where)
        try:
            with creating(where, in_use) as is_new:
                database = _open_database(where, create=is_new)
            try:
                library = cls(where, in_use, database)
                where.remove_leftovers()
                if daily_backup and not is_new:
                    library.back_up_daily()
            except BaseException:
                with suppress(LibraryError):
                    database.close()
                raise
        except BaseException:
            in_use.close()
            raise
        return library

    def close(self) -> None:
        """Close; calling it twice is harmless."""
        if self._is_open:
            self._is_open = False
            try:
                self._database.close()
            finally:
                self._in_use.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Writes inside happen together or not at all; other processes wait, so keep it short."""
        return self._database.transaction()

    def backup(self, target: Path | None = None) -> Path:
        """Copy the database, read the copy back, and return where it is.

        Args:
            target: A file; a numbered one below ``backups/`` if None.

        Raises:
            LibraryError: If the copy cannot be written or is not sound; then there is none.
        """
        return backups.back_up(self._database, self.folder, target)

    def back_up_daily(self) -> Path | None:
        """A backup if there is none of today (UTC) yet and there is something to keep; returns where it is.

        A full disk does not keep anyone from working: it is logged, and tried again at the next opening.

        Raises:
            LibraryError: If the database is damaged; reading the copy back is also the daily check.
        """
        if backups.has_backup_of_today(self.folder) or not self._database.value(_HAS_CONTENT):
            return None
        try:
            return self.backup()
        except backups.BackupNotWritten as error:
            logger.warning("no daily backup: %s", error)
            return None

    def verify(self, report: Report = no_report) -> checks.Verification:
        """Check everything: the database's structure and references, each artifact's hash, each original's size.

        Raises:
            JobCancelled: If ``report`` raises it.
        """
        return checks.verify(self._database, self.tracks, self.artifacts, report)


def _open_database(where: LibraryFolder, *, create: bool) -> Database:
    migrations = load_migrations()
    database = Database(where.database, create=create)
    try:
        found = read_format(database)
        if found.is_empty and not create and any(where.backups.glob("library-*.db")):
            raise LibraryError(str(where.database), "the file is empty although there was a library")
        check_not_newer(database, found, len(migrations))
        database.begin_writing()
        migrate(database, migrations, back_up=lambda: backups.back_up_committed(where, found.version))
        if checks.is_small(where.database):
            checks.quick_check(database)
    except BaseException:
        with suppress(LibraryError):
            database.close()
        raise
    return database
