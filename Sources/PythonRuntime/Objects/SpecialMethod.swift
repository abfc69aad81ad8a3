/// The special methods of Python's data model that the runtime itself calls.
package enum SpecialMethod: String, CaseIterable, Sendable {
  case new = "__new__"
  case initialize = "__init__"
  case delete = "__del__"
  case repr = "__repr__"
  case str = "__str__"
  case format = "__format__"
  case bytes = "__bytes__"
  case hash = "__hash__"
  case bool = "__bool__"
  case length = "__len__"
  case lengthHint = "__length_hint__"
  case equal = "__eq__"
  case notEqual = "__ne__"
  case less = "__lt__"
  case lessOrEqual = "__le__"
  case greater = "__gt__"
  case greaterOrEqual = "__ge__"
  case getAttribute = "__getattribute__"
  case getMissingAttribute = "__getattr__"
  case setAttribute = "__setattr__"
  case deleteAttribute = "__delattr__"
  case getItem = "__getitem__"
  case setItem = "__setitem__"
  case deleteItem = "__delitem__"
  case missing = "__missing__"
  case contains = "__contains__"
  case iterate = "__iter__"
  case next = "__next__"
  case reversed = "__reversed__"
  case call = "__call__"
  case enter = "__enter__"
  case exit = "__exit__"
  case descriptorGet = "__get__"
  case descriptorSet = "__set__"
  case descriptorDelete = "__delete__"
  case index = "__index__"
  case int = "__int__"
  case float = "__float__"
  case complex = "__complex__"
  case round = "__round__"
  case truncate = "__trunc__"
  case floor = "__floor__"
  case ceiling = "__ceil__"
  case absolute = "__abs__"
  case negative = "__neg__"
  case positive = "__pos__"
  case invert = "__invert__"
  case add = "__add__"
  case subtract = "__sub__"
  case multiply = "__mul__"
  case matrixMultiply = "__matmul__"
  case divide = "__truediv__"
  case floorDivide = "__floordiv__"
  case modulo = "__mod__"
  case power = "__pow__"
  case leftShift = "__lshift__"
  case rightShift = "__rshift__"
  case bitAnd = "__and__"
  case bitOr = "__or__"
  case bitXor = "__xor__"
  case divmod = "__divmod__"
  case reflectedAdd = "__radd__"
  case reflectedSubtract = "__rsub__"
  case reflectedMultiply = "__rmul__"
  case reflectedMatrixMultiply = "__rmatmul__"
  case reflectedDivide = "__rtruediv__"
  case reflectedFloorDivide = "__rfloordiv__"
  case reflectedModulo = "__rmod__"
  case reflectedPower = "__rpow__"
  case reflectedLeftShift = "__rlshift__"
  case reflectedRightShift = "__rrshift__"
  case reflectedBitAnd = "__rand__"
  case reflectedBitOr = "__ror__"
  case reflectedBitXor = "__rxor__"
  case reflectedDivmod = "__rdivmod__"
  case inPlaceAdd = "__iadd__"
  case inPlaceSubtract = "__isub__"
  case inPlaceMultiply = "__imul__"
  case inPlaceMatrixMultiply = "__imatmul__"
  case inPlaceDivide = "__itruediv__"
  case inPlaceFloorDivide = "__ifloordiv__"
  case inPlaceModulo = "__imod__"
  case inPlacePower = "__ipow__"
  case inPlaceLeftShift = "__ilshift__"
  case inPlaceRightShift = "__irshift__"
  case inPlaceBitAnd = "__iand__"
  case inPlaceBitOr = "__ior__"
  case inPlaceBitXor = "__ixor__"
  case classGetItem = "__class_getitem__"
  case instanceCheck = "__instancecheck__"
  case subclassCheck = "__subclasscheck__"

  /// The position among all cases: an enumeration without payloads stores exactly that.
  @inline(__always) package var ordinal: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The special method called `name`.
  package static func named(_ name: String) -> SpecialMethod? {
    name.utf8.starts(with: [95, 95]) ? byName[name] : nil
  }
}

/// A set of special methods.
package struct SpecialMethodSet: Sendable, ExpressibleByArrayLiteral {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  package init() {}

  package init(arrayLiteral elements: SpecialMethod...) {
    for element in elements { insert(element) }
  }

  /// Every method of the sets.
  package init(_ sets: SpecialMethodSet...) {
    for set in sets { formUnion(set) }
  }

  @inline(__always) package func contains(_ method: SpecialMethod) -> Bool {
    let ordinal = method.ordinal
    return ordinal < 64 ? low & (1 << UInt64(ordinal)) != 0 : high & (1 << UInt64(ordinal - 64)) != 0
  }

  package mutating func insert(_ method: SpecialMethod) {
    let ordinal = method.ordinal
    if ordinal < 64 { low |= 1 << UInt64(ordinal) } else { high |= 1 << UInt64(ordinal - 64) }
  }

  package mutating func formUnion(_ other: SpecialMethodSet) {
    low |= other.low
    high |= other.high
  }

  package var isEmpty: Bool { low == 0 && high == 0 }

  /// The numeric operators with their reflected forms.
  package static let arithmetic: SpecialMethodSet = [
    .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power, .divmod, .reflectedAdd, .reflectedSubtract,
    .reflectedMultiply, .reflectedDivide, .reflectedFloorDivide, .reflectedModulo, .reflectedPower, .reflectedDivmod,
    .negative, .positive, .absolute, .bool,
  ]

  /// The bitwise operators with their reflected forms.
  package static let bitwise: SpecialMethodSet = [
    .leftShift, .rightShift, .bitAnd, .bitOr, .bitXor, .invert, .reflectedLeftShift, .reflectedRightShift,
    .reflectedBitAnd, .reflectedBitOr, .reflectedBitXor,
  ]

  /// `<`, `<=`, `>`, `>=`.
  package static let ordering: SpecialMethodSet = [.less, .lessOrEqual, .greater, .greaterOrEqual]

  /// `==` and `!=`.
  package static let equality: SpecialMethodSet = [.equal, .notEqual]
}
