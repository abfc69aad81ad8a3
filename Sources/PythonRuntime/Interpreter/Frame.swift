/// One call in progress: plain data, so that recursion depth, tracebacks and generators need no native stack.
struct Frame {
  enum Kind: UInt8 {
    /// Called by the frame below; the result goes to its register `destination`.
    case call
    /// `__init__` called for `cls(...)`: the result is the instance in the caller's register `window`.
    case initializer
    /// Called from native code: leaving it ends the run loop.
    case entry
    /// A generator resumed by a `for` of the frame below.
    case generatorLoop
    /// A generator resumed from native code.
    case generatorEntry
  }

  /// Unretained: the interpreter keeps all code.
  var code: Unmanaged<CodeObject>
  /// The next instruction; up to date whenever other code runs.
  var pc: UnsafeMutablePointer<Instruction>
  /// The registers: on the value stack, in a generator, or the slots of the global table.
  var registers: UnsafeMutablePointer<Value>
  /// Unretained: the caller's window, the native caller or the generator holds the function while it runs.
  var function: Unmanaged<FunctionObject>?
  var globals: Unmanaged<GlobalTable>
  var generator: Unmanaged<GeneratorState>?
  /// The distance that a `for` jumps when the generator yields.
  var jump: Int32
  var destination: Register
  var window: Register
  var kind: Kind
}

/// The frames and registers of an interpreter.
///
/// The storage is reserved once and never moves. Invariants: frames below `frameTop` are initialised; registers below
/// `initializedTop` are initialised, and those from `stackTop` on are `.undefined`, so that a new frame finds clean
/// registers and leaving one only has to empty those that hold objects.
final class FrameStack {
  static let frameCapacity = 120_000
  static let registerCapacity = 6_000_000

  let frames: UnsafeMutablePointer<Frame>
  let registers: UnsafeMutablePointer<Value>
  /// The frame after the current one.
  var frameTop: UnsafeMutablePointer<Frame>
  var stackTop: UnsafeMutablePointer<Value>
  var initializedTop: UnsafeMutablePointer<Value>
  let frameLimit: UnsafeMutablePointer<Frame>
  let registerLimit: UnsafeMutablePointer<Value>

  init() {
    frames = .allocate(capacity: Self.frameCapacity)
    registers = .allocate(capacity: Self.registerCapacity)
    frameTop = frames
    stackTop = registers
    initializedTop = registers
    frameLimit = frames + Self.frameCapacity
    registerLimit = registers + Self.registerCapacity
  }

  deinit {
    registers.deinitialize(count: initializedTop - registers)
    registers.deallocate()
    frames.deallocate()
  }

  /// Reserves clean registers for a frame, or gives `nil` when the stack is full.
  @inline(__always) func reserve(_ count: Int) -> UnsafeMutablePointer<Value>? {
    let base = stackTop
    let top = base + count
    if top > initializedTop {
      guard top <= registerLimit else { return nil }
      initializedTop.initialize(repeating: .undefined, count: top - initializedTop)
      initializedTop = top
    }
    stackTop = top
    return base
  }

  /// Empties registers and gives them back.
  @inline(__always) func release(_ base: UnsafeMutablePointer<Value>, _ count: Int) {
    FrameStack.empty(base, count)
    stackTop = base
  }

  /// Makes registers `.undefined`.
  @inline(__always) static func empty(_ base: UnsafeMutablePointer<Value>, _ count: Int) {
    var register = base
    let end = base + count
    while register < end {
      register.empty()
      register += 1
    }
  }
}

extension UnsafeMutablePointer<Value> {
  /// The object in a register, without retaining it. An `object` case stores the reference in its first eight bytes,
  /// because the payloads of other cases use every bit and leave the tag outside; a test pins this.
  @inline(__always) var unretainedObject: Unmanaged<Object>? {
    guard case .object = pointee else { return nil }
    return UnsafeRawPointer(self).load(as: Unmanaged<Object>.self)
  }

  /// Makes a register `.undefined`. Only an object has to be released: anything else is overwritten.
  @inline(__always) func empty() {
    if case .object = pointee { pointee = .undefined } else { initialize(to: .undefined) }
  }

  /// Takes the value out of a register.
  @inline(__always) func take() -> Value {
    let value = move()
    initialize(to: .undefined)
    return value
  }
}
