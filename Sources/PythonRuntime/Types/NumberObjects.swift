import BigInt

/// An `int` outside the range of a machine word. A result that fits is always `.int`; `Value.integer` decides.
package final class BigIntObject: Object {
  package let value: BigInt

  fileprivate init(_ value: BigInt) {
    self.value = value
    super.init(type: .int)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String { value.description }
  package override func truth(_ interpreter: Interpreter) throws -> Bool { value != 0 }
}

extension Value {
  /// An `int` of any size.
  package static func integer(_ value: BigInt) -> Value {
    if let small = Int(exactly: value) { .int(small) } else { .object(BigIntObject(value)) }
  }
}

/// `complex`
package final class ComplexObject: Object {
  package let real: Double
  package let imaginary: Double

  package init(_ real: Double, _ imaginary: Double, type: TypeObject = .complex) {
    self.real = real
    self.imaginary = imaginary
    super.init(type: type)
  }
}

/// `bytes`
package final class BytesObject: Object {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8], type: TypeObject = .bytes) {
    self.bytes = bytes
    super.init(type: type)
  }
}

extension TypeObject {
  package static let int = TypeObject.native(
    "int",
    specials: SpecialMethodSet(
      .arithmetic, .bitwise, .equality, .ordering, [.repr, .hash, .index, .int, .float, .round, .format]))
  package static let bool = TypeObject.native("bool", bases: [.int], specials: [.repr], isSubclassable: false)
  package static let float = TypeObject.native(
    "float",
    specials: SpecialMethodSet(.arithmetic, .equality, .ordering, [.repr, .hash, .int, .float, .round, .format]))
  package static let complex = TypeObject.native(
    "complex", specials: SpecialMethodSet(.arithmetic, .equality, [.repr, .hash]))
  package static let bytes = TypeObject.native(
    "bytes",
    specials: SpecialMethodSet(
      .equality, .ordering, [.repr, .hash, .length, .getItem, .contains, .iterate, .add, .multiply]))
}
