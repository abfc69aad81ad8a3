/// Reads the TeX of a formula, as far as it is mathematics and not programming.
///
/// A formula with a command that is not known, or that nests too deeply, is not guessed at: it fails as a whole and is
/// shown as its TeX.
struct TeXParser {
  /// What cannot be read.
  struct Failure: Error {}

  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var depth = 0
  private var alphabet = TeXSymbols.Alphabet.italic

  private static let maximumDepth = 40

  /// The parts of a formula, `nil` when it holds something that is not known.
  static func parse(_ tex: String) -> MathNode? {
    var parser = TeXParser(scalars: Array(tex.unicodeScalars))
    guard let node = try? parser.table(until: nil), parser.index == parser.scalars.count else { return nil }
    return node
  }

  private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

  private var current: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

  private mutating func skipSpaces() {
    while let scalar = current, scalar.value < 0x80 ? Self.isASCIISpace(scalar) : scalar.properties.isWhitespace {
      index += 1
    }
  }

  /// White space among the scalars that Unicode's tables need not be asked for.
  private static func isASCIISpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || (0x09...0x0D).contains(scalar.value)
  }

  /// Whether the text goes on with `\name`, as a whole command.
  private func isAt(command name: String) -> Bool {
    guard scalars[index...].starts(with: ("\\" + name).unicodeScalars) else { return false }
    let end = index + 1 + name.unicodeScalars.count
    return end >= scalars.count || !Self.isLetter(scalars[end])
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
  }

  // MARK: Rows

  /// Cells and rows, divided by `&` and `\\`, up to `\end`, a closing brace or the end; one cell is given as itself.
  private mutating func table(until environment: String?) throws(Failure) -> MathNode {
    var rows: [[MathNode]] = [[]]
    while true {
      rows[rows.count - 1].append(.row(try row()))
      guard let scalar = current else { break }
      if scalar == "&" {
        index += 1
      } else if scalar == "\\", index + 1 < scalars.count, scalars[index + 1] == "\\" {
        index += 2
        rows.append([])
      } else {
        break
      }
    }
    if environment == nil, rows.count == 1, rows[0].count == 1 { return rows[0][0] }
    if let last = rows.last, rows.count > 1, last.count == 1, case .row(let parts) = last[0], parts.isEmpty {
      rows.removeLast()
    }
    return .table(rows, isAligned: environment.map { !$0.hasSuffix("matrix") && $0 != "cases" } ?? true)
  }

  /// What stands in a row, up to something that ends it.
  private mutating func row() throws(Failure) -> [MathNode] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw Failure() }
    var parts: [MathNode] = []
    while true {
      skipSpaces()
      guard let scalar = current, scalar != "}", scalar != "&" else { return parts }
      if scalar == "\\" {
        if index + 1 < scalars.count, scalars[index + 1] == "\\" { return parts }
        if isAt(command: "right") || isAt(command: "end") { return parts }
      }
      guard let base = try atom() else { continue }
      parts.append(try scripts(on: base))
    }
  }

  /// Attaches `_`, `^` and `'` to what stands before them.
  private mutating func scripts(on base: (node: MathNode, hasLimits: Bool)) throws(Failure) -> MathNode {
    var lower: MathNode?
    var upper: MathNode?
    while true {
      skipSpaces()
      if current == "_", lower == nil {
        index += 1
        lower = try argument()
      } else if current == "^", upper == nil {
        index += 1
        upper = try argument()
      } else if current == "'", upper == nil {
        var marks = ""
        while current == "'" {
          marks += "′"
          index += 1
        }
        upper = .sign(marks, isStretchy: false)
      } else {
        break
      }
    }
    guard lower != nil || upper != nil else { return base.node }
    return .scripts(base.node, lower: lower, upper: upper, hasLimits: base.hasLimits)
  }

  /// A group in braces, or the next sign alone.
  private mutating func argument() throws(Failure) -> MathNode {
    depth += 1
    defer { depth -= 1 }
    skipSpaces()
    guard depth <= Self.maximumDepth, current != nil, current != "}", let atom = try atom() else { throw Failure() }
    return atom.node
  }

  // MARK: Atoms

  private mutating func atom() throws(Failure) -> (node: MathNode, hasLimits: Bool)? {
    guard let scalar = current else { throw Failure() }
    switch scalar {
    case "{": return (.row(try group()), false)
    case "\\": return try command()
    case "0"..."9": return (number(), false)
    case "_", "^", "'": return (.row([]), false)
    case "~":
      index += 1
      return (.space("0.25em"), false)
    case "#", "%", "$": throw Failure()
    default:
      index += 1
      if scalar.properties.isAlphabetic {
        return (identifier(String(alphabet.letter(scalar))), false)
      }
      let sign = scalar == "-" ? "−" : scalar == "*" ? "∗" : String(scalar)
      return (.sign(sign, isStretchy: false), false)
    }
  }

  private func identifier(_ text: String) -> MathNode {
    if case .italic = alphabet { return .identifier(text, isUpright: false) }
    return .identifier(text, isUpright: true)
  }

  private mutating func number() -> MathNode {
    var text = String.UnicodeScalarView()
    while let scalar = current, ("0"..."9").contains(scalar) || scalar == "." {
      if scalar == ".", index + 1 >= scalars.count || !("0"..."9").contains(scalars[index + 1]) { break }
      text.append(alphabet.letter(scalar))
      index += 1
    }
    return .number(String(text))
  }

  /// `{...}`; an alphabet chosen within ends with it.
  private mutating func group() throws(Failure) -> [MathNode] {
    guard current == "{" else { throw Failure() }
    index += 1
    let outer = alphabet
    let parts = try row()
    alphabet = outer
    guard current == "}" else { throw Failure() }
    index += 1
    return parts
  }

  /// The text of `{...}` as it stands, for `\text`.
  private mutating func textArgument() throws(Failure) -> String {
    skipSpaces()
    guard current == "{" else { throw Failure() }
    index += 1
    var text = String.UnicodeScalarView()
    while let scalar = current, scalar != "}" {
      guard scalar != "\\", scalar != "{", scalar != "$" else { throw Failure() }
      text.append(scalar.properties.isWhitespace ? "\u{A0}" : scalar)
      index += 1
    }
    guard current == "}" else { throw Failure() }
    index += 1
    return String(text)
  }

  // MARK: Commands

  private mutating func command() throws(Failure) -> (node: MathNode, hasLimits: Bool)? {
    index += 1
    guard let first = current else { throw Failure() }
    var name = String(first)
    index += 1
    if Self.isLetter(first) {
      while let scalar = current, Self.isLetter(scalar) {
        name.unicodeScalars.append(scalar)
        index += 1
      }
    }
    if let letter = TeXSymbols.identifiers[name] { return (identifier(letter), false) }
    if let sign = TeXSymbols.signs[name] { return (.sign(sign, isStretchy: false), false) }
    if let sign = TeXSymbols.largeOperators[name] { return (.sign(sign, isStretchy: false), true) }
    if let sign = TeXSymbols.integrals[name] { return (.sign(sign, isStretchy: false), false) }
    if TeXSymbols.functions.contains(name) { return (.identifier(name, isUpright: true), false) }
    if TeXSymbols.limits.contains(name) { return (.identifier(name, isUpright: true), true) }
    if let width = TeXSymbols.spaces[name] { return (.space(width), false) }
    if TeXSymbols.ignored.contains(name) { return nil }
    if let mark = TeXSymbols.accents[name] {
      return (.over(try argument(), mark: mark), name == "overbrace")
    }
    if let mark = TeXSymbols.underAccents[name] {
      return (.under(try argument(), mark: mark), name == "underbrace")
    }
    if let alphabet = TeXSymbols.Alphabet.commands[name] { return (try styled(name, alphabet), name == "operatorname") }
    return (try structure(name), false)
  }

  /// The argument of a command such as `\mathbf`, or the rest of the group behind `\bf`.
  private mutating func styled(_ name: String, _ style: TeXSymbols.Alphabet) throws(Failure) -> MathNode {
    if name == "rm" || name == "bf" {
      alphabet = style
      return .row([])
    }
    if name == "operatorname" {
      if current == "*" { index += 1 }
      return .identifier(try textArgument(), isUpright: true)
    }
    let outer = alphabet
    alphabet = style
    let argument = try argument()
    alphabet = outer
    // A word in upright letters is one name.
    if case .upright = style, case .row(let parts) = argument {
      var word = ""
      for case .identifier(let letter, _) in parts { word += letter }
      if word.unicodeScalars.count == parts.count, parts.count > 1 { return .identifier(word, isUpright: true) }
    }
    return argument
  }

  private mutating func structure(_ name: String) throws(Failure) -> MathNode {
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac":
      let top = try argument()
      return .fraction(top, try argument(), hasLine: true)
    case "binom":
      let top = try argument()
      let fraction = MathNode.fraction(top, try argument(), hasLine: false)
      return .row([.sign("(", isStretchy: true), fraction, .sign(")", isStretchy: true)])
    case "sqrt":
      skipSpaces()
      var degree: MathNode?
      if current == "[" {
        index += 1
        var parts: [MathNode] = []
        while let scalar = current, scalar != "]" {
          guard let part = try atom() else { continue }
          parts.append(try scripts(on: part))
        }
        guard current == "]" else { throw Failure() }
        index += 1
        degree = .row(parts)
      }
      return .root(try argument(), index: degree)
    case "text", "textrm", "textbf", "textit", "mbox", "texttt": return .text(try textArgument())
    case "left": return try fenced()
    case "begin": return try environment()
    case "overset", "stackrel":
      let upper = try argument()
      return .scripts(try argument(), lower: nil, upper: upper, hasLimits: true)
    case "underset":
      let lower = try argument()
      return .scripts(try argument(), lower: lower, upper: nil, hasLimits: true)
    case "not":
      guard case .sign(let sign, _) = try argument() else { throw Failure() }
      return .sign(sign + "\u{338}", isStretchy: false)
    case "tag":
      return .row([.space("2em"), .text("(" + (try textArgument()) + ")")])
    default: throw Failure()
    }
  }

  /// `\left( ... \right)`
  private mutating func fenced() throws(Failure) -> MathNode {
    let open = try delimiter()
    let parts = try row()
    guard isAt(command: "right") else { throw Failure() }
    index += "\\right".unicodeScalars.count
    let close = try delimiter()
    return .row([.sign(open, isStretchy: true), .row(parts), .sign(close, isStretchy: true)])
  }

  /// A bracket; `.` is none.
  private mutating func delimiter() throws(Failure) -> String {
    skipSpaces()
    guard let scalar = current else { throw Failure() }
    if scalar == "." {
      index += 1
      return ""
    }
    guard case .sign(let sign, _)? = try atom()?.node else { throw Failure() }
    return sign == "<" ? "⟨" : sign == ">" ? "⟩" : sign
  }

  private static let brackets: [String: (open: String, close: String)] = [
    "matrix": ("", ""), "smallmatrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"), "Vmatrix": ("‖", "‖"), "cases": ("{", ""), "aligned": ("", ""), "align": ("", ""),
    "align*": ("", ""), "split": ("", ""), "equation": ("", ""), "equation*": ("", ""), "gather": ("", ""),
    "gather*": ("", ""), "gathered": ("", ""), "array": ("", ""),
  ]

  private mutating func environment() throws(Failure) -> MathNode {
    let name = try textArgument()
    guard let brackets = Self.brackets[name] else { throw Failure() }
    if name == "array" { _ = try textArgument() }
    depth += 1
    defer { depth -= 1 }
    let body = try table(until: name)
    guard isAt(command: "end") else { throw Failure() }
    index += "\\end".unicodeScalars.count
    guard try textArgument() == name else { throw Failure() }
    var parts: [MathNode] = []
    if !brackets.open.isEmpty { parts.append(.sign(brackets.open, isStretchy: true)) }
    parts.append(body)
    if !brackets.close.isEmpty { parts.append(.sign(brackets.close, isStretchy: true)) }
    return .row(parts)
  }
}
