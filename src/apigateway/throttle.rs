//! How much is let through.

use crate::aws::apigateway as l1;
use crate::core::{Scope, Val};
use crate::diagnostic::Origin;

use super::check;

/// A token bucket: it refills at a rate, and holds so many requests at once.
///
/// API Gateway aims at these numbers and does not guarantee them as ceilings. (API Gateway developer guide, "Throttle
/// requests", read 2026-11-20.)
///
/// ```
/// use formwork::apigateway::Throttle;
///
/// let orders = Throttle::per_second(100).at_once(20);
/// ```
#[must_use = "a throttle does nothing until something is given it"]
#[derive(Clone, Copy, Debug)]
pub struct Throttle {
    rate: f64,
    burst: i64,
    origin: Origin,
}

impl Throttle {
    /// So many requests a second. Without [`at_once`](Throttle::at_once), twice as many at once.
    #[track_caller]
    pub fn per_second(rate: impl Into<f64>) -> Self {
        let rate = rate.into();
        // A number of requests: its whole part is all that counts, and a cast saturates.
        let burst = (rate * 2.0) as i64;
        Throttle { rate, burst, origin: Origin::caller() }
    }

    /// So many requests at once: the size of the bucket.
    pub fn at_once(mut self, burst: impl Into<i64>) -> Self {
        self.burst = burst.into();
        self
    }

    /// The same within the bounds; what is outside is reported.
    pub(super) fn checked(mut self, scope: &mut Scope<'_>) -> Self {
        let most = f64::from(i32::MAX);
        self.burst = check::range(scope, self.origin, "the burst of a throttle", self.burst as f64, 0.0, most) as i64;
        self.rate = check::range(scope, self.origin, "the rate of a throttle", self.rate, 0.0, most);
        self
    }

    /// The rate; whole numbers as such.
    pub(super) fn rate(&self) -> Val<f64> {
        match self.rate.fract() == 0.0 {
            true => Val::of(self.rate as i64),
            false => Val::of(self.rate),
        }
    }

    pub(super) fn burst(&self) -> i64 {
        self.burst
    }

    pub(super) fn settings(&self) -> l1::ThrottleSettings {
        l1::ThrottleSettings::new().rate_limit(self.rate()).burst_limit(self.burst)
    }
}

/// How many requests a key has, in each period.
///
/// ```
/// use formwork::apigateway::Quota;
///
/// let partners = Quota::per_month(100_000);
/// ```
#[must_use = "a quota does nothing until a usage plan is given it"]
#[derive(Clone, Copy, Debug)]
pub struct Quota {
    limit: i64,
    period: &'static str,
    origin: Origin,
}

impl Quota {
    /// In each day, as UTC counts.
    #[track_caller]
    pub fn per_day(limit: impl Into<i64>) -> Self {
        Quota { limit: limit.into(), period: "DAY", origin: Origin::caller() }
    }

    /// In each week.
    #[track_caller]
    pub fn per_week(limit: impl Into<i64>) -> Self {
        Quota { limit: limit.into(), period: "WEEK", origin: Origin::caller() }
    }

    /// In each month.
    #[track_caller]
    pub fn per_month(limit: impl Into<i64>) -> Self {
        Quota { limit: limit.into(), period: "MONTH", origin: Origin::caller() }
    }

    pub(super) fn settings(&self, scope: &mut Scope<'_>) -> l1::QuotaSettings {
        let most = f64::from(i32::MAX);
        let limit = check::range(scope, self.origin, "the limit of a quota", self.limit as f64, 0.0, most);
        l1::QuotaSettings::new().limit(limit as i64).period(self.period)
    }
}
