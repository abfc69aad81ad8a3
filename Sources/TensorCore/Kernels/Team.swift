import CKernels

/// The two threads that share large operations, which are whole in C (`Team.h`): the second one never touches an object.
package enum Team {
  /// Keeps the process to one thread from now on.
  package static func disband() { nb_share_nothing() }
}
