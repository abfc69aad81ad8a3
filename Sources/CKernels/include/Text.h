#ifndef CKERNELS_TEXT_H
#define CKERNELS_TEXT_H

#include <stddef.h>

/// Writes a number as `printf` does with `%.{precision}f`, `e` or `g`, and says how many characters it wrote, without
/// the zero behind them. Swift's list of variable arguments costs more than the writing.
size_t nb_format_double(char *text, size_t capacity, char notation, int precision, double value);

#endif
