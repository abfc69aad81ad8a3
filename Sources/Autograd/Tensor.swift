import TensorCore

/// A tensor as Python sees it: an array with an identity, a place in the recorded graph and a version.
///
/// Several tensors may share one storage (views, `detach()`, `.data`); each has its own identity and gradient.
/// (PyTorch: `TensorImpl` with its `AutogradMeta`, `variable.h`.)
package final class Tensor {
  /// The values and their layout. Assigning another array is `x.data = y`; operations that write in place write into
  /// the storage instead and then call ``bumpVersion()``.
  package var array: NDArray
  /// The node that computes this tensor's gradient flow; nil for a leaf. For a view it may be out of date: read
  /// ``gradientFunction()``.
  package internal(set) var node: Node? {
    get { nodeReference?.held }
    set {
      let old = nodeReference
      nodeReference = newValue.map { Unmanaged.holding($0) }
      old?.giveBack()
    }
  }
  /// Whether there is a ``node``.
  @inline(__always) var hasNode: Bool { nodeReference != nil }
  // The tensor owns these references, which `deinit` gives back: releasing places that are mostly empty costs as much
  // as releasing full ones.
  private var nodeReference: Unmanaged<Node>?
  private var baseReference: Unmanaged<Tensor>?
  /// Which output of ``node`` this tensor is.
  package internal(set) var outputIndex: Int32 = 0
  /// Flags, packed because most tensors have none.
  private var flags: Flags
  /// How this view was made, as far as writing into it is concerned.
  package var viewOrigin: ViewOrigin = .ordinary
  /// The version at which ``node`` of a view was computed; a view whose base has changed since recomputes it.
  var nodeVersion: UInt32 = 0
  /// The tensor this one is a differentiable view of; never itself a view.
  package internal(set) var base: Tensor? {
    get { baseReference?.held }
    set {
      let old = baseReference
      baseReference = newValue.map { Unmanaged.holding($0) }
      old?.giveBack()
    }
  }
  /// Whether this is a differentiable view.
  @inline(__always) var isView: Bool { baseReference != nil }
  /// What only some tensors have, so that the others need not release it.
  private var rest: Rest?

  private final class Rest {
    var grad: Tensor?
    var hooks: LeafHooks?
    var ownVersion: VersionCounter?
    var rows: GradientRows?
  }

  private var ensuredRest: Rest {
    if let rest { return rest }
    let made = Rest()
    rest = made
    return made
  }

  /// The accumulated gradient (`x.grad`).
  package var grad: Tensor? {
    get { rest?.grad }
    set { if newValue != nil || rest != nil { ensuredRest.grad = newValue } }
  }
  /// The rows that a sparse gradient has.
  package var rows: GradientRows? {
    get { rest?.rows }
    set { if newValue != nil || rest != nil { ensuredRest.rows = newValue } }
  }
  /// The node that adds to ``grad``, while somebody holds it; it clears this when it goes.
  var accumulator: Unmanaged<AccumulateGrad>?
  /// A counter of its own, for a tensor that does not count with its storage (`x.data`).
  private var ownVersion: VersionCounter? {
    get { rest?.ownVersion }
    set { if newValue != nil || rest != nil { ensuredRest.ownVersion = newValue } }
  }
  /// Hooks of a leaf.
  package var hooks: LeafHooks? {
    get { rest?.hooks }
    set { if newValue != nil || rest != nil { ensuredRest.hooks = newValue } }
  }
  /// The Python object of this tensor, unretained, so that its identity is kept; the object clears it when it goes.
  package var wrapper: UnsafeMutableRawPointer?

  private struct Flags: OptionSet {
    let rawValue: UInt8
    static let requiresGrad = Flags(rawValue: 1)
    static let isInference = Flags(rawValue: 2)
    static let retainsGrad = Flags(rawValue: 4)
    static let isWrappedNumber = Flags(rawValue: 8)
  }

  /// A leaf with these values that requires no gradient.
  package init(_ array: consuming NDArray) {
    flags = ThreadState.current.pointee.inference_enabled ? .isInference : []
    nodeVersion = array.storage.version
    self.array = array
  }

  /// The result of a recorded operation.
  package init(_ array: consuming NDArray, node: Node, outputIndex: Int = 0) {
    nodeReference = Unmanaged.holding(node)
    self.outputIndex = Int32(truncatingIfNeeded: outputIndex)
    flags = []
    nodeVersion = array.storage.version
    self.array = array
  }

  deinit {
    if let nodeReference { nodeReference.giveBack() }
    if let baseReference { baseReference.giveBack() }
  }

  // MARK: What it is

  /// The element type.
  package var dtype: DType { array.dtype }
  // What is often asked for, here so that nobody has to copy the array to read it.
  /// The sizes.
  package var shape: Dims { array.shape }
  /// The distances between elements along each dimension, in elements.
  package var strides: Dims { array.strides }
  /// The number of dimensions.
  package var rank: Int { array.rank }
  /// The number of elements.
  package var count: Int { array.count }
  /// Whether the elements lie in row-major order without gaps.
  package var isContiguous: Bool { array.isContiguous }

  /// Whether this tensor was made in inference mode.
  package internal(set) var isInference: Bool {
    get { flags.contains(.isInference) }
    set { set(.isInference, newValue) }
  }

  /// A Python number that stands for a tensor: it takes part in type promotion as a number (section 2 of PyTorch's
  /// promotion rules).
  package var isWrappedNumber: Bool {
    get { flags.contains(.isWrappedNumber) }
    set { set(.isWrappedNumber, newValue) }
  }

  /// Whether a gradient is kept for this non-leaf (`x.retains_grad`).
  package internal(set) var retainsGrad: Bool {
    get { flags.contains(.retainsGrad) }
    set { set(.retainsGrad, newValue) }
  }

  /// Whether the leaf itself was asked to require a gradient.
  var leafRequiresGrad: Bool {
    get { flags.contains(.requiresGrad) }
    set { set(.requiresGrad, newValue) }
  }

  private func set(_ flag: Flags, _ isOn: Bool) {
    if isOn { flags.insert(flag) } else { flags.remove(flag) }
  }

  /// `x.requires_grad`. A view of a tensor that requires a gradient requires one too, even if it was made unrecorded.
  @inline(__always) package var requiresGrad: Bool {
    if nodeReference != nil || flags.contains(.requiresGrad) { return true }
    guard let baseReference else { return false }
    return baseReference._withUnsafeGuaranteedRef { $0.hasNode || $0.leafRequiresGrad }
  }

  /// `x.is_leaf`.
  package var isLeaf: Bool { isView ? gradientFunction() == nil : !hasNode }

  /// The edge along which the gradient of this tensor, which is no view, flows; the caller gives its reference back.
  @inline(__always) func makeEdge() -> (node: Unmanaged<Node>?, index: Int32) {
    if let nodeReference {
      nodeReference.hold()
      return (nodeReference, outputIndex)
    }
    return (flags.contains(.requiresGrad) ? AccumulateGrad.make(for: self) : nil, 0)
  }

  /// Sets `x.requires_grad`.
  ///
  /// - Throws: PyTorch's errors for non-leaf tensors, integer types and inference tensors. `inPlaceMethod` chooses the
  ///   words of `requires_grad_()` over those of the attribute.
  package func setRequiresGrad(_ value: Bool, inPlaceMethod: Bool = false) throws {
    if isInference && value && !ThreadState.current.pointee.inference_enabled {
      throw TorchError(.runtime, "Setting requires_grad=True on inference tensor outside InferenceMode is not allowed.")
    }
    if !isLeaf {
      if value { return }
      throw TorchError(
        .runtime,
        "you can only change requires_grad flags of leaf variables."
          + " If you want to use a computed variable in a subgraph that doesn't require differentiation"
          + " use var_no_grad = var.detach().")
    }
    if value && !dtype.isDifferentiable {
      throw TorchError(
        .runtime,
        inPlaceMethod
          ? "only Tensors of floating point dtype can require gradients"
          : "only Tensors of floating point and complex dtype can require gradients")
    }
    leafRequiresGrad = value
  }

  /// Whether this is a result that nothing was done with.
  @inline(__always) var isPlainResult: Bool {
    !hasNode && !isView && rest == nil && flags.isEmpty && wrapper == nil && array.storage.version == 0
  }

  /// Whether this is a fresh result, or a view of all of one, and its layout that of the leaf whose gradient it is.
  func isResult(likeLeaf leaf: Tensor) -> Bool {
    !hasNode && rest == nil && flags.isEmpty && array.offset == 0 && array.storage.version == 0
      && array.strides == leaf.array.strides && array.shape == leaf.array.shape
      && array.storage.byteCount == array.shape.product &* array.dtype.itemSize && !array.storage.isLinked
  }

  // MARK: Version

  /// How often the storage was written to in place (`x._version`); shared by views and `detach()`.
  package var version: UInt32 { ownVersion?.value ?? array.storage.version }

  /// `x._version`, which inference tensors do not have.
  package func checkedVersion() throws -> Int {
    if isInference { throw TorchError(.runtime, "Inference tensors do not track version counter.") }
    return Int(version)
  }

  /// Says that the storage was written to.
  package func bumpVersion() {
    if let ownVersion { ownVersion.value &+= 1 } else { array.storage.version &+= 1 }
    if array.storage.isLinked { array.storage.showChange(counts: ownVersion == nil) }
  }

  // MARK: Other tensors of the same storage

  /// `x.detach()`: the same storage and version counter, outside the graph.
  package func detached() -> Tensor {
    let result = Tensor(array)
    result.ownVersion = ownVersion
    if isInference { result.isInference = true }
    return result
  }

  /// `x.data`: the same storage with a version counter of its own, so that writing through it goes unnoticed.
  package func data() -> Tensor {
    let result = Tensor(array)
    result.ownVersion = VersionCounter(value: 0)
    return result
  }

  /// `x.data = other`: takes over the other's storage, keeps its own version counter.
  package func setData(_ other: NDArray) {
    if ownVersion == nil { ownVersion = VersionCounter(value: array.storage.version) }
    array = other
  }

  /// Makes this tensor count its versions with `other`, whose storage it shares.
  func shareVersion(of other: Tensor) {
    ownVersion = other.ownVersion
    nodeVersion = version
  }
}

/// A version counter that is not the storage's.
final class VersionCounter {
  var value: UInt32

  init(value: UInt32) { self.value = value }
}

extension Tensor: Equatable {
  /// Identity: two tensors with equal values are two tensors.
  package static func == (a: Tensor, b: Tensor) -> Bool { a === b }
}

extension DType {
  /// `torch.float32`.
  package var torchName: String { "torch.\(name)" }
}
