import SourceText

/// The text that code was compiled from.
package final class CodeSource: Sendable {
  /// The name in tracebacks: `<cell 3>`, `helper.py`.
  package let name: String
  /// The line of a byte of the text, 1-based, in the document's counting.
  private let lineOfByte: @Sendable (Int) -> Int
  /// Whether lines of this source are lines of a cell, which output events name.
  package let isCell: Bool
  /// The text itself; positions count from its first byte.
  let text: ArraySlice<UInt8>
  /// Whether tracebacks show lines of the text.
  let showsText: Bool
  /// The methods of the text whose bodies are compiled when they are first called (see ``MethodOutline``).
  let waitingMethods: [Int: ByteRange]
  /// The bytes of the document that bytes of a cell's text stand for.
  private let placeInDocument: (@Sendable (ByteRange) -> ByteRange)?

  package init(
    name: String, isCell: Bool, text: ArraySlice<UInt8>, showsText: Bool, waitingMethods: [Int: Range<Int>] = [:],
    place: (@Sendable (ByteRange) -> ByteRange)? = nil, line: @escaping @Sendable (Int) -> Int
  ) {
    self.name = name
    self.isCell = isCell
    self.text = text
    self.showsText = showsText
    self.waitingMethods = waitingMethods
    placeInDocument = place
    lineOfByte = line
  }

  /// The line of a byte of the text.
  package func line(of byte: Int) -> Int { lineOfByte(byte) }

  /// The bytes of the document that a range of a cell's text stands for; `nil` for other text.
  func documentRange(of range: ByteRange) -> ByteRange? { placeInDocument?(range) }

  /// A part of the text.
  func bytes(in range: ByteRange) -> ArraySlice<UInt8> {
    let bounds = range.clamped(to: 0..<text.count)
    return text[text.startIndex + bounds.lowerBound..<text.startIndex + bounds.upperBound]
  }
}

/// The bytes that an instruction was compiled from. There is one for every instruction, and few are ever looked at.
struct CodeRange {
  private let start: UInt32
  private let end: UInt32

  /// A range of a text below 4 GB, which the memory of a document cannot exceed.
  init(_ range: ByteRange) {
    start = UInt32(clamping: range.lowerBound)
    end = UInt32(clamping: range.upperBound)
  }

  var lowerBound: Int { Int(start) }
  var bytes: ByteRange { Int(start)..<max(Int(start), Int(end)) }
}

/// Where exceptions that leave a stretch of instructions go.
struct ExceptionRegion {
  let start: Int
  let end: Int
  let handler: Int
  /// The register that takes the exception.
  let register: Register
  /// The number of regions around it: the deepest region of an instruction counts.
  let depth: Int
}

/// A comprehension that runs within the frame of the function around it, which a traceback shows as a function.
struct InlineScope {
  let start: Int
  let end: Int
  let name: String
  /// Where the comprehension stands.
  let range: ByteRange
}

/// What a `def` or `lambda` needs besides its body's code.
struct FunctionTemplate {
  let code: CodeObject
  let defaultCount: Int
  let keywordDefaultNames: [StringObject]
  let hasAnnotations: Bool
  let closureCount: Int
}

/// What an attribute access learnt when it was last executed. Valid while the object's type is `type` at `version`
/// and, for `kind` other than `method`, its shape is `shape`.
struct InlineCache {
  enum Kind: UInt8 {
    case empty, slot, newSlot, method, methodAnyShape, classValue, fallback, held, property, boundMethod, variable
  }

  let name: StringObject
  var kind = Kind.empty
  /// Unretained: types outlive the code of their session.
  var type: Unmanaged<TypeObject>?
  /// The type's version; of a module's variable, the Swift class of the module.
  var version = 0
  var shape: Unmanaged<Shape>?
  var nextShape: Unmanaged<Shape>?
  /// The attribute's slot; of what a dictionary of the instance holds, the slots of the dictionaries, one in a byte; of
  /// a module's variable, its place.
  var slot = 0
  /// The method, or the name under which a module holds the variable; `method` is the same object without a reference of
  /// its own.
  var value = Value.undefined
  var method: Unmanaged<Object>?
}

/// What the interpreter loop reads of code when it enters and leaves frames: plain data at one address, so that no
/// reference is touched on the way.
struct CodeLayout {
  /// The code that owns this.
  var code: Unmanaged<CodeObject>
  var instructions: UnsafeMutablePointer<Instruction>
  var constants: UnsafeMutablePointer<Value>
  var caches: UnsafeMutablePointer<InlineCache>
  var registerCount: Int
  /// The registers from 0 that are variables.
  var variableCount: Int
  /// The number of positional arguments that need no binding beyond their order, or -1.
  var simpleCount: Int
  var hasFreeVariables: Bool
  /// Whether frames of the code have their registers on the stack, not in a global table or a generator.
  let isOnStack: Bool
}

/// Compiled code: a function's body, a class body, or one statement of a module. Immutable except for its caches.
package final class CodeObject: Object {
  /// `co_name`
  package let name: String
  /// `__qualname__` of the functions made of it.
  let qualifiedName: String
  let source: CodeSource
  /// Where the definition begins.
  let range: ByteRange
  /// Valid as long as the object; the last instruction always leaves.
  let instructions: UnsafeMutablePointer<Instruction>
  let instructionCount: Int
  /// The bytes each instruction was compiled from.
  let ranges: [CodeRange]
  let constants: UnsafeMutablePointer<Value>
  let constantCount: Int
  let caches: UnsafeMutablePointer<InlineCache>
  let cacheCount: Int
  let templates: [FunctionTemplate]
  let regions: [ExceptionRegion]
  let inlineScopes: [InlineScope]
  /// The number of registers of a frame, in whole groups; module-level code has none of its own.
  var registerCount: Int { layout.pointee.registerCount }
  /// The names of the registers that are variables: parameters first.
  let registerNames: [StringObject]
  let isModuleLevel: Bool
  let isClassBody: Bool
  let isGenerator: Bool
  /// Parameters that can be given by position; the first `positionalOnlyCount` of them only so.
  let positionalCount: Int
  let positionalOnlyCount: Int
  let keywordOnlyCount: Int
  let hasVariadic: Bool
  let hasKeywordVariadic: Bool
  /// Whether a call with exactly `positionalCount` positional arguments needs no further binding.
  let isSimple: Bool
  /// The variables that functions inside capture.
  let cellVariables: [StringObject]
  /// The captured variables, in closure order.
  let freeVariables: [StringObject]
  /// The registers that are cells from the start, for `UnboundLocalError`.
  let documentation: Value
  /// The body that is compiled when the code first runs, which it says with `expand`: this code then only says how it is
  /// called.
  let waitingBody: WaitingBody?
  /// Valid as long as the object. Of code whose body waited, what it was replaced by.
  let layout: UnsafeMutablePointer<CodeLayout>

  init(
    _ builder: CodeBuilder, registerNames: [StringObject], cellVariables: [StringObject], freeVariables: [StringObject],
    documentation: Value, waitingBody: WaitingBody?
  ) {
    self.waitingBody = waitingBody
    name = builder.name
    qualifiedName = builder.qualifiedName
    source = builder.source
    range = builder.range
    instructionCount = builder.instructions.count
    instructions = .allocate(capacity: max(instructionCount, 1))
    instructions.initialize(from: builder.instructions, count: instructionCount)
    ranges = builder.ranges
    constantCount = builder.constants.count
    constants = .allocate(capacity: max(constantCount, 1))
    constants.initialize(from: builder.constants, count: constantCount)
    cacheCount = builder.cacheNames.count
    caches = .allocate(capacity: max(cacheCount, 1))
    for (index, name) in builder.cacheNames.enumerated() { (caches + index).initialize(to: InlineCache(name: name)) }
    templates = builder.templates
    regions = builder.regions
    inlineScopes = builder.inlineScopes
    let group = FrameStack.registerGroup
    let registerCount =
      builder.kind == .module ? builder.maximumRegister : (builder.maximumRegister + group - 1) / group * group
    self.registerNames = registerNames
    isModuleLevel = builder.kind == .module
    isClassBody = builder.kind == .classBody
    isGenerator = builder.isGenerator
    positionalCount = builder.positionalCount
    positionalOnlyCount = builder.positionalOnlyCount
    keywordOnlyCount = builder.keywordOnlyCount
    hasVariadic = builder.hasVariadic
    hasKeywordVariadic = builder.hasKeywordVariadic
    isSimple = !hasVariadic && !hasKeywordVariadic && keywordOnlyCount == 0 && !isGenerator
    self.cellVariables = cellVariables
    self.freeVariables = freeVariables
    self.documentation = documentation
    layout = .allocate(capacity: 1)
    super.init(type: .code)
    layout.initialize(
      to: CodeLayout(
        code: Unmanaged.passUnretained(self), instructions: instructions, constants: constants, caches: caches,
        registerCount: registerCount, variableCount: registerNames.count, simpleCount: isSimple ? positionalCount : -1,
        hasFreeVariables: !freeVariables.isEmpty, isOnStack: !isModuleLevel && !isGenerator))
  }

  deinit {
    layout.deallocate()
    instructions.deallocate()
    constants.deinitialize(count: constantCount)
    constants.deallocate()
    caches.deinitialize(count: cacheCount)
    caches.deallocate()
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    "<code object \(name) at \(addressText), file \"\(source.name)\", line \(source.line(of: range.lowerBound))>"
  }
}

extension CodeObject {
  /// The parameters that can be given by position.
  package var positionalNames: [StringObject] { Array(registerNames.prefix(positionalCount)) }

  /// `co_varnames`: the parameters, and the other variables that belong to this code alone.
  private var variableNames: [StringObject] {
    let parameters = positionalCount + keywordOnlyCount + (hasVariadic ? 1 : 0) + (hasKeywordVariadic ? 1 : 0)
    if isClassBody { return [] }
    return registerNames.prefix(parameters)
      + registerNames.dropFirst(parameters).filter { name in !cellVariables.contains { $0.value == name.value } }
  }

  /// What Python sees of code.
  static var members: [NativeMember] {
    func property(_ name: String, _ get: @escaping @Sendable (CodeObject) -> Value) -> NativeMember {
      .property(name) { _, object in
        if let program = object as? ProgramObject {
          switch name {
          case "co_name", "co_qualname": return .string("<module>")
          case "co_filename": return .string(program.filename)
          case "co_firstlineno": return .int(1)
          default: return .none
          }
        }
        return (object as? CodeObject).map(get) ?? .none
      }
    }
    return [
      property("co_name") { .string($0.name) },
      property("co_qualname") { .string($0.qualifiedName) },
      property("co_filename") { .string($0.source.name) },
      property("co_firstlineno") { .int($0.source.line(of: $0.range.lowerBound)) },
      property("co_argcount") { .int($0.positionalCount) },
      property("co_posonlyargcount") { .int($0.positionalOnlyCount) },
      property("co_kwonlyargcount") { .int($0.keywordOnlyCount) },
      property("co_varnames") { .tuple($0.variableNames.map { .object($0) }) },
      property("co_flags") { code in
        // The bits of CPython: variadic parameters, keyword variadic parameters, a generator.
        .int((code.hasVariadic ? 4 : 0) | (code.hasKeywordVariadic ? 8 : 0) | (code.isGenerator ? 32 : 0))
      },
      property("co_nlocals") { .int($0.variableNames.count) },
      property("co_cellvars") { .tuple($0.cellVariables.map { .object($0) }) },
      property("co_freevars") { .tuple($0.freeVariables.map { .object($0) }) },
    ]
  }
}
