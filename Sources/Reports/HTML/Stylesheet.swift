/// The look of a page. Everything is in the page: system fonts, no images, nothing to fetch.
///
/// Colours are custom properties, given once for light and once for dark; verdicts are told by a sign and a word as
/// well as by colour.
enum Stylesheet {
  static let text: StaticString = """
    :root{color-scheme:light dark;--bg:#fff;--fg:#1c2024;--soft:#5c6570;--line:#e2e5e9;--card:#f7f8fa;--code:#f6f7f9;\
    --link:#0b5cad;--accent:#ee4c2c;--kw:#9a2a7c;--str:#1d6b3f;--num:#a04a00;--com:#5b6470;--fn:#2450a8;--dec:#7a5a00;\
    --pass:#1a7f45;--pass-bg:#e8f6ed;--close:#0f7285;--close-bg:#e4f4f7;--fail:#c22f2b;--fail-bg:#fdecea;\
    --warn:#8a6100;--warn-bg:#fdf4dc;--mute:#5b6470;--mute-bg:#eff1f4}
    @media (prefers-color-scheme:dark){:root{--bg:#14171a;--fg:#e3e6ea;--soft:#9aa4b0;--line:#2c3238;--card:#1b1f24;\
    --code:#1a1e23;--link:#7fb6ff;--accent:#ff7a5c;--kw:#e29be0;--str:#8fd6a4;--num:#f0ae72;--com:#8d98a5;--fn:#9cc0ff;\
    --dec:#e3c36b;--pass:#63cc8c;--pass-bg:#16291f;--close:#67c6d8;--close-bg:#13282d;--fail:#ff8c84;--fail-bg:#351c1c;\
    --warn:#e5bd5b;--warn-bg:#2d2614;--mute:#9aa4b0;--mute-bg:#22272d}}
    *{box-sizing:border-box}
    html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--bg);color:var(--fg);font:1.0625rem/1.7 system-ui,-apple-system,"Segoe UI",Roboto,\
    "Noto Sans","Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR","Malgun Gothic","PingFang SC",\
    "Noto Sans CJK SC","Microsoft YaHei",sans-serif;overflow-wrap:break-word;hanging-punctuation:first allow-end}
    .page{max-width:50rem;margin:0 auto;padding:0 1.25rem}
    .skip{position:absolute;left:-999rem}
    .skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5rem 1rem;z-index:2}
    a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.18em}
    a:hover{text-decoration-thickness:.12em}
    :focus-visible{outline:.15rem solid var(--link);outline-offset:.15rem;border-radius:.2rem}
    .sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    h1,h2,h3,h4,h5,h6{line-height:1.3;margin:2.2em 0 .7em;text-wrap:balance;font-weight:680;letter-spacing:-.01em}
    h1{font-size:2rem}h2{font-size:1.5rem}h3{font-size:1.22rem}h4,h5,h6{font-size:1.05rem}
    h2{border-bottom:1px solid var(--line);padding-bottom:.3em}
    .anchor{margin-left:.4em;color:var(--soft);text-decoration:none;opacity:0;font-weight:400}
    :is(h1,h2,h3,h4,h5,h6):hover .anchor,.anchor:focus{opacity:1}
    p,ul,ol,blockquote,table,dl,.cell,pre{margin:0 0 1.15em}
    li{margin:.2em 0}li>p{margin-bottom:.6em}ul,ol{padding-left:1.6em}
    blockquote{margin-left:0;padding:.1em 0 .1em 1.1em;border-left:.22rem solid var(--line);color:var(--soft)}
    blockquote>:last-child{margin-bottom:.2em}
    hr{border:0;border-top:1px solid var(--line);margin:2.5em 0}
    .task{list-style:none}.task>input,.task>p>input{margin:0 .5em 0 -1.45em}
    img{max-width:100%;height:auto;border-radius:.3rem}
    table{border-collapse:collapse;display:block;overflow-x:auto;max-width:100%}
    th,td{border:1px solid var(--line);padding:.4em .8em;text-align:left}th{background:var(--card)}
    .align-right{text-align:right}.align-center{text-align:center}
    code,pre,kbd,samp,.mono{font-family:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",\
    "DejaVu Sans Mono",monospace;font-size:.875em;font-variant-ligatures:none;tab-size:4}
    :not(pre)>code{background:var(--mute-bg);padding:.12em .35em;border-radius:.3em;overflow-wrap:anywhere}
    pre{background:var(--code);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;overflow-x:auto;\
    line-height:1.55}
    pre code{font-size:1em}
    .math:not(.set){font-style:italic;color:var(--fn);white-space:pre-wrap}.katex{font-size:1.12em}
    .math.display{display:block;text-align:center;margin:1em 0;overflow-x:auto;overflow-y:hidden;padding:.2em 0}
    .math.display .katex-display{margin:0}
    .hero{padding:2rem 0 0}main:focus{outline:none}article>h1:first-child{margin-top:.4em}
    .hero .file{color:var(--soft);margin:0 0 .3rem;font-size:.9rem;overflow-wrap:anywhere}
    .hero h1{margin:.1em 0 .6em}
    .summary{border:1px solid var(--line);border-left:.35rem solid var(--pass);border-radius:.6rem;padding:1rem 1.2rem;\
    background:var(--card);margin:0 0 2rem}
    .summary.failed{border-left-color:var(--fail)}.summary.nothing{border-left-color:var(--mute)}
    .summary h2{border:0;margin:0 0 .5rem;padding:0;font-size:1.1rem}
    .counts{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;margin:0;padding:0}
    .counts li{margin:0}
    .chip{display:inline-block;border-radius:2em;padding:.05em .7em;font-size:.85rem;background:var(--mute-bg);\
    color:var(--mute);white-space:nowrap}
    .chip.pass{background:var(--pass-bg);color:var(--pass)}
    .chip.close,.chip.pinned{background:var(--close-bg);color:var(--close)}
    .chip.random,.chip.warning{background:var(--warn-bg);color:var(--warn)}
    .chip.fail,.chip.error{background:var(--fail-bg);color:var(--fail)}
    .facts{color:var(--soft);font-size:.85rem;margin:.9rem 0 0}
    .toc{margin:0 0 2rem;font-size:.95rem}.toc summary{cursor:pointer;color:var(--soft)}
    .toc ul{list-style:none;padding:.3rem 0 0 0;margin:0}
    .toc a{text-decoration:none;color:inherit}.toc a:hover{text-decoration:underline}
    .toc li{margin:.25em 0;color:var(--soft);line-height:1.45}.toc [aria-current]{color:var(--link);font-weight:600}
    @media (min-width:80rem){.toc{position:fixed;top:2rem;left:calc(50% + 26.5rem);width:min(18rem,calc(50vw - 28rem));\
    max-height:calc(100vh - 4rem);overflow:auto;font-size:.85rem}}
    .toc .h3,.toc .h4,.toc .h5,.toc .h6{padding-left:1.2em}
    .cell{border:1px solid var(--line);border-radius:.6rem;overflow:clip;background:var(--code);margin-inline:0}
    .cell.error,.cell.fail{border-color:var(--fail)}
    .cell>header{display:flex;flex-wrap:wrap;gap:.2rem .6rem;align-items:center;font-size:.78rem;color:var(--soft);\
    padding:.25rem .9rem;border-bottom:1px solid var(--line)}
    .cell>header :not(.time)+.copy{margin-left:auto}.cell>header .time{margin-left:auto;font-variant-numeric:tabular-nums}
    .cell>header a{color:inherit;text-decoration:none}.cell>header a:hover{text-decoration:underline}
    .cell .label{border:1px solid var(--line);border-radius:.3em;padding:0 .4em}
    .cell pre{margin:0;border:0;border-radius:0;background:none;padding:.55rem 0}
    .cell pre+pre{padding-top:0}
    .code code{display:block;width:max-content;min-width:100%}
    .code{counter-reset:line var(--before)}
    .code code>span{display:block;padding:0 .9rem 0 0;unicode-bidi:isolate;counter-increment:line}
    .code code>span::before{content:counter(line);display:inline-block;width:3.4em;padding-right:1.1em;text-align:right;\
    color:var(--soft);user-select:none;-webkit-user-select:none}
    code>span:target{background:var(--warn-bg)}
    .claim{box-shadow:inset .22rem 0 var(--pass);background:var(--pass-bg)}
    .claim.close,.claim.pinned{box-shadow:inset .22rem 0 var(--close);background:var(--close-bg)}
    .claim.random{box-shadow:inset .22rem 0 var(--warn);background:var(--warn-bg)}
    .claim.fail,.claim.error,.code .raised{box-shadow:inset .22rem 0 var(--fail);background:var(--fail-bg)}
    .claim.skipped,.claim.unchecked{box-shadow:inset .22rem 0 var(--mute);background:var(--mute-bg)}
    .claim .c{font-style:normal;color:var(--fg)}
    .badge{text-decoration:none;margin-left:.5em;padding:0 .7em 0 .5em;font-weight:700;color:var(--pass);user-select:none;\
    -webkit-user-select:none;position:sticky;right:0;background:inherit}
    .badge::before{content:"\\2713"}.badge[data-sign]::before{content:attr(data-sign)}
    .badge.close,.badge.pinned{color:var(--close)}.badge.random{color:var(--warn)}
    .badge.fail,.badge.error{color:var(--fail)}.badge.skipped,.badge.unchecked{color:var(--mute)}
    .verdict{margin:0;border-top:1px solid var(--line);background:var(--bg);font-size:.9rem}
    .cell .verdict+pre{border-top:1px solid var(--line);padding-top:.55rem}
    .verdict>summary{cursor:pointer;padding:.35rem .9rem;overflow-wrap:anywhere}
    .verdict .body{padding:.2rem .9rem .8rem}
    .verdict .body p{margin:.3rem 0}
    .verdict .cap{margin:.7rem 0 .2rem;font-size:.78rem;color:var(--soft);font-weight:600;letter-spacing:.02em}
    .verdict pre{background:var(--code);border:1px solid var(--line);border-radius:.4rem;padding:.5rem .8rem}
    .diff ins,.diff del{display:block;text-decoration:none;min-width:max-content}
    .diff del{background:var(--fail-bg);color:var(--fail)}.diff ins{background:var(--pass-bg);color:var(--pass)}
    .diff del::before{content:"- "}.diff ins::before{content:"+ "}.diff span.same{display:block}
    .diff span.same::before{content:"  "}
    .diff mark{background:none;color:inherit;font-weight:700;text-decoration:underline;text-underline-offset:.2em}
    .out{border-top:1px solid var(--line);background:var(--bg);display:grid;grid-template-columns:auto 1fr}
    .out .cap{margin:0;padding:.5rem 0 .5rem .9rem;font-size:.72rem;line-height:1.9;font-weight:600;color:var(--soft);width:5.2rem}
    .out pre{padding:.5rem .9rem;min-width:0}
    .out.raised pre{color:var(--fail)}@media (min-width:48rem){.out.raised pre{white-space:pre-wrap;overflow-wrap:anywhere}}
    .drawing{overflow:auto;max-height:80vh}.drawing svg{display:block;margin:0 auto;\
    font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",monospace}
    .drawing text{text-anchor:middle;fill:var(--fg);font-weight:600}.drawing .more,.labels text{fill:var(--soft);font-weight:400}
    .labels text{font-size:9px;paint-order:stroke;stroke:var(--bg);stroke-width:4px}
    .drawing rect{stroke:var(--soft);fill:var(--card);rx:3px}.drawing .leaf{fill:var(--close-bg);stroke:var(--close);rx:12px}
    .drawing .folded{fill:var(--warn-bg);stroke:var(--warn);stroke-dasharray:4 2}
    .arrows path{fill:none;stroke:var(--soft);marker-end:url("#nb:arrow")}
    .arrow{position:absolute;fill:var(--soft)}
    .body details{margin:.5rem 0 0}.body summary{cursor:pointer;font-size:.85rem}
    .copy{font:inherit;font-size:.74rem;color:var(--soft);background:var(--bg);border:1px solid var(--line);\
    border-radius:.35em;padding:.05em .6em;cursor:pointer}.copy:hover{color:var(--fg);border-color:var(--soft)}
    .holder{position:relative}.holder>.copy{position:absolute;top:.4rem;right:.4rem;opacity:0}
    .holder:hover>.copy,.holder>.copy:focus-visible{opacity:1}@media (hover:none){.holder>.copy{opacity:1}}
    p:empty{display:none}.footnotes{border-top:1px solid var(--line);margin-top:3rem;padding-top:1rem;font-size:.9rem}
    .only{margin:.8rem 0 0;font-size:.9rem}.only label{cursor:pointer}
    .note{border-top:1px solid var(--line);padding:.35rem .9rem;font-size:.85rem;color:var(--soft);margin:0}
    .variables table{display:table;width:100%;margin:.2rem 0 0;font-size:.82rem}
    .variables .body{overflow-x:auto}
    .variables th,.variables td{border:0;border-bottom:1px solid var(--line);padding:.25rem .8rem .25rem 0;\
    vertical-align:top;background:none}
    .variables thead th{color:var(--soft);font-weight:600}.variables tr:last-child>*{border-bottom:0}
    .variables tbody th{font-weight:600;white-space:nowrap}.variables pre{border:0;background:none;padding:0;margin:0;font-size:.78rem}
    .variables svg{display:block;margin:.15rem 0 .1rem;color:var(--link)}
    .variables .range{color:var(--soft);font-size:.74rem;font-variant-numeric:tabular-nums}
    .k{color:var(--kw)}.s{color:var(--str)}.n{color:var(--num)}.c{color:var(--com);font-style:italic}.f{color:var(--fn)}
    .d{color:var(--dec)}
    .hidden-cell{margin:0 0 1.15em}.hidden-cell>summary{color:var(--soft);font-size:.85rem;cursor:pointer}
    footer{border-top:1px solid var(--line);margin:4rem 0 0;padding:1.2rem 0 3rem;color:var(--soft);font-size:.85rem}
    @media (max-width:40rem){body{font-size:1rem}.page{padding:0 1rem}.hero{padding-top:1.2rem}h1{font-size:1.6rem}\
    h2{font-size:1.3rem}.cell{margin-inline:-1rem;border-inline:0;border-radius:0}\
    .code code>span::before{width:2.6em;padding-right:.8em}.out{grid-template-columns:1fr}.out .cap{padding-bottom:0}\
    .out pre{padding-top:.2rem}pre{font-size:.8rem}}
    @media print{body{font-size:10.5pt;background:#fff;color:#000}.page{max-width:none;padding:0}.skip,.toc,.anchor,.copy,.only\
    {display:none}pre,.code code>span{white-space:pre-wrap;min-width:0;overflow-wrap:anywhere}.cell{overflow:visible}\
    .cell,pre,table,img,svg{break-inside:avoid-page}h1,h2,h3,h4{break-after:avoid}details:not([open])>summary{list-style:none}\
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
    @media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}

    """

  /// What "Show failures only" hides.
  static let failuresOnly: StaticString = """
    .page:has([id="nb:only"]:checked) article>:not(.summary,h1,h2,h3,.cell.fail,.cell.error,:has(.cell.fail,.cell.error))\
    {display:none}

    """

  /// What pages with a list of problems have besides.
  static let problems: StaticString = """
    .problems{margin:.9rem 0 0;padding:0;list-style:none;font-size:.95rem}
    .problems li{margin:.3rem 0;display:grid;grid-template-columns:6.2rem 1fr;align-items:start;line-height:1.5}
    .problems .chip{justify-self:start}

    """

  /// What pages in Korean have besides.
  static let korean: StaticString = """
    article,.hero{word-break:keep-all;overflow-wrap:anywhere}

    """

  /// What pages in Chinese and Japanese have besides.
  static let wide: StaticString = """
    article{line-height:1.85;text-autospace:normal}

    """

  /// What pages with images have besides, which stand as their text where they are not embedded.
  static let images: StaticString = """
    .image{display:inline-block;border:1px dashed var(--line);border-radius:.4rem;padding:.3rem .7rem}
    .image::before{content:"\\1F5BC\\FE0E\\00A0"}

    """

  /// What pages with figures have besides.
  static let figures: StaticString = """
    .plot{border-top:1px solid var(--line);background:#fff;padding:.6rem;overflow-x:auto}
    .plot svg{display:block;max-width:100%;height:auto;margin:0 auto}

    """

  /// What the list of documents has besides.
  static let index: StaticString = """
    .page.index{max-width:72rem}.index .table{overflow-x:auto;margin:0 0 2rem}
    .index table{display:table;width:100%;margin:0;font-size:.92rem}
    .index th,.index td{border:0;border-bottom:1px solid var(--line);padding:.45rem .7rem;background:none;\
    white-space:nowrap}
    .index tbody th{font-weight:500;white-space:normal;min-width:14rem}
    .index .file{display:block;color:var(--soft);font-weight:400;overflow-wrap:anywhere}
    .index thead th{color:var(--soft);font-weight:600;vertical-align:bottom}
    .index tfoot>tr>*{font-weight:600;border-bottom:0}.index tbody tr:hover{background:var(--card)}
    .index .number{text-align:right;font-variant-numeric:tabular-nums}.index .none{color:var(--soft)}
    .index thead button{font:inherit;color:inherit;background:none;border:0;padding:.2rem 0;cursor:pointer;\
    white-space:nowrap}
    .index thead button:hover{color:var(--fg);text-decoration:underline}
    .index [aria-sort] button{color:var(--fg)}
    .index [aria-sort=ascending] button::after{content:" \\2191"}
    .index [aria-sort=descending] button::after{content:" \\2193"}
    .index:has([id="nb:only"]:checked) tbody tr:not(.failed){display:none}
    @media (max-width:40rem){.index .table{margin-inline:-1rem;padding-inline:1rem}}

    """

  /// In a long document, cells out of sight are not laid out until they come near.
  static let long: StaticString = """
    .cell[style]{content-visibility:auto;contain-intrinsic-size:auto calc(var(--rows)*1.36rem + 3.2rem)}
    @media print{.cell[style]{content-visibility:visible}}

    """
}
