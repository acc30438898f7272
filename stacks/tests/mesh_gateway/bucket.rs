//! A token bucket, as API Gateway throttles with one: exact, and without a clock.
//!
//! The service itself calls its throttles targets, not ceilings: this says what they are set to, not what it enforces.

/// Time is counted in these, so that every load used here falls on whole ones.
const TICKS_A_SECOND: u64 = 3_000_000_000;

/// A throttle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Throttle {
    /// Requests a second.
    pub(crate) rate: u64,
    /// Requests at once.
    pub(crate) burst: u64,
}

/// What became of a load.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) passed: u64,
    pub(crate) throttled: u64,
}

impl Throttle {
    /// Sends requests at these times.
    pub(crate) fn take(self, times: impl Iterator<Item = u64>) -> Outcome {
        // A token is as many parts as a second has ticks: then a tick refills `rate` parts.
        let full = self.burst * TICKS_A_SECOND;
        let (mut level, mut last) = (full, 0);
        let mut outcome = Outcome { passed: 0, throttled: 0 };
        for time in times {
            level = full.min(level + (time - last) * self.rate);
            last = time;
            if level >= TICKS_A_SECOND {
                level -= TICKS_A_SECOND;
                outcome.passed += 1;
            } else {
                outcome.throttled += 1;
            }
        }
        outcome
    }
}

/// So many requests a second, evenly spaced.
pub(crate) fn even(rate: u64, seconds: u64) -> impl Iterator<Item = u64> {
    assert_eq!(TICKS_A_SECOND % rate, 0, "choose ticks that {rate} divides");
    (0..rate * seconds).map(move |request| request * (TICKS_A_SECOND / rate))
}

/// So many requests at the beginning of each second.
pub(crate) fn together(count: u64, seconds: u64) -> impl Iterator<Item = u64> {
    (0..seconds).flat_map(move |second| (0..count).map(move |_| second * TICKS_A_SECOND))
}
