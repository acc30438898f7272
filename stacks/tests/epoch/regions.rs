//! Rows 2.1, 2.2, 2.4 and 2.12: one program, the same stacks in every region, and images in all of them.

use serde_json::{Value, json};

use crate::support::Emitted;
use crate::{REGIONS, emitted};

/// The kinds of stack that each region has.
const KINDS: [&str; 4] = ["images", "network", "cluster", "entry"];

#[test]
fn row_2_1_the_first_region_is_us_west_2_and_each_stack_is_deployed_to_its_own() {
    let emitted = emitted("prod");
    assert_eq!(emitted.assembly.manifest.region.as_deref(), Some("us-west-2"));
    for region in REGIONS {
        for kind in KINDS {
            let stack = emitted.assembly.manifest.stack(&format!("{kind}-{region}")).expect("listed");
            assert_eq!(stack.region.as_deref(), Some(region));
            let deploy = &stack.cloudformation.as_ref().expect("a template").deploy;
            assert!(deploy.contains(&format!("--region {region} ")), "{deploy}");
            assert_eq!(emitted.root(&format!("{region}/{kind}"))["provider"]["aws"]["region"], region);
        }
        let template = emitted.template(&format!("cluster-{region}"));
        assert_eq!(template.all("AWS::EKS::Cluster").len(), 1);
        assert_eq!(template.all("AWS::EKS::Nodegroup").len(), 1);
    }
}

#[test]
fn row_2_2_every_region_scans_all_images_all_the_time() {
    for region in REGIONS {
        let template = emitted("dev").template(&format!("images-{region}"));
        let scanning = template.one("AWS::ECR::RegistryScanningConfiguration");
        assert_eq!(scanning["ScanType"], "ENHANCED");
        assert_eq!(scanning["Rules"][0]["ScanFrequency"], "CONTINUOUS_SCAN");
        assert_eq!(scanning["Rules"][0]["RepositoryFilters"], json!([{ "Filter": "*", "FilterType": "WILDCARD" }]));
        assert_eq!(template.one("AWS::ECR::Repository")["ImageTagMutability"], "IMMUTABLE");
    }
}

#[test]
fn row_2_4_load_balancers_find_two_subnets_in_two_zones_of_each_kind() {
    for (environment, zones) in [("dev", 2), ("prod", 3)] {
        for region in REGIONS {
            let template = emitted(environment).template(&format!("network-{region}"));
            for role in ["kubernetes.io/role/elb", "kubernetes.io/role/internal-elb"] {
                let tag = json!({ "Key": role, "Value": "1" });
                let tagged = template.all("AWS::EC2::Subnet").into_iter();
                let tagged = tagged.filter(|(_, it)| it["Tags"].as_array().is_some_and(|tags| tags.contains(&tag)));
                let mut found: Vec<&Value> = tagged.map(|(_, it)| &it["AvailabilityZone"]).collect();
                found.dedup();
                assert_eq!(found.len(), zones, "{environment} {region} {role}");
                let here = |zone: &&Value| zone.as_str().is_some_and(|zone| zone.starts_with(region));
                assert!(found.iter().all(here), "{region}: {found:?}");
            }
        }
    }
}

/// A document with what belongs to the region made the same.
fn without_region(document: &Value, region: &str, cidr: &str) -> String {
    let prefix = cidr.strip_suffix(".0.0/16").expect("a /16");
    document
        .to_string()
        .replace(region, "REGION")
        .replace(&region.replace('-', "_"), "REGION")
        .replace(&region.replace('-', ""), "REGION")
        .replace(&format!("{prefix}."), "CIDR.")
}

/// A template without what holds its outputs: `routing` stands in the first region, and holds those there.
fn without_exports(mut template: Value) -> Value {
    for (_, output) in template["Outputs"].as_object_mut().into_iter().flatten() {
        output.as_object_mut().map(|output| output.remove("Export"));
    }
    template
}

/// A root without where state lies: that is one place for all.
fn without_state(mut root: Value) -> Value {
    root["terraform"] = Value::Null;
    for (_, state) in root["data"]["terraform_remote_state"].as_object_mut().into_iter().flatten() {
        state["config"]["region"] = Value::Null;
    }
    root
}

#[test]
fn row_2_12_regions_differ_in_what_the_settings_say_and_in_nothing_else() {
    let emitted = emitted("prod");
    let cidrs = ["10.90.0.0/16", "10.91.0.0/16"];
    for kind in KINDS {
        let documents = |place: usize| {
            let region = REGIONS[place];
            let template = without_exports(emitted.template(&format!("{kind}-{region}")).0);
            let root = without_state(emitted.root(&format!("{region}/{kind}")).0);
            [template, root].map(|document| without_region(&document, region, cidrs[place]))
        };
        for (first, second) in documents(0).into_iter().zip(documents(1)) {
            // Images are pushed to the first region alone, so only there something is copied.
            assert!(first == second || kind == "images" && first.len() > second.len(), "{kind}");
        }
    }
}

#[test]
fn row_2_12_what_is_pushed_is_copied_to_every_other_region() {
    let regions = |settings: &mut Value| {
        let mut third = settings["regions"][1].clone();
        third["name"] = "eu-west-1".into();
        third["cidr"] = "10.92.0.0/16".into();
        third["zones"] = json!(["eu-west-1a", "eu-west-1b"]);
        settings["regions"].as_array_mut().expect("regions are a list").push(third);
    };
    let emitted = Emitted::with("epoch", "prod", regions);
    assert!(!emitted.findings.has_errors(), "{:?}", emitted.findings);
    let template = emitted.template("images-us-west-2");
    let rules = &template.one("AWS::ECR::ReplicationConfiguration")["ReplicationConfiguration"]["Rules"];
    let mut covered: Vec<&str> = rules[0]["Destinations"]
        .as_array()
        .expect("destinations")
        .iter()
        .map(|it| it["Region"].as_str().expect("a region"))
        .collect();
    covered.push("us-west-2");
    for region in ["us-west-2", "us-east-2", "eu-west-1"] {
        assert!(covered.contains(&region), "{region} has no images");
        let repository = emitted.template(&format!("images-{region}"));
        let name = repository.one("AWS::ECR::Repository")["RepositoryName"].as_str().expect("a name of its own");
        let filter = rules[0]["RepositoryFilters"][0]["Filter"].as_str().expect("a filter");
        assert!(name.starts_with(filter), "{name} is not copied");
    }
}

#[test]
fn row_2_12_a_region_that_stands_by_may_have_no_nodes() {
    let size = |region: &str| {
        let template = emitted("dev").template(&format!("cluster-{region}"));
        template.one("AWS::EKS::Nodegroup")["ScalingConfig"].clone()
    };
    assert_eq!(size("us-west-2"), json!({ "MinSize": 2, "DesiredSize": 2, "MaxSize": 4 }));
    assert_eq!(size("us-east-2"), json!({ "MinSize": 0, "DesiredSize": 0, "MaxSize": 4 }));
}
