/// The TeX commands that stand for one sign, and the alphabets that others set letters in.
enum TeXSymbols {
  /// Letters and other signs that are set like a variable.
  static let identifiers: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ", "upsilon": "υ", "phi": "ϕ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "infty": "∞", "ell": "ℓ", "hbar": "ℏ",
    "Re": "ℜ", "Im": "ℑ", "emptyset": "∅", "varnothing": "∅", "top": "⊤", "bot": "⊥", "aleph": "ℵ", "imath": "ı",
    "jmath": "ȷ",
  ]

  /// Operators, relations, arrows, brackets and dots.
  static let signs: [String: String] = [
    "cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘", "bullet": "∙",
    "odot": "⊙", "oplus": "⊕", "ominus": "⊖", "otimes": "⊗", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠",
    "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "∼", "simeq": "≃", "cong": "≅", "propto": "∝", "ll": "≪", "gg": "≫",
    "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇", "cup": "∪",
    "cap": "∩", "setminus": "∖", "land": "∧", "wedge": "∧", "lor": "∨", "vee": "∨", "neg": "¬", "lnot": "¬",
    "forall": "∀", "exists": "∃", "to": "→", "rightarrow": "→", "gets": "←", "leftarrow": "←", "leftrightarrow": "↔",
    "Rightarrow": "⇒", "implies": "⟹", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⟺", "mapsto": "↦",
    "longrightarrow": "⟶", "uparrow": "↑", "downarrow": "↓", "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮",
    "ddots": "⋱", "partial": "∂", "nabla": "∇", "prime": "′", "mid": "∣", "vert": "|", "lvert": "|", "rvert": "|",
    "parallel": "∥", "Vert": "‖", "lVert": "‖", "rVert": "‖", "|": "‖", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊",
    "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lbrace": "{", "rbrace": "}", "{": "{", "}": "}", "lbrack": "[",
    "rbrack": "]", "perp": "⊥", "angle": "∠", "triangleq": "≜", "coloneqq": "≔", "colon": ":", "%": "%", "$": "$",
    "&": "&", "#": "#", "_": "_", "backslash": "\\", "therefore": "∴", "because": "∵", "dagger": "†",
  ]

  /// Operators that take what stands below and above them as limits when displayed.
  static let largeOperators: [String: String] = [
    "sum": "∑", "prod": "∏", "coprod": "∐", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂",
    "bigvee": "⋁", "bigwedge": "⋀",
  ]

  static let integrals: [String: String] = ["int": "∫", "iint": "∬", "iiint": "∭", "oint": "∮"]

  /// Functions set upright; those of `limits` take a subscript below.
  static let functions: Set<String> = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "coth", "exp",
    "log", "ln", "lg", "det", "dim", "ker", "deg", "arg", "hom", "gcd", "Pr",
  ]
  static let limits: Set<String> = ["lim", "max", "min", "sup", "inf", "limsup", "liminf"]

  static let accents: [String: String] = [
    "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "vec": "→", "tilde": "~", "widetilde": "~", "dot": "˙",
    "ddot": "¨", "overrightarrow": "→", "overbrace": "⏞", "check": "ˇ",
  ]
  static let underAccents: [String: String] = ["underline": "_", "underbrace": "⏟"]

  static let spaces: [String: String] = [
    ",": "0.1667em", ":": "0.2222em", ">": "0.2222em", ";": "0.2778em", "!": "-0.1667em", " ": "0.25em",
    "quad": "1em", "qquad": "2em", "enspace": "0.5em", "thinspace": "0.1667em",
  ]

  /// Commands that set no sign: sizes and styles that MathML chooses by itself.
  static let ignored: Set<String> = [
    "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "Biggl", "Biggr", "displaystyle",
    "textstyle", "scriptstyle", "limits", "nolimits", "nonumber", "notag",
  ]

  /// An alphabet of Unicode's mathematical letters.
  enum Alphabet {
    case italic, upright, bold, doubleStruck, script, fraktur, sansSerif, monospace

    /// The alphabet a command sets its argument in.
    static let commands: [String: Alphabet] = [
      "mathrm": .upright, "rm": .upright, "mathbf": .bold, "boldsymbol": .bold, "bm": .bold, "bf": .bold,
      "mathbb": .doubleStruck, "mathcal": .script, "mathscr": .script, "mathfrak": .fraktur, "mathsf": .sansSerif,
      "mathtt": .monospace, "mathit": .italic, "mathnormal": .italic, "operatorname": .upright,
    ]

    /// The code points of `A`, `a` and `0`, 0 where the alphabet has none.
    private var bases: (upper: UInt32, lower: UInt32, digit: UInt32) {
      switch self {
      case .italic, .upright: (0, 0, 0)
      case .bold: (0x1D400, 0x1D41A, 0x1D7CE)
      case .doubleStruck: (0x1D538, 0x1D552, 0x1D7D8)
      case .script: (0x1D49C, 0x1D4B6, 0)
      case .fraktur: (0x1D504, 0x1D51E, 0)
      case .sansSerif: (0x1D5A0, 0x1D5BA, 0x1D7E2)
      case .monospace: (0x1D670, 0x1D68A, 0x1D7F6)
      }
    }

    /// Letters that Unicode had before it had the alphabets.
    private static let exceptions: [UInt32: Unicode.Scalar] = [
      0x1D53A: "ℂ", 0x1D53F: "ℍ", 0x1D545: "ℕ", 0x1D547: "ℙ", 0x1D548: "ℚ", 0x1D549: "ℝ", 0x1D551: "ℤ", 0x1D49D: "ℬ",
      0x1D4A0: "ℰ", 0x1D4A1: "ℱ", 0x1D4A3: "ℋ", 0x1D4A4: "ℐ", 0x1D4A7: "ℒ", 0x1D4A8: "ℳ", 0x1D4AD: "ℛ", 0x1D4BA: "ℯ",
      0x1D4BC: "ℊ", 0x1D4C4: "ℴ", 0x1D506: "ℭ", 0x1D50B: "ℌ", 0x1D50C: "ℑ", 0x1D515: "ℜ", 0x1D51D: "ℨ",
    ]

    /// A letter or digit in this alphabet; other signs stay as they are.
    func letter(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
      let offset: UInt32
      switch scalar {
      case "A"..."Z" where bases.upper != 0: offset = bases.upper + scalar.value - 0x41
      case "a"..."z" where bases.lower != 0: offset = bases.lower + scalar.value - 0x61
      case "0"..."9" where bases.digit != 0: offset = bases.digit + scalar.value - 0x30
      default: return scalar
      }
      return Self.exceptions[offset] ?? Unicode.Scalar(offset) ?? scalar
    }
  }
}
