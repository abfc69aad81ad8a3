#include "PythonLibrary.h"

#include <string.h>

const PythonLibraryFile *python_library_find(const char *path) {
  size_t low = 0, high = python_library_count();
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const PythonLibraryFile *file = python_library_file(middle);
    int order = strcmp(file->path, path);
    if (order == 0) return file;
    if (order < 0) low = middle + 1; else high = middle;
  }
  return NULL;
}
