"""Within an event: which claims speak to one issue, which agree, and which conflict."""

from narrative.issues.chances import relation_models
from narrative.issues.compare import compare_event
from narrative.issues.judge import Judge, Verdict, load_judge
from narrative.issues.settings import IssueSettings
from narrative.issues.withheld import attach_model

__all__ = ["IssueSettings", "Judge", "Verdict", "attach_model", "compare_event", "load_judge", "relation_models"]
