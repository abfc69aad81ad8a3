#ifndef CGRAPHVIZ_H
#define CGRAPHVIZ_H

#include <stddef.h>

/// Lays out one graph by Graphviz's library in this process: loading it takes a millisecond, starting its program
/// twenty.
///
/// - graph: the graph in Graphviz's language.
/// Answers with the layout in the plain format, to be given to `free`; a null pointer when the library is not there
/// or refuses. Not to be called by two threads at a time.
char *graphviz_plain(const char *graph);

/// Begins to lay out graphs on a thread of its own, so that `graphviz_plain` finds the answers made. The texts are
/// copied; answers of an earlier call that were not asked for are dropped.
void graphviz_begin(const char *const *graphs, size_t count);

#endif
