"""Structure: from lines to 编 分编 章 节 条 款 项 目 with eIds."""

from ingest.structure.tree import build_provisions, count_article_lines

__all__ = ["build_provisions", "count_article_lines"]
