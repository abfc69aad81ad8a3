#include "Text.h"

#include <stdio.h>

size_t nb_format_double(char *text, size_t capacity, char notation, int precision, double value) {
  const char *pattern = notation == 'f' ? "%.*f" : notation == 'e' ? "%.*e" : "%.*g";
  int count = snprintf(text, capacity, pattern, precision, value);
  return count < 0 || capacity == 0 ? 0 : (size_t)count < capacity ? (size_t)count : capacity - 1;
}
