//! CodePipeline's actions, and the images that CodeBuild retired.

use std::sync::OnceLock;

use serde_json::Value;

use crate::json::{self, Read, members};

/// The table.
#[derive(Debug, Default)]
pub struct Table {
    /// The day as of which it holds, `YYYY-MM-DD`.
    pub as_of: String,
    /// Where it was read.
    pub sources: Vec<String>,
    /// The actions whose owner is AWS, by category and provider.
    pub actions: Vec<Action>,
    /// Build images that CodeBuild no longer updates, by name; older ones of a name are retired with it.
    pub retired_images: Vec<Image>,
    /// What a pipeline has only when its type is V2.
    pub v2_pipeline: Vec<String>,
    /// What a stage has only when its pipeline's type is V2.
    pub v2_stage: Vec<String>,
}

members!(read Table {
    must "as_of" => as_of,
    must "sources" => sources,
    must "actions" => actions,
    must "retired_images" => retired_images,
    must "v2_pipeline" => v2_pipeline,
    must "v2_stage" => v2_stage,
});

/// A kind of action.
#[derive(Debug)]
pub struct Action {
    /// What it is for, such as `Deploy`.
    pub category: String,
    /// Who does it, such as `EKS`.
    pub provider: String,
    /// The settings without which it is refused.
    pub required: Vec<String>,
    /// The other settings; empty where not all are known.
    pub optional: Vec<String>,
    /// The fewest and the most artifacts that it takes.
    pub inputs: Option<(usize, usize)>,
    /// The fewest and the most artifacts that it makes.
    pub outputs: Option<(usize, usize)>,
    /// Whether only pipelines of the type V2 have it.
    pub v2: bool,
    /// Whether it asks for changes again and again unless told otherwise.
    pub polls: bool,
}

members!(read Action {
    must "category" => category,
    must "provider" => provider,
    may "required" => required,
    may "optional" => optional,
    may "inputs" => inputs,
    may "outputs" => outputs,
    may "v2" => v2,
    may "polls" => polls,
});

impl Read for (usize, usize) {
    fn read(value: Value) -> Result<Self, String> {
        match Vec::<u32>::read(value)?.as_slice() {
            [least, most] => Ok((*least as usize, *most as usize)),
            other => Err(format!("two numbers are wanted, not {}", other.len())),
        }
    }
}

/// A build image.
#[derive(Debug)]
pub struct Image {
    /// Name and version, such as `aws/codebuild/standard:4.0`.
    pub image: String,
    /// The day since which it is not updated.
    pub since: String,
}

members!(read Image { must "image" => image, must "since" => since });

/// The table that comes with formwork.
pub fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    // The tests read the table, so the default stands for nothing.
    TABLE.get_or_init(|| json::parse(include_bytes!("codepipeline.json")).unwrap_or_default())
}

impl Table {
    /// A kind of action, by its category and provider.
    #[must_use]
    pub fn action(&self, category: &str, provider: &str) -> Option<&Action> {
        self.actions.iter().find(|action| action.category == category && action.provider == provider)
    }

    /// The entry by which an image is retired: its own, or that of a newer one of its name.
    #[must_use]
    pub fn retired(&self, image: &str) -> Option<&Image> {
        let (name, version) = parts(image)?;
        self.retired_images
            .iter()
            .find(|known| parts(&known.image).is_some_and(|(other, retired)| other == name && version <= retired))
    }
}

/// `aws/codebuild/standard`, 4 and 0 of `aws/codebuild/standard:4.0`; images may carry a date behind that.
fn parts(image: &str) -> Option<(&str, (u32, u32))> {
    let (name, version) = image.split_once(':')?;
    let (major, minor) = version.split_once('.')?;
    let minor = minor.split('-').next().unwrap_or(minor);
    Some((name, (major.parse().ok()?, minor.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole() {
        let table: Table = json::parse(include_bytes!("codepipeline.json")).expect("the table is JSON");
        assert_eq!(table.as_of.len(), 10);
        assert!(!table.sources.is_empty());
        assert!(table.actions.is_sorted_by_key(|action| (&action.category, &action.provider)));
        for action in &table.actions {
            let names = [&action.required, &action.optional];
            assert!(names.iter().all(|names| names.is_sorted()), "{}", action.provider);
            assert!(action.optional.is_empty() || !action.required.is_empty(), "{}", action.provider);
            let counts = [action.inputs, action.outputs];
            assert!(counts.iter().flatten().all(|(least, most)| least <= most), "{}", action.provider);
        }
        assert!(table.retired_images.iter().all(|image| parts(&image.image).is_some() && image.since.len() == 10));
    }

    #[test]
    fn older_images_of_a_name_are_retired_too() {
        let since = |image| table().retired(image).map(|known| known.since.as_str());
        assert_eq!(since("aws/codebuild/standard:4.0"), Some("2023-03-31"));
        assert_eq!(since("aws/codebuild/standard:1.0"), Some("2022-06-30"));
        assert_eq!(since("aws/codebuild/amazonlinux2-x86_64-standard:3.0-23.02.16"), Some("2023-05-09"));
        for image in ["aws/codebuild/standard:7.0", "aws/codebuild/amazonlinux2-aarch64-standard:3.0", "node:4.0", "x"]
        {
            assert_eq!(since(image), None, "{image}");
        }
    }
}
