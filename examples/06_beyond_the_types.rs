//! Where the generated types end: raw properties, and types that have none. Both are checked like any other.

use formwork::{App, Dynamic, Stack, aws, doc};

/// A repository with a property set by its AWS name, and a resource of any type.
pub fn app() -> App {
    let mut stack = Stack::new("images");
    let scan = doc!({ "ScanOnPush": true });
    stack.add("Orders", aws::ecr::Repository::new().repository_name("orders").raw("ImageScanningConfiguration", scan));

    let topic = stack.add("Scanned", Dynamic::new("AWS::SNS::Topic").set("DisplayName", "scanned images"));
    stack.output("ScannedArn", topic.attribute::<String>("TopicArn"));
    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
