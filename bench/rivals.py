"""The same question put to datasketch's MinHash-LSH and to TF-IDF, as their documentation has them used."""

from collections.abc import Mapping

from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]
from sklearn.cluster import AgglomerativeClustering  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.metrics.pairwise import cosine_similarity  # type: ignore[import-untyped]

from pactwatch.text import tokens

JACCARD = 0.5
"""datasketch's threshold; its examples have .5."""
COSINE = 0.6
"""The cosine from which on TF-IDF calls two texts copies: its best threshold on the Korean pairs."""
PERMUTATIONS = 128


def minhash(text: str) -> MinHash:
    """Return the MinHash of a text's three-token shingles: our tokens, since its own words lose Japanese."""
    words = tokens(text)
    shingles = {" ".join(words[i : i + 3]).encode() for i in range(max(1, len(words) - 2))}
    hashed = MinHash(num_perm=PERMUTATIONS)
    hashed.update_batch(list(shingles))
    return hashed


def minhash_pairs(texts: Mapping[str, str]) -> set[frozenset[str]]:
    """Return the pairs that MinHash-LSH calls copies."""
    index = MinHashLSH(threshold=JACCARD, num_perm=PERMUTATIONS)
    pairs: set[frozenset[str]] = set()
    for name, text in texts.items():
        hashed = minhash(text)
        pairs |= {frozenset((name, other)) for other in index.query(hashed)}
        index.insert(name, hashed)
    return pairs


def tfidf_pairs(texts: Mapping[str, str]) -> set[frozenset[str]]:
    """Return the pairs whose TF-IDF cosine reaches `COSINE`."""
    names = list(texts)
    vectors = TfidfVectorizer(analyzer=_terms, sublinear_tf=True).fit_transform(texts.values())
    close = (cosine_similarity(vectors, dense_output=False) >= COSINE).tocoo()
    return {
        frozenset((names[row], names[column])) for row, column in zip(close.row, close.col, strict=True) if row < column
    }


def _terms(text: str) -> list[str]:
    words = tokens(text)
    return words + [" ".join(words[i : i + 2]) for i in range(len(words) - 1)]


def tfidf_stories(texts: Mapping[str, str]) -> list[dict[str, int]]:
    """Return average-link clusterings of TF-IDF vectors, one for each threshold worth trying."""
    names = list(texts)
    vectors = TfidfVectorizer(analyzer=_terms, sublinear_tf=True).fit_transform(texts.values())
    distances = (1 - cosine_similarity(vectors)).clip(min=0)
    found = []
    for hundredths in range(50, 100, 1):
        clustering = AgglomerativeClustering(
            n_clusters=None, metric="precomputed", linkage="average", distance_threshold=hundredths / 100
        )
        found.append(dict(zip(names, clustering.fit_predict(distances).tolist(), strict=True)))
    return found
