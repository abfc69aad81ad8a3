import Synchronization

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

  /// The code's; the interpreter keeps all code.
  var layout: UnsafeMutablePointer<CodeLayout>
  /// The next instruction; up to date whenever other code runs.
  var pc: UnsafeMutablePointer<Instruction>
  /// The registers: on the value stack, in a generator, or the slots of the global table.
  var registers: UnsafeMutablePointer<Value>
  /// Unretained: the caller's window, the native caller or the generator holds the function while it runs.
  var function: Unmanaged<FunctionObject>?
  var globals: Unmanaged<GlobalTable>
  /// What the stack's `stackTop` goes back to when the frame is left.
  var stackTop: UnsafeMutablePointer<Value>
  /// Of the two kinds of a generator; not set in a `call`, like `jump` and `window`.
  var generator: Unmanaged<GeneratorState>?
  /// The distance that a `for` jumps when the generator yields.
  var jump: Int32
  var destination: Register
  var window: Register
  var kind: Kind

  /// The code that runs.
  var code: Unmanaged<CodeObject> { layout.pointee.code }
}

/// The frames and registers of an interpreter.
///
/// The storage is reserved once and never moves; that of an interpreter that ended goes to the next one, for the system
/// takes longer to map and unmap it than a small document's session takes. Invariants: frames below `frameTop` are initialised; registers below
/// `initializedTop` are initialised, and those from `stackTop` on hold no objects, so that a new frame overwrites them
/// and leaving one only has to release the objects.
///
/// The frame of a plain call begins at the arguments in its caller's window, so that no argument moves: what the caller
/// has above a window is dead while the call lasts, though it may still hold objects.
final class FrameStack {
  static let frameCapacity = 120_000
  static let registerCapacity = 6_000_000

  /// The address of storage that no interpreter uses at the moment; 0 if there is none.
  private static let spare = Atomic<UInt>(0)
  private static let frameBytes = frameCapacity * MemoryLayout<Frame>.stride
  /// Storage of which more registers were used is given back to the system.
  private static let keptRegisters = 1 << 16

  let frames: UnsafeMutablePointer<Frame>
  let registers: UnsafeMutablePointer<Value>
  /// The frame after the current one.
  var frameTop: UnsafeMutablePointer<Frame>
  var stackTop: UnsafeMutablePointer<Value>
  var initializedTop: UnsafeMutablePointer<Value>
  let frameLimit: UnsafeMutablePointer<Frame>
  let registerLimit: UnsafeMutablePointer<Value>

  init() {
    let storage =
      UnsafeMutableRawPointer(bitPattern: Self.spare.exchange(0, ordering: .acquiring))
      ?? .allocate(
        byteCount: Self.frameBytes + Self.registerCapacity * MemoryLayout<Value>.stride,
        alignment: MemoryLayout<Value>.alignment)
    frames = storage.bindMemory(to: Frame.self, capacity: Self.frameCapacity)
    registers = (storage + Self.frameBytes).bindMemory(to: Value.self, capacity: Self.registerCapacity)
    frameTop = frames
    stackTop = registers
    initializedTop = registers
    frameLimit = frames + Self.frameCapacity
    registerLimit = registers + Self.registerCapacity
  }

  deinit {
    let used = initializedTop - registers
    registers.deinitialize(count: used)
    let storage = UnsafeMutableRawPointer(frames)
    if used > Self.keptRegisters {
      storage.deallocate()
    } else {
      let former = Self.spare.exchange(UInt(bitPattern: storage), ordering: .acquiringAndReleasing)
      UnsafeMutableRawPointer(bitPattern: former)?.deallocate()
    }
  }

  /// Reserves registers for a frame, all of them `.undefined`, or gives `nil` when the stack is full.
  @inline(__always) func reserve(_ count: Int) -> UnsafeMutablePointer<Value>? {
    let base = stackTop
    let top = base + count
    if top > initializedTop {
      guard top <= registerLimit else { return nil }
      initializedTop = top
    }
    base.initialize(repeating: .undefined, count: count)
    stackTop = top
    return base
  }

  /// Makes the registers below `top` initialised; `false` when the stack is full.
  func initialize(to top: UnsafeMutablePointer<Value>) -> Bool {
    if top <= initializedTop { return true }
    guard top <= registerLimit else { return false }
    initializedTop.initialize(repeating: .undefined, count: top - initializedTop)
    initializedTop = top
    return true
  }

  /// Empties registers and gives them back.
  @inline(__always) func release(_ base: UnsafeMutablePointer<Value>, _ count: Int) {
    FrameStack.releaseObjects(base, count)
    stackTop = base
  }

  /// Releases the objects in registers. What else they hold stays.
  @inline(__always) static func releaseObjects(_ base: UnsafeMutablePointer<Value>, _ count: Int) {
    var register = base
    let end = base + count
    while register < end {
      if register.isObject { register.empty() }
      register += 1
    }
  }

  /// Releases the objects in the registers of code, of which there are some groups of `registerGroup`. Most frames hold
  /// none any more when they return: each register costs them one test.
  @inline(__always) static func releaseObjects(_ base: UnsafeMutablePointer<Value>, groups count: Int) {
    var group = base
    let end = base + count
    while group < end {
      if _slowPath(group.isObject) || _slowPath((group + 1).isObject) || _slowPath((group + 2).isObject)
        || _slowPath((group + 3).isObject)
      {
        releaseRemaining(group, end)
        return
      }
      group += registerGroup
    }
  }

  @inline(never) private static func releaseRemaining(
    _ first: UnsafeMutablePointer<Value>, _ end: UnsafeMutablePointer<Value>
  ) {
    releaseObjects(first, end - first)
  }

  /// The registers of code on the stack are a multiple of this.
  static let registerGroup = 4

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
