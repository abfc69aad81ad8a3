// KaTeX (MIT license) and its fonts (SIL Open Font License) as Debian's libjs-katex and fonts-katex install them.
// They stand in pages of the program that are read only when a report shows formulas. Where they are not installed,
// the program is built without them and reports show the TeX.
#include "KaTeX.h"

#if __has_embed("/usr/share/javascript/katex/katex.min.js") && \
    __has_embed("/usr/share/fonts/truetype/katex/KaTeX_Main-Regular.woff2")

static const unsigned char script[] = {
#embed "/usr/share/javascript/katex/katex.min.js"
};
static const unsigned char style[] = {
#embed "/usr/share/javascript/katex/katex.min.css"
};
static const unsigned char AMS_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_AMS-Regular.woff2"
};
static const unsigned char Caligraphic_Bold[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Caligraphic-Bold.woff2"
};
static const unsigned char Caligraphic_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Caligraphic-Regular.woff2"
};
static const unsigned char Fraktur_Bold[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Fraktur-Bold.woff2"
};
static const unsigned char Fraktur_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Fraktur-Regular.woff2"
};
static const unsigned char Main_Bold[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Main-Bold.woff2"
};
static const unsigned char Main_BoldItalic[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Main-BoldItalic.woff2"
};
static const unsigned char Main_Italic[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Main-Italic.woff2"
};
static const unsigned char Main_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Main-Regular.woff2"
};
static const unsigned char Math_BoldItalic[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Math-BoldItalic.woff2"
};
static const unsigned char Math_Italic[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Math-Italic.woff2"
};
static const unsigned char SansSerif_Bold[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_SansSerif-Bold.woff2"
};
static const unsigned char SansSerif_Italic[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_SansSerif-Italic.woff2"
};
static const unsigned char SansSerif_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_SansSerif-Regular.woff2"
};
static const unsigned char Script_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Script-Regular.woff2"
};
static const unsigned char Size1_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Size1-Regular.woff2"
};
static const unsigned char Size2_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Size2-Regular.woff2"
};
static const unsigned char Size3_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Size3-Regular.woff2"
};
static const unsigned char Size4_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Size4-Regular.woff2"
};
static const unsigned char Typewriter_Regular[] = {
#embed "/usr/share/fonts/truetype/katex/KaTeX_Typewriter-Regular.woff2"
};

static const KaTeXFile files[] = {
    {"katex.min.js", script, sizeof script},
    {"katex.min.css", style, sizeof style},
    {"AMS-Regular", AMS_Regular, sizeof AMS_Regular},
    {"Caligraphic-Bold", Caligraphic_Bold, sizeof Caligraphic_Bold},
    {"Caligraphic-Regular", Caligraphic_Regular, sizeof Caligraphic_Regular},
    {"Fraktur-Bold", Fraktur_Bold, sizeof Fraktur_Bold},
    {"Fraktur-Regular", Fraktur_Regular, sizeof Fraktur_Regular},
    {"Main-Bold", Main_Bold, sizeof Main_Bold},
    {"Main-BoldItalic", Main_BoldItalic, sizeof Main_BoldItalic},
    {"Main-Italic", Main_Italic, sizeof Main_Italic},
    {"Main-Regular", Main_Regular, sizeof Main_Regular},
    {"Math-BoldItalic", Math_BoldItalic, sizeof Math_BoldItalic},
    {"Math-Italic", Math_Italic, sizeof Math_Italic},
    {"SansSerif-Bold", SansSerif_Bold, sizeof SansSerif_Bold},
    {"SansSerif-Italic", SansSerif_Italic, sizeof SansSerif_Italic},
    {"SansSerif-Regular", SansSerif_Regular, sizeof SansSerif_Regular},
    {"Script-Regular", Script_Regular, sizeof Script_Regular},
    {"Size1-Regular", Size1_Regular, sizeof Size1_Regular},
    {"Size2-Regular", Size2_Regular, sizeof Size2_Regular},
    {"Size3-Regular", Size3_Regular, sizeof Size3_Regular},
    {"Size4-Regular", Size4_Regular, sizeof Size4_Regular},
    {"Typewriter-Regular", Typewriter_Regular, sizeof Typewriter_Regular},
};

size_t katex_count(void) { return sizeof files / sizeof files[0]; }

const KaTeXFile *katex_file(size_t index) { return index < katex_count() ? &files[index] : 0; }

#else

size_t katex_count(void) { return 0; }

const KaTeXFile *katex_file(size_t index) {
  (void)index;
  return 0;
}

#endif
