//! One system in several regions: each stack says where it stands, and everything that follows from it.

use formwork::assembly::EdgeLink;
use formwork::aws::{kms, route53, s3};
use formwork::diagnostic::Diagnostics;
use formwork::{App, Assembly, Environment, Link, S3State, Stack, Target, synthesis, text};
use serde_json::{Value, json};

const REGIONS: [&str; 2] = ["us-west-2", "us-east-1"];

fn env() -> Environment<()> {
    let target = Target {
        environment: "dev".into(),
        account: Some("111122223333".into()),
        region: Some(REGIONS[0].into()),
        disposable: true,
    };
    Environment::new(target, ())
}

/// A store in each region, and one stack that knows all of them.
fn app(link: Option<Link>) -> App {
    let env = env();
    let mut app = App::in_env("shop", &env).state(S3State::new("shop-state", "us-west-2"));
    let mut routing = Stack::in_env("routing", &env);
    for region in REGIONS {
        let mut stack =
            Stack::in_env(format!("store-{region}"), &env.in_region(region)).terraform_root(format!("{region}/store"));
        let key = stack.add("Key", kms::Key::new().enable_key_rotation(true));
        let bucket = stack.add("Bucket", s3::Bucket::new());
        stack.add("Alias", kms::Alias::new(&key, "alias/store"));
        if let Some(link) = link {
            routing.link(&stack, link);
        }
        let record = route53::RecordSet::new(format!("{region}.shop.example.com."), "TXT")
            .hosted_zone_name("shop.example.com.")
            .ttl("300")
            .resource_records([text!("\"{}\"", bucket.arn())]);
        routing.add(&format!("Record{region}"), record);
        app = app.stack(stack);
    }
    app.stack(routing)
}

fn synthesized(app: App) -> (Assembly, Diagnostics) {
    synthesis::synthesize(app, &synthesis::Options::default())
}

fn json_of(assembly: &Assembly, path: &str) -> Value {
    let file = assembly.file(path).expect("the file was emitted");
    serde_json::from_slice(&file.bytes).expect("JSON")
}

#[test]
fn each_stack_is_deployed_to_its_region() {
    let (assembly, findings) = synthesized(app(None));
    assert!(!findings.has_errors(), "{findings:?}");
    for region in REGIONS {
        let stack = assembly.manifest.stack(&format!("store-{region}")).expect("listed");
        assert_eq!(stack.region.as_deref(), Some(region));
        let deploy = &stack.cloudformation.as_ref().expect("a template").deploy;
        assert!(deploy.contains(&format!(" --stack-name shop-dev-store-{region} ")), "{deploy}");
        assert!(deploy.contains(&format!(" --region {region} ")), "{deploy}");
        let root = json_of(&assembly, &format!("terraform/{region}/store/main.tf.json"));
        assert_eq!(root["provider"]["aws"]["region"], region);
        let backend = &root["terraform"]["backend"]["s3"];
        assert_eq!(backend["region"], "us-west-2", "the state lies in one place");
        assert_eq!(backend["key"], format!("shop/dev/{region}/store.tfstate"));
    }
}

#[test]
fn values_cross_regions_by_weak_links() {
    let (assembly, _) = synthesized(app(None));
    let links: Vec<EdgeLink> = assembly.manifest.edges.iter().map(|edge| edge.link).collect();
    assert_eq!(links, [EdgeLink::Strong, EdgeLink::Weak], "strong inside the region, weak across");
    let order: Vec<&str> = assembly.manifest.stacks.iter().map(|stack| stack.name.as_str()).collect();
    assert_eq!(order, ["store-us-west-2", "store-us-east-1", "routing"]);
    let template = json_of(&assembly, "cloudformation/routing.template.json");
    let records = &template["Resources"]["Recorduseast1"]["Properties"]["ResourceRecords"];
    assert_eq!(
        records[0]["Fn::Join"][1][1]["Fn::GetStackOutput"],
        json!({ "StackName": "shop-dev-store-us-east-1", "OutputName": "ExportBucketArn", "Region": "us-east-1" })
    );
    let producer = json_of(&assembly, "cloudformation/store-us-east-1.template.json");
    assert!(producer["Outputs"]["ExportBucketArn"].get("Export").is_none(), "nobody holds it");
    let root = json_of(&assembly, "terraform/routing/main.tf.json");
    let state = &root["data"]["terraform_remote_state"]["us_east_1_store"]["config"];
    assert_eq!(
        state,
        &json!({ "bucket": "shop-state", "key": "shop/dev/us-east-1/store.tfstate", "region": "us-west-2" })
    );
}

#[test]
fn one_name_in_two_regions_is_told_what_to_do() {
    let env = env();
    let stacks = REGIONS.map(|region| Stack::in_env("store", &env.in_region(region)));
    let app = stacks.into_iter().fold(App::in_env("shop", &env), App::stack);
    let (_, findings) = synthesized(app);
    let found = findings.iter().find(|finding| finding.rule == "duplicate-stack").expect("it is found");
    assert!(found.help.as_deref().is_some_and(|help| help.contains("put the region into it")), "{found:?}");
    assert_eq!(found.origin.as_ref().map(|place| place.file.as_str()), Some(file!()));
}
