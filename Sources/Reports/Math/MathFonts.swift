/// Which of KaTeX's fonts formulas can need, decided by their TeX: a page carries no others.
struct MathFonts {
  /// In the order in which they are written.
  private(set) var names: [String] = [
    "Main-Regular", "Math-Italic", "Size1-Regular", "Size2-Regular", "Size3-Regular", "Size4-Regular",
  ]

  /// Fonts by the commands that ask for them.
  private static let fonts: [String: [String]] = {
    let table: [(commands: String, fonts: [String])] = [
      ("mathbf bf textbf bold bfseries mathbfit pmb", ["Main-Bold", "Math-BoldItalic"]),
      ("boldsymbol bm", ["Main-Bold", "Math-BoldItalic", "Caligraphic-Bold", "Fraktur-Bold", "SansSerif-Bold"]),
      ("mathit it textit emph itshape", ["Main-Italic"]),
      ("mathcal cal", ["Caligraphic-Regular"]), ("mathfrak frak Re Im", ["Fraktur-Regular"]),
      ("mathscr", ["Script-Regular"]),
      ("mathsf sf textsf mathsfit sfdefault", ["SansSerif-Regular", "SansSerif-Italic"]),
      ("mathtt tt texttt verb url href", ["Typewriter-Regular"]),
    ]
    var fonts: [String: [String]] = [:]
    for entry in table {
      for command in entry.commands.split(separator: " ") { fonts[String(command)] = entry.fonts }
    }
    return fonts
  }()

  /// Commands that need none but the first fonts. Any other brings in the symbols of AMS, which may be needed.
  private static let plain: StaticString = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi omicron pi varpi rho \
    varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega \
    frac dfrac tfrac cfrac binom sqrt sum prod int iint iiint oint coprod bigcup bigcap bigoplus bigotimes bigvee bigwedge \
    left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr begin end text textrm mathrm rm \
    operatorname mathop mathbin mathrel limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle \
    hat widehat bar overline underline tilde widetilde vec dot ddot acute grave check breve overbrace underbrace \
    overrightarrow overleftarrow overset underset stackrel substack \
    partial nabla infty ell hbar imath jmath forall exists neg lnot emptyset prime angle top bot ldots cdots dots vdots ddots \
    cdot times div pm mp ast star circ bullet oplus ominus otimes odot cup cap vee wedge land lor setminus mid parallel \
    le leq ge geq ne neq approx equiv sim simeq cong propto ll gg in notin ni subset supset subseteq supseteq prec succ \
    to gets rightarrow leftarrow Rightarrow Leftarrow leftrightarrow Leftrightarrow mapsto longrightarrow longleftarrow \
    Longrightarrow Longleftarrow implies iff uparrow downarrow nearrow searrow \
    langle rangle lfloor rfloor lceil rceil lvert rvert lVert rVert vert Vert lbrace rbrace backslash \
    sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh exp log ln lg det dim ker deg gcd arg max min sup inf lim \
    limsup liminf Pr quad qquad hspace kern phantom vphantom hphantom color textcolor tag label nonumber notag not
    """

  /// Whether a command is one of the plain ones. They are read as they stand: a page asks for few.
  private static func isPlain(_ command: ArraySlice<UInt8>) -> Bool {
    plain.withUTF8Buffer { words in
      var start = 0
      while start < words.count {
        var end = start
        while end < words.count, words[end] > 0x20 { end += 1 }
        if words[start..<end].elementsEqual(command) { return true }
        start = end + 1
      }
      return false
    }
  }

  /// Takes in what a formula needs.
  mutating func add(_ tex: String) {
    let bytes = Array(tex.utf8)
    var index = 0
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    while index < bytes.count {
      defer { index += 1 }
      if bytes[index] >= 0x80 { add(font: "AMS-Regular") }
      guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count, isLetter(bytes[index + 1]) else { continue }
      let start = index + 1
      index = start
      while index + 1 < bytes.count, isLetter(bytes[index + 1]) { index += 1 }
      let command = bytes[start...index]
      if Self.isPlain(command) { continue }
      if let fonts = Self.fonts[String(decoding: command, as: UTF8.self)] {
        for font in fonts { add(font: font) }
      } else {
        add(font: "AMS-Regular")
      }
    }
    if names.contains("Main-Italic"), names.contains("Main-Bold") { add(font: "Main-BoldItalic") }
    if names.contains("Main-Bold"), names.contains("SansSerif-Regular") { add(font: "SansSerif-Bold") }
  }

  /// Whether formulas need none but the fonts that every formula can need.
  var areFirstAlone: Bool { names.count == Self().names.count }

  private mutating func add(font: String) {
    if !names.contains(font) { names.append(font) }
  }
}
