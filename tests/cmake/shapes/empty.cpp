// A library needs a source file of its own on some generators.
