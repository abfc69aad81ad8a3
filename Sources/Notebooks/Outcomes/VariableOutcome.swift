/// A variable that a cell bound or changed, as it was when the cell ended.
package struct VariableOutcome: Sendable, Hashable {
  package let name: String
  /// The name of its class: `Tensor`, `int`.
  package let kind: String
  /// What there is to say of a tensor or an array.
  package let tensor: TensorSummary?
  /// Its repr, cut if it is long; empty for values whose repr would run code of the document.
  package let text: String

  package init(name: String, kind: String, tensor: TensorSummary? = nil, text: String) {
    self.name = name
    self.kind = kind
    self.tensor = tensor
    self.text = text
  }
}
