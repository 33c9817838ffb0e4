"""Small files of every kind that is read, in the form in which the world has them; all hold the same article."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

TITLE = "Harbour bridge closed after cracks are found"
FIRST = "The Harbour bridge was closed on Tuesday after inspectors found cracks, the city said."
SECOND = "Mayor Hanne Brandvik said that it would not reopen before the end of the month."
TEXT = f"{FIRST}\n\n{SECOND}"
OUTLET = "The Velmar Courier"
URL = "https://velmarcourier.example/news/bridge"
DATE = "2024-11-19T06:45:00Z"
FIELDS = {"id": "vc-1", "outlet": OUTLET, "title": TITLE, "published": DATE, "url": URL, "language": "en", "text": TEXT}


def text() -> bytes:
    head = "".join(f"{name}: {value}\n" for name, value in FIELDS.items() if name != "text")
    return f"---\n{head}---\n{TEXT}\n".encode()


def json_lines() -> bytes:
    other = {**FIELDS, "id": "vc-2", "text": SECOND}
    return (json.dumps(FIELDS) + "\n" + json.dumps(other) + "\n").encode()


def json_document() -> bytes:
    return json.dumps({"status": "ok", "articles": [FIELDS]}, indent=1).encode()


def json_feed() -> bytes:
    item = {"id": "vc-1", "url": URL, "title": TITLE, "date_published": DATE}
    item["content_html"] = f"<p>{FIRST}</p><p>{SECOND}</p>"
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": OUTLET, "language": "en", "items": [item]}
    return json.dumps(feed).encode()


def schema_org() -> bytes:
    thing = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "datePublished": DATE}
    thing |= {"publisher": {"@type": "Organization", "name": OUTLET}, "articleBody": TEXT, "url": URL}
    return json.dumps({"@graph": [{"@type": "WebSite", "name": "x"}, thing]}).encode()


def ninjs() -> bytes:
    item = {"uri": "urn:vc-1", "type": "text", "versioncreated": DATE, "language": "en", "headline": TITLE}
    item |= {"provider": OUTLET, "body_xhtml": f"<p>{FIRST}</p><p>{SECOND}</p>", "url": URL}
    return json.dumps(item).encode()


def csv_table() -> bytes:
    body = TEXT.replace('"', '""')
    return f'headline,source,pubDate,link,body\n"{TITLE}",{OUTLET},{DATE},{URL},"{body}"\n'.encode("utf-8-sig")


def tsv_table() -> bytes:
    return f"title\tpublisher\tdate\turl\ttext\n{TITLE}\t{OUTLET}\t{DATE}\t{URL}\t{FIRST} {SECOND}\n".encode()


def parquet() -> bytes:
    import pyarrow as pa
    from pyarrow import parquet as pq

    table = pa.table({name: [value] for name, value in FIELDS.items()} | {"embedding": [[0.1, 0.2]]})
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


def html() -> bytes:
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | {OUTLET}</title>
<link rel="canonical" href="{URL}"><meta property="og:site_name" content="{OUTLET}">
<meta property="article:published_time" content="{DATE}"></head><body><nav><a href="/">Home</a></nav>
<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article><footer>Imprint</footer></body></html>""".encode()


def rss() -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{OUTLET}</title>
<language>en</language><item><title>{TITLE}</title><link>{URL}</link><guid isPermaLink="false">vc-1</guid>
<pubDate>Tue, 19 Nov 2024 06:45:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded></item></channel></rss>""".encode()


def atom() -> bytes:
    return f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{OUTLET}</title>
<entry><id>vc-1</id><title>{TITLE}</title><link href="{URL}"/><published>{DATE}</published>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>""".encode()


def newsml() -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="vc-1" version="1" xml:lang="en">
<itemMeta><itemClass qcode="ninat:text"/><provider literal="vc"><name>{OUTLET}</name></provider>
<versionCreated>{DATE}</versionCreated></itemMeta>
<contentMeta><headline>{TITLE}</headline><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>
<title>t</title></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML></contentSet>
</newsItem>""".encode()


def nitf() -> bytes:
    return f"""<?xml version="1.0"?><nitf><head><title>{TITLE}</title><docdata><doc-id id-string="vc-1"/>
<date.issue norm="20241119T064500Z"/><doc.copyright holder="{OUTLET}"/></docdata></head>
<body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head><body.content><p>{FIRST}</p><p>{SECOND}</p>
</body.content></body></nitf>""".encode()


def warc() -> bytes:
    page = html()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG"
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html><body><p>Gone</p></body></html>"
    records = b""
    for number, (kind, block) in enumerate(
        [("warcinfo", b"software: x\r\n"), ("response", http), ("response", picture), ("response", gone)]
    ):
        form = "application/warc-fields" if kind == "warcinfo" else "application/http; msgtype=response"
        records += (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\n"
            f"WARC-Record-ID: <urn:uuid:0000000{number}-0000-0000-0000-000000000000>\r\n"
            f"WARC-Date: 2024-11-20T00:00:00Z\r\nWARC-Target-URI: {URL}\r\nContent-Type: {form}\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        ).encode()
        records += block + b"\r\n\r\n"
    return records


def mail() -> bytes:
    message = EmailMessage()
    message["From"] = f"{OUTLET} <news@velmarcourier.example>"
    message["To"] = "reader@example.org"
    message["Subject"] = TITLE
    message["Date"] = "Tue, 19 Nov 2024 06:45:00 +0000"
    message["Archived-At"] = f"<{URL}>"
    message.set_content(f"{FIRST}\n\n{SECOND}\n\nUnsubscribe from this list\n")
    return message.as_bytes()


def saved_page() -> bytes:
    page = html().decode()
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {URL}\r\nSubject: {TITLE}\r\n"
        "Date: Wed, 20 Nov 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="----B"\r\n\r\n'
        f"------B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: {URL}\r\n\r\n{page}\r\n"
        "------B--\r\n"
    ).encode()


def zip_file() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("news/a.txt", text())
        archive.writestr("__MACOSX/news/._a.txt", b"\0\1")
        archive.writestr("news/style.css", b"p {}")
    return target.getvalue()


def tar_file() -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        member = tarfile.TarInfo("news/a.html")
        member.size = len(html())
        archive.addfile(member, io.BytesIO(html()))
    return target.getvalue()


def pdf() -> bytes:
    """A PDF of one page, written by hand: lines of text in one font."""
    lines = [FIRST, "", SECOND]
    shown = b"BT /F1 10 Tf 40 800 Td 14 TL " + b" ".join(
        b"(" + line.encode().replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*" for line in lines
    )
    shown += b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Title (%s) /CreationDate (D:20241119064500Z) >>" % TITLE.encode(),
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )


KINDS: dict[str, Callable[[], bytes]] = {
    "front-matter.txt": text,
    "articles.jsonl": json_lines,
    "answer.json": json_document,
    "feed.json": json_feed,
    "graph.json": schema_org,
    "ninjs.json": ninjs,
    "table.csv": csv_table,
    "table.tsv": tsv_table,
    "table.parquet": parquet,
    "page.html": html,
    "rss.xml": rss,
    "atom.xml": atom,
    "item.xml": newsml,
    "nitf.xml": nitf,
    "crawl.warc": warc,
    "letter.eml": mail,
    "saved.mhtml": saved_page,
    "bundle.zip": zip_file,
    "bundle.tar": tar_file,
    "print.pdf": pdf,
    "articles.jsonl.gz": lambda: gzip.compress(json_lines()),
    "articles.jsonl.bz2": lambda: bz2.compress(json_lines()),
    "articles.jsonl.xz": lambda: lzma.compress(json_lines()),
    "crawl.warc.gz": lambda: gzip.compress(warc()),
    "bundle.tar.gz": lambda: gzip.compress(tar_file()),
}
