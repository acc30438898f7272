//! The mapping tables: how each CloudFormation type is said in Terraform.
//!
//! The tables are data beside this file, one per service; `README.md` there is their grammar. A type's entries are
//! parsed when the type is first met, and no others: a program uses few of the types that a service has.

mod entry;
mod guard;
mod parse;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(super) use entry::{Attribute, Entry, Given, ITSELF, Line, Loop, Path, Shape, Target, Version};
pub(super) use guard::{Guard, Verdict};

use crate::core::{Node, Props};

/// What is known of one type or more, and the groups that their lines use.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Per type, its variants; the plain one stands last.
    types: BTreeMap<&'static str, Vec<Entry>>,
    groups: BTreeMap<&'static str, Vec<Line>>,
}

/// An entry, and where the groups are that its lines use.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mapped {
    pub(super) entry: &'static Entry,
    groups: Groups,
}

/// The groups of a table: a service's are parsed when a line first uses one.
#[derive(Clone, Copy, Debug)]
enum Groups {
    Reviewed(&'static Index),
    #[cfg(test)]
    Only(&'static Table),
}

impl Mapped {
    /// The lines of a group.
    pub(in crate::terraform) fn group(self, name: &str) -> &'static [Line] {
        let table = match self.groups {
            Groups::Reviewed(index) => index.groups(),
            #[cfg(test)]
            Groups::Only(table) => Some(table),
        };
        table.and_then(|table| table.groups.get(name)).map_or(&[], Vec::as_slice)
    }
}

/// Every entry of the reviewed tables with its type, for tests.
#[cfg(test)]
pub(super) fn all() -> Vec<(&'static str, Mapped)> {
    static WHOLE: OnceLock<Vec<Table>> = OnceLock::new();
    let whole = || TABLES.iter().filter_map(|(_, text, _)| parse::table(text).ok()).collect();
    let tables = WHOLE.get_or_init(whole).iter();
    let entries = |table: &'static Table| {
        table.types.iter().flat_map(move |(name, entries)| {
            entries.iter().map(move |entry| (*name, Mapped { entry, groups: Groups::Only(table) }))
        })
    };
    tables.flat_map(entries).collect()
}

/// Where the tables come from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Tables {
    /// Those beside this file.
    Reviewed,
    /// One that a test states.
    #[cfg(test)]
    Only(&'static Table),
}

impl Tables {
    /// How a resource of a type is said in Terraform; a type may have variants that depend on its properties.
    pub(super) fn entry(self, type_name: &str, props: &Props) -> Option<Mapped> {
        let (table, groups) = match self {
            Tables::Reviewed => {
                let index = index_of(type_name)?;
                (index.table(type_name)?, Groups::Reviewed(index))
            }
            #[cfg(test)]
            Tables::Only(table) => (table, Groups::Only(table)),
        };
        // A variant that only adds to another resource needs one to add to.
        let refers = |name: &str| props.get(name).and_then(Node::as_expr).is_some_and(|expr| expr.target().is_some());
        let holds = |entry: &Entry, guard: &guard::Guard| {
            !matches!(guard.verdict(props, None), Verdict::No) && entry.merge.is_none_or(refers)
        };
        let applies = |entry: &&Entry| entry.when.as_ref().is_none_or(|guard| holds(entry, guard));
        Some(Mapped { entry: table.types.get(type_name)?.iter().find(applies)?, groups })
    }

    /// Tables of a text, for tests.
    #[cfg(test)]
    pub(super) fn of(text: &'static str) -> Self {
        let table = parse::table(text).unwrap_or_else(|error| panic!("{error}"));
        Tables::Only(Box::leak(Box::new(table)))
    }
}

macro_rules! tables {
    ($($service:literal),* $(,)?) => {
        /// Service, text, and where its types stand in the text once that was needed.
        static TABLES: [(&str, &str, OnceLock<Index>); [$($service),*].len()] =
            [$(($service, include_str!(concat!($service, ".map")), OnceLock::new())),*];
    };
}

tables![
    "acmpca",
    "apigateway",
    "apigatewayv2",
    "appmesh",
    "autoscaling",
    "certificatemanager",
    "cloudfront",
    "cloudwatch",
    "codebuild",
    "codecommit",
    "codeconnections",
    "codedeploy",
    "codepipeline",
    "codestarconnections",
    "cognito",
    "dynamodb",
    "ec2",
    "ecr",
    "ecs",
    "efs",
    "eks",
    "elasticloadbalancingv2",
    "events",
    "iam",
    "kinesis",
    "kms",
    "lambda",
    "logs",
    "rds",
    "route53",
    "s3",
    "secretsmanager",
    "servicediscovery",
    "sns",
    "sqs",
    "ssm",
    "stepfunctions",
    "vpclattice",
    "wafv2",
    "xray",
];

/// Where the blocks of a service's text stand.
#[derive(Debug, Default)]
struct Index {
    types: BTreeMap<&'static str, Blocks>,
    groups: Blocks,
}

/// The blocks about one type, or of all groups, and the table they make once it was needed.
#[derive(Debug, Default)]
struct Blocks {
    texts: Vec<&'static str>,
    table: OnceLock<Option<Table>>,
}

impl Index {
    fn of(text: &'static str) -> Self {
        let mut index = Index::default();
        for (head, block) in parse::blocks(text) {
            match head {
                "group" => index.groups.texts.push(block),
                name => index.types.entry(name).or_default().texts.push(block),
            }
        }
        index
    }

    fn table(&'static self, type_name: &str) -> Option<&'static Table> {
        self.types.get(type_name)?.table()
    }

    fn groups(&'static self) -> Option<&'static Table> {
        self.groups.table()
    }
}

impl Blocks {
    fn table(&'static self) -> Option<&'static Table> {
        let parse = || {
            let mut table = Table::default();
            for text in &self.texts {
                parse::into(&mut table, text).ok()?;
            }
            Some(table)
        };
        self.table.get_or_init(parse).as_ref()
    }
}

/// Where the blocks of a type's service stand.
fn index_of(type_name: &str) -> Option<&'static Index> {
    let service = type_name.strip_prefix("AWS::")?.split("::").next()?;
    let (_, text, index) = TABLES.iter().find(|(name, ..)| name.eq_ignore_ascii_case(service))?;
    Some(index.get_or_init(|| Index::of(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_well_formed() {
        let faults: Vec<String> = TABLES
            .iter()
            .filter_map(|(service, text, _)| parse::table(text).err().map(|error| format!("{service}.map: {error}")))
            .collect();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn every_table_file_is_listed() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/terraform/mapping");
        let mut files: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder of this file")
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok()?.strip_suffix(".map").map(str::to_owned))
            .collect();
        files.sort();
        let listed: Vec<&str> = TABLES.iter().map(|(service, ..)| *service).collect();
        assert_eq!(files, listed);
    }

    /// Calls `visit` for every line of every table.
    fn each_line(mut visit: impl FnMut(&Table, &Line)) {
        fn walk(table: &Table, lines: &[Line], visit: &mut impl FnMut(&Table, &Line)) {
            for line in lines {
                visit(table, line);
                walk(table, &line.children, visit);
            }
        }
        for (service, text, _) in &TABLES {
            let table = parse::table(text).unwrap_or_else(|error| panic!("{service}.map: {error}"));
            table.types.values().flatten().for_each(|entry| walk(&table, &entry.lines, &mut visit));
            table.groups.values().for_each(|lines| walk(&table, lines, &mut visit));
        }
    }

    #[test]
    fn every_transform_named_in_a_table_exists() {
        let mut missing = Vec::new();
        each_line(|_, line| match line.shape {
            Shape::Transform(name, _) if crate::terraform::transform::named(name).is_none() => missing.push(name),
            _ => {}
        });
        let attributes = all().into_iter().flat_map(|(_, mapped)| &mapped.entry.attributes);
        missing.extend(attributes.filter_map(|attribute| match attribute.path {
            Path::Transform(name, _) if crate::terraform::transform::attribute(name).is_none() => Some(name),
            _ => None,
        }));
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn every_group_named_in_a_table_exists() {
        let mut missing = Vec::new();
        each_line(|table, line| match line.shape {
            Shape::Use(name) | Shape::Uses(name) if !table.groups.contains_key(name) => missing.push(name),
            _ => {}
        });
        assert!(missing.is_empty(), "{missing:?}");
    }

    #[test]
    fn lines_with_lines_below_have_a_shape_for_them() {
        let mut faults = Vec::new();
        each_line(|_, line| {
            let leaf = matches!(line.target, Target::Argument(_)) && matches!(line.shape, Shape::Same);
            if leaf && !line.children.is_empty() {
                faults.push(line.name);
            }
        });
        assert!(faults.is_empty(), "{faults:?}");
    }
}
