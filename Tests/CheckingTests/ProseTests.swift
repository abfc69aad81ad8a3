import Testing

@testable import Checking

/// Comments that speak of tensors and numbers are not taken for output.
@Suite struct ProseTests {
  /// `N`, `M` and `X` stand for numbers.
  static let sentences: [String] = [
    "the tensor has N rows and M columns", "N rows, M columns", "a tensor of N x M zeros", "we need N tensors here",
    "tensor with N elements, each of them X", "now x is X, so its gradient is N", "N is the batch size",
    "shape (N, M): N samples with M features", "adds N to every element of the tensor",
    "tensor of ones, size N by M", "step N of M", "N. make a tensor", "the first N numbers of the tensor",
    "about X seconds for N tensors", "see tensor N in the table above", "dtype float32 takes N bytes for M numbers",
    "because X * X = N", "here None means no gradient for tensor N", "True for the first N, False for the other M",
    "in PyTorch 1.N the tensor was printed in M lines", "a list [N, M] becomes a tensor",
    "dim=N sums over the rows of the tensor", "the loss goes from N to X", "x.grad is zero after N steps",
    "rank N tensor: needs N indices", "tensor 의 크기는 N x M 입니다", "N개의 행과 M개의 열을 가진 tensor",
    "기울기는 X 이므로 N 번 더합니다", "x 에 N 을 더하면 모든 원소가 X 만큼 커집니다", "N 차원 텐서를 만듭니다",
    "배치 크기는 N 이고 특징은 M 개", "값이 X 보다 크면 True 입니다", "tensor 가 N 개 있습니다",
    "创建一个 N 行 M 列的 tensor", "这个张量有 N 个元素", "把 x 的每个元素加上 N", "梯度是 X，因为 y = N * x",
    "第 N 步，学习率是 X", "tensor 的形状是 N 乘 M", "批量大小为 N，特征数为 M",
  ]

  static let outputs = [
    "tensor([[1., 2.],\n        [3., 4.]])", "tensor(36.7684, grad_fn=<SumBackward0>)", "7", "torch.Size([2, 3])",
    "True",
  ]

  @Test func aThousandCommentsStayProse() {
    var alarms: [String] = []
    var count = 0
    for sentence in Self.sentences {
      for (index, number) in ["2", "3", "5", "8", "10", "16", "28", "64", "100"].enumerated() {
        for output in [Self.outputs[index % 5], Self.outputs[(index + 2) % 5], Self.outputs[(index + 3) % 5]] {
          let text = sentence.replacing("N", with: number).replacing("M", with: "4").replacing("X", with: "0.5")
          count += 1
          let check = MutationTests.check(output, claiming: text)
          if !check.outcomes.isEmpty { alarms.append("\(text) below \(output): \(describe(check))") }
        }
      }
    }
    #expect(count >= 1000)
    #expect(alarms.count <= 2, "\(alarms.count): \(alarms.prefix(20).joined(separator: "\n"))")
  }
}

extension String {
  /// The text with each word of one letter replaced, so that `N` in `None` stays.
  fileprivate func replacing(_ letter: Character, with text: String) -> String {
    var result = ""
    let characters = Array(self)
    for (index, character) in characters.enumerated() {
      let previous = index > 0 ? characters[index - 1] : " "
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let isAlone = !(previous.isASCII && previous.isLetter) && !(next.isASCII && next.isLetter)
      result += character == letter && isAlone ? text : String(character)
    }
    return result
  }
}
