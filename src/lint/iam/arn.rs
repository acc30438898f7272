//! The ARNs of resources of the system, so that one written by hand and an attribute mean the same.

use std::borrow::Cow;

use super::text::{Hole, Piece, Text};
use crate::core::{Expr, Pseudo};
use crate::lint::{Resource, System};

/// How a type's ARN is made. (Service Authorization Reference, "Resource types defined by …".)
struct Shape {
    type_name: &'static str,
    service: &'static str,
    place: Place,
    /// What stands before the name.
    before: &'static str,
    /// The property with the name.
    name: &'static str,
    /// What stands behind the name.
    behind: Behind,
    /// What `Ref` gives.
    reference: Gives,
    /// The attribute that is the ARN; empty where there is none.
    attribute: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Region and account.
    Full,
    /// Account alone.
    Account,
    /// Neither.
    Bare,
}

#[derive(Clone, Copy, PartialEq)]
enum Gives {
    Arn,
    Name,
    /// Something else.
    Other,
}

#[derive(Clone, Copy, PartialEq)]
enum Behind {
    Nothing,
    /// `:*`, as a log group's ARN ends.
    Streams,
    /// A hyphen and characters of AWS's choice.
    Suffix,
}

macro_rules! shapes {
    ($($type_name:literal $service:literal $place:ident $before:literal $name:literal $behind:ident $reference:ident $attribute:literal,)*) => {
        &[$(Shape {
            type_name: $type_name,
            service: $service,
            place: Place::$place,
            before: $before,
            name: $name,
            behind: Behind::$behind,
            reference: Gives::$reference,
            attribute: $attribute,
        }),*]
    };
}

const SHAPES: &[Shape] = shapes! {
    "AWS::CodeBuild::Project" "codebuild" Full "project/" "Name" Nothing Name "Arn",
    "AWS::CodeCommit::Repository" "codecommit" Full "" "RepositoryName" Nothing Other "Arn",
    "AWS::CodePipeline::Pipeline" "codepipeline" Full "" "Name" Nothing Name "",
    "AWS::DynamoDB::Table" "dynamodb" Full "table/" "TableName" Nothing Name "Arn",
    "AWS::ECR::Repository" "ecr" Full "repository/" "RepositoryName" Nothing Name "Arn",
    "AWS::EKS::Cluster" "eks" Full "cluster/" "Name" Nothing Name "Arn",
    "AWS::IAM::ManagedPolicy" "iam" Account "policy" "ManagedPolicyName" Nothing Arn "PolicyArn",
    "AWS::IAM::Role" "iam" Account "role" "RoleName" Nothing Name "Arn",
    "AWS::KMS::Key" "kms" Full "key/" "" Nothing Name "Arn",
    "AWS::Kinesis::Stream" "kinesis" Full "stream/" "Name" Nothing Name "Arn",
    "AWS::Lambda::Function" "lambda" Full "function:" "FunctionName" Nothing Name "Arn",
    "AWS::Logs::LogGroup" "logs" Full "log-group:" "LogGroupName" Streams Name "Arn",
    "AWS::S3::Bucket" "s3" Bare "" "BucketName" Nothing Name "Arn",
    "AWS::SNS::Topic" "sns" Full "" "TopicName" Nothing Arn "TopicArn",
    "AWS::SQS::Queue" "sqs" Full "" "QueueName" Nothing Other "Arn",
    "AWS::SSM::Parameter" "ssm" Full "parameter" "Name" Nothing Name "",
    "AWS::SecretsManager::Secret" "secretsmanager" Full "secret:" "Name" Suffix Arn "Id",
    "AWS::StepFunctions::StateMachine" "states" Full "stateMachine:" "StateMachineName" Nothing Arn "Arn",
};

fn shape(type_name: &str) -> Option<&'static Shape> {
    let at = SHAPES.binary_search_by(|shape| shape.type_name.cmp(type_name)).ok()?;
    SHAPES.get(at)
}

/// Writes a resource's ARN; false where its form is not known.
pub(super) fn write<'a>(resource: Resource<'a>, text: &mut Text<'a>, depth: usize) -> bool {
    let Some(shape) = shape(resource.type_name()) else { return false };
    let stack = resource.stack();
    let literal = |text: &mut Text<'a>, piece: &'static str| text.push(Piece::Literal(Cow::Borrowed(piece)));
    literal(text, "arn:");
    text.pseudo(Pseudo::Partition, stack);
    literal(text, ":");
    literal(text, shape.service);
    literal(text, ":");
    if shape.place == Place::Full {
        text.pseudo(Pseudo::Region, stack);
    }
    literal(text, ":");
    if shape.place != Place::Bare {
        text.pseudo(Pseudo::AccountId, stack);
    }
    literal(text, ":");
    literal(text, shape.before);
    path(resource, text, depth);
    name(resource, shape, text, depth);
    match shape.behind {
        Behind::Nothing => {}
        Behind::Streams => literal(text, ":*"),
        Behind::Suffix => {
            literal(text, "-");
            text.push(Piece::Hole(Hole::Name(resource.address())));
        }
    }
    true
}

/// What stands between `role` and a role's name, and `parameter` and a parameter's.
fn path<'a>(resource: Resource<'a>, text: &mut Text<'a>, depth: usize) {
    let slash = Piece::Literal(Cow::Borrowed("/"));
    match resource.type_name() {
        "AWS::IAM::ManagedPolicy" | "AWS::IAM::Role" => match resource.value("Path") {
            path if path.is_absent() => text.push(slash),
            path => text.read(resource, &path, depth),
        },
        // A name that is a path begins with its own slash.
        "AWS::SSM::Parameter" if resource.text("Name").is_none_or(|name| !name.starts_with('/')) => text.push(slash),
        _ => {}
    }
}

fn name<'a>(resource: Resource<'a>, shape: &Shape, text: &mut Text<'a>, depth: usize) {
    match resource.value(shape.name) {
        named if shape.name.is_empty() || named.is_absent() => {
            text.push(Piece::Hole(Hole::Name(resource.address())));
        }
        named => text.read(resource, &named, depth),
    }
}

/// Writes a resource's name; false where it has none.
pub(super) fn write_name<'a>(resource: Resource<'a>, text: &mut Text<'a>) -> bool {
    let Some(shape) = shape(resource.type_name()) else { return false };
    name(resource, shape, text, 0);
    true
}

/// Writes what a reference or an attribute comes to; false where that is not known.
pub(super) fn refer<'a>(system: System<'a>, expr: &'a Expr, text: &mut Text<'a>, depth: usize) -> bool {
    let Some(resource) = expr.target().and_then(|address| system.resource(address)) else { return false };
    let Some(shape) = shape(resource.type_name()) else { return false };
    match expr {
        Expr::Reference(_) => match shape.reference {
            Gives::Arn => write(resource, text, depth),
            Gives::Name => {
                name(resource, shape, text, depth);
                true
            }
            Gives::Other => false,
        },
        Expr::Attribute(_, attribute) if *attribute == shape.attribute => write(resource, text, depth),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shapes_are_sorted() {
        assert!(SHAPES.is_sorted_by(|a, b| a.type_name < b.type_name));
    }
}
