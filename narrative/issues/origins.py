"""How many independent origins stand behind a position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from narrative.issues.grouping import components
from narrative.issues.names import is_unnamed, same_source
from narrative.records import Article, Claim


def count_origins(claims: Sequence[Claim], articles: Mapping[str, Article]) -> tuple[int, tuple[str, ...]]:
    """Independent origins of claims that agree.

    Copies of one text, versions of one article, and chains that end in the same source count once; so does a claim
    that ends in an outlet whose own report is among the claims.

    Parameters
    ----------
    claims
        Of one position.
    articles
        By id.

    Returns
    -------
    tuple of int and tuple of str
        The number, and one line for each group of claims that count as one.
    """
    ordered = sorted(claims, key=lambda c: c.id)
    reasons: dict[tuple[int, int], str] = {}
    for i, a in enumerate(ordered):
        for j in range(i + 1, len(ordered)):
            why = _one_origin(a, ordered[j], articles)
            if why:
                reasons[i, j] = why
    _add_relays(ordered, reasons)
    groups = components(len(ordered), list(reasons))
    lines = []
    for members in groups:
        if len(members) > 1:
            shared = sorted({reasons[i, j] for i, j in reasons if i in members and j in members})
            lines.append(f"{', '.join(ordered[m].id for m in members)} count once: {'; '.join(shared)}")
    return len(groups), tuple(lines)


def root_of(article: Article, articles: Mapping[str, Article]) -> str:
    """Id of the text that an article copies or is a version of, else its own."""
    seen = {article.id}
    while (nxt := article.copy_of or article.version_of) and nxt in articles and nxt not in seen:
        seen.add(nxt)
        article = articles[nxt]
    return article.id


def _one_origin(a: Claim, b: Claim, articles: Mapping[str, Article]) -> str | None:
    one, other = a.speaker.name, b.speaker.name
    same_text = root_of(articles[a.article], articles) == root_of(articles[b.article], articles)
    if a.article == b.article or same_text:
        if same_source(one, other) or not (a.attributed or b.attributed):
            return f"both from {one}" if a.article == b.article else "copies or versions of one text"
        return None
    if same_source(one, other) and not (is_unnamed(one) or is_unnamed(other)):
        return f"both from {min(one, other, key=lambda n: (len(n), n))}"
    return None


def _add_relays(claims: Sequence[Claim], reasons: dict[tuple[int, int], str]) -> None:
    """A claim that ends in an outlet is no origin beside that outlet's own report."""
    for i, relay in enumerate(claims):
        if not relay.attributed:
            continue
        for j, own in enumerate(claims):
            links = own.sources[:-1]
            if own.article != relay.article and any(same_source(relay.speaker.name, s.name) for s in links):
                reasons[min(i, j), max(i, j)] = f"{relay.speaker.name} is cited for it"
                break
