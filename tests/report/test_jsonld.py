"""JSON-LD that a reader of linked data understands: every term is one that its vocabulary has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import PROV, RDF, SDO, Graph, URIRef
from rdflib.namespace import DefinedNamespace

from narrative.records import Report
from narrative.report import to_jsonld
from tests.report.hostile import PAYLOADS, URLS, hostile_report
from tests.report.samples import gold_report, sample_report

GOLD = Path(__file__).parents[2] / "benchmarks" / "gold" / "missiles"
OURS = "urn:narrative:terms#"
OUR_TERMS = {"stance", "start", "end", "origins", "agree", "conflict", "supersedes", "retracts", "withholds"}
SCHEMA = URIRef("urn:narrative:").__class__("https://schema.org/")


def graph(report: Report) -> Graph:
    return Graph().parse(data=to_jsonld(report), format="json-ld")


def known(term: URIRef) -> bool:
    """Whether schema.org, PROV-O, RDF or our own short list has the term."""
    for base, vocabulary in (("https://schema.org/", SDO), (str(PROV), PROV), (str(RDF), RDF)):
        if str(term).startswith(base):
            space: type[DefinedNamespace] = vocabulary
            return str(term).removeprefix(base) in space
    return str(term).startswith(OURS) and str(term).removeprefix(OURS) in OUR_TERMS


@pytest.mark.parametrize("which", ["sample", "gold"])
def test_every_term_is_in_its_vocabulary(which: str) -> None:
    found = graph(sample_report() if which == "sample" else gold_report(GOLD))
    assert len(found) > 100
    used = set(found.predicates()) | set(found.objects(None, RDF.type))
    assert [term for term in used if not known(URIRef(term))] == []


def test_the_check_can_fail() -> None:
    assert not known(URIRef("https://schema.org/claimedByNobody"))
    assert not known(URIRef(OURS + "nonsense"))


def test_a_claim_has_its_author_and_appearance_and_a_position_its_first() -> None:
    found = graph(sample_report())
    claim = URIRef("urn:narrative:claim:gazette-1%3A1")
    assert (claim, RDF.type, URIRef("https://schema.org/Claim")) in found
    author = found.value(claim, URIRef("https://schema.org/author"))
    assert str(found.value(author, URIRef("https://schema.org/name"))) == "Mayor Ada Brandt"
    assert str(found.value(claim, URIRef("https://schema.org/appearance"))) == "urn:narrative:article:gazette-1"
    position = URIRef("urn:narrative:position:e1.i1.1")
    assert str(found.value(position, URIRef("https://schema.org/firstAppearance"))) == "urn:narrative:article:wire-1"
    appearances = {str(one) for one in found.objects(position, URIRef("https://schema.org/appearance"))}
    assert appearances == {"urn:narrative:article:wire-1", "urn:narrative:article:local-1"}


def test_the_chain_can_be_walked_from_the_outlet_to_the_speaker() -> None:
    report = gold_report(GOLD)
    found = graph(report)
    claim = max(report.claims, key=lambda one: len(one.sources))
    assert len(claim.sources) > 2
    node = URIRef("urn:narrative:claim:" + claim.id.replace(":", "%3A"))
    names = []
    while node is not None:
        agent = found.value(node, PROV.wasAttributedTo)
        names.append(str(found.value(agent, URIRef("https://schema.org/name"))))
        node = found.value(node, PROV.wasQuotedFrom)  # type: ignore[assignment]
    assert [name.casefold() for name in names] == [source.name.casefold() for source in claim.sources]


def test_copies_versions_and_relations_are_edges() -> None:
    found = graph(sample_report())
    article = "urn:narrative:article:"
    assert (URIRef(article + "local-1"), PROV.wasDerivedFrom, URIRef(article + "wire-1")) in found
    assert (URIRef(article + "post-1b"), PROV.wasRevisionOf, URIRef(article + "post-1")) in found
    claim = "urn:narrative:claim:"
    edge = (URIRef(claim + "gazette-1%3A5"), URIRef(OURS + "retracts"), URIRef(claim + "post-1%3A1"))
    assert edge in found


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_payload_breaks_it(name: str) -> None:
    harmless = graph(hostile_report("x", None))
    assert len(graph(hostile_report(PAYLOADS[name]))) == len(harmless)


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_are_kept(url: str) -> None:
    document = json.loads(to_jsonld(hostile_report("x", url)))
    links = {node["schema:url"]["@id"] for node in document["@graph"] if "schema:url" in node}
    assert all(link.startswith("https://ok.example/") for link in links)
