import PythonRuntime

/// `torch.cuda`, `torch.backends` and `torch.version`: what a build of PyTorch for the CPU says.
enum DeviceModules {
  /// The version of PyTorch whose behaviour nbrun has.
  static let versionText = "2.13.0+cpu"

  /// Makes a function of the named parameters that always returns the same.
  private static func constant(
    _ name: String, _ module: String, _ parameters: Signature = "()", _ value: @escaping @Sendable () -> Value
  ) -> Value {
    .object(NativeFunction(name, .signature(parameters), module: module) { _, _ in value() })
  }

  /// Makes a function that raises what a build without CUDA raises.
  private static func missing(_ name: String) -> Value {
    .object(
      NativeFunction(name, module: "torch.cuda") { _, _ in
        throw PythonException(.assertionError, "Torch not compiled with CUDA enabled")
      })
  }

  /// What `torch.cuda` answers where there is no device: functions that ask, and functions that wait for one to come.
  private static let answers: [(name: String, parameters: Signature, value: @Sendable () -> Value)] = [
    ("is_available", "()", { .bool(false) }), ("device_count", "()", { .int(0) }),
    ("is_initialized", "()", { .bool(false) }), ("is_bf16_supported", "(including_emulation=True)", { .bool(false) }),
    ("manual_seed", "(seed)", { Value.none }), ("manual_seed_all", "(seed)", { Value.none }),
    ("seed", "()", { Value.none }), ("seed_all", "()", { Value.none }), ("empty_cache", "()", { Value.none }),
    ("memory_allocated", "(device=None)", { .int(0) }), ("memory_reserved", "(device=None)", { .int(0) }),
    ("max_memory_allocated", "(device=None)", { .int(0) }), ("max_memory_reserved", "(device=None)", { .int(0) }),
    ("get_arch_list", "()", { .list([]) }), ("get_rng_state_all", "()", { .list([]) }),
    ("set_rng_state", "(new_state, device='cuda')", { Value.none }),
    ("set_rng_state_all", "(new_states)", { Value.none }),
  ]

  /// `torch.cuda`
  static let cuda: @Sendable () -> [String: Value] = {
    var members: [String: Value] = ["OutOfMemoryError": .object(TypeObject.outOfMemoryError)]
    for (name, parameters, value) in answers { members[name] = constant(name, "torch.cuda", parameters, value) }
    for name in [
      "current_device", "get_device_name", "get_device_properties", "get_device_capability", "synchronize",
      "set_device", "current_stream", "default_stream", "Stream", "Event", "device", "get_rng_state", "init",
      "initial_seed", "ipc_collect", "mem_get_info", "set_per_process_memory_fraction", "can_device_access_peer",
      "reset_peak_memory_stats",
    ] {
      members[name] = missing(name)
    }
    return members
  }

  /// `torch.mps`
  static let mps: @Sendable () -> [String: Value] = {
    [
      "is_available": constant("is_available", "torch.mps") { .bool(false) },
      "device_count": constant("device_count", "torch.mps") { .int(0) },
    ]
  }

  /// `torch.backends.cudnn`
  static let cudnn: @Sendable () -> [String: Value] = {
    [
      "enabled": .bool(true), "benchmark": .bool(false), "deterministic": .bool(false), "allow_tf32": .bool(true),
      "is_available": constant("is_available", "torch.backends.cudnn") { .bool(false) },
      "version": constant("version", "torch.backends.cudnn") { Value.none },
    ]
  }

  /// `torch.backends.mps`
  static let mpsBackend: @Sendable () -> [String: Value] = {
    [
      "is_available": constant("is_available", "torch.backends.mps") { .bool(false) },
      "is_built": constant("is_built", "torch.backends.mps") { .bool(false) },
    ]
  }

  /// Libraries of a build for the CPU. nbrun uses none of them; their presence changes no result.
  static let library: @Sendable () -> [String: Value] = {
    ["is_available": constant("is_available", "torch.backends") { .bool(true) }, "enabled": .bool(true)]
  }

  /// `torch.version`
  static let version: @Sendable () -> [String: Value] = {
    [
      "__version__": .string(versionText), "cuda": Value.none, "hip": Value.none, "debug": .bool(false),
      "git_version": .string("nbrun"),
    ]
  }
}
