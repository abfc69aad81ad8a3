#!/bin/sh
# Writes the Swift file $1: KaTeX's script and style in the form in which a page carries them, compressed and as text,
# and its fonts as base64. Where KaTeX or xz is not installed the file says so. Debian: libjs-katex, fonts-katex, xz-utils.
set -eu
LC_ALL=C
export LC_ALL
script=/usr/share/javascript/katex/katex.min.js
style=/usr/share/javascript/katex/katex.min.css
fonts=/usr/share/fonts/truetype/katex

made=$1.made
work=$(mktemp -d)
trap 'rm -rf "$work" "$made"' EXIT

digest() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum < "$1"; else shasum -a 256 < "$1"; fi | cut -c 1-64
}

# Four bytes as five characters from # to w, which need no escape in a script element; zeros fill up the end.
base85() {
  od -An -v -tu1 | tr -s ' \n' '\n\n' | awk '
    function group(   i, text) {
      text = ""
      for (i = 0; i < 5; i++) { text = sprintf("%c", 35 + value % 85) text; value = int(value / 85) }
      printf "%s", text
      value = 0; bytes = 0
    }
    NF { value = value * 256 + $1; if (++bytes == 4) group() }
    END { while (bytes % 4) { value *= 256; if (++bytes == 4) { group(); break } } }'
}

# A Swift constant of the name $1: the style, a line feed, and the script in the file $2.
packed() {
  cat "$work/style" "$2" > "$work/both"
  xz --format=raw --lzma1=preset=9e,lc=2,lp=0,pb=0 < "$work/both" > "$work/packed"
  printf '  static let %s = Packed(\n' "$1"
  printf '    text: ####"%s"####,\n' "$(base85 < "$work/packed")"
  printf '    size: %s, digest: "%s")\n' "$(wc -c < "$work/both" | tr -d ' ')" "$(digest "$2")"
}

{
  printf '// Made by pack.sh.\n\nextension KaTeX {\n'
  if [ -f "$script" ] && [ -f "$style" ] && [ -f "$fonts/KaTeX_Main-Regular.woff2" ] && command -v xz >/dev/null; then
    # The rules of the fonts point to files beside the style; a page has rules of its own.
    { tr -d '\n' < "$style" | sed 's/@font-face{[^}]*}//g'; printf '\n'; } > "$work/style"
    # Most formulas need none but the first fonts, and so no measures of the others.
    sed -E 's/"(AMS|Caligraphic|Fraktur|Main|Math|SansSerif|Script|Typewriter)-(Bold|BoldItalic|Italic|Regular)":\{[0-9]+:\[[^}]*\}/"\1-\2":{}/g
      ' "$script" > "$work/bare"
    measures=$(grep -oE '"(Main-Regular|Math-Italic)":\{[0-9]+:\[[^}]*\}' "$script")
    printf '%s\n' "$measures" | while IFS= read -r measure; do
      name=${measure%%:*}
      printf 's/%s:{}/%s/\n' "$name" "$measure"
    done > "$work/restore"
    sed -f "$work/restore" "$work/bare" > "$work/plain"
    printf '  static let isThere = true\n\n'
    packed full "$script"
    packed plain "$work/plain"
    printf '\n  static func packedFont(_ name: String) -> StaticString? {\n    switch name {\n'
    for font in "$fonts"/KaTeX_*.woff2; do
      name=$(basename "$font" .woff2)
      printf '    case "%s": "%s"\n' "${name#KaTeX_}" "$(base64 < "$font" | tr -d '\n')"
    done
    printf '    default: nil\n    }\n  }\n'
  else
    printf '  static let isThere = false\n  static let full = Packed(text: "", size: 0, digest: "")\n'
    printf '  static let plain = full\n  static func packedFont(_ name: String) -> StaticString? { nil }\n'
  fi
  printf '}\n'
} > "$made"
mv "$made" "$1"
