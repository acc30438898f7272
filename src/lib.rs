#![doc = include_str!("../README.md")]
//!
//! # The tour
//!
//! * [`Stack`] and [`App`]: what is deployed together, and the system that stacks make. [`Stack::add`] is the one verb.
//! * [`aws`]: CloudFormation's own types under their own names, one module and one feature per service. [`Dynamic`] is
//!   any other type.
//! * [`Val`], [`IntoVal`], [`Handle`]: what setters take and what `add` returns. [`text!`] puts values into text,
//!   [`doc!`] into documents, [`list!`] mixes kinds in a list.
//! * [`Parameter`], [`Condition`], [`Mapping`]: what only the deployer knows. [`Environment`]: what its settings file
//!   knows.
//! * [`ec2`]: networks whose addresses never move, who may connect to whom, a way in for people.
//! * [`elbv2`], [`ecr`], and with their features `route53`, `acm`, `cloudwatch`: load balancers and shifts by weight,
//!   images, names, certificates, alarms and dashboards.
//! * [`Construct`]: compositions of your own.
//! * [`apigateway`]: an API as routes with their integrations, and its stages, keys, links and domains.
//! * [`Stack::expect`]: what must hold of what constructs make, checked in the model and by `terraform test`.
//! * [`synthesis::synthesize`]: an app becomes an [`Assembly`] and a list of [`diagnostic`]s.
//! * [`App::pass`] and [`Stack::defaults`]: what an organisation says of all its stacks.
//! * With the feature `read`, `check::template`: what is wrong with a CloudFormation template that someone else wrote.
//! * [`cli::run`]: your `main`; [`cli::Program`]: the same with rules of your own.

#[cfg(feature = "certificatemanager")]
pub mod acm;
#[cfg(feature = "apigateway")]
pub mod apigateway;
pub mod assembly;
pub mod aws;
#[cfg(feature = "read")]
pub mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod cloudformation;
#[cfg(feature = "cloudwatch")]
pub mod cloudwatch;
pub mod core;
pub mod diagnostic;
#[cfg(feature = "dynamodb")]
pub mod dynamodb;
#[cfg(feature = "ec2")]
pub mod ec2;
#[cfg(feature = "ecr")]
pub mod ecr;
#[cfg(feature = "eks")]
pub mod eks;
#[cfg(feature = "elasticloadbalancingv2")]
pub mod elbv2;
pub mod facts;
#[cfg(feature = "iam")]
pub mod iam;
mod json;
#[cfg(feature = "kms")]
pub mod kms;
pub mod lint;
#[cfg(feature = "logs")]
pub mod logs;
mod net;
#[cfg(feature = "rds")]
pub mod rds;
#[cfg(feature = "route53")]
pub mod route53;
#[cfg(feature = "s3")]
pub mod s3;
pub mod schema;
#[cfg(feature = "secretsmanager")]
pub mod secretsmanager;
#[cfg(feature = "ssm")]
pub mod ssm;
#[cfg(all(feature = "kms", feature = "s3"))]
pub mod state;
pub mod synthesis;
mod tags;
pub mod terraform;
pub mod validate;

pub use crate::assembly::Assembly;
pub use crate::core::{
    Address, Allow, App, Condition, Construct, Content, Document, Dynamic, Environment, Expr, Handle, Identity,
    IntoDocument, IntoVal, Link, Map, Mapping, Model, Node, Output, Param, Parameter, Prop, Props, Refers, Removal,
    Resource, S3State, Scope, Secret, SettingsFile, Stack, Target, Test, Val, account_id, availability_zones, base64,
    cidr, partition, region, split, stack_name, to_json, url_suffix,
};

/// What the macros call; not part of the API.
#[doc(hidden)]
pub mod __private {
    pub use crate::core::{DocumentBuilder, IntoText, document, document_list, interpolate, placeholders, unit};
}

/// What the pages for users show compiles.
#[cfg(doctest)]
#[doc = include_str!("../docs/check.md")]
mod pages {}
