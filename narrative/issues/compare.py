"""One event, compared: issues, positions, and how claims stand to each other.

claims -> candidate pairs, one question? -> groups -> verdicts -> positions -> relations -> issues
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import combinations

from narrative.issues.attach import withdrawn
from narrative.issues.board import Board, lay_out
from narrative.issues.grouping import Pair, components, group
from narrative.issues.judge import Judge
from narrative.issues.names import same_source
from narrative.issues.origins import count_origins, root_of
from narrative.issues.relations import (
    copied,
    position_relations,
    retraction_relation,
    told_again,
    withheld_relations,
)
from narrative.issues.settings import IssueSettings
from narrative.issues.stated import stated
from narrative.issues.withheld import best_issue, issue_rows, load_attach_weights
from narrative.issues.wording import label_of, question_of
from narrative.records import Article, Claim, Event, Issue, Position, Relation
from narrative.vectors import Encoder

_OPEN = frozenset({"withholds", "retracts"})
_WHOLE_ISSUE = 40  # claims of a group up to which all its pairs are judged; the work stays linear in the claims
_NEAREST = 16  # pairs of a claim that are judged in a larger group
_UNKNOWN_QUESTION = -0.1  # near claims were asked, so a pair that was not is hardly one question
_UNKNOWN_POSITION = 0.0
_SAME = 0.5  # chance of agreement from which a copy repeats the statement, and not another one of the same text


def compare_event(
    event: Event,
    claims: Sequence[Claim],
    articles: Sequence[Article],
    encoder: Encoder,
    judge: Judge,
    settings: IssueSettings | None = None,
) -> tuple[Event, tuple[Relation, ...]]:
    """Find the issues of an event, the positions on each, and the relations between claims.

    Parameters
    ----------
    event
        Without issues.
    claims
        Of the event's articles, in any order.
    articles
        Of the event.
    encoder
        Embeds what is stated.
    judge
        Judges pairs.
    settings
        Of this room.

    Returns
    -------
    tuple of Event and tuple of Relation
        The event with its issues, those with a conflict first; relations sorted by kind and claims.
    """
    settings = settings or IssueSettings()
    if len(claims) < 2:
        return event, ()
    board, groups = grouped(lay_out(claims, articles, encoder, judge, settings), judge, settings)
    relations: list[Relation] = []
    found: list[tuple[list[int], list[list[int]]]] = []
    for positions in groups:
        made = position_relations(board.claims, board.articles, positions, board.verdicts, settings, board.questions)
        for part in related(board, positions, made, settings.stays):
            kept = {board.claims[n].id for n in _members(part)}
            within = [relation for relation in made if relation.a in kept]
            if _is_issue(board, part, within):
                relations.extend(within)
                found.append((_members(part), part))
    said = frozenset(name for relation in relations for name in (relation.a, relation.b))
    withheld, taken_back, more = _attach(board, found, (encoder, judge), settings)
    relations.extend(more)
    issues = [
        _issue(
            board,
            [n for n in members if board.claims[n].id in said],
            [_position(board, part, said) for part in positions],
        )
        for members, positions in found
    ]
    issues = [
        replace(issue, withheld=_ids(board, withheld.get(n, [])), retracted=_ids(board, taken_back.get(n, [])))
        for n, issue in enumerate(issues)
    ]
    ordered = sorted(issues, key=_issue_order)
    named = tuple(replace(issue, id=f"{event.id}.i{n}") for n, issue in enumerate(ordered, start=1))
    unique = {(r.kind, r.a, r.b): r for r in sorted(relations, key=lambda r: r.probability)}
    return replace(event, issues=named), tuple(unique[key] for key in sorted(unique))


def grouped(board: Board, judge: Judge, settings: IssueSettings) -> tuple[Board, list[list[list[int]]]]:
    """Groups of claims that answer one question, each as its positions, and the board with the pairs judged."""
    groups = _issues(board, settings)
    board = _judge_within(board, groups, judge)
    return board, [_positions(board, members) for members in groups]


def _issues(board: Board, settings: IssueSettings) -> list[list[int]]:
    """Groups of claims that answer one question; claims without a position are left for later."""
    weights = {
        pair: chance - settings.same_question
        for pair, chance in board.questions.items()
        if not any(_takes_no_side(board.claims[n]) for n in pair)
    }
    return [members for members in group(len(board.claims), weights, _UNKNOWN_QUESTION) if len(members) > 1]


def _takes_no_side(claim: Claim) -> bool:
    """Whether a claim gives no answer to anything: withheld, taken back, or itself a question."""
    return claim.stance in _OPEN or (claim.stance == "asserts" and claim.statement.rstrip(" \"”’'").endswith("?"))


def _judge_within(board: Board, groups: Sequence[Sequence[int]], judge: Judge) -> Board:
    """Judge the pairs of each group: positions rest on all of them, or on the nearest where a group is large."""
    pairs = [pair for members in groups for pair in _judged(board, members)]
    found = judge.judge([(board.claims[i], board.claims[j]) for i, j in pairs], board.surroundings)
    return replace(board, verdicts=dict(zip(pairs, found, strict=True)))


def _judged(board: Board, members: Sequence[int]) -> list[Pair]:
    if len(members) <= _WHOLE_ISSUE:
        return list(combinations(members, 2))
    near: dict[int, list[tuple[float, Pair]]] = {n: [] for n in members}
    for pair in combinations(members, 2):
        if (chance := board.questions.get(pair)) is not None:
            for n in pair:
                near[n].append((-chance, pair))
    return sorted({pair for found in near.values() for _, pair in sorted(found)[:_NEAREST]})


def _positions(board: Board, members: Sequence[int]) -> list[list[int]]:
    place = {item: n for n, item in enumerate(members)}
    weights = {}
    for i, j in combinations(members, 2):
        verdict = board.verdicts.get((i, j))
        if verdict is None:
            continue
        figures = any(reason.kind == "figure apart" for reason in verdict.reasons)
        one = not figures and told_again(board.claims, board.articles, (i, j))
        # a pair that hardly answers one question says nothing of who sides with whom, and counts as little
        weights[place[i], place[j]] = 1.0 if one else verdict.agree - verdict.conflict
    groups = group(len(members), weights, _UNKNOWN_POSITION)
    return [[members[n] for n in part] for part in groups]


def _members(positions: Sequence[Sequence[int]]) -> list[int]:
    return sorted(n for part in positions for n in part)


def related(
    board: Board, positions: Sequence[Sequence[int]], relations: Sequence[Relation], least: float
) -> list[list[list[int]]]:
    """The positions of one group of claims once relations are said, apart where nothing relates them.

    A position holds claims that agree, if only through others of it, and copies of a statement; two positions that no
    conflict joins, if only through others, are two issues. A claim that relates to none joins a position of its side
    with which its mean chance of one question is at least `least`, and is left out otherwise: most of those that are
    less near are on another side, or answer another question.
    """
    members = _members(positions)
    place = {n: at for at, n in enumerate(members)}
    named = {board.claims[n].id: at for n, at in place.items()}
    alike = [(named[r.a], named[r.b]) for r in relations if r.kind == "agree"]
    alike += [(place[i], place[j]) for part in positions for i, j in combinations(part, 2) if _is_copy(board, (i, j))]
    opposed = [(named[r.a], named[r.b]) for r in relations if r.kind != "agree"]
    parts = [[members[at] for at in part] for part in components(len(members), alike)]
    issues = [{members[at] for at in issue} for issue in components(len(members), alike + opposed) if len(issue) > 1]
    cores = [part for part in parts if any(part[0] in issue for issue in issues)]
    shown = {core[0]: list(core) for core in cores}
    for side in positions:
        for n, core in _joining(board, side, cores, least):
            shown[core[0]].append(n)
    return [[sorted(shown[core[0]]) for core in cores if core[0] in issue] for issue in issues]


def _joining(
    board: Board, side: Sequence[int], cores: Sequence[Sequence[int]], least: float
) -> Iterator[tuple[int, Sequence[int]]]:
    """The claims of one side that are in none of the cores, each with the nearest core of that side, if one is near."""
    of_side = [core for core in cores if core[0] in side]
    for n in sorted(set(side) - {m for core in of_side for m in core}):
        near = [(_mean_chance(board, n, core), core) for core in of_side]
        chance, best = max(near, key=lambda found: (found[0], -found[1][0]), default=(0.0, ()))
        if best and chance >= least:
            yield n, best


def _mean_chance(board: Board, at: int, others: Sequence[int]) -> float:
    found = [board.questions.get((min(at, n), max(at, n)), 0.0) for n in others]
    return round(sum(found) / len(found), 6)


def _is_copy(board: Board, pair: Pair) -> bool:
    """Whether one repeats the other in a copy or version of one text."""
    verdict = board.verdicts.get(pair)
    return verdict is not None and verdict.agree >= _SAME and copied(board.claims, board.articles, pair)


def _is_issue(board: Board, positions: Sequence[Sequence[int]], relations: Sequence[Relation]) -> bool:
    """Whether two sources or articles speak to it, and something can be said about them.

    Copies and versions of one text that say the same make no issue: they are one voice. Nor does background that
    outlets tell alike in their own voice, with nobody else standing behind it.
    """
    claims = [board.claims[n] for n in _members(positions)]
    voices = {(claim.article, claim.speaker.name) for claim in claims}
    texts = {(root_of(board.articles[c.article], board.articles), c.speaker.name) for c in claims}
    spoken = any(claim.attributed for claim in claims)
    return bool(relations) and len(voices) > 1 and (len(positions) > 1 or (spoken and len(texts) > 1))


def _attach(
    board: Board,
    found: Sequence[tuple[list[int], list[list[int]]]],
    models: tuple[Encoder, Judge],
    settings: IssueSettings,
) -> tuple[dict[int, list[int]], dict[int, list[int]], list[Relation]]:
    """Put withheld and retracted claims to their issues."""
    members = [group_members for group_members, _ in found]
    withheld: dict[int, list[int]] = {}
    taken_back: dict[int, list[int]] = {}
    relations: list[Relation] = []
    for at, claim in enumerate(board.claims):
        if claim.stance == "retracts":
            target = withdrawn(board.claims, at, board.articles, board.readings, _cosines(board, at))
            if target is not None:
                relations.append(retraction_relation(board.claims, at, target))
                for n, group_members in enumerate(members):
                    if target.claim in group_members:
                        taken_back.setdefault(n, []).append(at)
        elif claim.stance == "withholds":
            best = best_issue(issue_rows(board, at, members, *models), load_attach_weights()) if members else None
            if best is not None and best[1] >= settings.about:
                withheld.setdefault(best[0], []).append(at)
                relations.extend(withheld_relations(board.claims, at, members[best[0]], best[1]))
    return withheld, taken_back, relations


def _cosines(board: Board, at: int) -> dict[int, float]:
    values = board.vectors @ board.vectors[at]
    return {n: float(value) for n, value in enumerate(values)}


def _issue(board: Board, members: Sequence[int], positions: Sequence[Position]) -> Issue:
    # whoever denies something does not word what is asked
    central = sorted(_most_central(board, members), key=lambda n: stated(board.claims[n]).denied)
    return Issue(
        id="",
        question=question_of([stated(board.claims[n]).text for n in central], [board.readings[n] for n in central]),
        positions=tuple(sorted(positions, key=lambda p: (-p.origins, -len(p.claims), p.claims))),
    )


def _position(board: Board, part: Sequence[int], said: Set[str]) -> Position:
    """A position; a claim that is shown with it and relates to none is no origin of it, and does not word it."""
    core = [n for n in part if board.claims[n].id in said]
    core += [n for n in part if n not in core and any(_is_copy(board, (min(n, m), max(n, m))) for m in core)]
    origins, why = count_origins([board.claims[n] for n in core], board.articles)
    if aside := _ids(board, [n for n in part if n not in core]):
        why = (*why, f"{', '.join(aside)} not counted: no agreement and no conflict was found")
    ranked = [board.claims[n] for n in _most_central(board, core)]
    label = label_of(
        [stated(claim).text for claim in ranked if not stated(claim).denied],
        [claim.text for claim in ranked if stated(claim).denied],
    )
    return Position(label=label, claims=_ids(board, part), origins=origins, origins_why=why)


def _ids(board: Board, members: Sequence[int]) -> tuple[str, ...]:
    return tuple(board.claims[n].id for n in members)


def _most_central(board: Board, members: Sequence[int]) -> list[int]:
    rows = board.vectors[list(members)]
    means = (rows @ rows.T).mean(axis=1).round(5)
    return [members[n] for n in sorted(range(len(members)), key=lambda n: (-means[n], board.claims[members[n]].id))]


def _issue_order(issue: Issue) -> tuple[int, int, int, tuple[str, ...]]:
    return -min(2, len(issue.positions)), -sum(p.origins for p in issue.positions), -len(issue.claims), issue.claims


__all__ = ["Board", "compare_event", "same_source"]
