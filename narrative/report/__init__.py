"""Everything that is drawn from a report: JSON, terminal, HTML, Markdown, tables, JSON-LD, a notebook's view."""

from narrative.report.contract import from_dict, from_json, to_dict, to_json
from narrative.report.validation import FORMAT, schema, validate

__all__ = ["FORMAT", "from_dict", "from_json", "schema", "to_dict", "to_json", "validate"]
