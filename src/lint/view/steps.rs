//! How much rules look at and compare: counted in tests, where it must not grow faster than the system does.

use std::cell::Cell;

thread_local! {
    static TAKEN: Cell<u64> = const { Cell::new(0) };
}

/// Counts one more.
pub(in crate::lint) fn count() {
    TAKEN.set(TAKEN.get() + 1);
}

/// How many there were in this thread.
pub(in crate::lint) fn taken() -> u64 {
    TAKEN.get()
}
