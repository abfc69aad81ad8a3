/// The script that typesets the formulas of a page: it unpacks KaTeX, which is an LZMA stream written as text, and hands
/// every formula to it. Without scripts a page shows the TeX.
///
/// The stream is one of literal context 2 and position bits 0, without a header, as `Sources/KaTeX/pack.sh` makes it.
enum MathScript {
  static let text: StaticString = """
    (function(){"use strict";
    var data=document.getElementById("nb:katex"),text=data.textContent,view=new DataView(new ArrayBuffer(text.length/5*4));
    for(var to=0,from=0;from<text.length;to+=4){
    for(var group=0,end=from+5;from<end;)group=group*85+text.charCodeAt(from++)-35;view.setUint32(to,group)}
    var size=+data.getAttribute("data-size"),out=new Uint8Array(size),at=0,next=5,coder=new Uint32Array([4294967295,view.getUint32(1)]);
    var odds=new Uint16Array(4200).fill(1024),state=0,last=[0,0,0,0];
    var refill=function(){if(coder[0]<16777216){coder[0]<<=8;coder[1]=coder[1]<<8|view.getUint8(next++)}};
    var bit=function(place){refill();var odd=odds[place],bound=(coder[0]>>>11)*odd;
    if(coder[1]<bound){coder[0]=bound;odds[place]=odd+(2048-odd>>5);return 0}
    coder[0]-=bound;coder[1]-=bound;odds[place]=odd-(odd>>5);return 1};
    var tree=function(base,bits){for(var node=1,left=bits;left--;)node=node*2+bit(base+node);return node-(1<<bits)};
    var reverse=function(base,bits){for(var node=1,sum=0,index=0;index<bits;index++){var one=bit(base+node);
    node=node*2+one;sum+=one<<index}return sum};
    var length=function(base){return bit(base)?bit(base+1)?16+tree(base+18,8):8+tree(base+10,3):tree(base+2,3)};
    while(at<size){
    if(!bit(state)){
    var base=1100+768*((at?out[at-1]:0)>>6),symbol=1;
    if(state>6)for(var match=out[at-last[0]-1],same=true;same&&symbol<256;match<<=1){
    var high=match>>7&1,low=bit(base+256+256*high+symbol);symbol=symbol*2+low;same=high===low}
    while(symbol<256)symbol=symbol*2+bit(base+symbol);
    out[at++]=symbol;state=state<4?0:state<10?state-3:state-6;continue}
    var count;
    if(bit(12+state)){
    if(bit(24+state)){
    var which=bit(36+state)?bit(48+state)?3:2:1;last.unshift(last.splice(which,1)[0])}
    else if(!bit(60+state)){state=state<7?9:11;out[at]=out[at-last[0]-1];at++;continue}
    count=length(700);state=state<7?8:11}
    else{
    count=length(420);state=state<7?7:10;
    var slot=tree(80+64*Math.min(count,3),6),far=slot;
    if(slot>3){var bits=(slot>>1)-1;far=(2+slot%2)*Math.pow(2,bits);
    if(slot<14)far+=reverse(980+far-slot,bits);
    else{for(var rest=0;bits-->4;){refill();coder[0]>>>=1;var one=coder[1]>=coder[0]?1:0;if(one)coder[1]-=coder[0];rest=rest*2+one}
    far+=rest*16+reverse(340,4)}}
    last.pop();last.unshift(far)}
    for(count+=2;count--;at++)out[at]=out[at-last[0]-1]}
    var all=new TextDecoder().decode(out),split=all.indexOf("\\n");
    var add=function(tag,text){var element=document.createElement(tag);element.textContent=text;
    document.head.appendChild(element)};
    add("style",all.slice(0,split));add("script",all.slice(split+1));
    Array.prototype.forEach.call(document.querySelectorAll(".math"),function(place){
    var tex=place.textContent;
    try{katex.render(tex,place,{displayMode:place.classList.contains("display"),throwOnError:false,trust:false,\
    strict:"ignore",maxSize:25,maxExpand:500,errorColor:"currentColor"});place.classList.add("set")}
    catch(error){place.textContent=tex}});
    })();

    """
}
