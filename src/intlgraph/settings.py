"""Read typed settings out of a TOML table, and collect everything that is wrong with them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from intlgraph.errors import Place, Problem

__all__ = ["Settings"]

T = TypeVar("T")

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")


@dataclass(slots=True)
class Settings:
    """One table of a TOML file, its name, and the problems found while it is read.

    The readers return a usable default after a problem, so that the rest is checked in the same go.

    >>> problems: list[Problem] = []
    >>> Settings({"title": 3}, "publication", "intlgraph.toml", problems).text("title")
    ''
    >>> problems[0].code
    'setting-needs-text'
    """

    values: Mapping[str, object]
    name: str
    file: str
    problems: list[Problem]
    _asked: set[str] = field(default_factory=set)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; without a default it must be there and not be empty."""
        value = self._value(key, required=default is None)
        if value is None:
            return default or ""
        if isinstance(value, str) and (value.strip() or default is not None):
            return value
        return self._wrong_type(key, "setting-needs-text", default or "")

    def choice(self, key: str, known: Collection[str], default: str) -> str:
        """Return one of the known words."""
        value = self.text(key, default)
        if value in known:
            return value
        self.report("setting-choice", key, found=value, known=", ".join(known))
        return default

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        value = self._value(key, required=False)
        if value is None:
            return default
        return value if isinstance(value, bool) else self._wrong_type(key, "setting-needs-flag", default)

    def words(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of strings; without a default it must be there."""
        value = self._value(key, required=default is None)
        if value is None:
            return default or ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(str(item) for item in value)
        return self._wrong_type(key, "setting-needs-words", default or ())

    def texts(self, key: str, languages: Collection[str], required: bool = True) -> Mapping[str, str]:
        """Return a text in every language of the publication, such as `{ sv = "...", en = "..." }`."""
        value = self._value(key, required=required)
        if value is None:
            return {}
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            return self._wrong_type(key, "setting-needs-texts", {})
        for language in languages:
            if not str(value.get(language, "")).strip():
                self.report("setting-language-missing", key, language=language)
        return {str(language): str(text) for language, text in value.items()}

    def languages(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return language tags (BCP 47), at least one."""
        tags = self.words(key, default)
        for tag in tags:
            if not _LANGUAGE.fullmatch(tag):
                self.report("setting-language-tag", key, found=tag)
        return tags or default

    def table(self, key: str, required: bool = False) -> Settings:
        """Return the settings of a table inside this one; an absent one is empty."""
        value = self._value(key, required=required)
        if value is not None and not isinstance(value, dict):
            value = self._wrong_type(key, "setting-needs-table", {})
        inside = value if isinstance(value, dict) else {}
        return Settings(inside, self._full(key), self.file, self.problems)

    def unknown(self) -> None:
        """Report every key that nobody asked for, with the nearest known one."""
        for key in self.values:
            if key not in self._asked:
                near = difflib.get_close_matches(key, sorted(self._asked), 1)
                self.report("setting-unknown", key, nearest=near[0] if near else ", ".join(sorted(self._asked)))

    def report(self, code: str, key: str, **values: object) -> None:
        """Collect one problem with the named setting."""
        full = self._full(key)
        self.problems.append(Problem(code, {"setting": full, **values}, Place(self.file, column=full)))

    def _full(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _value(self, key: str, required: bool) -> object:
        self._asked.add(key)
        value = self.values.get(key)
        if value is None and required:
            self.report("setting-missing", key)
        return value

    def _wrong_type(self, key: str, code: str, default: T) -> T:
        self.report(code, key, found=repr(self.values[key]))
        return default
