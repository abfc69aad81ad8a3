import Foundation

/// Runs inputs in this process and tells which one it is at.
struct Worker {
  let options: FuzzOptions
  let corpus: Corpus
  /// The path of the file that the supervisor reads.
  let state: String

  func run() {
    guard let progress = Progress(path: state) else { return }
    for number in options.from..<options.from + options.inputs {
      progress.number = number
      FuzzInput(seed: options.seed, number: number, corpus: corpus).run()
    }
    progress.number = options.from + options.inputs
  }
}

/// A number in a file mapped into memory, which outlives the process that wrote it.
final class Progress {
  private let number_: UnsafeMutablePointer<Int>

  /// Maps the file; makes it if there is none.
  init?(path: String) {
    let descriptor = open(path, O_RDWR | O_CREAT, 0o644)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard ftruncate(descriptor, off_t(MemoryLayout<Int>.size)) == 0,
      let memory = mmap(nil, MemoryLayout<Int>.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0),
      memory != MAP_FAILED
    else { return nil }
    // The page is aligned and mapped until `deinit`.
    number_ = memory.bindMemory(to: Int.self, capacity: 1)
  }

  deinit { munmap(number_, MemoryLayout<Int>.size) }

  var number: Int {
    get { number_.pointee }
    set { number_.pointee = newValue }
  }
}
