/// What a document set of how PyTorch computes (`torch.set_num_threads`, `torch.backends`). It is kept to be read again;
/// of these only a single thread and the ways to compute attention change anything here.
package struct BackendSettings: Sendable {
  /// `torch.get_num_threads()`. What nothing was set for is 1 as well, though large operations then use a second thread:
  /// PyTorch's answer is a property of the machine, and a document should print the same on any.
  package var threads: Int {
    get { chosenThreads ?? 1 }
    set { chosenThreads = newValue }
  }
  private var chosenThreads: Int?
  /// Whether large operations may use a second thread, which they do unless `torch.set_num_threads(1)` says otherwise.
  package var sharesWork: Bool { chosenThreads != 1 }
  /// `torch.get_num_interop_threads()`
  package var interopThreads = 1
  /// `torch.get_float32_matmul_precision()`
  package var matmulPrecision = "highest"
  /// `torch.are_deterministic_algorithms_enabled()`
  package var isDeterministic = false
  /// `torch.is_deterministic_algorithms_warn_only_enabled()`
  package var warnsOnly = false
  /// The ways to compute attention that are allowed.
  package var attention = AttentionBackends.all

  /// As after `import torch`.
  package init() {}
}

/// Ways to compute attention (`torch.nn.attention.SDPBackend`).
package struct AttentionBackends: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) { self.rawValue = rawValue }

  /// By operators that anyone could write down.
  package static let math = AttentionBackends(rawValue: 1)
  /// In one operation: the only other way there is on the CPU.
  package static let flash = AttentionBackends(rawValue: 2)
  /// One for GPUs.
  package static let memoryEfficient = AttentionBackends(rawValue: 4)
  /// One for GPUs.
  package static let cudnn = AttentionBackends(rawValue: 8)
  /// What is allowed from the start.
  package static let all: AttentionBackends = [.math, .flash, .memoryEfficient, .cudnn]
}
