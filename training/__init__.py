"""Trains the query encoder of search by meaning; `make train` runs it. No part of what is installed.

questions   questions with the articles that answer them, and queries that only hold the encoder in place
pool        the articles of the corpus with the vectors that fatu gave them
weights     the base model in full precision
bert        its forward pass in JAX
fitting     a low-rank delta fitted to questions
measuring   recall of a pool by tuned questions
validating  cross-validation on the lay questions
"""
