//! Services that a network reaches without leaving it.

use super::Reach;
use crate::core::{Expr, Node};
use crate::lint::view::{Resource, Value};

const ENDPOINT: &str = "AWS::EC2::VPCEndpoint";

impl<'a> Reach<'a> {
    /// Whether a VPC of this system has an endpoint for a service, by the end of its name: `ecr.api`, `s3`.
    pub(in crate::lint) fn has_endpoint(self, vpc: Resource<'a>, service: &str) -> Option<bool> {
        let mut unclear = self.system.refers_unclearly(ENDPOINT, "VpcId") || self.system.is_handed_out(vpc);
        for endpoint in self.system.referring(ENDPOINT, "VpcId", vpc) {
            match self.service(endpoint) {
                Some(name) if name == service => return Some(true),
                Some(_) => {}
                None => unclear = true,
            }
        }
        (!unclear).then_some(false)
    }

    /// The end of the name of an endpoint's service, behind the region: `ecr.api` of `com.amazonaws.eu-west-1.ecr.api`.
    pub(in crate::lint) fn service(self, endpoint: Resource<'a>) -> Option<String> {
        let name = self.pattern(endpoint.value("ServiceName"))?;
        let (_, rest) = name.split_once("amazonaws.")?;
        let (_, service) = rest.split_once('.')?;
        (!service.contains(HOLE)).then(|| service.to_owned())
    }

    /// A text with holes for what is known only later.
    fn pattern(self, value: Value<'a>) -> Option<String> {
        let mut text = String::new();
        match value.expr() {
            None => text.push_str(value.text()?),
            Some(Expr::Text(pieces)) => pieces.iter().for_each(|piece| self.piece(piece, &mut text)),
            Some(Expr::Join(separator, list)) => {
                for (at, piece) in self.system.value(list).items()?.iter().enumerate() {
                    if at > 0 {
                        text.push_str(separator);
                    }
                    text.push_str(piece.text().unwrap_or(HOLE));
                }
            }
            Some(_) => return None,
        }
        Some(text)
    }

    fn piece(self, piece: &'a Node, text: &mut String) {
        text.push_str(self.system.value(piece).text().unwrap_or(HOLE));
    }
}

/// No part of a service's name.
const HOLE: &str = "*";
