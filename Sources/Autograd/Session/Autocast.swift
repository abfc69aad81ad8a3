import CKernels
import TensorCore

/// How the operators of a session change the types of their arguments by themselves (`torch.autocast`).
package struct Autocast: Sendable {
  /// Whether operators cast.
  package var isEnabled = false
  /// The type of the operators that are as good in a smaller one.
  package var dtype = DType.bfloat16
  /// Whether a parameter that was cast is kept for the next operator.
  package var keepsCasts = true
  /// How many blocks are open.
  package var nesting = 0
  /// What was set for devices that are not there.
  private var others: [String: Setting] = [:]

  /// What is set for a device.
  package struct Setting: Sendable {
    /// Whether operators cast.
    package var isEnabled: Bool
    /// The type they cast to.
    package var dtype: DType
  }

  /// Without casting.
  package init() {}

  /// What is set for a kind of device.
  package subscript(device: String) -> Setting {
    get {
      if device == "cpu" { return Setting(isEnabled: isEnabled, dtype: dtype) }
      return others[device] ?? Setting(isEnabled: false, dtype: Self.dtype(of: device) ?? .float16)
    }
    set {
      if device == "cpu" {
        (isEnabled, dtype) = (newValue.isEnabled, newValue.dtype)
      } else {
        others[device] = newValue
      }
    }
  }

  /// The type that operators of a device cast to unless something else is asked for; nil for one where they do not.
  package static func dtype(of device: String) -> DType? {
    switch device {
    case "cpu", "xla", "hpu", "maia": .bfloat16
    case "cuda", "mps", "xpu", "ipu", "privateuseone", "mtia": .float16
    default: nil
    }
  }

  /// Whether an operator that is called now casts. Inside an operator that did, the ones it is made of do not.
  @inline(__always) package static var isOn: Bool { ThreadState.current.pointee.casts }

  /// Runs an operator on arguments that are cast already.
  package static func suspended<Result>(_ body: () throws -> Result) rethrows -> Result {
    let state = ThreadState.current
    let before = state.pointee.casts
    state.pointee.casts = false
    defer { state.pointee.casts = before }
    return try body()
  }
}

/// Leaves of the graph and what they were cast to: a weight that several operators read is cast once, so that its
/// gradients are added in the smaller type and cast back once.
package struct CastLeaves {
  private var casts: [ObjectIdentifier: (leaf: Tensor, cast: Tensor)] = [:]

  /// What a leaf was cast to; nil if it was not, or not to this type.
  package func cast(of leaf: Tensor, to dtype: DType) -> Tensor? {
    guard let cast = casts[ObjectIdentifier(leaf)]?.cast, cast.dtype == dtype else { return nil }
    return cast
  }

  /// Keeps what a leaf was cast to. The leaf is kept too, so that no other tensor takes its place in memory.
  package mutating func keep(_ cast: Tensor, of leaf: Tensor) { casts[ObjectIdentifier(leaf)] = (leaf, cast) }

  /// Forgets all.
  package mutating func removeAll() { casts.removeAll() }
}
