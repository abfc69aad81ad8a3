/// `gc`: memory is released as soon as nothing refers to it; there is nothing to collect.
enum GarbageModule {
  static func make(_ interpreter: Interpreter) throws -> ModuleObject {
    let module = ModuleObject("gc", members: [("garbage", .list([])), ("callbacks", .list([]))])
    module.add([
      NativeModules.function("collect", 0...1, "gc") { _, _ in .int(0) },
      NativeModules.function("enable", 0...0, "gc") { _, _ in .none },
      NativeModules.function("disable", 0...0, "gc") { _, _ in .none },
      NativeModules.function("isenabled", 0...0, "gc") { _, _ in .bool(true) },
      NativeModules.function("get_count", 0...0, "gc") { _, _ in .tuple([.int(0), .int(0), .int(0)]) },
      NativeModules.function("get_threshold", 0...0, "gc") { _, _ in .tuple([.int(700), .int(10), .int(10)]) },
    ])
    return module
  }
}
