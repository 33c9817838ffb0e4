"""What people say to take back their own words: "I was wrong", "he had spoken too soon", "our count was premature"."""

from __future__ import annotations

import re

_WHO = r"(?:he|she|it|they|i|we)"
_HAD = r"(?:'d|'ve|'s| had| has| have)?"
_MUCH = r"(?: \w+ly| just| indeed| perhaps| also| been)*"
_TEXT = (
    r"(?:accounts?|accusations?|allegations?|announcements?|answers?|articles?|assessments?|bulletins?|claims?|comments?|"
    r"conclusions?|counts?|denials?|descriptions?|estimates?|explanations?|figures?|headlines?|information|notes?|"
    r"notices?|numbers?|posts?|remarks?|reports?|statements?|stor(?:y|ies)|tall(?:y|ies)|tolls?|tweets?|versions?|words)"
)
_OWN_TEXT = (
    r"(?:(?:its|his|her|their|my|our) (?:(?:own|first|earlier|initial|previous|original|former|last|old) )+|"
    r"(?:my|our) |the (?:first|earlier|initial|previous|original) )(?:\w+ )?" + _TEXT
)
_FAULTY = (
    r"(?:wrong|incorrect|inaccurate|mistaken|erroneous|in error|premature|misleading|incomplete|out of date|a mistake|"
    r"an error|too (?:high|low|hasty|early)|no longer (?:valid|accurate|correct|tenable)|"
    r"(?:published|issued|sent|made|given|written|posted|released) (?:in error|in haste|too soon|"
    r"by (?:mistake|accident))|"
    r"based on (?:an? )?(?:incomplete|wrong|faulty|outdated|incorrect|old|preliminary|false|mistaken)\b)"
)
_MISTAKEN = (
    r"(?:mistaken|in error|misinformed|misled|wrong(?! (?:not )?to (?!say|claim|suggest|write|report|state|call|accuse|"
    r"blame))|confused|mixed up|got (?:it|that) wrong|(?:made an? (?:\w+ )?(?:mistake|error)|erred) "
    r"(?:in|by|when) "
    r"(?:\w+ )?(?:saying|claiming|reporting|publishing|stating|writing|announcing|suggesting|said|reported))"
)
_SLIPPED = re.compile(
    rf"^(?:that )?{_WHO}{_HAD}{_MUCH} ?(?:misread|misheard|misremembered|miscounted|misspoken?|misspoke|miscalculated|"
    r"misstated|(?:mixed|muddled) (?:up|two|the)|confused (?:two|the|one)|been (?:hasty|too quick)|jumped the gun|"
    r"(?:spoken|spoke) (?:too soon|out of turn|in haste)|"
    r"expressed (?:him|her|it|them|my|our)sel(?:f|ves) \"?(?:imprecisely|badly|poorly|clumsily|wrongly|carelessly)|"
    r"(?:chosen?|chose) (?:his|her|its|their|my|our) words \"?(?:badly|poorly|carelessly|unwisely)|"
    r"(?:counted|added|compared|used|read|picked|taken|took|given|gave|quoted|cited|named|identified) (?:\w+ ){0,2}"
    r"(?:wrong(?:ly)?\b|incorrectly|twice|by mistake|in error))"
    r"|^(?:i|we) (?:\w+ )?(?:take (?:it|that|this|those words|everything|all of it|what i said) back|take back|"
    r"withdraw (?:that|it|the|my|our|what|every)|retract|recant|stand corrected)\b"
    rf"|^(?:that )?{_WHO} (?:should|ought) (?:not|never) (?:to )?have (?:said|claimed|written|told|posted|made that)\b"
    rf"|^(?:that )?{_OWN_TEXT}(?: [\w-]+){{0,8}}? (?:is|was|were|are|has been|have been|had been){_MUCH} ?{_FAULTY}"
    rf"|^(?:that )?{_OWN_TEXT}(?: [\w-]+){{0,8}}? no longer (?:stands?|stood|applie[sd]|holds?|held)\b"
    rf"|\b{_TEXT} (?:should|ought) (?:not|never) (?:to )?have been (?:published|printed|aired|broadcast|posted|issued|"
    r"made|said|released|written)\b"
    rf"|^(?:that )?(?:the|our) {_TEXT} should have been (?:\w+ )?(?:checked|verified|double-checked)\b"
    rf"|\b{_WHO}? ?regret(?:s|ted)? (?:what (?:he|she|it|they|i|we)|the {_TEXT}|having (?:said|claimed|suggested))\b"
)
_ERRED_BEFORE = re.compile(rf"^(?:that )?({_WHO})(?:'d|'ve| had| has| have){_MUCH} ?{_MISTAKEN}\b")
_ERRED = re.compile(rf"^(?:that )?({_WHO})(?: was| were)?{_MUCH} ?{_MISTAKEN}\b")
_OWNING_UP = frozenset({"admit", "acknowledge", "concede", "accept", "allow", "grant", "recognise", "recognize"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})


def takes_back(said: str, cue: str, source: str, *, now: bool) -> bool:
    """Whether the first words of a statement take back what its source said before.

    Parameters
    ----------
    said
        In lower case.
    cue
        Lemma of the reporting verb.
    source
        Head of the source, in lower case: "She said he was wrong" takes nothing back.
    now
        The cue has a "now" beside it.
    """
    if _SLIPPED.search(said):
        return True
    before = _ERRED_BEFORE.match(said)
    if before is not None and _same(before[1], source):
        return True
    erred = _ERRED.match(said)
    if erred is None or not _same(erred[1], source):
        return False
    return now or cue in _OWNING_UP or erred[1] in ("i", "we")


def _same(pronoun: str, source: str) -> bool:
    return pronoun in ("i", "we") or source not in _PRONOUNS or source == pronoun
