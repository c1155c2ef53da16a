"""Titles as instruments bear them and as texts write them: one form for both, so that variants meet."""

from __future__ import annotations

import re

from schemas.ids import slug

_BLANKS = re.compile(r"[\s\u3000\u200b\u200c\u200d\u2060\ufeff\xa0]+")
# Half-width and look-alike signs, as the official form writes them.
_SIGNS = str.maketrans("()<>«»‹›,:;?﹙﹚", "（）〈〉《》〈〉，：；？（）")
# Issuers side by side in a title, parted by a blank where the official form has 、.
_ISSUERS = re.compile(r"(?<=[院部会局署委])[ \t\u3000\xa0]+(?=\S{2,24}?[院部会局署委](?:[ \t\u3000\xa0、]|关于))")
_REPUBLIC = "中华人民共和国"


def normalise_title(title: str) -> str:
    """The title in its official form: full-width brackets and signs, no blanks, issuers parted by 、.

    Brackets stay: （试行） and （2018年） tell instruments apart. Applied to what a text names as well as to what an
    instrument is called, it makes writings of the same title equal.
    """
    joined = _ISSUERS.sub("、", title.strip())
    return _BLANKS.sub("", joined).translate(_SIGNS)


def title_slug(title: str) -> str:
    """The title as it stands in identifiers and as it is looked up by, the same for what is named and what is held."""
    return slug(normalise_title(title))


def shorten_title(title: str) -> str:
    """The title without 中华人民共和国, in front and inside 《》 or 〈〉: what citations call it."""
    short = title.removeprefix(_REPUBLIC)
    for mark in "《〈":
        short = short.replace(mark + _REPUBLIC, mark)
    return short or title
