/// What a page's own script does: it adds what only scripts can do. Everything else of the page
/// works without it.
enum PageScript {
  static let text: StaticString = """
    (function(){"use strict";
    var each=function(query,body){Array.prototype.forEach.call(document.querySelectorAll(query),body)};
    each(".counts .chip",function(chip){each(".badge."+chip.classList[1],function(badge){badge.title=chip.title})});
    each('article :is(h1,h2,h3,h4,h5,h6)[id]:not([id^="nb:"])',function(heading){var link=document.createElement("a");
    link.className="anchor";link.href="#"+encodeURIComponent(heading.id);link.textContent="#";link.tabIndex=-1;
    link.setAttribute("aria-hidden","true");heading.appendChild(link)});
    var status=document.createElement("div");status.className="sr";status.setAttribute("role","status");
    document.body.appendChild(status);
    var copied=function(button,done){status.textContent=done?"Copied":"Copying is not allowed here";
    button.textContent=done?"Copied":"No";setTimeout(function(){button.textContent="Copy"},1500)};
    var copy=function(button,text){
    var fallback=function(){var area=document.createElement("textarea");area.value=text;area.className="sr";
    document.body.appendChild(area);area.select();var done=false;
    try{done=document.execCommand("copy")}catch(error){}
    area.remove();button.focus();copied(button,done)};
    if(navigator.clipboard&&window.isSecureContext)
    navigator.clipboard.writeText(text).then(function(){copied(button,true)},fallback);else fallback()};
    var add=function(place,label,text){var button=document.createElement("button");button.type="button";
    button.className="copy";button.textContent="Copy";button.setAttribute("aria-label",label);
    button.addEventListener("click",function(){copy(button,text())});place.appendChild(button)};
    each("figure.cell",function(cell){var head=cell.querySelector("header");
    var code=cell.querySelector(".code");if(!head||!code)return;
    add(head,"Copy the code of "+(cell.getAttribute("aria-label")||"this block"),function(){
    return Array.prototype.map.call(code.querySelectorAll("code>span"),function(line){return line.textContent}).join("")})});
    each("article>pre,article :not(.code):not(.out):not(.body)>pre",function(block){
    if(block.parentNode.classList.contains("holder")||block.closest("figure.cell"))return;
    var holder=document.createElement("div");holder.className="holder";block.parentNode.insertBefore(holder,block);
    holder.appendChild(block);add(holder,"Copy this block",function(){return block.textContent})});
    var contents=document.querySelector(".toc details");
    if(contents&&matchMedia("(min-width:80rem)").matches){contents.open=true;
    if(window.IntersectionObserver){var links={},current=null;
    each(".toc a",function(link){links[decodeURIComponent(link.hash.slice(1))]=link});
    var watch=new IntersectionObserver(function(entries){entries.forEach(function(entry){
    if(!entry.isIntersecting)return;if(current)current.removeAttribute("aria-current");
    current=links[entry.target.id];current.setAttribute("aria-current","true")})},{rootMargin:"0px 0px -75% 0px"});
    Object.keys(links).forEach(function(id){var place=document.getElementById(id);if(place)watch.observe(place)})}}
    var reveal=function(){var place=location.hash.length>1&&document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if(!place)return;var hidden=false;
    for(var node=place.parentNode;node&&node.nodeType===1;node=node.parentNode)
    if(node.tagName==="DETAILS"&&!node.open){node.open=true;hidden=true}
    if(hidden||!place.getClientRects().length){
    var only=document.getElementById("nb:only");if(only&&only.checked)only.checked=false;place.scrollIntoView()}};
    addEventListener("hashchange",reveal);try{reveal()}catch(error){}
    })();

    """
}
