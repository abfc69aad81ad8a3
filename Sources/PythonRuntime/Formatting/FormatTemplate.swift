/// A format specification that is a constant of the code: parsed once.
package final class FormatSpecObject: Object {
  /// The specification.
  let text: StringObject
  /// Parsed for numbers; `nil` for one that no number has.
  let spec: FormatSpec?
  /// Whether formatting any `float` or any small `int` by it succeeds, so that it may be done later than Python would.
  let acceptsFloats: Bool
  let acceptsIntegers: Bool
  /// The digits after the point of a specification that says nothing else (`.2f`), or -1.
  let fixedPrecision: Int

  init(_ text: StringObject) {
    self.text = text
    let spec = try? FormatSpec(text.value, typeName: "float", isNumber: true)
    self.spec = spec
    if let spec, spec.width <= 1000, spec.precision <= 1000 {
      let isFloatType = [0x65, 0x45, 0x66, 0x46, 0x67, 0x47, 0x25].contains(spec.type)
      acceptsFloats = isFloatType || spec.type == 0
      acceptsIntegers =
        isFloatType
        || [0, 0x64, 0x62, 0x6F, 0x78, 0x58].contains(spec.type) && spec.precision < 0 && !spec.noNegativeZero
      let isPlain =
        spec.type == 0x66 && spec.width < 0 && spec.sign == 0 && spec.grouping == .none && !spec.alternate
        && !spec.noNegativeZero && spec.align == 0
      fixedPrecision = !isPlain ? -1 : spec.precision < 0 ? 6 : spec.precision <= 19 ? spec.precision : -1
    } else {
      acceptsFloats = false
      acceptsIntegers = false
      fixedPrecision = -1
    }
    super.init(type: .object)
  }
}

/// An f-string: its literal parts and how the values between them are written.
package final class FormatTemplate: Object {
  struct Field {
    /// The literal before the value, in `bytes`.
    var start: Int
    var count: Int
    /// The constant specification for numbers; the template holds it.
    var spec: Unmanaged<FormatSpecObject>?
  }

  /// Valid as long as the object.
  let fields: UnsafeMutablePointer<Field>
  let fieldCount: Int
  /// All literal parts in a row; the one after the last value goes to the end.
  let bytes: UnsafeMutablePointer<UInt8>
  let byteCount: Int
  private let specs: [FormatSpecObject]

  /// `literals` has one element more than `specs`.
  init(literals: [String], specs: [FormatSpecObject?]) {
    let text = literals.joined()
    byteCount = text.utf8.count
    bytes = .allocate(capacity: max(byteCount, 1))
    for (index, byte) in text.utf8.enumerated() { (bytes + index).initialize(to: byte) }
    fieldCount = specs.count
    fields = .allocate(capacity: max(fieldCount, 1))
    self.specs = specs.compactMap { $0 }
    var start = 0
    for (index, spec) in specs.enumerated() {
      let count = literals[index].utf8.count
      (fields + index).initialize(to: Field(start: start, count: count, spec: spec.map(Unmanaged.passUnretained)))
      start += count
    }
    super.init(type: .object)
  }

  deinit {
    fields.deallocate()
    bytes.deallocate()
  }
}

extension Interpreter {
  /// What a field with a constant specification puts among the pieces of its f-string: a number as it is, which
  /// `joinPieces` writes, or a string.
  @inline(never) func formatted(_ value: Value, _ specification: FormatSpecObject, _ conversion: UInt8) throws -> Value
  {
    if conversion == 0 {
      switch value {
      case .float where specification.acceptsFloats: return value
      case .int where specification.acceptsIntegers: return value
      default: break
      }
    }
    return try formatValue(value, specification.text.value, conversion)
  }

  /// Joins the pieces of an f-string and empties their registers.
  @inline(never) func joinPieces(_ window: UnsafeMutablePointer<Value>, _ template: FormatTemplate) throws -> Value {
    let text = textBuilder
    text.clear()
    var end = 0
    for index in 0..<template.fieldCount {
      let field = template.fields + index
      text.append(template.bytes + field.pointee.start, count: field.pointee.count)
      end = field.pointee.start + field.pointee.count
      switch window[index] {
      case .int(let value):
        if let spec = field.pointee.spec {
          try spec._withUnsafeGuaranteedRef { try append(integer: value, $0) }
        } else {
          text.append(decimal: value)
        }
      case .float(let value):
        if let spec = field.pointee.spec {
          try spec._withUnsafeGuaranteedRef { spec in
            if spec.fixedPrecision >= 0, !fullPrecision, text.append(fixed: value, precision: spec.fixedPrecision) {
              return
            }
            try append(float: value, spec)
          }
        } else {
          text.append(text: FloatText.repr(value))
        }
      case .object(let object): text.append(text: unsafeDowncast(object, to: StringObject.self).value)
      default: break
      }
    }
    text.append(template.bytes + end, count: template.byteCount - end)
    FrameStack.empty(window, template.fieldCount)
    try TextLimit.check(text.count)
    return .object(text.finish())
  }

  private func append(integer value: Int, _ specification: FormatSpecObject) throws {
    scratch.removeAll(keepingCapacity: true)
    try specification.spec?.append(integer: .small(value), fullPrecision: fullPrecision, to: &scratch)
    textBuilder.append(scratch)
  }

  private func append(float value: Double, _ specification: FormatSpecObject) throws {
    scratch.removeAll(keepingCapacity: true)
    try specification.spec?.append(float: value, fullPrecision: fullPrecision, to: &scratch)
    textBuilder.append(scratch)
  }
}
