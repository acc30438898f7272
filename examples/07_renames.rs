//! Renames: an id is a contract with what is deployed, so changing one is said.

use formwork::{App, Stack, aws};

/// `Table` was called `Orders` before; the bucket keeps the id it had in a template written by hand.
pub fn app() -> App {
    let mut stack = Stack::new("data");
    let key = aws::dynamodb::TableKeySchema::new("id", "HASH");
    let attribute = aws::dynamodb::AttributeDefinition::new("id", "S");
    let table = aws::dynamodb::Table::new([key]).attribute_definitions([attribute]).billing_mode("PAY_PER_REQUEST");
    let table = stack.add("Table", table);
    stack.moved("Orders", &table);

    let bucket = stack.add("Exports", aws::s3::Bucket::new());
    stack.keep_id(&bucket, "LegacyExportsBucket");
    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
