"""The embedded engine of full text: tantivy, in a directory of its own. Nothing else imports tantivy."""

from search.tantivy.index import TantivyIndex, open_tantivy

__all__ = ["TantivyIndex", "open_tantivy"]
