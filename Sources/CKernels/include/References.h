#ifndef NBRUN_REFERENCES_H
#define NBRUN_REFERENCES_H

// The Swift runtime's counting of references without atomic instructions, which the release build uses everywhere
// (`-assume-single-threaded`) but `Unmanaged` does not. Only for objects that belong to one thread.

void *swift_nonatomic_retain(void *object);
void swift_nonatomic_release(void *object);

/// Takes a reference to a Swift object of the calling thread.
static inline void nb_object_retain(void *object) { swift_nonatomic_retain(object); }

/// Gives a reference back.
static inline void nb_object_release(void *object) { swift_nonatomic_release(object); }

#endif
