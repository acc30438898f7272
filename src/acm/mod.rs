//! Certificates for what AWS itself serves: load balancers, APIs, distributions.

mod certificate;

pub use certificate::{Certificate, CertificateHandle, KeyAlgorithm};
