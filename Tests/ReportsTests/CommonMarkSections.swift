/// Inputs for every section of the CommonMark specification, each with what the section is about, its borders, and
/// what looks like it and is not.
enum CommonMarkSections {
  static let all: [(section: String, inputs: [String])] = [
    (
      "Tabs",
      [
        "\tone\ttwo", "  \tcode", "- item\n\n\tsecond", "- item\n\n\t\tcode in it", ">\t\tquoted code", "-\t\tcode",
        "    four\n\ttab", " - a\n   - b\n\t - c", "#\theading", "*\t*\t*\t", "1.\tone\n2.\ttwo",
      ]
    ),
    (
      "Backslash escapes",
      [
        ##"\!\"\#\%\&\'\)\*\+\,\-\.\/\:\;\<\=\>\?\@\]\^\_\`\{\|\}\~"##, ##"\a\B\ \3\«"##,
        ##"\*no emphasis\* \<br/> not a tag"##,
        ##"\[no link](/a) \`no code` 1\. no list"##, ##"\* no item"##, ##"\# no heading"##, ##"\\*emphasis*"##,
        "break\\\nhere",
        ##"`` \[\` ``"##, ##"    \[\]"##, "~~~\n\\[\\]\n~~~", ##"<https://a.example?q=\*>"##, ##"[a](/b\* "c\*d")"##,
        "[a]\n\n[a]: /b\\* \"c\\*d\"", "``` a\\+b\ncode\n```",
      ]
    ),
    (
      "Entity and numeric character references",
      [
        "&nbsp; &amp; &copy; &AElig; &Dcaron; &frac34; &HilbertSpace; &ngE;", "&#35; &#1234; &#992; &#0;",
        "&#X22; &#XD06; &#xcab;", "&nbsp &x; &#; &#x; &#87654321; &#abcdef0; &ThisIsNone; &hi?;", "&copy",
        "[a](/f&ouml;&ouml; \"f&ouml;\")", "[a]\n\n[a]: /f&ouml; \"&quot;\"", "``` f&ouml;\nx\n```", "`f&ouml;`",
        "    f&ouml;", "&#42;no emphasis&#42; *em*", "&#42; no item\n\n* item", "a&#10;&#10;b", "&#9;a",
        "[a](b &quot;c&quot;)",
      ]
    ),
    (
      "Precedence",
      ["- `a\n- b`", "`a\n# b`", "> *a\n> b*", "*a `b* c`", "[a `b](c) d`", "- a\n\n***\n- b"]
    ),
    (
      "Thematic breaks",
      [
        "***\n---\n___", "+++", "===", "--\n**\n__", " ***\n  ***\n   ***", "    ***", "a\n    ***",
        "_____________________",
        " - - -", " **  * ** * ** * **", "-     -      -      -", "- - - -    ", "_ _ _ _ a\n\na------\n\n---a---",
        " *-*",
        "- a\n***\n- b", "a\n***\nb", "a\n---\nb", "* a\n* * *\n* b", "- a\n- * * *",
      ]
    ),
    (
      "ATX headings",
      [
        "# a\n## a\n### a\n#### a\n##### a\n###### a", "####### a", "#5 a\n\n#a",
        "#                  a                  ",
        " ### a\n  ## a\n   # a", "    # a", "a\n    # b", "## a ##\n  ###   b    ###",
        "# a ##################\n##### b ##",
        "### a ###     ", "### a ### b", "# a#", "### a \\###\n## b #\\##\n# c \\#", "****\n## a\n****", "a\n# b\nc",
        "## \n#\n### ###", "# *a* `b` [c](/d)",
      ]
    ),
    (
      "Setext headings",
      [
        "A *b*\n=====\n\nA *b*\n-----", "A *b\nc*\n===", "  A *b\nc*\t\n====", "a\n----------\n\na\n=",
        "   a\n---\n\n  a\n-----\n\n  a\n  ===", "    a\n    ---\n\n    a\n---", "a\n   ----      ", "a\n    ---",
        "a\n= =\n\na\n--- -", "a  \n-----", "a\\\n-----", "`a\n----\n`", "> a\n---", "> a\nb\n===", "- a\n---",
        "a\nb\n---",
        "---\na\n---\nb\n---\nc", "\n====", "---\n---", "- a\n-----", "    a\n---", "> a\n-----", "\\> a\n------",
        "a\n\nb\n---\nc", "a\nb\n\n---\n\nc", "a\nb\n* * *\nc", "a\nb\n\\---\nc",
      ]
    ),
    (
      "Indented code blocks",
      [
        "    a simple\n      block", "  - a\n\n    b", "1.  a\n\n    - b", "    <a/>\n    *b*\n\n    - c",
        "    a\n\n    b\n  \n \n \n    c", "    a\n      \n      b", "a\n    b", "    a\nb",
        "# a\n    b\nc\n------\n    d\n----",
        "        a\n    b", "\n    \n    a\n    ", "    a  ", "- a\n\n      b", "> a\n>\n>     b",
      ]
    ),
    (
      "Fenced code blocks",
      [
        "```\n<\n >\n```", "~~~\n<\n >\n~~~", "``\na\n``", "```\na\n~~~\n```", "~~~\na\n```\n~~~",
        "````\na\n```\n``````",
        "~~~~\na\n~~~\n~~~~", "```", "`````\n\n```\na", "> ```\n> a\n\nb", "```\n\n  \n```", "```\n```",
        " ```\n a\na\n```",
        "  ```\na\n  a\na\n  ```", "   ```\n   a\n    a\n  a\n   ```", "    ```\n    a\n    ```", "```\na\n  ```",
        "   ```\na\n  ```", "```\na\n    ```", "``` ```\na", "~~~~~~\na\n~~~ ~~", "a\n```\nb\n```\nc",
        "a\n---\n~~~\nb\n~~~\n# c", "```ruby\ndef a(x)\nend\n```", "~~~~    ruby startline=3 $%@#$\na\n~~~~~~~",
        "````;\n````",
        "``` aa ```\nb", "~~~ aa ``` ~~~\nb\n~~~", "```\n``` a\n```", "- ```\n  a\n  ```",
      ]
    ),
    (
      "HTML blocks",
      [
        "<div>\n*a*\n</div>", "<div>\n\n*a*\n\n</div>", "<table>\n<tr>\n<td>\na\n</td>\n</tr>\n</table>\n\nb",
        "<del>\n*a*\n</del>",
        "<del>\n\n*a*\n\n</del>", "<del>*a*</del>", "<details>\n<summary>a</summary>\n\n*b*\n\n</details>",
        "a\n<div>\nb\n</div>",
        "a\n<b>\nc</b>", "<p>a</p>\n*b*", "- <div>a</div>\n- b",
      ]
    ),
    (
      "Link reference definitions",
      [
        "[a]: /u \"t\"\n\n[a]", "   [a]: \n      /u  \n           't'  \n\n[a]",
        "[A*b\\]]:m_(x).md 't (x)'\n\n[A*b\\]]",
        "[a b]:\n<m y>\n't'\n\n[a b]", "[a]: /u '\nt\none\ntwo\n'\n\n[a]", "[a]: /u 't\n\nb'\n\n[a]", "[a]:\n/u\n\n[a]",
        "[a]:\n\n[a]", "[a]: <>\n\n[a]", "[a]: <b>(c)\n\n[a]", "[a]: /u\\b\\*c \"d\\\"e\\f\"\n\n[a]", "[a]\n\n[a]: b",
        "[a]\n\n[a]: first\n[a]: second", "[ABC]: /u\n\n[abC]", "[ΑΓΩ]: /φου\n\n[αγω]", "[a]: /u", "[\na\n]: /u\nb",
        "[a]: /u \"t\" b", "[a]: /u\n\"t\" b", "    [a]: /u \"t\"\n\n[a]", "```\n[a]: /u\n```\n\n[a]",
        "a\n[b]: /c\n\n[b]",
        "# [a]\n[a]: /u\n> b", "[a]: /u\nb\n===\n[a]", "[a]: /u\n===\n[a]",
        "[a]: /a \"a\"\n[b]: /b\n  \"b\"\n[c]: /c\n\n[a],\n[b],\n[c]",
        "[a]\n\n> [a]: /u",
      ]
    ),
    (
      "Paragraphs and blank lines",
      [
        "a\n\nb", "a\nb\n\nc\nd", "a\n\n\nb", "  a\n b", "a\n             b\n                                       c",
        "   a\nb",
        "    a\nb", "a     \nb     ", "  \n\na\n  \n\n# b\n\n  ", "a\r\nb\r\n\r\nc", "a\rb",
      ]
    ),
    (
      "Block quotes",
      [
        "> # a\n> b\n> c", "># a\n>b\n> c", "   > # a\n   > b\n > c", "    > # a\n    > b", "> # a\n> b\nc",
        "> a\nb\n> c", "> a\n---",
        "> - a\n- b", ">     a\n    b", "> ```\na\n```", "> a\n    - b", ">", ">\n>  \n> ", ">\n> a\n>  ", "> a\n\n> b",
        "> a\n> b",
        "> a\n>\n> b", "a\n> b", "> a\n***\n> b", "> a\nb", "> a\n\nb", "> a\n>\nb", "> > > a\nb", ">>> a\n> b\n>>c",
        ">     code\n\n>    no code",
      ]
    ),
    (
      "List items",
      [
        "1.  a\n    b\n\n        code\n\n    > c", "- a\n\n b", "- a\n\n  b", " -    a\n\n     b", " -    a\n\n      b",
        "   > > 1.  a\n>>\n>>     b", ">>- a\n>>\n  >  > b", "-a\n\n2.b", "- a\n\n\n  b",
        "1.  a\n\n    ```\n    b\n    ```\n\n    c\n\n    > d",
        "- a\n\n      b\n\n\n      c", "123456789. a", "1234567890. a", "0. a", "003. a", "-1. a", "- a\n\n      b",
        "  10.  a\n\n           b",
        "    a\n\nb\n\n    c", "1.     a\n\n   b\n\n       c", "1.      a\n\n   b", "   a\n\nb", "-    a\n\n  b",
        "-  a\n\n   b",
        "-\n  a\n-\n  ```\n  b\n  ```\n-\n      c", "-   \n  a", "-\n\n  a", "- a\n-\n- b", "- a\n-   \n- b",
        "1. a\n2.\n3. b", "*",
        "a\n*\n\na\n1.", " 1.  a\n     b\n\n         c\n\n     > d", "    1.  a\n        b",
        "  1.  a\nb\n\n          c\n\n      > d",
        "  1.  a\n    b", "> 1. > a\nb", "> 1. > a\n> b", "- a\n  - b\n    - c\n      - d", "- a\n - b\n  - c\n   - d",
        "10) a\n    - b", "10) a\n   - b", "- - a", "1. - 2. a", "- # a\n- b\n  ---\n  c",
      ]
    ),
    (
      "Lists",
      [
        "- a\n- b\n+ c", "1. a\n2. b\n3) c", "a\n- b\n- c", "a\n14.  b", "a\n1.  b", "- a\n\n- b\n\n\n- c",
        "- a\n  - b\n    - c\n\n\n      d",
        "- a\n\n<!-- -->\n\n- b", "- a\n - b\n  - c\n   - d\n  - e\n - f\n- g", "1. a\n\n  2. b\n\n   3. c",
        "- a\n - b\n  - c\n   - d\n    - e",
        "1. a\n\n  2. b\n\n    3. c", "- a\n- b\n\n- c", "* a\n*\n\n* c", "- a\n- b\n\n  c\n- d",
        "- a\n- b\n\n  [r]: /u\n- d",
        "- a\n- ```\n  b\n\n\n  ```\n- c", "- a\n  - b\n\n    c\n- d", "* a\n  > b\n  >\n* c",
        "- a\n  > b\n  ```\n  c\n  ```\n- d", "- a",
        "- a\n  - b", "1. ```\n   a\n   ```\n\n   b", "* a\n  * b\n\n  c", "- a\n  - b\n  - c\n\n- d\n  - e\n  - f",
      ]
    ),
    (
      "Code spans",
      [
        "`a`", "`` a ` b ``", "` `` `", "`  ``  `", "` a`", "`\u{A0}b\u{A0}`", "` `\n`  `", "``\na\nb  \nc\n``",
        "``\na \n``", "`a   b \nc`",
        "`a\\`b`", "``a`b``", "` a `` b `", "*a`*`", "[a `b](/c`)", "`<a href=\"`\">`", "<i title=\"`\">`",
        "`<https://a.b.`c>`",
        "<https://a.b.`c>`", "```a``", "`a", "`a``b``",
      ]
    ),
    (
      "Emphasis and strong emphasis",
      [
        "*a b*", "a * b c*", "a*\"b\"*", "*\u{A0}a\u{A0}*", "a*b*", "5*6*78", "_a b_", "_ a b_", "a_\"b\"_", "a_b_",
        "5_6_78", "пристаням_стремятся_",
        "aa_\"bb\"_cc", "a-_(b)_", "_a*", "*a b *", "*a b\n*", "*(*a)", "*(*a*)*", "*a*b", "_a b _", "_(_a)", "_(_a_)_",
        "_a_b", "_пристаням_стремятся",
        "_a_b_c_", "_(a)_.", "**a b**", "** a b**", "a**\"b\"**", "a**b**", "__a b__", "__ a b__", "__\na b__",
        "a__\"b\"__", "a__b__", "5__6__78",
        "__a, __b__, c__", "a-__(b)__", "**a b **", "**(**a)", "*(**a**)*", "**A (*B b*, c.\n*D d*)**",
        "**a \"*b*\" a**", "**a**b",
        "__a b __", "__(__a)", "_(__a__)_", "__a__b", "__a__b__c__", "__(a)__.", "*a [b](/u)*", "*a\nb*", "_a __b__ c_",
        "_a _b_ c_", "__a_ b_",
        "*a *b**", "*a **b** c*", "*a**b**c*", "*a**b*", "***a** b*", "*a **b***", "*a**b***", "a***b***c",
        "a******b*********c",
        "*a **b *c* d** e*", "*a [*b*](/u)*", "** is nothing", "**** is nothing", "**a [b](/u)**", "**a\nb**",
        "__a _b_ c__", "__a __b__ c__",
        "____a__ b__", "**a **b****", "**a *b* c**", "**a*b*c**", "***a* b**", "**a *b***", "**a *b **c**\nd* e**",
        "**a [*b*](/u)**", "__ is nothing",
        "a ***", "a *\\**", "a *_*", "a *****", "a **\\***", "a **_**", "**a*", "*a**", "***a**", "****a*", "**a***",
        "*a****", "a ___", "a _\\__",
        "a _*_", "a _____", "a __\\___", "a __*__", "__a_", "_a__", "___a__", "____a_", "__a___", "_a____", "**a**",
        "*_a_*", "__a__", "_*a*_",
        "****a****", "____a____", "******a******", "***a***", "_____a_____", "*a _b* c_", "*a __b *c d__ e*",
        "**a **b c**", "*a *b c*",
        "*[a*](/u)", "_a [b_](/u)", "*<img src=\"a\" title=\"*\"/>", "*a `*`*", "_a `_`_",
        "**a<https://b.example/?q=**>", "**가**나", "**가.**나",
      ]
    ),
    (
      "Links",
      [
        "[a](/u \"t\")", "[a](/u)", "[](./t.md)", "[a]()", "[a](<>)", "[](<>)", "[a](/m y)", "[a](</m y>)", "[a](b\nc)",
        "[a](<b\nc>)", "[a](<b)c>)", "[a](<b\\>)",
        "[a](<b)c\n[a](<b)c>\n[a](<b>c)", "[a](\\(b\\))", "[a](b(and(c)))", "[a](b(and(c))", "[a](b\\(and\\(c\\))",
        "[a](<b(and(c)>)", "[a](b\\)\\:)",
        "[a](#b)\n\n[a](https://e.example#b)\n\n[a](https://e.example?b=3#c)", "[a](b\\c)", "[a](b%20b&auml;)",
        "[a](\"t\")",
        "[a](/u \"t\")\n[a](/u 't')\n[a](/u (t))", "[a](/u \"t \\\"&quot;\")", "[a](/u\u{A0}\"t\")",
        "[a](/u \"t \"and\" t\")", "[a](/u 't \"and\" t')",
        "[a](   /u\n  \"t\"  )", "[a] (/u)", "[a [b [c]]](/u)", "[a] b](/u)", "[a [b](/u)", "[a \\[b](/u)",
        "[a *b **c** `#`*](/u)", "[![a](m.png)](/u)",
        "[a [b](/u)](/u)", "[a *b [c *d*](/u) e*](/u)", "![[[a](u1)](u2)](u3)", "*[a*](/u)", "[a *b](c*)", "*a [b* c]",
        "[a`](/u)`", "[a<https://b.example/?q=](u)>",
        "[a][r]\n\n[r]: /u \"t\"", "[a [b [c]]][r]\n\n[r]: /u", "[a \\[b][r]\n\n[r]: /u",
        "[a *b **c** `#`*][r]\n\n[r]: /u", "[![a](m.png)][r]\n\n[r]: /u",
        "[a [b](/u)][r]\n\n[r]: /u", "[a *b [c][r]*][r]\n\n[r]: /u", "*[a*][r]\n\n[r]: /u", "[a *b][r]*\n\n[r]: /u",
        "[a`][r]`\n\n[r]: /u", "[a][RrR]\n\n[rRr]: /u \"t\"",
        "[ẞ]\n\n[SS]: /u", "[a\n  b]: /u\n\n[x][a b]", "[a] [r]\n\n[r]: /u", "[a]\n[r]\n\n[r]: /u",
        "[r]: /u1\n\n[r]: /u2\n\n[a][r]", "[a][b\\!]\n\n[b!]: /u",
        "[a][r[]\n\n[r[]: /u", "[a][r[b]]\n\n[r[b]]: /u", "[[[a]]]\n\n[[[a]]]: /u", "[a][r\\[]\n\n[r\\[]: /u",
        "[b\\\\]: /u\n\n[b\\\\]", "[]\n\n[]: /u", "[\n ]\n\n[\n ]: /u",
        "[a][]\n\n[a]: /u \"t\"", "[*a* b][]\n\n[*a* b]: /u \"t\"", "[A][]\n\n[a]: /u", "[a] \n[]\n\n[a]: /u",
        "[a]\n\n[a]: /u \"t\"", "[*a* b]\n\n[*a* b]: /u", "[[*a* b]]\n\n[*a* b]: /u",
        "[[a [b]\n\n[b]: /u", "[A]\n\n[a]: /u", "[a] b\n\n[a]: /u", "\\[a]\n\n[a]: /u", "[a*]: /u\n\n*[a*]",
        "[a][b]\n\n[a]: /u1\n[b]: /u2", "[a][]\n\n[a]: /u1", "[a]()\n\n[a]: /u1",
        "[a](no link)\n\n[a]: /u1", "[a][b][c]\n\n[c]: /u", "[a][b][c]\n\n[c]: /u1\n[b]: /u2",
        "[a][b][c]\n\n[c]: /u1\n[a]: /u2",
      ]
    ),
    (
      "Images",
      [
        "![a](/u \"t\")", "![a *b*]\n\n[a *b*]: t.jpg \"t\"", "![a ![b](/u)](/v)", "![a [b](/u)](/v)",
        "![a *b*][]\n\n[a *b*]: t.jpg", "![a *b*][R]\n\n[r]: t.jpg", "![a](t.jpg)",
        "M ![a](/p/t.jpg  \"t\"   )", "![a](<u>)", "![](/u)", "![a][r]\n\n[r]: /u", "![a][R]\n\n[r]: /u",
        "![a][]\n\n[a]: /u \"t\"", "![A][]\n\n[a]: /u", "![a] \n[]\n\n[a]: /u",
        "![a]\n\n[a]: /u \"t\"", "![*a* b]\n\n[*a* b]: /u", "![[a]]\n\n[[a]]: /u", "![A]\n\n[a]: /u",
        "!\\[a]\n\n[a]: /u", "\\![a]\n\n[a]: /u",
      ]
    ),
    (
      "Autolinks",
      [
        "<http://a.b.c>", "<https://a.b.c/t?q=x&id=2&b=*>", "<MAILTO:A@B.C>", "<http://a.b /c>",
        "<http://e.example/\\[\\>", "<a@b.example.com>", "<a+special@B.c-d0.com>",
        "<a\\+@b.example.com>", "<>", "< http://a.b >", "<m:a>", "<a.b.c>", "http://e.example", "a@b.example.com",
      ]
    ),
    (
      "Raw HTML",
      [
        "<em><strong><kbd>a</kbd></strong></em>", "a<br/><wbr/>", "a <b>c</b> d", "<33> <__>", "<a h*#ref=\"x\">",
        "< a>", "a <b *c*>", "<a\\>",
        "<i title=\"x\">y</i>", "a & b < c > d",
      ]
    ),
    (
      "Hard and soft line breaks",
      [
        "a  \nb", "a\\\nb", "a       \nb", "a  \n     b", "a\\\n     b", "*a  \nb*", "*a\\\nb*", "`a  \nb`", "`a\\\nb`",
        "a\\", "a  ", "### a\\", "### a  ", "a\nb", "a \n b", "a\n\n\n   b",
      ]
    ),
    (
      "Textual content",
      ["hello %.;'{}", "Foo χρῆν", "Multiple     spaces", "日本語 한국어 🧮", "a\u{0}b", "\u{FEFF}a", "\"q\" & 'r'"]
    ),
  ]
}
