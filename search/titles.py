"""Titles as people type them: with or without 中华人民共和国, marks and blanks."""

from __future__ import annotations

import re

from search.tokens import fold_text

_DROPPED = re.compile(r"[\s《》〈〉<>「」“”\"']+")
_EDITION = re.compile(r"[(（](?:19|20)\d\d年?(?:修[正订]|公布|版)?(?:本)?[)）]\Z")
_ROUND = str.maketrans("（）", "()")
_REPUBLIC = "中华人民共和国"
# Longer strings are no titles (the longest of the corpus has 96 characters).
_LONGEST = 200


def build_title_key(title: str) -> str:
    """What two ways to write one title share; empty for what is too long to be one."""
    if len(title) > _LONGEST:
        return ""
    key = _EDITION.sub("", _DROPPED.sub("", fold_text(title)).translate(_ROUND))
    return key.removeprefix(_REPUBLIC) or key
