#ifndef KATEX_H
#define KATEX_H

#include <stddef.h>

/// A file of KaTeX that is part of the program.
typedef struct {
  /// `katex.min.js`, `katex.min.css`, or a font: `Main-Regular`.
  const char *name;
  const unsigned char *bytes;
  size_t count;
} KaTeXFile;

/// How many files there are; none where KaTeX was not installed when the program was built.
size_t katex_count(void);

/// A file by its place, or a null pointer.
const KaTeXFile *katex_file(size_t index);

#endif
