"""The one error tree of the library.

``NarrativeError``
    ``UsageError``            options that do not fit each other or their range
    ``InputError``            input that could not be read
        ``LimitError``        input over a limit that can be set
        ``LanguageError``     a language that no claim reader handles
    ``NothingToCompare``      everything was read, and there is nothing to compare
    ``ModelError``            a model that is missing, broken or not what its hash says
    ``ReportError``           a report that does not fit the contract
    ``ArchiveError``          an archive that is locked, full, read-only, broken or newer than this version
    ``EngineError``           work that an engine could not complete
    ``MissingExtra``          an optional dependency that is not installed

Every message says what failed, where, and what to do about it.
"""

from __future__ import annotations


class NarrativeError(Exception):
    """Base of all errors that the library raises on purpose."""


class UsageError(NarrativeError, ValueError):
    """Options that do not fit each other or their range."""


class InputError(NarrativeError, ValueError):
    """Input that could not be read.

    Parameters
    ----------
    reason
        What is wrong and how to mend it.
    where
        File, file and line, or article id.
    """

    def __init__(self, reason: str, *, where: str | None = None) -> None:
        super().__init__(f"{where}: {reason}" if where else reason)
        self.reason = reason
        self.where = where


class LimitError(InputError):
    """Input over a limit; the message names the limit and the setting."""


class LanguageError(InputError):
    """A language that no claim reader handles."""


class NothingToCompare(NarrativeError):
    """Everything was read, and there is nothing to compare."""


class ModelError(NarrativeError):
    """A model that is missing, broken or not what its hash says."""


class ReportError(NarrativeError, ValueError):
    """A report that does not fit the contract ``narrative-report/1``."""


class ArchiveError(NarrativeError):
    """An archive that is locked, full, read-only, broken or newer than this version."""


class EngineError(NarrativeError):
    """Work that an engine could not complete."""


class MissingExtra(NarrativeError, ImportError):
    """An optional dependency that is not installed.

    Parameters
    ----------
    feature
        What was asked for.
    extra
        The extra that brings it.
    """

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an optional dependency: pip install 'narrative-compare[{extra}]'")
        self.feature = feature
        self.extra = extra
