//! From AWS names to Rust names, by rule.

/// Names whose words the rule below cannot see: as AWS spells it, as its words read in a type name.
const SPELLINGS: [(&str, &[&str]); 30] = [
    ("BitBucket", &["Bitbucket"]),
    ("CloudFormation", &["CloudFormation"]),
    ("CloudFront", &["CloudFront"]),
    ("CloudTrail", &["CloudTrail"]),
    ("CloudWatch", &["CloudWatch"]),
    ("CodeBuild", &["CodeBuild"]),
    ("CodeCommit", &["CodeCommit"]),
    ("CodeDeploy", &["CodeDeploy"]),
    ("CodePipeline", &["CodePipeline"]),
    ("CodeStar", &["CodeStar"]),
    ("DocumentDB", &["DocumentDb"]),
    ("DynamoDB", &["DynamoDb"]),
    ("DynamoDb", &["DynamoDb"]),
    ("ElastiCache", &["ElastiCache"]),
    ("EventBridge", &["EventBridge"]),
    ("GitHub", &["GitHub"]),
    ("GitLab", &["GitLab"]),
    ("GraphQL", &["GraphQl"]),
    ("IPv4", &["Ipv4"]),
    ("IPv6", &["Ipv6"]),
    ("JavaScript", &["JavaScript"]),
    ("MySQL", &["MySql"]),
    ("MySql", &["MySql"]),
    ("OAuth", &["OAuth"]),
    ("OTel", &["OTel"]),
    ("OpenSearch", &["OpenSearch"]),
    ("PostgreSQL", &["PostgreSql"]),
    ("PostgreSql", &["PostgreSql"]),
    ("SageMaker", &["SageMaker"]),
    ("VPCDHCP", &["Vpc", "Dhcp"]),
];

/// Words that cannot be raw identifiers.
const NEVER_RAW: [&str; 5] = ["crate", "self", "super", "extern", "_"];

/// Keywords of edition 2024, reserved ones included.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Functions that every façade has; a property of such a name gets a trailing underscore.
const TAKEN_ON_SPECS: [&str; 7] = ["new", "raw", "into_props", "from_props", "into_node", "clone", "refer"];

/// Methods of `crate::core::Handle`; an attribute of such a name gets a trailing underscore.
const TAKEN_ON_HANDLES: [&str; 6] = ["address", "attribute", "reference", "clone", "eq", "ne"];

/// Types that generated code names without a path.
pub(crate) const TAKEN_TYPES: [&str; 6] = ["String", "Vec", "Self", "Clone", "Into", "Option"];

/// `VPCEndpoint` → `VpcEndpoint`.
pub(crate) fn type_name(aws: &str) -> String {
    words(aws).concat()
}

/// `EnableDnsSupport` → `enable_dns_support`, before any escape.
pub(crate) fn snake(aws: &str) -> String {
    words(aws).iter().map(|word| word.to_lowercase()).collect::<Vec<_>>().join("_")
}

/// A setter's name.
pub(crate) fn setter(aws: &str) -> String {
    escape(snake(aws), &TAKEN_ON_SPECS)
}

/// A name among the methods of a handle.
pub(crate) fn accessor(snake: String) -> String {
    escape(snake, &TAKEN_ON_HANDLES)
}

fn escape(name: String, taken: &[&str]) -> String {
    let word = name.as_str();
    if taken.contains(&word) || NEVER_RAW.contains(&word) {
        format!("{name}_")
    } else if KEYWORDS.contains(&word) {
        format!("r#{name}")
    } else if word.starts_with(|first: char| first.is_ascii_digit()) {
        format!("n{name}")
    } else {
        name
    }
}

/// The words of a name, each as it reads in a type name.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        if let Some((spelled, reading)) = SPELLINGS.iter().find(|(spelled, _)| spelled_here(rest, spelled)) {
            words.extend(reading.iter().map(|&word| word.to_owned()));
            rest = &rest[spelled.len()..];
            continue;
        }
        let length = word_length(rest.as_bytes());
        if length > 0 {
            words.push(capitalised(&rest[..length]));
        }
        rest = rest.get(length.max(1)..).unwrap_or_default();
    }
    words
}

fn spelled_here(rest: &str, spelled: &str) -> bool {
    rest.strip_prefix(spelled).is_some_and(|after| !after.starts_with(|next: char| next.is_ascii_lowercase()))
}

/// How many bytes the first word has: `SSESpecification` → 3, `IDsOf` → 3, `S3Key` → 2, `_` → 0.
fn word_length(name: &[u8]) -> usize {
    let at = |index: usize| name.get(index).copied().unwrap_or(b'_');
    let run = |from: usize, of: fn(&u8) -> bool| name[from..].iter().take_while(|byte| of(byte)).count();
    let upper = run(0, u8::is_ascii_uppercase);
    let lower = run(upper, u8::is_ascii_lowercase);
    let plural = upper > 1 && lower == 1 && at(upper) == b's' && !at(upper + 1).is_ascii_digit();
    if upper > 1 && lower > 0 && !plural {
        return upper - 1;
    }
    let mut end = upper + lower;
    let digits = run(end, u8::is_ascii_digit);
    end += digits;
    if digits > 0 && end > 0 {
        end += run(end, u8::is_ascii_lowercase);
    }
    end
}

fn capitalised(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + &rest.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_as_their_words() {
        for (aws, expected) in [
            ("VpcId", "vpc_id"),
            ("SSESpecification", "sse_specification"),
            ("AssignIpv6AddressOnCreation", "assign_ipv6_address_on_creation"),
            ("IPv6CidrBlock", "ipv6_cidr_block"),
            ("VPCZoneIdentifier", "vpc_zone_identifier"),
            ("TargetGroupARNs", "target_group_arns"),
            ("S3KeyPrefix", "s3_key_prefix"),
            ("EnableIAMDatabaseAuthentication", "enable_iam_database_authentication"),
            ("Route53HealthCheckId", "route53_health_check_id"),
            ("CloudWatchLogsConfig", "cloudwatch_logs_config"),
            ("DBInstanceClass", "db_instance_class"),
            ("OAuthScopes", "oauth_scopes"),
            ("destinationPrefixListId", "destination_prefix_list_id"),
            ("WebACLArn", "web_acl_arn"),
            ("Endpoint.Address", "endpoint_address"),
        ] {
            assert_eq!(snake(aws), expected);
        }
    }

    #[test]
    fn types_read_as_rust_types() {
        for (aws, expected) in [
            ("VPC", "Vpc"),
            ("VPCDHCPOptionsAssociation", "VpcDhcpOptionsAssociation"),
            ("DBInstance", "DbInstance"),
            ("CloudFrontOriginAccessIdentity", "CloudFrontOriginAccessIdentity"),
            ("EC2Fleet", "Ec2Fleet"),
            ("IPAMPoolCidr", "IpamPoolCidr"),
            ("WebACL", "WebAcl"),
        ] {
            assert_eq!(type_name(aws), expected);
        }
    }

    #[test]
    fn what_rust_or_a_facade_owns_is_escaped() {
        for (aws, expected) in
            [("Type", "r#type"), ("Match", "r#match"), ("Self", "self_"), ("Raw", "raw_"), ("New", "new_")]
        {
            assert_eq!(setter(aws), expected);
        }
        assert_eq!(accessor(snake("Address")), "address_");
    }
}
