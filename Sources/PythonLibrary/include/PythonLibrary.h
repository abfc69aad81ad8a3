#ifndef PYTHON_LIBRARY_H
#define PYTHON_LIBRARY_H

#include <stddef.h>

/// A Python file that is part of the program.
typedef struct {
  /// The path below the library's folder: `torch/nn/init.py`.
  const char *path;
  const unsigned char *bytes;
  size_t count;
} PythonLibraryFile;

/// How many files there are.
size_t python_library_count(void);

/// A file by its place in the order of the paths, or a null pointer.
const PythonLibraryFile *python_library_file(size_t index);

/// The file of a path, or a null pointer.
const PythonLibraryFile *python_library_find(const char *path);

#endif
