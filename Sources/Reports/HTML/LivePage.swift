/// What a page has more when a server keeps it up to date: a bar that shows a run's progress, and a script that loads
/// the page anew and keeps its place.
package enum LivePage {
  static let script: StaticString = """
    (function(){"use strict";
    var bar=document.getElementById("nb:live"),fill=bar.firstElementChild,note=document.getElementById("nb:live-note");
    var key="nbrun:place:"+location.pathname;
    try{var place=JSON.parse(sessionStorage.getItem(key)||"null");sessionStorage.removeItem(key);
    if(place){var there=place.id&&document.getElementById(place.id);
    place.open.forEach(function(id){var one=document.getElementById(id);
    if(one)Array.prototype.forEach.call(one.querySelectorAll("details"),function(each,index){
    if(place.opened[id].indexOf(index)>=0)each.open=true})});
    var root=document.documentElement;root.style.scrollBehavior="auto";
    window.scrollTo(0,there?there.getBoundingClientRect().top+window.scrollY-place.offset:place.y)}}catch(error){}
    var remember=function(){var best=null;
    Array.prototype.some.call(document.querySelectorAll("article [id]"),function(one){
    var top=one.getBoundingClientRect().top;if(!one.getClientRects().length)return false;
    if(!best||top<=80)best={id:one.id,offset:top};return top>80});
    var opened={},open=[];
    Array.prototype.forEach.call(document.querySelectorAll("figure.cell[id]"),function(cell){var list=[];
    Array.prototype.forEach.call(cell.querySelectorAll("details"),function(each,index){if(each.open)list.push(index)});
    if(list.length){opened[cell.id]=list;open.push(cell.id)}});
    try{sessionStorage.setItem(key,JSON.stringify({id:best&&window.scrollY>0?best.id:null,offset:best?best.offset:0,
    y:window.scrollY,opened:opened,open:open}))}catch(error){}};
    var source=new EventSource("/events?have="+bar.getAttribute("data-version"));
    source.addEventListener("reload",function(){remember();location.reload()});
    source.addEventListener("run",function(event){var state=JSON.parse(event.data);note.hidden=true;
    bar.hidden=false;var part=state.count?100*state.index/state.count:0;fill.style.width=part+"%";
    bar.setAttribute("aria-valuenow",Math.round(part));
    bar.setAttribute("aria-valuetext",state.count?"cell "+(state.index+1)+" of "+state.count:"running")});
    source.addEventListener("idle",function(){bar.hidden=true});
    source.addEventListener("problem",function(event){bar.hidden=true;note.textContent=JSON.parse(event.data).text;
    note.hidden=false});
    source.onerror=function(){bar.hidden=true;note.textContent="nbrun preview has ended; start it again to go on.";
    note.hidden=false};
    source.onopen=function(){note.hidden=true};
    })();

    """

  static let style: StaticString = """
    #nb\\:live{position:fixed;inset:0 0 auto 0;height:4px;background:transparent;z-index:9;\
    animation:nb-appear 0s .3s both}
    #nb\\:live[hidden],#nb\\:live-note[hidden]{display:none}
    #nb\\:live>div{height:100%;width:0;min-width:2%;background:#0b5cad;transition:width .15s}
    #nb\\:live-note{position:fixed;inset:auto 1rem 1rem 1rem;z-index:9;background:#7d1a17;color:#fff;padding:.7rem 1rem;\
    border-radius:.5rem;font:.9rem/1.5 ui-monospace,monospace;white-space:pre-wrap;max-height:50vh;overflow:auto}
    @keyframes nb-appear{from{visibility:hidden}to{visibility:visible}}
    @media print{#nb\\:live,#nb\\:live-note{display:none}}

    """

  /// What stands for the page's number until the server, which counts pages, puts it in.
  package static let versionMark = "data-version=\"0000000000\""

  /// Writes the bar, the note and the script.
  static func writeParts(to writer: inout HTMLWriter) {
    writer.markup("<style>\n")
    writer.markup(style)
    writer.markup("</style>\n<div id=\"nb:live\" data-version=\"0000000000\" role=\"progressbar\" ")
    writer.markup(
      "aria-label=\"Running the document\" aria-valuemin=\"0\" aria-valuemax=\"100\" hidden><div></div></div>\n")
    writer.markup("<div id=\"nb:live-note\" role=\"alert\" hidden></div>\n")
    writer.script(script)
  }

  /// The page that is shown until there is a first report.
  package static func waiting(for document: String) -> [UInt8] {
    var writer = HTMLWriter()
    PageHead(title: document, scripts: [ContentHash.source(of: script)], isLive: true).write(to: &writer)
    writer.markup("<body><div class=\"page\"><main><p>Running ")
    writer.element("code", document)
    writer.markup(" …</p></main></div>\n")
    writeParts(to: &writer)
    writer.markup("</body></html>\n")
    return writer.bytes
  }
}
