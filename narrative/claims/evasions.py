"""Answers that are none: "Asked who had paid, he studied the ceiling", "On the cost she would say only that ...".

What somebody does when asked, other than to speak, withholds the answer; and the words that say what was asked are
what the withheld answer is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from narrative.claims.attribution import Attribution, noun_phrase
from narrative.claims.constructions import Scene
from narrative.claims.grammar import SUBJECTS, child, is_finite, subject, trim
from narrative.claims.tree import Range, Word
from narrative.claims.verbs import can_speak

_ASKING = frozenset(
    "ask question press quiz confront challenge approach tackle buttonhole probe grill push prod".split()
)
_ABOUT = frozenset(
    "about on over with whether if what who whom whose how when where why which for as regarding to".split()
)
_TO_SPEAK = frozenset(
    "comment explain confirm say respond clarify reply answer elaborate verify deny tell name give".split()
)
_ASKERS = frozenset({"we", "i", "reporters", "journalists", "reporter", "journalist", "correspondents", "they"})
# What is done here is an answer of some kind, or says nothing about one.
_ANSWERING = frozenset(
    "be seem appear become have do point show hold produce give provide offer name list describe write nod gesture "
    "count draw read agree resign apologise apologize start begin use present pull use reel trot cite blame make come "
    "quote rule hand consent oblige help recite sing".split()
)
_SILENT = frozenset(
    "silent evasive vague coy noncommittal non-committal tight-lipped unavailable cagey unforthcoming guarded reticent "
    "mute mum speechless dismissive".split()
)
_SHUT = frozenset("phone telephone receiver door window gate shutter handset".split())
_TOPIC = frozenset({"on", "about", "regarding", "concerning", "as", "of", "to"})
_QUESTION = frozenset({"whether", "who", "whom", "whose", "what", "how", "when", "where", "why", "which", "if"})
_GESTURE = re.compile(
    r"\b(?:shook (?:his|her|their) heads?|shrugged|smiled|grinned|winked|sighed|"
    r"(?:raised|lifted|threw up) (?:his|her|an?|their) (?:eyebrows?|hands?|shoulders)|rolled (?:his|her) eyes|"
    r"looked (?:away|down|at (?:the|his|her))|kept (?:quiet|silent)|put a finger to)\b"
)


def evasive(clause: Range, scene: Scene, text: str) -> Attribution | None:
    """An answer that a clause tells was not given.

    Parameters
    ----------
    clause
        Token range of the clause.
    scene
        Its sentence.
    text
        The passage, as it was parsed.
    """
    return _asked(clause, scene) or _beside_the_topic(clause, scene, text)


_DEFERS = re.compile(
    r"\b(?:that|it|this|which|answer)(?: is|'s| was|'d be| would be) (?:"
    r"(?:a (?:matter|question)|one|something) (?:for|up to) (?!me\b|us\b)\w+|(?:not )?(?:for|up to) [\w' -]{2,40} to "
    r"(?:say|answer|tell|decide|explain|judge|establish|determine|comment|investigate|find out))"
    r"|\bquestions? (?:for (?:others?|the|his|her|another|someone|somebody)|(?:best|better) (?:put|addressed) to)\b"
    r"|\b(?:is|was) a (?:matter|question) for (?:the |an? |others?\b|another|somebody|those|them\b|him\b|her\b|\w+s\b)"
    r"|\b(?:is|was|remains?|remained|stays?) (?:his|her|my|our|their|its|a) secret\b"
    r"|^\W*(?:(?:you'd|you would|you will|you'll) (?:better |have to |need to |do better to )?)?(?:go and )?ask "
    r"(?:the|him|her|them|my|our|his|those|somebody)\b"
    r"|^\W*(?:later|another time|some other time|another day|not now|not today|pass|"
    r"(?:i|we)(?:'d| would) rather not)\W*$"
    r"|^\W*(?:that|this|which) (?:i|we) (?:wo|will|ca|can|can)(?: ?not|n't|n’t) (?:\w+ )?(?:tell|say|answer|reveal|"
    r"disclose)\b"
    r"|^\W*(?:i|we) (?:honestly |really |simply |just )?(?:do not|don't|don’t) know(?: (?:yet|either|that))?\W*$"
    r"|^\W*(?:i|we) (?:honestly |really |simply |just )?(?:can ?not|can't|don't|do not|cannot) (?:remember|"
    r"recall)\b(?: that)?\W*$"
    r"|^\W*(?:that )?it (?:is|was|'s) (?:still |as yet |so far )?(?:not|n't) (?:yet )?(?:known|"
    r"established) (?:whether|who|how|what|"
    r"when|where|why|if|which)\b"
    r"|\b(?:cause|reason|motive|culprit|origin|number|extent|identity|circumstances)\b[^.;]{0,40}\b(?:is|are|was|were|"
    r"remain\w*)"
    r" (?:still |as yet |so far |now )*(?:unknown|under investigation|being (?:investigated|examined|looked into)|"
    r"(?:not|n't) (?:yet )?(?:known|clear|established))\b"
    r"|\bbetween (?:me|us|him|her|them) and\b"
    r"|^\W*(?:i|we)(?:'m| am|'re| are)? ?(?:can|could|will|would|wo|ca|do|may)?(?: ?not|n't|n’t) (?:really |possibly |"
    r"going to |able to |allowed to |at liberty to |prepared to |about to )*(?:talk|speak|comment|discuss|go into|"
    r"get into|answer|say (?:any\w*|more|much)|disclose|speculate)\b"
    r"|\b(?:leave|left|leaving) (?:that|it|this|such things|the question|the matter) to (?!us\b|me\b)\w+"
    r"|\b(?:not|n't) (?:go|get|be drawn|enter) into\b|\b(?:no|any) comment\b|\bnext question\b"
    r"|\b(?:not|n't) (?:my|his|her|our|their) (?:place|job|business) to (?:say|comment|judge)"
    r"|\b(?:it|that)(?: would be| is| was|'d be|'s) (?:\w+ly )?(?:irresponsible|wrong|improper|inappropriate|premature|"
    r"unwise|foolish|unfair|reckless|not (?:right|appropriate|proper|wise|helpful)) (?:\w+ ){0,4}?to (?:say|name|"
    r"comment|"
    r"speculate|judge|give|discuss|guess|draw|point|put a|go into|prejudge|anticipate)\b"
    r"|\btoo (?:early|soon) (?:to (?:say|tell|comment|speculate|judge|know|draw|name|give|put|estimate|predict)|"
    r"for (?:that|this|conclusions?|speculation))\b"
    r"|\b(?:will|would|'ll|'d) (?:respond|comment|answer|reply|speak) (?:only )?(?:in due course|when|once|after|later|"
    r"at (?:the|an) (?:appropriate|right|proper))\b"
)
_OPEN = re.compile(
    r"^\W*(?:that )?(?:whether|who|whom|whose|what|when|where|how|why|which)\b[^;:?]{3,160}\b(?:"
    r"(?:is|are|was|were) (?:still |now |currently |yet )*(?:being (?:\w+ly )?(?:examined|investigated|checked|"
    r"looked into|"
    r"studied|clarified|established|assessed|reviewed|analysed|analyzed|determined|probed|verified)|"
    r"to be (?:\w+ly )?(?:established|clarified|determined|seen|investigated|examined)|"
    r"(?:under|subject to|the subject of|part of|a matter of|a matter for|a question for) (?:\w+ )?(?:\w+ )?"
    r"(?:investigation|review|examination|inquiry|enquiry|analysis|study)|(?:not|n't) (?:yet )?(?:known|clear|"
    r"established|"
    r"decided|certain)|unclear|unknown|an open question)|"
    r"(?:could|can|cannot|ca)(?: not|n't|not)? (?:yet |now |at present |so far )*(?:be|"
    r"yet be) (?:\w+ly )?(?:established|said|"
    r"determined|clarified|verified|confirmed|ascertained|answered|judged|ruled)|"
    r"remain(?:s|ed)? (?:\w+ )?(?:open|unclear|unknown|to be seen|uncertain|under (?:investigation|review)))\b"
)
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:point|refer)\w* to (?:the|an?|its|his|her|their) (?:pending|ongoing|current|continuing|running|open|police|"
    r"criminal|internal|official|public)? ?(?:inquiry|enquiry|investigation|proceedings|trial|case|lawsuit|review|"
    r"statement|website)\b"
)
_SAYS_ONLY = re.compile(
    r"\b(?:(?:would|could|will) (?:say only|only say)|said only|(?:confined|limited|restricted) (?:him|her|it|them)sel)"
)


_WOULD_ONLY = re.compile(r"\b(?:would|could|will) (?:say only|only say)\b")


def evades(said: Attribution, clause: Range, scene: Scene, text: str) -> Attribution | None:
    """What somebody says instead of an answer, as a withheld answer; None where it is a statement.

    "Asked who had let them out, he said that was for the police to say."
    """
    words = scene.words
    if said.stance != "asserts" or said.source_head is None or not said.content:
        return None
    if said.frame not in ("c", "q"):
        asked = asked_about(clause, scene)
        rest = text[words[clause[0]].idx : words[clause[1] - 1].end].lower()
        if asked and _POINTS_ELSEWHERE.search(rest):
            return replace(said, stance="withholds", construction="withheld", content=asked)
        return None
    fronted = fronted_topic(clause, scene)
    topic = asked_about(clause, scene) or (trim(words, [fronted[0]]) if fronted else None)
    start, end = said.content[0][0], said.content[-1][1]
    inside = text[words[start].idx : words[end - 1].end].lower()
    whole = text[words[clause[0]].idx : words[clause[1] - 1].end].lower()
    defers = _DEFERS.search(inside) is not None and end - start < _SHORT_ANSWER
    defers = defers or (scene.quote_of(start) is None and _OPEN.match(inside) is not None)
    only = _SAYS_ONLY.search(whole) is not None and (fronted is not None or _WOULD_ONLY.search(whole) is not None)
    if not defers and not only:
        return None
    content = topic or _subject_clause(start, end, words) or ()
    return replace(said, stance="withholds", construction="withheld", content=content)


_NEAR = 8
_SHORT_ANSWER = 24


def _subject_clause(start: int, end: int, words: Sequence[Word]) -> tuple[Range, ...]:
    """ "Whether they knew was a question for others": the clause that comes first."""
    if words[start].lower not in _QUESTION:
        return ()
    stop = next((w.i for w in words[start + 3 : end] if w.lower in ("is", "was", ",")), None)
    return trim(words, [(start, stop)]) if stop is not None else ()


def _asked(clause: Range, scene: Scene) -> Attribution | None:
    """ "Asked whether Y, X looked away"; "when we asked about Y, X looked away"."""
    words = scene.words
    asked = next((w for w in words[clause[0] : clause[1]] if w.lemma in _ASKING and _is_asked(w, clause, scene)), None)
    if asked is None or scene.quote_of(asked.i) is not None:
        return None
    main, source = _answer_of(asked, clause)
    if main is None or source is None or not clause[0] <= source.i < clause[1] or source.i == asked.i:
        return None
    topic = topic_asked(asked, clause, words)
    if main.lemma == "nod" and topic is not None and is_finite(main) and _is_somebody(source, scene):
        return replace(_withheld(main, source, topic, scene), stance="confirms")
    if not _is_somebody(source, scene) or not is_finite(main) or not _keeps_silent(main, scene):
        return None
    if any(w.text == ":" and scene.quote_of(w.i + 1) is not None for w in words[main.i : clause[1] - 1]):
        return None  # "shook her head: "Not a penny"": that is an answer
    return _withheld(main, source, topic, scene) if topic is not None else None


def asked_about(clause: Range, scene: Scene) -> tuple[Range, ...]:
    """What a clause says that somebody was asked, as token ranges; empty where it says nothing of it."""
    words = scene.words
    asked = next((w for w in words[clause[0] : clause[1]] if w.lemma in _ASKING and _is_asked(w, clause, scene)), None)
    return (topic_asked(asked, clause, words) or ()) if asked is not None else ()


def _is_asked(word: Word, clause: Range, scene: Scene) -> bool:
    """Whether a verb tells that somebody is asked: "asked about ...", "when reporters asked whether ..."."""
    words = scene.words
    own = child(word, "nsubj")
    if own is not None and own.i < word.i - 1 and words[word.i - 1].text == "," and child(word, "conj") is not None:
        return True  # "The owner, asked about the fire, left": no finite verb after that comma
    if own is not None:
        when = any(kid.lower in ("when", "as", "after", "whenever") and kid.i < word.i for kid in word.kids)
        asks = own.lower in _ASKERS or (own.pos == "PROPN" and own.lower in scene.lexicon["outlet words"])
        asks = asks or own.lemma in scene.lexicon["outlet nouns"]
        return asks and word.dep == "advcl" and when
    if word.tag not in ("VBN", "VBD") or child(word, "nsubjpass") is not None:
        return False
    near = word.i - clause[0] <= _NEAR
    before = [w for w in words[clause[0] : word.i] if w.text[0].isalnum()] if near else []
    opens = near and all(
        w.lower in ("when", "if", "even", "being", "repeatedly", "again", "and", "but", "twice") for w in before
    )
    after = word.i > clause[0] and words[word.i - 1].lower in ("when", "if", "once") and word.dep == "advcl"
    return opens or after or (word.i > 0 and words[word.i - 1].text == "," and word.dep in ("acl", "advcl", "relcl"))


def _answer_of(asked: Word, clause: Range) -> tuple[Word | None, Word | None]:
    """The verb of what is done instead of an answer, and who does it."""
    own, following = child(asked, "nsubj"), child(asked, "conj")
    if own is not None and following is not None and asked.dep != "advcl":
        return following, own
    head = asked.head
    if head is not asked and head.pos in ("NOUN", "PROPN", "PRON") and head.dep in SUBJECTS:
        return head.head, head
    for _ in range(6):
        if head is asked or not clause[0] <= head.i < clause[1]:
            return None, None
        if head.pos in ("VERB", "AUX") and head is not asked:
            found = next((kid for kid in head.kids if kid.dep in SUBJECTS), None)
            if found is not None:
                return head, found
        if head.head is head:
            return None, None
        head = head.head
    return None, None


def _is_somebody(source: Word, scene: Scene) -> bool:
    return source.lower not in ("we", "i", "it") and can_speak(source, scene.lexicon)


def _keeps_silent(main: Word, scene: Scene) -> bool:
    """Whether what is done is no answer."""
    complement = child(main, "acomp", "attr", "oprd")
    if main.lemma in ("be", "remain", "keep", "stay", "look", "seem", "become") and complement is not None:
        return complement.lower in _SILENT
    thing = next((kid for kid in main.kids if kid.i > main.i and kid.lemma in _SHUT), None)
    goal = next((child(kid, "pobj") for kid in main.kids if kid.lower == "down" and kid.i > main.i), None)
    if thing is not None or (goal is not None and goal.lemma in _SHUT):
        return True
    entry = scene.lexicon.verbs.get(main.lemma)
    speaks = entry is not None and bool(entry.speech - {"q"}) and main.lemma not in ("put", "pass", "laugh", "shrug")
    return not speaks and main.lemma not in _ANSWERING and child(main, "ccomp") is None


def topic_asked(asked: Word, clause: Range, words: Sequence[Word]) -> tuple[Range, ...] | None:
    """What was asked, as token ranges; None where somebody was asked to do something."""
    end = min(asked.right, clause[1])
    following = child(asked, "conj")
    if following is not None and asked.i < following.left:
        end = min(end, following.left)
    start = next((i for i in range(asked.i + 1, end) if words[i].lower in _ABOUT), None)
    if start is None:
        return None
    if words[start].lower == "to":
        return trim(words, [(start, end)]) if words[start + 1].lemma in _TO_SPEAK else None
    if words[start].lower in ("about", "on", "over", "with", "for", "regarding"):
        start += 1
    return trim(words, [(start, end)])


def _beside_the_topic(clause: Range, scene: Scene, text: str) -> Attribution | None:
    """ "On the cost she would say only that ...", "As to who had paid, she shook her head"."""
    words = scene.words
    found = fronted_topic(clause, scene)
    if found is None:
        return None
    topic, source, main = found
    rest = text[words[topic[1] - 1].end : words[clause[1] - 1].end].lower()
    if not _is_somebody(source, scene) or _GESTURE.search(rest) is None:
        return None
    return _withheld(main, source, trim(words, [topic]), scene)


def fronted_topic(clause: Range, scene: Scene) -> tuple[Range, Word, Word] | None:
    """What a clause puts before its subject, with the subject and the verb: "On the cost she said ..."."""
    words = scene.words
    first = clause[0]
    if words[first].lower not in _TOPIC | _QUESTION:
        return None
    main = next((w for w in words[first : clause[1]] if w.head is w and w.pos in ("VERB", "AUX")), None)
    source = subject(main) if main is not None else None
    if main is None or source is None or source.left - first < 2 or source.i >= main.i:
        return None
    start = first + (2 if words[first].lower == "as" else 1 if words[first].lower in _TOPIC else 0)
    return (start, source.left), source, main


def _withheld(main: Word, source: Word, topic: tuple[Range, ...], scene: Scene) -> Attribution:
    cue = tuple(
        sorted(
            {
                main.i,
                *(kid.i for kid in main.kids if kid.dep in ("aux", "prt", "neg", "dobj") and abs(kid.i - main.i) < 6),
            }
        )
    )
    cue = tuple(i for i in cue if not source.left <= i < source.right) or (main.i,)
    return Attribution(
        anchor=main.i,
        cue=cue,
        content=topic,
        construction="withheld",
        frame="i",
        stance="withholds",
        source=noun_phrase(scene.words, source, main),
        source_head=source.i,
    )
