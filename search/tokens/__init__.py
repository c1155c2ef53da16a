"""Words of Chinese text: what is indexed, and what a query is made of."""

from search.tokens.folding import fold_text
from search.tokens.punctuation import PUNCTUATION
from search.tokens.segmenter import Segmenter, load_segmenter, load_stop_words, load_user_words

__all__ = ["PUNCTUATION", "Segmenter", "fold_text", "load_segmenter", "load_stop_words", "load_user_words"]
