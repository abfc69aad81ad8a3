import PythonRuntime
import PythonSyntax
import TensorCore

extension TypeObject {
  /// `torch.Size`: a tuple of ints with a repr and a product of its own.
  package static let size = TypeObject.native(
    "Size", module: "torch", bases: [.tuple], specials: [.repr, .add, .multiply, .reflectedMultiply, .getItem],
    holdsValues: true, isWrittenInC: true,
    new: { interpreter, type, arguments in
      try arguments.check("tuple", 0...1)
      if arguments.count == 0 { return .size([]) }
      var elements: [Value] = []
      for (index, value) in try interpreter.array(of: arguments[0]).enumerated() {
        if let tensor = value.tensorObject, value.isIndex {
          elements.append(.int(try tensor.integer()))
        } else if value.isInteger {
          elements.append(value)
        } else {
          throw PythonException(
            .typeError, "torch.Size() takes an iterable of 'int' (item \(index) is '\(value.type.tpName)')")
        }
      }
      return .object(SizeObject(elements))
    },
    members: {
      [
        .method("numel", .none) { _, arguments in
          guard let tuple = arguments[0].cast(SizeObject.self) else { return .none }
          return .int(tuple.sizes.reduce(1, &*))
        }
      ]
    })
}

/// An instance of `torch.Size`.
package final class SizeObject: TupleObject {
  /// A size whose elements are ints.
  package init(_ elements: [Value]) {
    super.init(elements, type: .size)
  }

  /// The sizes as machine integers.
  package var sizes: [Int] {
    elements.map { if case .int(let value) = $0 { value } else { 0 } }
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    "torch.Size([" + (try elements.map { try interpreter.repr($0) }).joined(separator: ", ") + "])"
  }

  package override func binary(
    _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ interpreter: Interpreter
  ) throws -> Value? {
    if operation == .add, let tuple = other.cast(TupleObject.self) {
      let sum = reflected ? tuple.elements + elements : elements + tuple.elements
      guard sum.allSatisfy(\.isInteger) else { return .tuple(sum) }
      return .object(SizeObject(sum))
    }
    guard operation == .multiply,
      let result = try super.binary(operation, other, reflected: reflected, interpreter)
    else { return try super.binary(operation, other, reflected: reflected, interpreter) }
    return .object(SizeObject(result.sequenceElements ?? []))
  }

  package override func item(_ key: Value, _ interpreter: Interpreter) throws -> Value? {
    if case .int(let index) = key, elements.indices.contains(index) { return elements[index] }
    guard let result = try super.item(key, interpreter) else { return nil }
    if key.cast(SliceObject.self) != nil { return .object(SizeObject(result.sequenceElements ?? [])) }
    return result
  }
}

extension Value {
  /// A `torch.Size` of these sizes.
  package static func size(_ sizes: [Int]) -> Value { .object(SizeObject(sizes.map { .int($0) })) }

  /// A `torch.Size` of a shape.
  package static func size(_ shape: Dims) -> Value { .object(SizeObject(shape.values)) }
}

extension Dims {
  /// The integers as Python's.
  var values: [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for index in 0..<count { values.append(.int(self[index])) }
    return values
  }
}
