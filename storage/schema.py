"""The tables, as named migrations that read from top to bottom. A migration that has shipped is never edited.

It begins in first_schema.py, and what was changed since stands here.
"""

from sqlite_utils import Database

from storage.first_schema import migrations as migrations

APPLICATION_ID = 0x50414354
"""PRAGMA application_id of our files: "PACT"."""


@migrations()
def operations(db: Database) -> None:
    """What the service does to itself: when each chore was last done, and what its operator has been told."""
    db.executescript("""
    CREATE TABLE chores (name TEXT PRIMARY KEY, at TEXT NOT NULL, outcome TEXT NOT NULL);

    CREATE TABLE alarms (
        subject TEXT PRIMARY KEY, state TEXT NOT NULL, why TEXT NOT NULL, since TEXT NOT NULL);

    CREATE INDEX polls_with_news ON polls (source, at, fresh) WHERE fresh > 0;
    """)


@migrations()
def what_a_page_shows(db: Database) -> None:
    """The caption of the lead image, whether only the beginning was shown, and the kind of page."""
    db.executescript("""
    ALTER TABLE articles ADD COLUMN image_caption TEXT;
    ALTER TABLE articles ADD COLUMN stub INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE articles ADD COLUMN kind TEXT NOT NULL DEFAULT 'article';
    """)


@migrations()
def politeness(db: Database) -> None:
    """Hosts that asked us to wait, sources that moved, polls that came too late."""
    db.executescript("""
    CREATE TABLE hosts (host TEXT PRIMARY KEY, held_until TEXT NOT NULL, reason TEXT NOT NULL) WITHOUT ROWID;
    ALTER TABLE sources ADD COLUMN insecure INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE sources ADD COLUMN moved_to TEXT;
    ALTER TABLE sources ADD COLUMN moved_times INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE sources ADD COLUMN gone_at TEXT;
    ALTER TABLE polls ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX sightings_of_source ON sightings (source, last_at);
    """)


@migrations()
def framings(db: Database) -> None:
    """Which words an article uses for what happens to the topic, each with its sentence."""
    db.executescript("""
    CREATE TABLE framings (
        article_id INTEGER NOT NULL REFERENCES articles (id), place_in_text INTEGER NOT NULL, frame TEXT NOT NULL,
        word TEXT NOT NULL, sentence TEXT NOT NULL, place TEXT NOT NULL,
        PRIMARY KEY (article_id, place_in_text)) WITHOUT ROWID;
    CREATE INDEX framings_frame ON framings (frame);
    """)


@migrations()
def quick_lists(db: Database) -> None:
    """What the lists of `pactwatch` look up: on 100,000 articles the inbox took minutes without, 6 ms with them.

    The unique indexes of relations are partial, and so no help to a question about `article_id` alone.
    """
    db.executescript("""
    CREATE INDEX relations_article ON relations (article_id, is_copy);
    CREATE INDEX articles_newest ON articles (coalesce(published, first_seen) DESC, id DESC);
    """)


@migrations()
def copies_and_edits(db: Database) -> None:
    """Passages too common to find anybody, the version of the fingerprints, and what each edit of an article was.

    A review counts until the text changes in substance; typography does not put an article back into the inbox.
    """
    db.executescript("""
    CREATE TABLE common_passages (hash INTEGER PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE indexed_by (name TEXT PRIMARY KEY, version INTEGER NOT NULL);
    CREATE INDEX articles_outlet ON articles (outlet, id);

    ALTER TABLE versions ADD COLUMN grade TEXT NOT NULL DEFAULT 'first';
    ALTER TABLE versions ADD COLUMN substance INTEGER NOT NULL DEFAULT 1;
    ALTER TABLE versions ADD COLUMN changes TEXT NOT NULL DEFAULT '[]';

    DROP VIEW inbox;
    CREATE VIEW inbox AS
        SELECT a.id, a.first_seen, a.published, a.outlet, a.language, a.verdict, a.title, a.version, a.url,
            (SELECT count(*) FROM relations r WHERE r.other_id = a.id AND r.is_copy) AS copies
        FROM articles a
        WHERE NOT EXISTS (
            SELECT 1 FROM reviews v WHERE v.article_id = a.id AND v.version >= (
                SELECT max(s.version) FROM versions s WHERE s.article_id = a.id AND s.substance))
          AND NOT EXISTS (SELECT 1 FROM relations r WHERE r.article_id = a.id AND r.is_copy)
        ORDER BY coalesce(a.published, a.first_seen) DESC, a.id DESC;
    """)


@migrations()
def rejected_articles_leave_the_lists(db: Database) -> None:
    """An article that later rules reject keeps its row, and is in no list of what is about the topic."""
    db.executescript("""
    DROP VIEW inbox;
    CREATE VIEW inbox AS
        SELECT a.id, a.first_seen, a.published, a.outlet, a.language, a.verdict, a.title, a.version, a.url,
            (SELECT count(*) FROM relations r WHERE r.other_id = a.id AND r.is_copy) AS copies
        FROM articles a
        WHERE a.verdict <> 'off'
          AND NOT EXISTS (
            SELECT 1 FROM reviews v WHERE v.article_id = a.id AND v.version >= (
                SELECT max(s.version) FROM versions s WHERE s.article_id = a.id AND s.substance))
          AND NOT EXISTS (SELECT 1 FROM relations r WHERE r.article_id = a.id AND r.is_copy)
        ORDER BY coalesce(a.published, a.first_seen) DESC, a.id DESC;

    DROP VIEW by_day;
    CREATE VIEW by_day AS
        SELECT substr(coalesce(published, first_seen), 1, 10) AS day, language, verdict, count(*) AS articles,
            sum(EXISTS (SELECT 1 FROM relations r WHERE r.article_id = articles.id AND r.is_copy)) AS copies
        FROM articles WHERE verdict <> 'off' GROUP BY day, language, verdict ORDER BY day DESC, language, verdict;
    """)


@migrations()
def certificates(db: Database) -> None:
    """Until when the certificate of a source's host holds."""
    db.execute("ALTER TABLE sources ADD COLUMN certificate_until TEXT")


@migrations()
def storylines(db: Database) -> None:
    """What places an article in a story, what speaks for it, and what a person said of it.

    Of copies one stands for all ("head"); only heads have anchors, terms and links. A pin is a person's word: a later
    run never moves a pinned article, and never joins two stories that have pins.
    """
    db.executescript("""
    CREATE TABLE story_anchors (
        article_id INTEGER PRIMARY KEY REFERENCES articles (id), head INTEGER NOT NULL, length INTEGER NOT NULL,
        body BLOB);
    CREATE INDEX story_anchors_head ON story_anchors (head);
    CREATE TABLE story_terms (term TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE story_index (
        term TEXT NOT NULL, day INTEGER NOT NULL, article_id INTEGER NOT NULL,
        PRIMARY KEY (term, day, article_id)) WITHOUT ROWID;

    CREATE TABLE story_links (
        article_id INTEGER NOT NULL, other_id INTEGER NOT NULL, kind TEXT NOT NULL, content REAL NOT NULL,
        score REAL NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (article_id, other_id)) WITHOUT ROWID;
    CREATE INDEX story_links_other ON story_links (other_id);

    CREATE TABLE story_pins (
        article_id INTEGER PRIMARY KEY REFERENCES articles (id), story_id INTEGER NOT NULL, at TEXT NOT NULL);
    CREATE INDEX story_pins_story ON story_pins (story_id);
    CREATE TABLE story_decisions (
        id INTEGER PRIMARY KEY, at TEXT NOT NULL, what TEXT NOT NULL CHECK (what IN ('merge', 'split', 'move')),
        story_id INTEGER NOT NULL, other_id INTEGER, articles TEXT NOT NULL);
    """)


@migrations()
def alarms_by_channel(db: Database) -> None:
    """What each channel has been told; what the operator was told before there were several counts for all ('')."""
    db.executescript("""
    ALTER TABLE alarms RENAME TO alarms_before;
    CREATE TABLE alarms (
        subject TEXT NOT NULL, channel TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL, since TEXT NOT NULL,
        PRIMARY KEY (subject, channel)) WITHOUT ROWID;
    INSERT INTO alarms SELECT subject, '', state, why, since FROM alarms_before;
    DROP TABLE alarms_before;
    """)


@migrations()
def story_terms_in_a_log(db: Database) -> None:
    """Counts of terms reach their table many texts at a time; what a text was weighed by is kept beside its anchors.

    The lengths are those by which the weights of its words and of its marks are divided; `weighed_among` is how many
    texts there were then.
    """
    db.executescript("""
    CREATE TABLE story_terms_log (
        id INTEGER PRIMARY KEY, token INTEGER NOT NULL, step INTEGER NOT NULL, terms BLOB NOT NULL);
    ALTER TABLE story_anchors ADD COLUMN words_length REAL;
    ALTER TABLE story_anchors ADD COLUMN marks_length REAL;
    ALTER TABLE story_anchors ADD COLUMN weighed_among INTEGER;
    """)


@migrations()
def full_text_merged_seldom(db: Database) -> None:
    """Let the full text have 16 segments of a size before they are merged, not 4: half the pages written an article."""
    db.execute("INSERT INTO article_index (article_index, rank) VALUES ('automerge', 16)")


@migrations()
def articles_on_several_pages(db: Database) -> None:
    """The further pages of an article, by the first."""
    db.executescript("""
    CREATE TABLE page_parts (
        page_id INTEGER PRIMARY KEY REFERENCES pages (id), first INTEGER NOT NULL, number INTEGER NOT NULL);
    CREATE INDEX page_parts_first ON page_parts (first, number);
    """)
