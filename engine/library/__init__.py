"""The user's collection in SQLite: tracks, analyses, stems, takes, scores, the job queue, artifacts and backups."""

from engine.library.analyses import AnalysisSummary
from engine.library.analysis_ledger import AnalysisState, LedgerEntry
from engine.library.artifacts import Artifact, ArtifactFile, artifact_key
from engine.library.backups import Backup, BackupNotWritten, Restored, latest_backups, restore, restore_newest
from engine.library.catalogue import CatalogueEntry, Place, Verdict
from engine.library.checks import Problem, Verification
from engine.library.failures import Failure
from engine.library.jobs import StoredJob
from engine.library.library import Library
from engine.library.owner import Owner
from engine.library.separations import StoredSeparation
from engine.library.tracks import Added, FileStamp, Location

__all__ = [
    "Added",
    "AnalysisState",
    "AnalysisSummary",
    "Artifact",
    "ArtifactFile",
    "Backup",
    "BackupNotWritten",
    "CatalogueEntry",
    "Failure",
    "FileStamp",
    "LedgerEntry",
    "Library",
    "Location",
    "Owner",
    "Place",
    "Problem",
    "Restored",
    "StoredJob",
    "StoredSeparation",
    "Verdict",
    "Verification",
    "artifact_key",
    "latest_backups",
    "restore",
    "restore_newest",
]
