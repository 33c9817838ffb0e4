"""The claims of one event laid out for comparison, with all that is found out about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from narrative.issues.grouping import Pair
from narrative.issues.judge import Judge, LearnedJudge, Verdict
from narrative.issues.pairing import candidate_pairs
from narrative.issues.reading import Reading, read_statements
from narrative.issues.settings import IssueSettings
from narrative.issues.stated import stated, with_days
from narrative.issues.surroundings import NOTHING, Surroundings, surroundings_of
from narrative.records import Article, Claim
from narrative.vectors import Encoder, Vectors


@dataclass(frozen=True, slots=True)
class Board:
    """The claims of an event with all that was found out about them.

    Parameters
    ----------
    claims
        Sorted by article and place, so that results do not depend on the order of the input.
    articles
        By id.
    readings, vectors
        Of what the claims state.
    whole
        Vectors of the claims' whole texts.
    questions
        Probability that both claims of a candidate pair ``(i, j)``, ``i < j``, answer one question.
    verdicts
        Of the pairs that were judged: those within one group.
    surroundings
        What all claims share.
    """

    claims: tuple[Claim, ...]
    articles: Mapping[str, Article]
    readings: tuple[Reading, ...]
    vectors: Vectors
    whole: Vectors
    questions: Mapping[Pair, float]
    surroundings: Surroundings
    verdicts: Mapping[Pair, Verdict] = field(default_factory=dict)


def lay_out(
    claims: Sequence[Claim], articles: Sequence[Article], encoder: Encoder, judge: Judge, settings: IssueSettings
) -> Board:
    """Read, embed and pair the claims of one event; parameters as those of `narrative.issues.compare_event`."""
    by_id = {article.id: article for article in articles}
    ordered = with_days(sorted(claims, key=lambda c: (c.article, c.start, c.end, c.id)), by_id)
    contents = [stated(claim) for claim in ordered]
    if isinstance(judge, LearnedJudge):
        judge.adopt(encoder)
        judge.make_room()
        readings = judge.read(contents)
    else:
        readings = read_statements([c.text for c in contents], [c.day for c in contents])
    texts = [(content.text, claim.text) for content, claim in zip(contents, ordered, strict=True)]
    one_by_one, in_full = [text for text, _ in texts], [text for _, text in texts]
    inner = judge.inner(texts) if isinstance(judge, LearnedJudge) else (NOTHING, NOTHING)
    vectors, whole = embed(encoder, judge, one_by_one), embed(encoder, judge, in_full)
    surroundings = surroundings_of(texts, vectors, whole, readings, inner)
    pairs = candidate_pairs(ordered, vectors, readings, settings.neighbours)
    chances = judge.questions_among([(ordered[i], ordered[j]) for i, j in pairs], surroundings).tolist()
    return Board(ordered, by_id, readings, vectors, whole, dict(zip(pairs, chances, strict=True)), surroundings)


def embed(encoder: Encoder, judge: Judge, texts: Sequence[str]) -> Vectors:
    """Vectors of texts, shape (n, d); equal texts are embedded once, also where the judge asks for them, too."""
    if isinstance(judge, LearnedJudge) and judge.embeds_with(encoder):
        return judge.vectors(texts)
    unique = sorted(set(texts))
    place = {text: n for n, text in enumerate(unique)}
    return encoder.encode(unique)[[place[text] for text in texts]]
