/// A formula as its parts, in MathML's terms.
indirect enum MathNode {
  case row([MathNode])
  /// A letter or a name; `isUpright` for functions and what is written so.
  case identifier(String, isUpright: Bool)
  case number(String)
  case sign(String, isStretchy: Bool)
  case text(String)
  /// White space of a width in em.
  case space(String)
  case fraction(MathNode, MathNode, hasLine: Bool)
  case root(MathNode, index: MathNode?)
  /// A base with what stands below and above it, or behind it when `hasLimits` is false.
  case scripts(MathNode, lower: MathNode?, upper: MathNode?, hasLimits: Bool)
  case over(MathNode, mark: String)
  case under(MathNode, mark: String)
  case table([[MathNode]], isAligned: Bool)
}
