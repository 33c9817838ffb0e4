"""The table of domains, outlets, their owners and the wire agencies among them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from narrative.articles.names import clean_name, look
from narrative.articles.tables import read_table
from narrative.errors import InputError

_DOMAIN = re.compile(r"^(?:https?://)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}(?:[/:?#].*)?$", re.IGNORECASE)
_COLUMNS = ("domain", "outlet", "owner", "kind")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of the table.

    Parameters
    ----------
    domain
        Its web domain, without ``www.``.
    outlet
        Its name as readers know it.
    owner
        Who owns it; empty where the table does not tell.
    kind
        ``"outlet"``, ``"agency"`` (its copy is republished by others) or ``"aggregator"`` (it republishes).
    """

    domain: str
    outlet: str
    owner: str = ""
    kind: str = "outlet"

    @property
    def agency(self) -> bool:
        """Whether it is a wire agency."""
        return self.kind == "agency"

    @property
    def aggregator(self) -> bool:
        """Whether it only republishes, so that its domain tells no publisher."""
        return self.kind == "aggregator"


@dataclass(frozen=True, slots=True)
class Outlets:
    """Outlets by domain, by name, and by what their name looks like."""

    by_domain: dict[str, Outlet] = field(default_factory=dict)
    by_name: dict[str, Outlet] = field(default_factory=dict)
    by_look: dict[str, str] = field(default_factory=dict)

    def of_domain(self, host: str) -> Outlet | None:
        """Find the outlet of a host: ``edition.cnn.com`` is found under ``cnn.com``."""
        parts = host.split(".")
        return next((found for n in range(len(parts) - 1) if (found := self.by_domain.get(".".join(parts[n:])))), None)

    def of_name(self, name: str) -> Outlet | None:
        """Find an outlet by its name, without regard to case and a leading "The"."""
        return self.by_name.get(name_key(name))

    def of_look(self, shown: str) -> str | None:
        """Find the outlet whose name looks like this."""
        return self.by_look.get(shown)


def name_key(name: str) -> str:
    """Give a name without case and without a leading article."""
    return re.sub(r"^the\s+", "", " ".join(name.casefold().split()))


def is_domain(name: str) -> bool:
    """Whether a name is a web domain or an address rather than the name of an outlet."""
    return " " not in name and len(name) < 4000 and _DOMAIN.match(name) is not None


def host_of(address: str) -> str:
    """Give the host of an address or domain, without ``www.``, ``m.`` and ``amp.``."""
    try:
        host = urlsplit(address if "://" in address else f"http://{address}").hostname or ""
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|amp|mobile)\.(?=[^.]+\.)", "", host.rstrip("."))


def load_outlets(path: Path | None = None) -> Outlets:
    """Load the table that comes with the library, and over it one of the user's.

    Parameters
    ----------
    path
        CSV or tab-separated, with a header that names ``domain`` and ``outlet``, and ``owner`` and
        ``kind`` (``outlet``, ``agency``, ``aggregator``) as wanted.

    Raises
    ------
    InputError
        The user's table cannot be read; the message names the line.
    """
    known = _shipped()
    if path is None:
        return known
    table = Outlets(dict(known.by_domain), dict(known.by_name), dict(known.by_look))
    _add(table, _read_outlets(path))
    return table


@lru_cache(maxsize=1)
def _shipped() -> Outlets:
    table = Outlets()
    _add(table, [Outlet(*row) for row in read_table("outlets.tsv")])
    return table


def _add(table: Outlets, rows: Iterable[Outlet]) -> None:
    for row in rows:
        table.by_domain[row.domain] = row
        table.by_name[name_key(row.outlet)] = row
        table.by_look[look(row.outlet)] = row.outlet


def _read_outlets(path: Path) -> list[Outlet]:
    where = str(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError("no such file; name a table of outlets", where=where) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read as a table of outlets ({error})", where=where) from None
    first = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter="\t" if "\t" in first else ",")
    if not {"domain", "outlet"} <= set(reader.fieldnames or ()):
        raise InputError("line 1: a table of outlets begins with the header domain,outlet,owner,kind", where=where)
    rows = []
    for line in reader:
        cells = [clean_name(line.get(name) or "") for name in _COLUMNS]
        domain, outlet, owner, kind = host_of(cells[0]), cells[1], cells[2], cells[3] or "outlet"
        if not domain or not outlet or kind not in {"outlet", "agency", "aggregator"}:
            raise InputError(
                f"line {reader.line_num}: needs a domain, an outlet and a kind (outlet, agency or aggregator)",
                where=where,
            )
        rows.append(Outlet(domain, outlet, owner, kind))
    return rows
