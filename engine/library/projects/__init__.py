"""Projects: a folder with the user's songs, takes and edits in it, which can be copied, kept and sent. No database."""

from engine.library.projects.check import Findings, check, repair
from engine.library.projects.content import AudioStore
from engine.library.projects.document import ProjectDocument, ProjectSong, StoredFile
from engine.library.projects.folder import OpenedProject, ProjectFolder
from engine.library.projects.lock import ProjectLock
from engine.library.projects.ring import Ring, Snapshot
from engine.library.projects.songs import add_folder, collect, copy_project, lay_out

__all__ = [
    "AudioStore",
    "Findings",
    "OpenedProject",
    "ProjectDocument",
    "ProjectFolder",
    "ProjectLock",
    "ProjectSong",
    "Ring",
    "Snapshot",
    "StoredFile",
    "add_folder",
    "check",
    "collect",
    "copy_project",
    "lay_out",
    "repair",
]
