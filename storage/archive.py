"""The archive: the small set of verbs through which the rest of the house keeps things and finds them again."""

from storage.collecting import Collecting
from storage.operating import Operating
from storage.reviewing import Reviewing


class Archive(Collecting, Reviewing, Operating):
    """One database file and the page files beside it.

    Every verb raises ArchiveError (storage is unusable, a thing is not there) and nothing of SQLite's own. A verb
    that writes does so in one transaction; `writing()` joins several into one.
    """
