"""Ten thousand articles in files of many kinds, three hundred of them bad: the rest is compared, each bad one listed.

    python -m benchmarks.scale.bad_inputs [--articles 10000] [--bad 300] [--seed 1] [--json FILE]

Generated stories (a place, a happening, one to three outlets, a few sentences with speakers) are written as text,
Markdown, HTML, JSON, ninjs, mail, RSS, JSON Lines, CSV, ZIP and tar. Bad ones are of fifteen kinds, as files of their
own and as rows among good rows. ``narrative compare`` is then run as a user runs it.
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import json
import random
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from html import escape
from pathlib import Path

from benchmarks.scale.wording import SAID

Fields = dict[str, str]
PLACES = "Arden Bellmoor Castrel Dunholt Eastry Farnley Gorsedd Halwyn Iverton Kelmore Lathom Marwick Norvale".split()
ENDS = " Bridge, Bay, Cross, Hill, Ferry, Park, Fields, Gate, Wells, Green".split(",")
NAMES = """Ada Agnes Beata Clara Dora Edith Eva Flora Greta Helen Ines Irma Judith Klara Lotte Mona Nora Olga Paula Rhea
Rosa Sonja Tess Una Vera Wilma Anton Boris Carl Dirk Emil Felix Gil Hugo Ivan Jonas Karl Lorenz Milan Nils Otto Piet
Rolf Sven Theo Viktor""".split()
FAMILIES = [
    start + end
    for start in "Ash Bar Bel Cal Cor Den Dra Far Gal Har Jar Kes Lun Mor Nor Pem Quil Ros Sten Tar Ulm Wal Yar".split()
    for end in "ben bury by combe field gate hurst lake mond ner ridge sley ton vik well wick".split()
]
"""Many, because happenings of the same days that share names would otherwise be taken for one."""
OUTLETS = "Herald Courier Gazette Observer Tribune Echo Standard Mercury".split()
MANY_OUTLETS = 0.05
"""Share of the happenings that two or three outlets report. All others are told by one, and each kind of happening by
one outlet of its own, so that texts from one pattern do not meet as those of several outlets."""
START = datetime(1995, 1, 1, tzinfo=UTC)
DAYS = 30 * 365
"""Long, because texts from few patterns would otherwise be taken for copies of each other across happenings."""
# Who speaks | what happened, with the place {p} and a number {n} | what a spokeswoman is asked about.
HAPPENINGS = """
the fire service|A fire in a furniture depot at {p} injured {n} workers|that a heater had started the fire
the school board|Parents in {p} collected {n} signatures against a merger of two schools|that the merger was settled
the water company|A burst main left {n} homes in {p} without water|that the pipe was due for repair
the airport union|Baggage handlers at {p} airport walked out and {n} flights were cancelled|that talks would resume
the railway|A signal fault at {p} delayed {n} trains|that the signals would be replaced
the county|A storm tore {n} roofs off houses in {p}|that a warning had come too late
the prosecutor|The treasurer of {p} was charged with taking {n} bribes|that more arrests would follow
the bank|A bank in {p} closes and {n} jobs go|that a buyer had been found
the hospital|A virus on the computers of {p} hospital put off {n} operations|that a ransom had been asked for
the zoo|A wolf that broke out of {p} zoo killed {n} sheep|that the fence had been open
the museum|Thieves took {n} paintings from the museum of {p}|that the alarm had been off
the farmers' league|A dry spring cost the growers of {p} {n} fields of barley|that help had been promised
the club|The football club of {p} lost {n} points for unpaid wages|that its owner would sell
the coastguard|A trawler sank off {p} with {n} people on board|that a distress call had been missed
the university|A laboratory in {p} withdrew {n} papers on batteries|that figures had been made up
the energy ministry|A power station at {p} will burn coal for {n} more months|that the date was final
the election office|A recount in {p} moved {n} votes|that the result could change
the theatre|The theatre of {p} cancelled {n} performances after a ceiling came down|that the beams were rotten
the church|The bells of {p} were silenced after {n} complaints|that the bishop had given the order
the brewery|A brewery in {p} recalled {n} crates of beer with glass in them|that a machine had failed
the climbing club|An avalanche above {p} buried {n} climbers|that the slope had been closed
the tax office|An audit in {p} found {n} missing invoices|that money had left the country
the bus company|A driver in {p} refused to drive on and left {n} passengers at the roadside|that he was dismissed
the library|The library of {p} threw away {n} books by mistake|that some were rare
the garrison|An exercise near {p} broke {n} windows|that live shells had been used
the vet|A fever among horses in {p} led to {n} tests|that a race would be called off
the telephone company|A cable that was cut in {p} left {n} offices without telephones|that it was sabotage
the housing office|Tenants of a tower in {p} were told to leave within {n} days|that the walls had moved
the port|Customs in {p} seized {n} kilograms of cocaine from a banana ship|that the captain had known
the observatory|Astronomers in {p} counted {n} fragments of a comet|that one had reached the ground
"""
SUBJECTS = [tuple(line.split("|")) for line in HAPPENINGS.strip().splitlines()]


def stories(count: int, seed: int) -> Iterator[Fields]:
    """Generated articles; those of one happening follow each other."""
    chance = random.Random(seed)
    number = 0
    while number < count:
        body, happened, asked = chance.choice(SUBJECTS)
        place = chance.choice(PLACES) + chance.choice(ENDS).strip().lower() + " " + chance.choice(FAMILIES)
        when = START + timedelta(minutes=chance.randint(0, DAYS * 24 * 60))
        people = chance.randint(3, 90)
        several = chance.random() < MANY_OUTLETS
        own = OUTLETS[len(happened) % len(OUTLETS)]
        for outlet in chance.sample(OUTLETS, chance.randint(2, 3)) if several else [own]:
            if number == count:
                return
            told = people if chance.random() < 0.7 else people + chance.randint(5, 30)
            lead = happened.format(p=place, n=told)
            said = [_said(line, chance) for line in chance.sample(SAID, 2)]
            answer = chance.choice(["confirmed", "denied", "did not confirm"])
            text = f"{lead}, {body} said.\n\n{said[0]}\n\nA spokeswoman for {body} {answer} {asked}.\n\n{said[1]}\n"
            published = (when + timedelta(minutes=chance.randint(0, 600))).isoformat()
            yield {
                "id": f"a{number}",
                "outlet": f"The {outlet}",
                "title": lead,
                "published": published,
                "url": f"https://{outlet.lower()}.example/{number}",
                "language": "en",
                "text": text,
            }
            number += 1


def _said(line: str, chance: random.Random) -> str:
    who = f"{chance.choice(NAMES)} {chance.choice(FAMILIES)}"
    return line.format(who=who, n=chance.randint(2, 60), paper=chance.choice(OUTLETS))


def front_matter(fields: Fields) -> bytes:
    """As a text file."""
    head = "".join(f"{key}: {json.dumps(value)}\n" for key, value in fields.items() if key != "text")
    return f"---\n{head}---\n\n{fields['text']}".encode()


def page(fields: Fields) -> bytes:
    """As a web page."""
    facts = {"@type": "NewsArticle", "headline": fields["title"], "datePublished": fields["published"]}
    facts |= {"publisher": {"@type": "Organization", "name": fields["outlet"]}}  # type: ignore[dict-item]
    body = "".join(f"<p>{escape(part, quote=False)}</p>" for part in fields["text"].strip().split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(fields["title"])}</title>'
        f'<link rel="canonical" href="{fields["url"]}"><script type="application/ld+json">{json.dumps(facts)}</script>'
        f"</head><body><nav>Home News</nav><article><h1>{escape(fields['title'])}</h1>{body}</article></body></html>"
    ).encode()


def ninjs(fields: Fields) -> bytes:
    """As IPTC ninjs."""
    kept = {"uri": fields["url"], "type": "text", "language": "en", "headline": fields["title"]}
    kept |= {"versioncreated": fields["published"], "provider": fields["outlet"], "body_text": fields["text"]}
    return json.dumps(kept).encode()


def mail(fields: Fields) -> bytes:
    """As a mail."""
    letter = EmailMessage()
    letter["Subject"], letter["From"] = fields["title"], f"{fields['outlet']} <news@paper.example>"
    letter["Date"] = datetime.fromisoformat(fields["published"])
    letter.set_content(fields["text"])
    return bytes(letter)


def feed(rows: Sequence[Fields]) -> bytes:
    """As a feed."""
    items = "".join(
        f"<item><title>{escape(r['title'])}</title><link>{r['url']}</link><source url='https://x.example'>"
        f"{escape(r['outlet'])}</source><pubDate>{datetime.fromisoformat(r['published']):%a, %d %b %Y %H:%M:%S} GMT"
        f"</pubDate><description>{escape(r['text'])}</description></item>"
        for r in rows
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


def table(rows: Sequence[Fields]) -> bytes:
    """As CSV."""
    target = io.StringIO()
    writer = csv.DictWriter(target, ["id", "outlet", "title", "published", "url", "language", "text"])
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()


def lines(rows: Sequence[Fields]) -> bytes:
    """As JSON Lines."""
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def zipped(rows: Sequence[Fields]) -> bytes:
    """As text files in a ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for row in rows:
            archive.writestr(f"{row['id']}.txt", front_matter(row))
    return target.getvalue()


def tarred(rows: Sequence[Fields]) -> bytes:
    """As text files in a tar archive."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for row in rows:
            member = tarfile.TarInfo(f"{row['id']}.txt")
            data = front_matter(row)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return target.getvalue()


SINGLE: dict[str, Callable[[Fields], bytes]] = {
    "txt": front_matter,
    "md": front_matter,
    "html": page,
    "json": lambda fields: json.dumps(fields).encode(),
    "ninjs.json": ninjs,
    "eml": mail,
}
MANY: dict[str, Callable[[Sequence[Fields]], bytes]] = {
    "jsonl": lines,
    "csv": table,
    "rss": feed,
    "zip": zipped,
    "tar": tarred,
}
BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
BAD: dict[str, Callable[[Fields], bytes]] = {
    "bytes.txt": lambda fields: front_matter(fields) + b"\xff\xfe\xfa\n",
    "outlet.txt": lambda fields: front_matter(
        {key: value for key, value in fields.items() if key not in ("outlet", "url")}
    ),
    "date.txt": lambda fields: front_matter({**fields, "published": "the day before yesterday"}),
    "matter.txt": lambda fields: fields["text"].encode(),
    "empty.txt": lambda _: b"",
    "broken.json": lambda fields: json.dumps(fields).encode()[:-9],
    "deep.json": lambda _: b'{"text":' + b"[" * 5000 + b"]" * 5000 + b"}",
    "text.json": lambda fields: json.dumps({**fields, "text": "  "}).encode(),
    "scripts.json": lambda fields: json.dumps({**fields, "outlet": "Th\u0435 Herald"}).encode(),
    "bomb.xml": lambda _: f'<!DOCTYPE rss [<!ENTITY e0 "ha">{BOMB}]><rss><channel>&e8;</channel></rss>'.encode(),
    "bomb.zip": lambda _: zipped([{"id": "x", "text": " " * 4_000_000}]),
    "torn.zip": lambda fields: zipped([fields])[:-20],
    "picture.html": lambda _: b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
    "nothing.html": lambda _: b"<html><head><title>x</title></head><body></body></html>",
    "french.txt": lambda fields: front_matter(
        {**fields, "language": "fr", "text": "Le pont est ferm\u00e9, a dit la mairie mardi.\n"}
    ),
}


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: how many good articles, and the files and rows that are bad."""

    good: int
    bad: tuple[str, ...]


def make(folder: Path, articles: int, bad: int, seed: int = 1) -> Made:
    """Write ``articles`` articles, ``bad`` of them bad, into a folder."""
    told = list(stories(articles, seed))
    chance = random.Random(seed)
    spoilt = set(chance.sample(range(articles), bad))
    whole = [fields for number, fields in enumerate(told) if number not in spoilt]
    names = []
    rows: list[Fields] = []
    kinds = itertools.cycle(BAD)
    for place, number in enumerate(sorted(spoilt)):
        if place % 3 == 2:  # a third of the bad ones are rows among good ones
            rows.append({**told[number], "published": "2025-13-41"})
            names.append("rows.jsonl")
            continue
        kind = next(kinds)
        name = f"bad{number}-{kind}"
        (folder / name).write_bytes(BAD[kind](told[number]))
        names.append(told[number]["id"] if kind == "french.txt" else name)  # that one is read, but its claims are not
    singles = whole[: len(whole) // 3]
    for place, fields in enumerate(singles):
        ending = list(SINGLE)[place % len(SINGLE)]
        (folder / f"{fields['id']}.{ending}").write_bytes(SINGLE[ending](fields))
    rest = whole[len(singles) :]
    share = -(-len(rest) // (len(MANY) + 1))
    for place, (ending, writer) in enumerate(MANY.items()):
        (folder / f"many.{ending}").write_bytes(writer(rest[place * share : (place + 1) * share]))
    mixed = [*rest[len(MANY) * share :], *rows]
    chance.shuffle(mixed)
    (folder / "rows.jsonl").write_bytes(lines(mixed))
    return Made(len(whole), tuple(names))


def _parts(where: str) -> list[str]:
    """The file names in the place of something unread (``folder/bad1-bomb.zip:x.txt``, ``rows.jsonl:7``)."""
    return [part for piece in where.replace("!", ":").split(":") for part in piece.split("/")]


def measure(folder: Path, made: Made) -> dict[str, object]:
    """Compare the folder in a process of its own, and count."""
    output = folder.parent / "report.json"
    command = [sys.executable, "-m", "narrative", "compare", str(folder), "--format", "json", "--output", str(output)]
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if not output.exists():
        raise RuntimeError(f"no report, exit code {done.returncode}: {done.stderr[-2000:]}")
    report = json.loads(output.read_text(encoding="utf-8"))
    unread = report["unread"]
    named = [name for name in made.bad if any(name in _parts(item["where"]) for item in unread)]
    return {
        "articles": made.good + len(made.bad),
        "bad": len(made.bad),
        "compared": len(report["articles"]),
        "listed as unread": len(unread),
        "bad ones without a line": len(made.bad) - len(named),
        "lines without a reason": sum(not item["reason"].strip() for item in unread),
        "tracebacks": done.stderr.count("Traceback"),
        "exit code": done.returncode,
        "events": len(report["events"]),
        "claims": len(report["claims"]),
        "relations": len(report["relations"]),
        "cpu s": round(used.ru_utime + used.ru_stime, 1),
        "wall s": round(seconds, 1),
        "peak MB": round(used.ru_maxrss / 1024),
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--bad", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "articles"
        folder.mkdir()
        figures = measure(folder, make(folder, options.articles, options.bad, options.seed))
    for name, value in figures.items():
        print(f"{name:26}{value}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
