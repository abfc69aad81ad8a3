import BigInt
import SourceText

// The abstract syntax of Python 3.11, named as CPython's `ast` module names it
// (docs.python.org/3.11/library/ast.html), so that whoever knows one knows the other.

/// An expression and the bytes it was written in.
package struct Expression: Sendable {
  package let kind: Kind
  /// The bytes of the expression in the text that was parsed.
  package let range: ByteRange

  package init(_ kind: Kind, at range: ByteRange) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable {
    case name(String)
    case constant(Constant)
    /// An f-string: literal parts (constants) and `formattedValue`s in order.
    case joinedString([Expression])
    /// `{value!conversion:formatSpec}` within an f-string. The text that `{value=}` prints before the value is part of
    /// the literal before it, as in CPython.
    case formattedValue(Expression, conversion: Conversion?, formatSpec: Expression?)
    case tuple([Expression])
    case list([Expression])
    case set([Expression])
    /// A dictionary display; an item without a key is `**value`.
    case dict([DictItem])
    case starred(Expression)
    case attribute(Expression, String, nameRange: ByteRange)
    case `subscript`(Expression, index: Expression)
    case slice(lower: Expression?, upper: Expression?, step: Expression?)
    case call(Expression, arguments: [Expression], keywords: [Keyword])
    case unary(UnaryOperator, Expression)
    case binary(Expression, BinaryOperator, Expression)
    case boolean(BooleanOperator, [Expression])
    /// `first op comparators[0] op comparators[1] ...`
    case compare(Expression, [(ComparisonOperator, Expression)])
    case conditional(test: Expression, body: Expression, orElse: Expression)
    case lambda(Parameters, body: Expression)
    case listComprehension(Expression, [Comprehension])
    case setComprehension(Expression, [Comprehension])
    case dictComprehension(key: Expression, value: Expression, [Comprehension])
    case generator(Expression, [Comprehension])
    case yield(Expression?)
    case yieldFrom(Expression)
    case namedExpression(target: Expression, value: Expression)
  }
}

/// The value of a literal.
package enum Constant: Sendable, Hashable {
  case none, `true`, `false`, ellipsis
  case integer(Int)
  /// An integer literal outside the range of `Int`.
  case bigInteger(BigInt)
  case float(Double)
  /// The imaginary part of a literal such as `2j`.
  case imaginary(Double)
  case string(String)
  case bytes([UInt8])
}

/// `!s`, `!r` and `!a` of an f-string.
package enum Conversion: Character, Sendable {
  case str = "s"
  case repr = "r"
  case ascii = "a"
}

/// An item of a dictionary display.
package struct DictItem: Sendable {
  package let key: Expression?
  package let value: Expression

  package init(key: Expression?, value: Expression) {
    self.key = key
    self.value = value
  }
}

/// `name=value` of a call; without a name, `**value`.
package struct Keyword: Sendable {
  package let name: String?
  package let value: Expression
  package let range: ByteRange

  package init(name: String?, value: Expression, range: ByteRange) {
    self.name = name
    self.value = value
    self.range = range
  }
}

/// One `for target in iterable if ...` clause of a comprehension.
package struct Comprehension: Sendable {
  package let target: Expression
  package let iterable: Expression
  package let conditions: [Expression]

  package init(target: Expression, iterable: Expression, conditions: [Expression]) {
    self.target = target
    self.iterable = iterable
    self.conditions = conditions
  }
}

/// The operators of one operand, by how they are written.
public enum UnaryOperator: String, Sendable {
  case not = "not"
  case invert = "~"
  case negative = "-"
  case positive = "+"
}

/// `and` and `or`.
package enum BooleanOperator: String, Sendable {
  case and, or
}

/// The arithmetic and bit operators of two operands, by how they are written.
public enum BinaryOperator: String, Sendable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case matrixMultiply = "@"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
  case leftShift = "<<"
  case rightShift = ">>"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
}

/// The comparisons, which may be chained (`a < b <= c`), by how they are written.
public enum ComparisonOperator: String, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case `is` = "is"
  case isNot = "is not"
  case `in` = "in"
  case notIn = "not in"
}

/// One parameter of a function.
package struct Parameter: Sendable {
  package let name: String
  package let annotation: Expression?
  package let defaultValue: Expression?
  package let range: ByteRange

  package init(name: String, annotation: Expression?, defaultValue: Expression?, range: ByteRange) {
    self.name = name
    self.annotation = annotation
    self.defaultValue = defaultValue
    self.range = range
  }
}

/// The parameter list of a function, split by kind as in `def f(a, /, b, *args, c, **kwargs)`.
package struct Parameters: Sendable {
  package var positionalOnly: [Parameter] = []
  package var positionalOrKeyword: [Parameter] = []
  /// `*args`
  package var variadic: Parameter?
  package var keywordOnly: [Parameter] = []
  /// `**kwargs`
  package var keywordVariadic: Parameter?

  package init() {}
}

/// A statement and the bytes it was written in, compound statements with their bodies.
package struct Statement: Sendable {
  package let kind: Kind
  package let range: ByteRange

  package init(_ kind: Kind, at range: ByteRange) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable {
    case expression(Expression)
    /// `a = b = value`; a target is a name, attribute, subscript, starred, tuple or list.
    case assign(targets: [Expression], value: Expression)
    case augmentedAssign(target: Expression, BinaryOperator, value: Expression)
    case annotatedAssign(target: Expression, annotation: Expression, value: Expression?)
    case `return`(Expression?)
    case delete([Expression])
    case pass
    case `break`
    case `continue`
    case raise(Expression?, cause: Expression?)
    case global([String])
    case nonlocal([String])
    case assert(Expression, message: Expression?)
    case `import`([ImportAlias])
    /// `from module import names`; `level` counts the leading dots; `names` is `nil` for `*`.
    case importFrom(module: String?, names: [ImportAlias]?, level: Int)
    case `if`(test: Expression, body: [Statement], orElse: [Statement])
    case `while`(test: Expression, body: [Statement], orElse: [Statement])
    case `for`(target: Expression, iterable: Expression, body: [Statement], orElse: [Statement])
    case with([WithItem], body: [Statement])
    case `try`(body: [Statement], handlers: [ExceptHandler], orElse: [Statement], finally: [Statement])
    case function(FunctionDefinition)
    case `class`(ClassDefinition)
    case match(Expression, [MatchCase])
  }
}

/// A name of an `import` statement.
package struct ImportAlias: Sendable {
  /// The dotted name.
  package let name: String
  package let asName: String?
  package let range: ByteRange

  package init(name: String, asName: String?, range: ByteRange) {
    self.name = name
    self.asName = asName
    self.range = range
  }
}

/// One context manager of a `with` statement.
package struct WithItem: Sendable {
  package let context: Expression
  package let target: Expression?

  package init(context: Expression, target: Expression?) {
    self.context = context
    self.target = target
  }
}

/// An `except` clause.
package struct ExceptHandler: Sendable {
  package let type: Expression?
  package let name: String?
  /// Whether it was written `except*`.
  package let isGroup: Bool
  package let body: [Statement]
  package let range: ByteRange

  package init(type: Expression?, name: String?, isGroup: Bool, body: [Statement], range: ByteRange) {
    self.type = type
    self.name = name
    self.isGroup = isGroup
    self.body = body
    self.range = range
  }
}

/// A `def` statement.
package struct FunctionDefinition: Sendable {
  package let name: String
  package let parameters: Parameters
  package let returns: Expression?
  package let body: [Statement]
  package let decorators: [Expression]
  /// The bytes of the name.
  package let nameRange: ByteRange

  package init(
    name: String, parameters: Parameters, returns: Expression?, body: [Statement], decorators: [Expression],
    nameRange: ByteRange
  ) {
    self.name = name
    self.parameters = parameters
    self.returns = returns
    self.body = body
    self.decorators = decorators
    self.nameRange = nameRange
  }
}

/// A `class` statement.
package struct ClassDefinition: Sendable {
  package let name: String
  package let bases: [Expression]
  package let keywords: [Keyword]
  package let body: [Statement]
  package let decorators: [Expression]
  package let nameRange: ByteRange

  package init(
    name: String, bases: [Expression], keywords: [Keyword], body: [Statement], decorators: [Expression],
    nameRange: ByteRange
  ) {
    self.name = name
    self.bases = bases
    self.keywords = keywords
    self.body = body
    self.decorators = decorators
    self.nameRange = nameRange
  }
}

/// A `case` of a `match` statement.
package struct MatchCase: Sendable {
  package let pattern: Pattern
  package let `guard`: Expression?
  package let body: [Statement]

  package init(pattern: Pattern, guard condition: Expression?, body: [Statement]) {
    self.pattern = pattern
    self.guard = condition
    self.body = body
  }
}

/// A pattern of a `case`.
package struct Pattern: Sendable {
  package let kind: Kind
  package let range: ByteRange

  package init(_ kind: Kind, at range: ByteRange) {
    self.kind = kind
    self.range = range
  }

  package indirect enum Kind: Sendable {
    /// A number, string or dotted name, compared with `==`.
    case value(Expression)
    /// `None`, `True` or `False`, compared with `is`.
    case singleton(Constant)
    case sequence([Pattern])
    /// `{key: pattern, **rest}`
    case mapping(keys: [Expression], patterns: [Pattern], rest: String?)
    case `class`(Expression, positional: [Pattern], keywords: [(name: String, pattern: Pattern)])
    /// `*name` within a sequence; `nil` is `*_`.
    case star(String?)
    /// `pattern as name`, a bare capture (no pattern), or `_` (neither).
    case capture(Pattern?, name: String?)
    case or([Pattern])
  }
}

/// The parsed text of one cell or module file.
package struct Module: Sendable {
  package let body: [Statement]

  package init(body: [Statement]) {
    self.body = body
  }
}
