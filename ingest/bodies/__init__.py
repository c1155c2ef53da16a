"""Bodies that the cells of lists name: which organ is meant, and in which region it is."""
