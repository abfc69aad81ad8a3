import Foundation
import Notebooks

/// `fuzz [--seed N] [--inputs N] [--from N] [--workers N] [--deadline SECONDS] [--failures FOLDER] [--only N] PATH...`
///
/// Runs inputs made from the seed and from the documents and programs at the paths. The exit status is 1 when one
/// crashed or did not end.
@main
struct Fuzz {
  static func main() {
    var options = FuzzOptions()
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      guard argument.hasPrefix("--") else {
        options.paths.append(argument)
        continue
      }
      guard let value = arguments.popFirst(), options.set(argument, to: value) else {
        FileHandle.standardError.write(Data("fuzz: \(argument) is not an option or lacks its value\n".utf8))
        exit(4)
      }
    }
    NotebookRunner.prepareProcess()
    let corpus = Corpus(paths: options.paths)
    if let only = options.only {
      let input = FuzzInput(seed: options.seed, number: only, corpus: corpus)
      FileHandle.standardOutput.write(Data(input.bytes))
      input.run()
      return
    }
    if let state = options.state {
      Worker(options: options, corpus: corpus, state: state).run()
      return
    }
    exit(Supervisor(options: options).run() ? 0 : 1)
  }
}

/// What a call of the fuzzer is asked for.
struct FuzzOptions {
  var seed: UInt64 = 1
  /// The number of the first input.
  var from = 0
  var inputs = 10_000
  var workers = 2
  /// The seconds that an input may take.
  var deadline = 30.0
  /// The program that workers run.
  var executable = CommandLine.arguments[0]
  /// The folder for inputs that failed.
  var failures = ".build/fuzz"
  /// The one input to run.
  var only: Int?
  /// The file through which a worker tells where it is; set for workers alone.
  var state: String?
  /// The documents and programs that are mutated, or folders of them.
  var paths: [String] = []

  /// Takes an option's value; whether it is one.
  mutating func set(_ name: String, to value: String) -> Bool {
    switch name {
    case "--failures": failures = value
    case "--state": state = value
    case "--deadline":
      guard let seconds = Double(value) else { return false }
      deadline = seconds
    default:
      guard let number = Int(value), number >= 0 else { return false }
      switch name {
      case "--seed": seed = UInt64(number)
      case "--from": from = number
      case "--inputs": inputs = number
      case "--workers": workers = max(1, number)
      case "--only": only = number
      default: return false
      }
    }
    return true
  }
}
