import PythonSyntax
import SourceText

/// Collects the instructions of one code object.
final class CodeBuilder {
  enum Kind { case module, function, classBody }

  /// A place in the code that is known later.
  struct Label { let number: Int }

  let kind: Kind
  let name: String
  let qualifiedName: String
  let source: CodeSource
  let range: ByteRange
  var instructions: [Instruction] = []
  var ranges: [CodeRange] = []
  var constants: [Value] = []
  var cacheNames: [StringObject] = []
  var templates: [FunctionTemplate] = []
  var regions: [ExceptionRegion] = []
  var inlineScopes: [InlineScope] = []
  var isGenerator = false
  var positionalCount = 0
  var positionalOnlyCount = 0
  var keywordOnlyCount = 0
  var hasVariadic = false
  var hasKeywordVariadic = false
  /// The range given to the next instructions.
  var currentRange: ByteRange
  /// Whether jump distances may exceed 16 bits, so that comparisons and jumps must not be fused.
  let isWide: Bool
  /// Set when a distance did not fit: the code must be compiled again with `isWide`.
  private(set) var needsWide = false

  private var labels: [Int] = []
  private var fixups: [(instruction: Int, label: Int)] = []
  // Keyed by numbers and texts, not by ``Constant``: every type of key costs a start a search of all conformances.
  private var singletonPositions: [Int: Int] = [:]
  private var integerPositions: [Int: Int] = [:]
  private var floatPositions: [Int: Int] = [:]
  private var stringPositions: [ExactText: Int] = [:]
  private var stringObjects: [ExactText: StringObject] = [:]
  /// The constant format specifications.
  var specifications: [String: (object: FormatSpecObject, constant: UInt16)] = [:]

  /// The number of registers from 0 that are variables.
  var variableCount = 0
  /// The next free temporary register.
  var nextRegister = 0
  private(set) var maximumRegister = 0

  init(
    kind: Kind, name: String, qualifiedName: String, source: CodeSource, range: ByteRange, isWide: Bool
  ) {
    self.kind = kind
    self.name = name
    self.qualifiedName = qualifiedName
    self.source = source
    self.range = range
    self.isWide = isWide
    currentRange = range
  }

  // MARK: Registers

  /// Whether a register holds an intermediate result, not a variable.
  func isTemporary(_ register: Register) -> Bool {
    kind == .module ? register < GlobalTable.temporaryCount : register >= variableCount
  }

  /// A free register.
  func temporary() throws -> Register { try temporaries(1) }

  /// The first of `count` consecutive free registers.
  func temporaries(_ count: Int) throws -> Register {
    let first = nextRegister
    nextRegister += count
    if nextRegister > maximumRegister { maximumRegister = nextRegister }
    guard nextRegister < (kind == .module ? GlobalTable.temporaryCount : 65_000) else {
      throw CompileFailure("the expression is too complicated", currentRange)
    }
    return Register(first)
  }

  // MARK: Constants

  /// The position of a constant.
  func constant(_ constant: Constant) throws -> UInt16 {
    switch constant {
    case .none: return try position(of: constant, for: 0, in: &singletonPositions)
    case .true: return try position(of: constant, for: 1, in: &singletonPositions)
    case .false: return try position(of: constant, for: 2, in: &singletonPositions)
    case .ellipsis: return try position(of: constant, for: 3, in: &singletonPositions)
    case .integer(let value): return try position(of: constant, for: value, in: &integerPositions)
    // By bits: 0.0 and -0.0 are two constants.
    case .float(let value):
      return try position(of: constant, for: Int(bitPattern: UInt(value.bitPattern)), in: &floatPositions)
    case .string(let text): return try position(of: constant, for: ExactText(text: text), in: &stringPositions)
    case .imaginary, .bigInteger, .bytes: return try add(value(of: constant))
    }
  }

  private func position<Key: Hashable>(
    of constant: Constant, for key: Key, in known: inout [Key: Int]
  ) throws -> UInt16 {
    if let position = known[key] { return UInt16(position) }
    known[key] = constants.count
    return try add(value(of: constant))
  }

  /// The value a literal stands for.
  func value(of constant: Constant) -> Value {
    switch constant {
    case .none: .none
    case .true: .bool(true)
    case .false: .bool(false)
    case .ellipsis: .ellipsis
    case .integer(let value): .int(value)
    case .bigInteger(let value): .integer(value)
    case .float(let value): .float(value)
    case .imaginary(let value): .object(ComplexObject(0, value))
    case .string(let text): .object(string(text))
    case .bytes(let bytes): .object(BytesObject(bytes))
    }
  }

  /// One string object per text and code.
  func string(_ text: String) -> StringObject {
    let key = ExactText(text: text)
    if let known = stringObjects[key] { return known }
    let made = StringObject(text)
    _ = made.cachedHash
    stringObjects[key] = made
    return made
  }

  /// The position of a name among the constants.
  func name(_ text: String) throws -> UInt16 { try constant(.string(text)) }

  /// The position of a value that is no literal.
  func add(_ value: Value) throws -> UInt16 {
    guard constants.count < 65_535 else { throw CompileFailure("too many constants in one block", currentRange) }
    constants.append(value)
    return UInt16(constants.count - 1)
  }

  /// A new inline cache for an attribute.
  func cache(_ name: String) throws -> UInt16 {
    guard cacheNames.count < 65_535 else { throw CompileFailure("too many attributes in one block", currentRange) }
    cacheNames.append(string(name))
    return UInt16(cacheNames.count - 1)
  }

  // MARK: Instructions

  /// The position of the next instruction.
  var position: Int { instructions.count }

  @discardableResult func emit(_ instruction: Instruction) -> Int {
    instructions.append(instruction)
    ranges.append(CodeRange(currentRange))
    return instructions.count - 1
  }

  /// Makes the last instruction, which computes a value, return it too; `false` where there is no such instruction.
  func fuseReturn() -> Bool {
    guard let fused = instructions.last?.returning else { return false }
    instructions[instructions.count - 1] = fused
    return true
  }

  /// Lets a `return` of an intermediate result, or of a parameter that nothing unbinds, do without looking whether it is
  /// bound. For when all code has been emitted.
  func markBoundReturns() {
    guard kind == .function else { return }
    var isUnbound = [Bool](repeating: false, count: variableCount)
    for instruction in instructions {
      switch instruction {
      case .deleteRegister(let register), .clear(let register):
        if !isTemporary(register) { isUnbound[Int(register)] = true }
      default: break
      }
    }
    for (index, instruction) in instructions.enumerated() {
      guard case .return(let register) = instruction else { continue }
      if isTemporary(register) || (register < positionalCount && !isUnbound[Int(register)]) {
        instructions[index] = .returnBound(register)
      }
    }
  }

  func label() -> Label {
    labels.append(-1)
    return Label(number: labels.count - 1)
  }

  func place(_ label: Label) { labels[label.number] = position }

  /// The place of a label that is known already.
  func target(of label: Label) -> Int { labels[label.number] }

  /// Emits a jump whose distance is filled in at the end.
  func jump(_ instruction: Instruction, to label: Label) {
    let position = emit(instruction)
    fixups.append((position, label.number))
  }

  func jump(to label: Label) { jump(.jump(0), to: label) }

  /// Emits a jump with a 16-bit distance; in wide code, one that skips over a long jump.
  func shortJump(_ label: Label, _ make: (Int16) -> Instruction) {
    if isWide {
      // The condition leads to the long jump, its opposite falls into the jump around it.
      emit(make(1))
      emit(.jump(1))
      jump(to: label)
    } else {
      jump(make(0), to: label)
    }
  }

  /// Fills in the distances of all jumps.
  func resolveJumps() {
    for (position, label) in fixups {
      let distance = labels[label] - position - 1
      let short = Int16(truncatingIfNeeded: distance)
      if let fixed = instructions[position].withShortDistance(short) {
        if Int(short) != distance { needsWide = true }
        instructions[position] = fixed
      } else if let fixed = instructions[position].withDistance(Int32(truncatingIfNeeded: distance)) {
        instructions[position] = fixed
      }
    }
  }
}

/// Why code could not be compiled; becomes a `SyntaxError`.
struct CompileFailure: Error {
  let message: String
  let range: ByteRange

  init(_ message: String, _ range: ByteRange) {
    self.message = message
    self.range = range
  }
}

/// A text that equals only itself: for `String` texts are equal that Unicode counts as the same, for Python they are not.
private struct ExactText: Hashable {
  let text: String

  static func == (a: ExactText, b: ExactText) -> Bool { StringObject.areEqual(a.text, b.text) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
