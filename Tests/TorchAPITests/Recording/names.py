"""Print `Sources/TorchAPI/Module/PyTorchNames.swift`: the public names of the real PyTorch.

    python3 names.py > PyTorchNames.swift            (in an environment with torch==2.13.0+cpu)
"""
import textwrap
import warnings

import torch

warnings.simplefilter("ignore")
MODULES = {
    "torch": torch, "Tensor": torch.Tensor, "torch.nn": torch.nn, "torch.linalg": torch.linalg,
    "torch.special": torch.special, "torch.fft": torch.fft, "torch.autograd": torch.autograd,
    "torch.cuda": torch.cuda, "torch.nn.functional": torch.nn.functional,
}
print('''/// The public names of PyTorch 2.13, by module: what a document may use that nbrun lacks.
///
/// Made by `Tests/TorchAPITests/Recording/names.py`.
enum PyTorchNames {
  /// Whether PyTorch has a name such as `torch.vmap` or `Tensor.sum`.
  static func contains(_ path: String) -> Bool {
    guard let dot = path.lastIndex(of: ".") else { return false }
    let module = path[..<dot]
    let name = path[path.index(after: dot)...]
    guard var names = all[String(module)] else { return false }
    var word = String(name)
    return names.withUTF8 { names in word.withUTF8 { holds(names, $0) } }
  }

  /// Whether a word is in a text of words.
  private static func holds(_ text: UnsafeBufferPointer<UInt8>, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let space = UInt8(ascii: " ")
    guard let first = word.first, text.count >= word.count else { return false }
    // `start + offset` stays below `text.count`: the last start leaves room for the word.
    for start in 0...text.count - word.count where text[start] == first && (start == 0 || text[start - 1] == space) {
      var offset = 1
      while offset < word.count, text[start + offset] == word[offset] { offset += 1 }
      if offset == word.count, start + offset == text.count || text[start + offset] == space { return true }
    }
    return false
  }

  /// The names of each module, separated by spaces or line ends.
  private static let all: [String: String] = [''')
for prefix, owner in MODULES.items():
    names = sorted(name for name in dir(owner) if not name.startswith("_") and name.isascii())
    lines = textwrap.wrap(" ".join(names), 112)
    print(f'    "{prefix}": """\n      ' + " \\\n      ".join(lines) + '\n      """,')
print("  ]\n}")
