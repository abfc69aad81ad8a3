#!/bin/sh
# Writes library.c, which holds every Python file below this folder. Run it after adding or removing one.
cd "$(dirname "$0")" || exit 1
files=$(find . -name '*.py' -size +0 | sed 's|^\./||' | LC_ALL=C sort)
{
  printf '// Made by list.sh.\n#include "PythonLibrary.h"\n'
  for file in $files; do
    name=$(printf '%s' "${file%.py}" | sed 's|[/.]|_S_|g')
    printf '\nstatic const unsigned char source_%s[] = {\n#embed "%s"\n};\n' "$name" "$file"
  done
  printf '\nstatic const PythonLibraryFile files[] = {\n'
  for file in $files; do
    name=$(printf '%s' "${file%.py}" | sed 's|[/.]|_S_|g')
    printf '  {"%s", source_%s, sizeof(source_%s)},\n' "$file" "$name" "$name"
  done
  printf '};\n\nsize_t python_library_count(void) { return sizeof(files) / sizeof(files[0]); }\n'
  printf '\nconst PythonLibraryFile *python_library_file(size_t index) {\n'
  printf '  return index < python_library_count() ? &files[index] : NULL;\n}\n'
} > library.c
