//! HTTP methods.

/// An HTTP method.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Method {
    /// Every method that has no route of its own at the path.
    Any,
    /// `DELETE`.
    Delete,
    /// `GET`.
    Get,
    /// `HEAD`.
    Head,
    /// `OPTIONS`: what a browser asks with before it sends something; [`Cors`](super::Cors) answers.
    Options,
    /// `PATCH`.
    Patch,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// One that formwork does not know. API Gateway has no other today, so it is reported.
    Other(String),
}

impl Method {
    /// As API Gateway writes it: `GET`, `ANY`.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Method::Any => "ANY",
            Method::Delete => "DELETE",
            Method::Get => "GET",
            Method::Head => "HEAD",
            Method::Options => "OPTIONS",
            Method::Patch => "PATCH",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Other(name) => name,
        }
    }
}
