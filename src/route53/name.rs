//! Names of the domain name system, compared.

/// Whether a name lies in a zone: `api.example.com` and `example.com` itself lie in `example.com`.
///
/// ```
/// use formwork::route53::within;
///
/// assert!(within("*.Example.com", "example.com."));
/// assert!(!within("badexample.com", "example.com"));
/// ```
#[must_use]
pub fn within(name: &str, zone: &str) -> bool {
    let (name, zone) = (plain(name), plain(zone));
    name == zone || name.strip_suffix(&zone).is_some_and(|rest| rest.ends_with('.'))
}

/// Without its final dot, in lower case.
pub(super) fn plain(name: &str) -> String {
    name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase()
}
