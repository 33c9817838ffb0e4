"""What the claim reader still gets wrong, by class: in the stories that were developed on, and in PolNeAR's dev part.

    python -m benchmarks.quality.claim_errors --shared FOLDER [--json FILE]

``FOLDER`` holds ``attribution/polnear_dev.jsonl`` (see :mod:`benchmarks.quality.polnear`). Printed are the counts with
up to three examples a class; the file holds the counts alone, as PolNeAR's text is not ours to keep. The classes are
read off the words and what was found, so that they tell what kind of sentence stands behind a figure:

pronoun, role noun
    the source is a wrong one, and its words are a pronoun or a noun phrase
relay
    a source behind a source is missing or wrong
no cue
    what somebody says or does was taken for the outlet's own words
agentless
    nobody is named ("it was reported")
quote across paragraphs
    a quotation stands apart from the words that name its speaker
negative as denial
    a plain negative that denies was read as a statement, or the other way round
other stance
    any other stance that was read wrongly
noun for content
    a verb with a noun for what is stated ("backed the plan") was not taken for an attribution
not annotated
    what was found and nobody annotated
other
    everything else
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quality.polnear import Outcome, compare_articles, load_polnear, read_with_narrative
from benchmarks.quality.polnear_errors import PRONOUNS, miss_class
from benchmarks.quality.story_claims import HELD_OUT, claims_read, read_stories
from benchmarks.training.stories import LearningSet
from narrative.evaluation.gold import GoldClaim
from narrative.evaluation.names import same_name
from narrative.evaluation.scoring import _match
from narrative.records import Claim

CLASSES = (
    "pronoun", "role noun", "relay", "no cue", "agentless", "quote across paragraphs", "negative as denial",
    "other stance", "noun for content", "not annotated", "other",
)  # fmt: skip
_EXAMPLES = 3
_NEGATIVE = re.compile(r"\b(?:no|not|never|nobody|nothing|none|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_DESCRIBED = re.compile(r"(?:the|a|an|its|his|her|their|this|that|one|two)\b", re.IGNORECASE)

Found = Iterator[tuple[str, str]]


def story_errors(story: LearningSet, claims: Sequence[Claim]) -> Found:
    """Class and words of every error in one story."""
    match = _match(story.gold, claims)
    taken = {claim.id for claim in match.values()}
    for wanted in story.gold.claims.values():
        words = story.gold.texts[wanted.article][wanted.start : wanted.end]
        found = match.get(wanted.id)
        want = " > ".join(wanted.sources[1:]) or "-"
        wrong = source_class(wanted, found, words)
        if wrong:
            read = "nothing" if found is None else " > ".join(source.name for source in found.sources[1:]) or "-"
            yield wrong, f"{want}; read {read}: {words}"
        if found is not None and found.stance != wanted.stance:
            both = {found.stance, wanted.stance} == {"asserts", "denies"}
            name = "negative as denial" if both and _NEGATIVE.search(words) else "other stance"
            yield name, f"{wanted.stance}, read {found.stance}: {words}"
    for claim in claims:
        if claim.attributed and claim.id not in taken:
            yield "not annotated", f"{claim.speaker.name}: {' '.join(claim.text.split())}"


def source_class(wanted: GoldClaim, found: Claim | None, words: str) -> str:
    """What kind of source was read wrongly; empty where it is right."""
    if found is None:
        return "no cue" if len(wanted.sources) > 1 else "other"
    chain = [source.name for source in found.sources]
    if len(chain) == len(wanted.sources) and all(map(same_name, chain, wanted.sources)):
        return ""
    if len(wanted.sources) == 1:
        return "not annotated"
    if len(wanted.sources) > 2 or len(chain) > 2:
        return "relay"
    if wanted.sources[-1] == "unknown" or found.construction == "agentless":
        return "agentless"
    if len(chain) == 1:
        return "quote across paragraphs" if words.lstrip()[:1] in "\"“'‘" else "no cue"
    mention = (found.speaker.mention or found.speaker.name).casefold()
    if mention in PRONOUNS:
        return "pronoun"
    return "role noun" if _DESCRIBED.match(mention) else "other"


def polnear_errors(outcome: Outcome) -> Found:
    """Class and words of every error in PolNeAR."""
    for gold, theirs, nearest in outcome.misses:
        form = miss_class(gold, theirs, nearest)
        named = (
            ("nested", "relay"),
            ("no source", "agentless"),
            ("no cue", "no cue"),
            ("content across", "quote across paragraphs"),
            ("verb with a noun", "noun for content"),
        )
        name = next((name for start, name in named if form.startswith(start)), "other")
        text = gold.article.text
        spans = sorted((*theirs.source, *theirs.cue, *theirs.content))
        yield name, f"missed: {' '.join(text[spans[0][0] : spans[-1][1]].split())}"
    for gold, theirs, ours in outcome.wrong_sources:
        text = gold.article.text
        want, read = (" ".join(text[a:b] for a, b in one.source) for one in (theirs, ours))
        noun = "pronoun" if want.casefold() in PRONOUNS else "role noun" if _DESCRIBED.match(want) else "other"
        yield noun, f"{want}; read {read or '-'}"
    for gold, ours in outcome.false_finds:
        text = gold.article.text
        start, end = ours.content[0][0], ours.content[-1][1]
        yield "not annotated", " ".join(text[start:end].split())


def by_class(errors: Found) -> dict[str, list[str]]:
    """The words of the errors, by class."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, words in errors:
        found[name].append(words)
    return found


def main(argv: Sequence[str] | None = None) -> None:
    """Print the counts with examples."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="folder with attribution/polnear_dev.jsonl")
    parser.add_argument("--json", type=Path, help="write the counts to this file")
    options = parser.parse_args(argv)
    stories = (story for story in read_stories() if story.name not in HELD_OUT)
    articles = load_polnear(options.shared / "attribution" / "polnear_dev.jsonl")
    parts = {
        "stories developed on": by_class(pair for s in stories for pair in story_errors(s, claims_read(s))),
        "PolNeAR dev": by_class(polnear_errors(compare_articles(articles, read_with_narrative(articles)))),
    }
    for part, found in parts.items():
        print(f"\n{part}: {sum(map(len, found.values()))}")
        for name in CLASSES:
            print(f"{len(found.get(name, ())):5}  {name}")
            print("".join(f"         {words[:160]}\n" for words in found.get(name, [])[:_EXAMPLES]), end="")
    if options.json:
        counts = {part: {name: len(found.get(name, ())) for name in CLASSES} for part, found in parts.items()}
        options.json.write_text(json.dumps(counts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
