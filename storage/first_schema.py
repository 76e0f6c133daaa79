"""The tables as the first version had them, which those of every database were at the beginning (schema.py goes on)."""

from sqlite_utils import Database, Migrations

migrations = Migrations("pactwatch")


@migrations()
def sources_and_polls(db: Database) -> None:
    """Where we look, and one row for every time we looked."""
    db.executescript("""
    CREATE TABLE sources (
        name TEXT PRIMARY KEY, outlet TEXT NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL,
        language TEXT NOT NULL, country TEXT NOT NULL, category TEXT NOT NULL, paywall TEXT NOT NULL,
        selectors TEXT NOT NULL DEFAULT '[]', link_pattern TEXT, note TEXT, confidence TEXT NOT NULL,
        min_interval INTEGER, origin TEXT NOT NULL, enabled INTEGER NOT NULL, why_disabled TEXT,
        set_by_person INTEGER NOT NULL DEFAULT 0,
        etag TEXT, last_modified TEXT, body_hash TEXT, unchanged_in_a_row INTEGER NOT NULL DEFAULT 0,
        interval_seconds INTEGER NOT NULL DEFAULT 1800, next_poll TEXT, failures REAL NOT NULL DEFAULT 0,
        last_poll TEXT, last_ok TEXT, last_outcome TEXT);
    CREATE INDEX sources_due ON sources (next_poll) WHERE enabled = 1;

    CREATE TABLE polls (
        id INTEGER PRIMARY KEY, source TEXT NOT NULL REFERENCES sources (name), at TEXT NOT NULL,
        outcome TEXT NOT NULL, status INTEGER, links INTEGER NOT NULL, fresh INTEGER NOT NULL,
        bytes INTEGER NOT NULL, seconds REAL NOT NULL, detail TEXT, next_poll TEXT);
    CREATE INDEX polls_of_source ON polls (source, at);
    """)


@migrations()
def ledger(db: Database) -> None:
    """One row for every URL ever seen: what became of it, why, and who showed it to us."""
    db.executescript("""
    CREATE TABLE ledger (
        id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, canonical TEXT NOT NULL, source TEXT,
        outcome TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL DEFAULT '[]', rule TEXT,
        status INTEGER, attempts INTEGER NOT NULL DEFAULT 0, retry_at TEXT,
        first_seen TEXT NOT NULL, decided_at TEXT NOT NULL,
        article_id INTEGER REFERENCES articles (id), page_id INTEGER REFERENCES pages (id));
    CREATE INDEX ledger_canonical ON ledger (canonical);
    CREATE INDEX ledger_waiting ON ledger (outcome, retry_at) WHERE outcome IN ('found', 'failed');
    CREATE INDEX ledger_article ON ledger (article_id) WHERE article_id IS NOT NULL;

    CREATE TABLE sightings (
        ledger_id INTEGER NOT NULL REFERENCES ledger (id), source TEXT NOT NULL,
        title TEXT, stated TEXT, modified TEXT,
        first_at TEXT NOT NULL, last_at TEXT NOT NULL, times INTEGER NOT NULL DEFAULT 1,
        PRIMARY KEY (ledger_id, source)) WITHOUT ROWID;
    """)


@migrations()
def articles(db: Database) -> None:
    """What was kept: articles with every address and version they had, and the pages they were read from."""
    db.executescript("""
    CREATE TABLE stories (id INTEGER PRIMARY KEY, opened_at TEXT NOT NULL);

    CREATE TABLE pages (
        id INTEGER PRIMARY KEY, url TEXT NOT NULL, at TEXT NOT NULL, status INTEGER NOT NULL,
        content_type TEXT, file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
        sha256 TEXT NOT NULL);

    CREATE TABLE articles (
        id INTEGER PRIMARY KEY, canonical_url TEXT NOT NULL UNIQUE, url TEXT NOT NULL,
        outlet TEXT NOT NULL, language TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
        authors TEXT NOT NULL, published TEXT, published_text TEXT, published_offset INTEGER,
        published_precision TEXT, published_source TEXT, modified TEXT, modified_text TEXT,
        modified_offset INTEGER, modified_precision TEXT, modified_source TEXT,
        section TEXT, image TEXT, wire TEXT, access TEXT NOT NULL,
        verdict TEXT NOT NULL, score REAL NOT NULL, evidence TEXT NOT NULL, rule TEXT NOT NULL,
        first_seen TEXT NOT NULL, changed_at TEXT NOT NULL, version INTEGER NOT NULL, exact TEXT NOT NULL,
        source TEXT, page_id INTEGER REFERENCES pages (id),
        story_id INTEGER NOT NULL REFERENCES stories (id));
    CREATE INDEX articles_seen ON articles (first_seen);
    CREATE INDEX articles_published ON articles (published);
    CREATE INDEX articles_exact ON articles (exact);
    CREATE INDEX articles_story ON articles (story_id);

    CREATE TABLE article_urls (
        url TEXT PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles (id), first_at TEXT NOT NULL);
    CREATE INDEX article_urls_article ON article_urls (article_id);

    CREATE TABLE versions (
        article_id INTEGER NOT NULL REFERENCES articles (id), version INTEGER NOT NULL, at TEXT NOT NULL,
        title TEXT NOT NULL, text TEXT NOT NULL, exact TEXT NOT NULL, modified TEXT,
        page_id INTEGER REFERENCES pages (id), PRIMARY KEY (article_id, version));
    """)


@migrations()
def relations_and_seeds(db: Database) -> None:
    """How articles hang together: with each other and with the seeds they are measured against."""
    db.executescript("""
    CREATE TABLE seeds (name TEXT PRIMARY KEY, body TEXT NOT NULL, added_at TEXT NOT NULL);

    CREATE TABLE relations (
        id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL REFERENCES articles (id),
        other_id INTEGER REFERENCES articles (id), seed TEXT, kind TEXT NOT NULL, is_copy INTEGER NOT NULL,
        containment REAL NOT NULL, jaccard REAL NOT NULL, share_of_article REAL NOT NULL,
        share_of_other REAL NOT NULL, run INTEGER, borderline INTEGER NOT NULL, reason TEXT NOT NULL,
        at TEXT NOT NULL, CHECK ((other_id IS NULL) <> (seed IS NULL)));
    CREATE UNIQUE INDEX relations_pair ON relations (article_id, other_id) WHERE other_id IS NOT NULL;
    CREATE UNIQUE INDEX relations_seed ON relations (article_id, seed) WHERE seed IS NOT NULL;
    CREATE INDEX relations_other ON relations (other_id) WHERE other_id IS NOT NULL;

    CREATE TABLE fingerprints (
        hash INTEGER NOT NULL, article_id INTEGER NOT NULL, PRIMARY KEY (hash, article_id)) WITHOUT ROWID;
    """)


@migrations()
def reviews(db: Database) -> None:
    """What a person said of a version; a later word stands beside the earlier one, never over it."""
    db.executescript("""
    CREATE TABLE reviews (
        id INTEGER PRIMARY KEY, article_id INTEGER NOT NULL, version INTEGER NOT NULL,
        verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'mention')), note TEXT, at TEXT NOT NULL,
        FOREIGN KEY (article_id, version) REFERENCES versions (article_id, version));
    CREATE INDEX reviews_article ON reviews (article_id, version);
    CREATE TRIGGER reviews_are_not_changed BEFORE UPDATE ON reviews
        BEGIN SELECT raise(ABORT, 'a review is never changed: add another'); END;
    CREATE TRIGGER reviews_are_not_removed BEFORE DELETE ON reviews
        BEGIN SELECT raise(ABORT, 'a review is never removed: add another'); END;
    """)


@migrations()
def search_index(db: Database) -> None:
    """Full text as overlapping CJK bigrams and Latin words; contentless, since the text stands in articles."""
    db.execute("""
    CREATE VIRTUAL TABLE article_index USING fts5 (
        title, text, content='', tokenize="unicode61 remove_diacritics 0")
    """)


@migrations()
def views(db: Database) -> None:
    """The three questions a person asks first: what is new, what is a copy of what, how much on which day."""
    db.executescript("""
    CREATE VIEW inbox AS
        SELECT a.id, a.first_seen, a.published, a.outlet, a.language, a.verdict, a.title, a.version, a.url,
            (SELECT count(*) FROM relations r WHERE r.other_id = a.id AND r.is_copy) AS copies
        FROM articles a
        WHERE NOT EXISTS (SELECT 1 FROM reviews v WHERE v.article_id = a.id AND v.version = a.version)
          AND NOT EXISTS (SELECT 1 FROM relations r WHERE r.article_id = a.id AND r.is_copy)
        ORDER BY coalesce(a.published, a.first_seen) DESC, a.id DESC;

    CREATE VIEW duplicates AS
        SELECT r.article_id AS id, a.outlet, a.language, a.title, r.kind,
            coalesce('seed ' || r.seed, r.other_id) AS original,
            coalesce(o.outlet, '') AS original_outlet, coalesce(o.title, '') AS original_title,
            round(r.share_of_article, 3) AS share_of_article, round(r.share_of_other, 3) AS share_of_original,
            r.reason
        FROM relations r JOIN articles a ON a.id = r.article_id LEFT JOIN articles o ON o.id = r.other_id
        WHERE r.is_copy ORDER BY r.article_id, r.seed IS NULL, r.other_id;

    CREATE VIEW by_day AS
        SELECT substr(coalesce(published, first_seen), 1, 10) AS day, language, verdict, count(*) AS articles,
            sum(EXISTS (SELECT 1 FROM relations r WHERE r.article_id = articles.id AND r.is_copy)) AS copies
        FROM articles GROUP BY day, language, verdict ORDER BY day DESC, language, verdict;
    """)
