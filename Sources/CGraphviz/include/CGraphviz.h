#ifndef CGRAPHVIZ_H
#define CGRAPHVIZ_H

/// Lays out one graph by Graphviz's library in this process: loading it takes a millisecond, starting its program
/// twenty.
///
/// - graph: the graph in Graphviz's language.
/// Answers with the layout in the plain format, to be given to `free`; a null pointer when the library is not there
/// or refuses. Not to be called by two threads at a time.
char *graphviz_plain(const char *graph);

#endif
