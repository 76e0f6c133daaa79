"""Every error this project raises on purpose.

PactwatchError              what a person is told: one sentence that names the thing and the mend
├── UnusableURL             not a web address we would ever fetch
├── UnreadablePage          bytes that hold no text
├── PageNotFetched          an address that gave no page when it was asked for
├── InvalidTopic            a topic file that cannot be used, with file and line
├── InvalidCatalogue        a catalogue or OPML file that cannot be used
├── InvalidSeed             a seed that holds no article text
├── ArchiveError            the database: see storage
│   ├── ForeignDatabase     a file that is not ours
│   ├── NewerDatabase       a file written by a later pactwatch
│   ├── ArchiveUnavailable  locked, full, read-only, missing
│   ├── NotFound            no such article, source, seed
│   └── OtherVersion        not the version that was read
└── AlreadyRunning          a second scheduler or collection on one database
"""


class PactwatchError(Exception):
    """What a person is told: one sentence that names the thing and the mend."""


class UnusableURL(PactwatchError):
    """Not a web address we would ever fetch."""


class UnreadablePage(PactwatchError):
    """Bytes that hold no text."""


class PageNotFetched(PactwatchError):
    """An address that gave no page when a person asked for it."""


class InvalidTopic(PactwatchError):
    """A topic file that cannot be used."""


class InvalidCatalogue(PactwatchError):
    """A catalogue or OPML file that cannot be used."""


class InvalidSeed(PactwatchError):
    """A seed that holds no article text."""


class ArchiveError(PactwatchError):
    """The database does not do what was asked."""


class ForeignDatabase(ArchiveError):
    """A file that is not a pactwatch database."""


class NewerDatabase(ArchiveError):
    """A database written by a later version."""


class ArchiveUnavailable(ArchiveError):
    """Locked, full, read-only or missing."""


class NotFound(ArchiveError):
    """No such article, source or seed."""


class OtherVersion(ArchiveError):
    """What was read is not what stands by now."""


class AlreadyRunning(PactwatchError):
    """A second scheduler or collection on the same database."""
