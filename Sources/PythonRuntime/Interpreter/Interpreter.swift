import Synchronization

/// What a session may use.
package struct Limits: Sendable {
  /// Backward jumps and calls until `RuntimeError`; `Int.max` for no limit.
  package var steps = Int.max
  /// `sys.getrecursionlimit()`
  package var recursion = 1000
  /// Bytes of native stack that nested native calls may use; the thread that runs a session must have more.
  package var nativeStackBytes = 4 << 20
  /// Bytes of printed text.
  package var outputBytes = 64 << 20
  /// Bytes that one value may take, such as a list from `[0] * n`.
  package var valueBytes = 2 << 30
  /// Bytes by which the process may grow while the session runs; `Int.max` for no limit.
  package var memoryBytes = Int.max

  package init() {}
}

/// One Python session: its modules, classes, limits and output. Everything mutable that Python code can reach hangs on
/// it. It belongs to one thread; only `interrupt` may be called from elsewhere.
public final class Interpreter {
  package var limits: Limits {
    didSet { limitCalls() }
  }
  /// The place in the stack where no frame can be entered.
  private(set) var callLimit: UnsafeMutablePointer<Frame>
  /// Whether floats are printed with 17 significant digits, for the checker's second run.
  package var fullPrecision = false
  /// Receives printed text and the lines of the cell that were executing, innermost first.
  package var onOutput: (String, [Int]) throws -> Void = { _, _ in }
  /// Receives what the reader of a document should know of how it ran.
  package var onNote: (String) -> Void = { _ in }
  /// Receives text written to standard error.
  package var onErrorOutput: (String) throws -> Void = { _ in }
  /// The object that a program put into the place of `sys.stdout`; `None` for the session's own stream.
  var standardOutput = Value.none
  /// Finds the source of a Python module that is not built in: its name gives text and file name.
  package var sourceOfModule: (String) throws -> (text: [UInt8], file: String)? = { _ in nil }
  /// The builtin functions and types by name.
  package let builtins = Builtins.table
  /// The variables of the session (`__main__`).
  package private(set) var globals: GlobalTable
  /// The modules imported so far: `sys.modules`.
  package var modules = HashTable()
  /// Told of each class that Python code makes.
  package var didMakeClass: (TypeObject) throws -> Void = { _ in }
  /// Makes native modules on import, by name.
  package var nativeModules: [String: (Interpreter) throws -> ModuleObject] = [:]
  /// What takes the usual calls of functions of the embedded library, by module and qualified name.
  package var quickCalls: [String: [String: QuickCall]] = [:]

  /// What streams of random numbers begin with that the program does not seed.
  package var randomSeed: UInt64 = 0
  /// Whether a number was drawn from a stream that the program did not seed, or the clock was read.
  package var drewUnseeded = false
  /// How long the program has slept, by which the clocks are ahead.
  package var sleptSeconds = 0.0
  /// The session's files.
  package let fileSystem = MemoryFileSystem()
  /// The root of the session's hidden classes.
  let emptyShape = Shape(names: [])
  /// Every class made by Python code, kept until the session ends.
  var userTypes: [TypeObject] = []
  /// The code compiled so far, kept until the session ends so that frames may refer to it unretained.
  var codeObjects: [CodeObject] = []
  /// The exception that an `except` or `finally` block is handling: `sys.exc_info()`.
  var handledException: ExceptionObject?
  /// What of the running instruction raised the exception that is on its way.
  var failedPart = FailedPart.whole
  /// Nested Python calls and native recursion, against `limits.recursion`.
  var depth: Int { stack.frameTop - stack.frames + nativeDepth }
  /// Nested calls of native code that recurs.
  private var nativeDepth = 0 { didSet { limitCalls() } }
  /// Objects whose repr is being made, for cyclic containers.
  var reprStack: [ObjectIdentifier] = []
  /// Steps left until the next look at the limits, which a negative number asks for: the processor tells the sign of a
  /// difference without another instruction.
  var budget = Interpreter.budgetSlice - 1
  private var stepsUsed = 0
  /// Refills of the budget until the next look at the memory.
  private var looksUntilMemory = 0
  /// The memory of the process when the session began.
  private let memoryAtStart: Int
  /// Whether the running statement was asked to stop before.
  var wasTold = false
  static let budgetSlice = 4096
  /// The exception that `interrupt` raises.
  package var interruption: () -> PythonException = { PythonException(.keyboardInterrupt, arguments: []) }
  /// Asked every few thousand steps: whether the session's time is up.
  package var mustStop: () -> Bool = { false }
  private let interrupted = Atomic<Bool>(false)

  /// Where text is put together; nothing between two uses.
  var scratch: [UInt8] = []
  /// Where f-strings are put together; nothing between two uses.
  let textBuilder = TextBuilder()
  /// The last format specifications of f-strings, parsed.
  var floatSpec: (text: StringObject, spec: FormatSpec)?
  var integerSpec: (text: StringObject, spec: FormatSpec)?
  /// The most decimal digits of an integer's text, `sys.get_int_max_str_digits()`; 0 is any number.
  var integerDigits = IntegerText.maximumDigits
  /// Bytes printed so far.
  var outputBytes = 0
  /// The frames and registers of running code.
  let stack = FrameStack()
  /// Lets generators and others that outlive the session know.
  package let lifeline = Lifeline()
  /// Turns errors of native modules that are no Python exceptions into such.
  package var convertError: (any Error) -> PythonException = { PythonException(.runtimeError, "\($0)") }
  /// The lowest address that native code may use.
  private var nativeStackLimit: UInt = 0

  package init(limits: Limits = Limits()) {
    self.limits = limits
    callLimit = stack.frames + min(max(limits.recursion, 0), FrameStack.frameCapacity)
    memoryAtStart = limits.memoryBytes == Int.max ? 0 : ProcessMemory.mark
    let builtins = builtins
    globals = GlobalTable(moduleName: "__main__") { builtins.value(of: $0) }
    lifeline.interpreter = Unmanaged.passUnretained(self)
    let main = ModuleObject("__main__", globals: globals)
    modules.set("__main__", .object(main))
    do {
      try globals.set("__name__", .string("__main__"))
      try globals.set("__doc__", .none)
    } catch {}
  }

  deinit { lifeline.interpreter = nil }

  private func limitCalls() {
    callLimit = stack.frames + min(max(limits.recursion - nativeDepth, 0), FrameStack.frameCapacity)
  }

  /// Raises `RecursionError` when native calls have used the stack that the session may use, whatever
  /// `sys.setrecursionlimit` allows. The outermost call marks where the stack begins.
  @inline(__always) func checkNativeStack() throws {
    var marker: UInt8 = 0
    let address = withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
    if depth == 0 {
      let size = UInt(clamping: limits.nativeStackBytes)
      nativeStackLimit = address > size ? address - size : 0
    } else if address < nativeStackLimit {
      throw recursionError()
    }
  }

  /// Stops the running code at the next backward jump or call with `KeyboardInterrupt`. May be called from any thread
  /// and from a signal handler.
  package func interrupt() { interrupted.store(true, ordering: .relaxed) }

  /// Runs `body` one level deeper, raising `RecursionError` at the limit. `where_` is CPython's tail of the message,
  /// such as " while getting the repr of an object".
  @inline(__always) package func deeper<Result>(_ activity: String = "", _ body: () throws -> Result) throws -> Result {
    nativeDepth += 1
    defer { nativeDepth -= 1 }
    if depth > limits.recursion { throw recursionError(activity) }
    try checkNativeStack()
    return try body()
  }

  /// Counts one step of a native loop against the session's limits.
  @inline(__always) package func checkBudget() throws {
    budget &-= 1
    if _slowPath(budget < 0) { try refillBudget() }
  }

  /// Notes steps that a native operation takes; the next backward jump or call looks at the limits when there were many.
  @inline(__always) package func debit(_ steps: Int) { budget &-= min(steps, Self.budgetSlice) }

  /// Counts the work of a native operation on `count` values or bytes, such as a copy or a search: many of them in a
  /// row must not take longer between two looks at the limits than as many steps would.
  @inline(__always) package func charge(_ count: Int) throws {
    budget -= min(count >> 6, Self.budgetSlice)
    if budget < 0 {
      // Work on this many bytes may have allocated as many.
      if count >= Self.budgetSlice << 6 { looksUntilMemory = 0 }
      try refillBudget()
    }
  }

  /// Called every few thousand steps: honours interruption and the step limit.
  @inline(never) func refillBudget() throws {
    stepsUsed += Self.budgetSlice
    budget = Self.budgetSlice - 1
    if interrupted.load(ordering: .relaxed) || mustStop() {
      interrupted.store(false, ordering: .relaxed)
      throw stopping(interruption())
    }
    if stepsUsed > limits.steps {
      throw stopping(PythonException(.runtimeError, "step limit exceeded"))
    }
    looksUntilMemory -= 1
    if looksUntilMemory < 0 {
      looksUntilMemory = 4
      if limits.memoryBytes != Int.max, ProcessMemory.hasGrown(beyond: limits.memoryBytes, since: memoryAtStart) {
        throw stopping(
          PythonException(.memoryError, "the document needs more than \(limits.memoryBytes >> 20) MiB of memory"))
      }
    }
  }

  /// The first time, what must stop may clean up (`finally`, `with`); a program that goes on instead is ended by the
  /// same exception when the limits are looked at again, which nothing catches.
  private func stopping(_ exception: PythonException) -> PythonException {
    exception.exception.endsRun = wasTold
    wasTold = true
    return exception
  }

  func recursionError(_ activity: String = "") -> PythonException {
    PythonException(.recursionError, "maximum recursion depth exceeded" + activity)
  }
}
