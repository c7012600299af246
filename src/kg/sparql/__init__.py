"""Our reading of SPARQL text: tokens, guard, parameters, prologue, error carets. The engine judges syntax."""
