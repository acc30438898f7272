//! Which functions may stand in which argument of a function, as CloudFormation documents it with each of them
//! ("Intrinsic function reference"), compared with cfn-lint 1.58.0.

/// Functions that give a value.
pub(super) const VALUES: &[&str] = &[
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::FindInMap",
    "Fn::GetAZs",
    "Fn::GetAtt",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Length",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Ref",
];

/// Functions that give true or false.
pub(super) const TESTS: &[&str] = &["Condition", "Fn::And", "Fn::Equals", "Fn::Not", "Fn::Or"];

/// Functions that only assertions and conditions of rules know.
pub(super) const RULES: &[&str] = &[
    "Fn::Contains",
    "Fn::EachMemberEquals",
    "Fn::EachMemberIn",
    "Fn::Implies",
    "Fn::RefAll",
    "Fn::ValueOf",
    "Fn::ValueOfAll",
];

/// What stands where conditions compare.
pub(super) const COMPARED: &[&str] = &[
    "Ref",
    "Fn::FindInMap",
    "Fn::Sub",
    "Fn::Join",
    "Fn::Select",
    "Fn::Split",
    "Fn::Length",
    "Fn::ToJsonString",
    "Fn::ValueOf",
    "Fn::ValueOfAll",
    "Fn::RefAll",
];

/// Everything that gives text.
pub(super) const TEXT: &[&str] = &[
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::FindInMap",
    "Fn::GetAtt",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Length",
    "Fn::Select",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Ref",
];

pub(super) const CIDR: &[&str] =
    &["Fn::FindInMap", "Fn::GetAtt", "Fn::If", "Fn::ImportValue", "Fn::Select", "Fn::Sub", "Ref"];
pub(super) const ZONES: &[&str] = &["Fn::GetAtt", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Sub", "Ref"];
pub(super) const IMPORT: &[&str] =
    &["Fn::Base64", "Fn::FindInMap", "Fn::If", "Fn::Join", "Fn::Select", "Fn::Sub", "Ref"];
pub(super) const STACK_OUTPUT: &[&str] = &[
    "Fn::Base64",
    "Fn::FindInMap",
    "Fn::GetAtt",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Select",
    "Fn::Sub",
    "Ref",
];
pub(super) const JOINED: &[&str] = &[
    "Fn::Base64",
    "Fn::FindInMap",
    "Fn::GetAtt",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Select",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Length",
    "Fn::Transform",
    "Ref",
];
pub(super) const JOINED_LIST: &[&str] =
    &["Fn::Cidr", "Fn::FindInMap", "Fn::GetAtt", "Fn::GetAZs", "Fn::If", "Fn::Split", "Fn::Transform", "Ref"];
pub(super) const SELECTED: &[&str] = &[
    "Fn::Base64",
    "Fn::FindInMap",
    "Fn::GetAtt",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Select",
    "Fn::Sub",
    "Ref",
];
pub(super) const SELECTED_LIST: &[&str] =
    &["Fn::FindInMap", "Fn::GetAtt", "Fn::GetAZs", "Fn::If", "Fn::Split", "Fn::Cidr", "Ref"];
pub(super) const INDEX: &[&str] = &["Ref", "Fn::FindInMap", "Fn::If", "Fn::Length"];
pub(super) const SPLIT: &[&str] = &[
    "Fn::Base64",
    "Fn::FindInMap",
    "Fn::GetAtt",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Select",
    "Fn::Sub",
    "Ref",
];
pub(super) const VARIABLE: &[&str] = &[
    "Fn::Base64",
    "Fn::FindInMap",
    "Fn::GetAtt",
    "Fn::GetAZs",
    "Fn::GetStackOutput",
    "Fn::If",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Length",
    "Fn::Select",
    "Fn::Sub",
    "Fn::ToJsonString",
    "Fn::Transform",
    "Ref",
];
pub(super) const FOUND: &[&str] = &["Fn::FindInMap", "Ref"];
pub(super) const FOUND_EXTENDED: &[&str] =
    &["Fn::FindInMap", "Fn::Join", "Fn::Sub", "Fn::If", "Fn::Select", "Fn::Length", "Fn::ToJsonString", "Ref"];
pub(super) const NAMED_EXTENDED: &[&str] =
    &["Ref", "Fn::Base64", "Fn::FindInMap", "Fn::If", "Fn::Join", "Fn::Sub", "Fn::ToJsonString"];
pub(super) const COUNTED: &[&str] = &["Ref", "Fn::FindInMap", "Fn::Split", "Fn::If", "Fn::GetAZs", "Fn::Cidr"];
pub(super) const JSON: &[&str] =
    &["Fn::FindInMap", "Fn::GetAtt", "Fn::GetAZs", "Fn::If", "Fn::Select", "Fn::Split", "Ref"];

/// What the deployment itself gives.
pub(super) const PSEUDO: &[&str] = &[
    "AWS::AccountId",
    "AWS::NoValue",
    "AWS::NotificationARNs",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];
