//! Kinds of text that a pattern cannot tell, and IDs and ARNs that the registry names by their kind.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::de::IgnoredAny;

/// A kind of text: its name in the registry, a test, and what it is in words.
type Format = (&'static str, fn(&str) -> bool, &'static str);

/// The kinds that are checked. Others name what a value is without a syntax (`…SecurityGroup.Ids`), repeat the type
/// (`int64`), or have no published syntax (`password`, `uri`, `timestamp`, hosted zone IDs).
const FORMATS: &[Format] = &[
    ("AWS::ACM::Certificate.Arn", |text| arn(text, "acm", "certificate/"), "the ARN of a certificate"),
    ("AWS::EC2::Image.Id", is_image, "the ID of an image, such as `ami-0123456789abcdef0`"),
    (
        "AWS::EC2::SecurityGroup.Id",
        |text| id(text, "sg-"),
        "the ID of a security group, such as `sg-0123456789abcdef0`",
    ),
    ("AWS::EC2::SecurityGroup.Name", is_security_group_name, "the name of a security group"),
    ("AWS::EC2::Subnet.Id", |text| id(text, "subnet-"), "the ID of a subnet, such as `subnet-0123456789abcdef0`"),
    ("AWS::EC2::VPC.Id", |text| id(text, "vpc-"), "the ID of a VPC, such as `vpc-0123456789abcdef0`"),
    ("AWS::IAM::Role.Arn", |text| arn(text, "iam", "role/"), "the ARN of a role"),
    ("AWS::KMS::Alias.AliasName", is_alias, "the name of a key's alias, such as `alias/orders`"),
    ("AWS::KMS::Key.Arn", |text| arn(text, "kms", "key/") || arn(text, "kms", "alias/"), "the ARN of a key"),
    ("AWS::KMS::Key.Id", is_key_id, "the ID of a key"),
    ("AWS::Lambda::Function.Arn", |text| arn(text, "lambda", "function:"), "the ARN of a function"),
    ("AWS::Logs::LogGroup.Name", is_log_group, "the name of a log group"),
    ("AWS::S3::Bucket.Name", is_bucket, "the name of a bucket: 3 to 63 lower-case letters, digits, dots and dashes"),
    ("AWS::SNS::Topic.Arn", |text| arn(text, "sns", ""), "the ARN of a topic"),
    ("AWS::SQS::Queue.Arn", |text| arn(text, "sqs", ""), "the ARN of a queue"),
    ("date-time", is_date_time, "a point in time, such as `2026-01-31T00:00:00Z`"),
    ("ipv4-network", |text| is_network::<Ipv4Addr>(text, 32), "an IPv4 network, such as `10.0.0.0/16`"),
    ("ipv6-network", |text| is_network::<Ipv6Addr>(text, 128), "an IPv6 network, such as `2001:db8::/56`"),
    ("json", |text| serde_json::from_str::<IgnoredAny>(text).is_ok(), "a JSON document"),
];

fn find(name: &str) -> Option<&'static Format> {
    FORMATS.binary_search_by(|(known, ..)| (*known).cmp(name)).ok().map(|at| &FORMATS[at])
}

/// Whether a text is of its kind; unknown kinds take any.
pub(super) fn is_right(name: &str, text: &str) -> bool {
    find(name).is_none_or(|(_, test, _)| test(text))
}

/// The kind in words.
pub(super) fn what(name: &str) -> Option<&'static str> {
    find(name).map(|(.., what)| *what)
}

/// A block of addresses. Bits of a host are left: EC2 writes the block in its canonical form (API reference, CreateVpc, read
/// 2026-11-20).
fn is_network<A: FromStr>(text: &str, longest: u32) -> bool {
    text.split_once('/')
        .is_some_and(|(address, prefix)| address.parse::<A>().is_ok() && prefix_length(prefix, longest).is_some())
}

fn prefix_length(text: &str, longest: u32) -> Option<u32> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|prefix| plain && *prefix <= longest)
}

/// `arn:<partition>:<service>:<region>:<account>:<resource>…`; IAM has no region.
fn arn(text: &str, service: &str, resource: &str) -> bool {
    let mut parts = text.splitn(6, ':');
    let mut next = || parts.next().unwrap_or_default();
    let (scheme, partition, named, region, account, rest) = (next(), next(), next(), next(), next(), next());
    let in_region = if service == "iam" { region.is_empty() } else { !region.is_empty() };
    scheme == "arn"
        && partition.starts_with("aws")
        && partition.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
        && named == service
        && in_region
        && region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && rest.strip_prefix(resource).is_some_and(|name| !name.is_empty())
}

/// A prefix and 8 or 17 hexadecimal digits.
fn id(text: &str, prefix: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|digits| matches!(digits.len(), 8 | 17) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// Launch templates also take the name of a parameter that holds the ID.
fn is_image(text: &str) -> bool {
    let digits = |digits: &str| {
        matches!(digits.len(), 8 | 17) && digits.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.strip_prefix("ami-").is_some_and(digits) || text.starts_with("resolve:ssm")
}

fn is_security_group_name(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" ._-:/()#,@[]+=&;{}!$*".contains(&byte))
}

fn is_alias(text: &str) -> bool {
    text.strip_prefix("alias/").is_some_and(|name| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":/_-".contains(&byte))
    })
}

/// A UUID, the ID of a multi-region key, or an alias.
fn is_key_id(text: &str) -> bool {
    let hexadecimal =
        |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let parts: Vec<&str> = text.split('-').collect();
    let uuid = parts.len() == 5 && parts.iter().zip([8, 4, 4, 4, 12]).all(|(part, length)| hexadecimal(part, length));
    uuid || text.strip_prefix("mrk-").is_some_and(|rest| hexadecimal(rest, 32)) || is_alias(text)
}

fn is_log_group(text: &str) -> bool {
    (1..=512).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-/#".contains(&byte))
}

fn is_bucket(text: &str) -> bool {
    let edge = |byte: Option<&u8>| byte.is_some_and(|byte| !b".-".contains(byte));
    let bytes = text.as_bytes();
    (3..=63).contains(&bytes.len())
        && bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(byte))
        && edge(bytes.first())
        && edge(bytes.last())
        && !["..", "-.", ".-"].iter().any(|pair| text.contains(pair))
}

/// `2026-01-31T12:30:00`, with a fraction and a zone if wanted.
fn is_date_time(text: &str) -> bool {
    let number = |part: &str, length: usize, range: std::ops::RangeInclusive<u32>| {
        part.len() == length
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse().is_ok_and(|number| range.contains(&number))
    };
    let date = |text: &str| {
        let parts: Vec<&str> = text.split('-').collect();
        matches!(parts[..], [year, month, day] if number(year, 4, 0..=9999) && number(month, 2, 1..=12) && number(day, 2, 1..=31))
    };
    let clock = |text: &str| {
        let parts: Vec<&str> = text.split(':').collect();
        let second = |text: &str| {
            let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
            number(whole, 2, 0..=60) && !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit())
        };
        match parts[..] {
            [hour, minute] => number(hour, 2, 0..=23) && number(minute, 2, 0..=59),
            [hour, minute, rest] => number(hour, 2, 0..=23) && number(minute, 2, 0..=59) && second(rest),
            _ => false,
        }
    };
    let zone =
        |text: &str| matches!(text.len(), 4 | 5) && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    let Some((day, time)) = text.split_once(['T', 't', ' ']) else { return false };
    let time = match time.strip_suffix(['Z', 'z']) {
        Some(time) => time,
        None => match time.split_once(['+', '-']) {
            Some((time, offset)) if zone(offset) => time,
            Some(_) => return false,
            None => time,
        },
    };
    date(day) && clock(time)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_sorted() {
        assert!(FORMATS.is_sorted_by_key(|(name, ..)| *name));
    }

    fn check(format: &str, right: &[&str], wrong: &[&str]) {
        for text in right {
            assert!(is_right(format, text), "{text} is a {format}");
        }
        for text in wrong {
            assert!(!is_right(format, text), "{text} is no {format}");
        }
    }

    #[test]
    fn networks() {
        check(
            "ipv4-network",
            &["10.0.0.0/16", "0.0.0.0/0", "192.168.1.1/32", "10.0.0.1/16"],
            &["10.0.0.0", "10.0.0.0/33", "10.0.0/16", "10.0.0.0/", "10.0.0.0/+8", "10.0.0.256/8", "", "::/0"],
        );
        check("ipv6-network", &["::/0", "2001:db8::/56", "::1/128", "2001:db8::1/56"], &["::/129", "::", "10.0.0.0/8"]);
    }

    #[test]
    fn identities() {
        check(
            "AWS::EC2::VPC.Id",
            &["vpc-12345678", "vpc-0123456789abcdef0"],
            &["vpc-123", "subnet-12345678", "vpc-1234567g"],
        );
        check(
            "AWS::EC2::Image.Id",
            &["ami-0123456789abcdef0", "resolve:ssm:/aws/service/x"],
            &["ami-1", "img-12345678"],
        );
        check(
            "AWS::IAM::Role.Arn",
            &["arn:aws:iam::123456789012:role/a", "arn:aws-us-gov:iam::123456789012:role/path/a"],
            &[
                "arn:aws:iam::123456789012:user/a",
                "arn:aws:iam::1234:role/a",
                "arn:aws:iam::123456789012:role/",
                "role/a",
                "",
            ],
        );
        check(
            "AWS::KMS::Key.Id",
            &["alias/a", "mrk-0123456789abcdef0123456789abcdef", "12345678-1234-1234-1234-123456789012"],
            &["key", "alias/"],
        );
        check(
            "AWS::SNS::Topic.Arn",
            &["arn:aws:sns:eu-west-1:123456789012:t"],
            &["arn:aws:sns::123456789012:t", "arn:aws:sqs:eu-west-1:123456789012:t"],
        );
        check("AWS::S3::Bucket.Name", &["abc", "a.b-c"], &["ab", "a..b", "-ab", "aB1", "a-.b", "ab."]);
        check("AWS::EC2::SecurityGroup.Ids", &["anything"], &[]);
    }

    #[test]
    fn documents_and_times() {
        check("json", &["{}", "[1]", " {\"a\": null} "], &["{", "", "{a: 1}"]);
        check(
            "date-time",
            &["2026-01-31T00:00:00Z", "2026-01-31T00:00:00", "2026-01-31T23:59:59.123+02:00", "2026-01-31T10:00Z"],
            &["2026-01-31", "2026-13-01T00:00:00Z", "2026-01-31T25:00:00Z", "now", "", "2026-01-31T00:00:00+xx"],
        );
    }
}
