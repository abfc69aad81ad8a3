import Glibc

/// `_time`: the clock, for the module `time`. What it says differs from run to run, which the session notes.
enum TimeModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject(
      "_time",
      members: [
        ("timezone", .int(0)), ("altzone", .int(0)), ("daylight", .int(0)),
        ("tzname", .tuple([.string("UTC"), .string("UTC")])),
      ])
    for (name, id) in clocks {
      module.add([clock(name, id, inNanoseconds: false), clock(name + "_ns", id, inNanoseconds: true)])
    }
    module.add([
      NativeModules.function("sleep", 1...1, "time") { interpreter, arguments in
        let seconds = try interpreter.real(arguments[0])
        if seconds.isNaN { throw PythonException(.valueError, "Invalid value NaN (not a number)") }
        if seconds < 0 { throw PythonException(.valueError, "sleep length must be non-negative") }
        // A document gains nothing from waiting; the clocks move on as if it had waited.
        interpreter.sleptSeconds += min(seconds, 1e9)
        return .none
      }
    ])
    return module
  }

  private static let clocks: [(String, clockid_t)] = [
    ("time", CLOCK_REALTIME), ("perf_counter", CLOCK_MONOTONIC), ("monotonic", CLOCK_MONOTONIC),
    ("process_time", CLOCK_PROCESS_CPUTIME_ID), ("thread_time", CLOCK_THREAD_CPUTIME_ID),
  ]

  private static func clock(_ name: String, _ id: clockid_t, inNanoseconds: Bool) -> NativeFunction {
    NativeModules.function(name, 0...0, "time") { interpreter, _ in
      interpreter.drewUnseeded = true
      var now = timespec()
      clock_gettime(id, &now)
      let slept = name.hasPrefix("process") || name.hasPrefix("thread") ? 0 : interpreter.sleptSeconds
      if inNanoseconds { return .int(now.tv_sec * 1_000_000_000 + now.tv_nsec + Int(slept * 1e9)) }
      return .float(Double(now.tv_sec) + Double(now.tv_nsec) * 1e-9 + slept)
    }
  }
}
