"""Items: the records of a list as nodes of the graph, with citations and bodies found in their fields."""
