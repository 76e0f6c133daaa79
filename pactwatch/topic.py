"""Is it about the topic? The one door to the glossary, the judge and the screen.

glossary.py    a topic, read from a TOML file a person owns
variants.py    one form for all spellings of a term
matching.py    one automaton over all terms of a topic (boundaries.py: where a term may begin and end)
judgement.py   core, mention or off, with the sentences that say so
screening.py   which raw pages cannot be about it and are never parsed
"""

from pactwatch.glossary import LANGUAGES, Concept, Topic, default_topic, load_topic
from pactwatch.judgement import Evidence, Judgement, Verdict, judge
from pactwatch.screening import Screen

__all__ = [
    "LANGUAGES",
    "Concept",
    "Evidence",
    "Judgement",
    "Screen",
    "Topic",
    "Verdict",
    "default_topic",
    "judge",
    "load_topic",
]
