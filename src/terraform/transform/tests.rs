//! Each transform on its own, with a small table or the reviewed ones.

use serde_json::{Value as Json, json};

use crate::core::{App, Document, Dynamic, Handle, Stack, Val, base64, region};
use crate::terraform::mapping::Tables;
use crate::terraform::testing::{Printed, World, check, check_problems, lowered, print, resource, reviewed, world};
use crate::{doc, text};

/// Prints a stack of real types; other than the test's own resource everything must have a table.
fn stack(fill: impl FnOnce(&mut Stack, &World)) -> Printed {
    let (mut stack, world) = world();
    fill(&mut stack, &world);
    let mut printed = print(Tables::Reviewed, App::new("test").stack(stack));
    printed.problems.retain(|problem| problem != "unmapped-type ");
    printed
}

fn add(stack: &mut Stack, id: &str, type_name: &str, properties: Val<Document>) -> Handle<Dynamic> {
    stack.add(id, resource(type_name, properties))
}

/// What a resource `Main` of a real type has in Terraform.
fn main(type_name: &str, kind: &str, properties: impl Fn(&World) -> Val<Document>) -> Json {
    let printed = reviewed(type_name, properties);
    assert_eq!(printed.problems, Vec::<String>::new(), "{:?}", printed.messages);
    printed.main(kind).clone()
}

#[test]
fn filters_hold_one_criterion_or_several() {
    let lines = "Rules  rule  !and_filter(filter)\n  Prefix  filter.and.prefix\n  Size  filter.and.size\n  \
                 Tags  filter.and.tags  map(Key,Value)";
    let rule = |rule: Val<Document>| move |_: &World| doc!({ "Rules": [rule.clone()] });
    let tag = || doc!({ "Key": "k", "Value": "v" });
    for (given, filter) in [
        (doc!({}), json!({})),
        (doc!({ "Prefix": "p" }), json!({ "prefix": "p" })),
        (doc!({ "Tags": [tag()] }), json!({ "tag": { "key": "k", "value": "v" } })),
        (doc!({ "Tags": [tag(), { "Key": "l", "Value": "w" }] }), json!({ "and": { "tags": { "k": "v", "l": "w" } } })),
        (doc!({ "Prefix": "p", "Tags": [tag()] }), json!({ "and": { "prefix": "p", "tags": { "k": "v" } } })),
    ] {
        check(lines, rule(given), json!({ "rule": [{ "filter": filter }] }));
    }
}

#[test]
fn names_become_arns() {
    let lines = "A  a  !arn(arn:{partition}:x:{})\nB  b  !kms_arn";
    let arn = "arn:${data.aws_partition.current.partition}:x:n";
    let key = |name: &str| {
        let facts = "${data.aws_region.current.id}:${data.aws_caller_identity.current.account_id}";
        format!("arn:${{data.aws_partition.current.partition}}:kms:{facts}:{name}")
    };
    check(lines, |_| doc!({ "A": "n", "B": "k" }), json!({ "a": arn, "b": key("key/k") }));
    check(lines, |_| doc!({ "A": "arn:y", "B": "alias/k" }), json!({ "a": "arn:y", "b": key("alias/k") }));
    let references =
        |world: &World| doc!({ "A": world.other.reference(), "B": world.other.attribute::<String>("Arn") });
    check(lines, references, json!({ "a": "${aws_other.other.arn}", "b": "${aws_other.other.arn}" }));
    let deferred = "${startswith(var.text, \"arn:\") ? var.text : \
                    \"arn:${data.aws_partition.current.partition}:x:${var.text}\"}";
    check("A  a  !arn(arn:{partition}:x:{})", |world| doc!({ "A": world.text.value() }), json!({ "a": deferred }));
    let printed = lowered("B  b  !kms_arn", |world| doc!({ "B": world.text.value() }));
    let found = printed.main("aws_main")["b"].as_str().expect("text").to_owned();
    assert!(found.contains("startswith(var.text, \"alias/\")"), "{found}");
}

#[test]
fn texts_are_cut() {
    let lines = "A  a  !between(/names/,+)\nA  b  !between(+)";
    check(lines, |_| doc!({ "A": "arn:x/names/n+i" }), json!({ "a": "n", "b": "i" }));
    let cut =
        json!({ "a": "${split(\"+\", split(\"/names/\", var.text)[1])[0]}", "b": "${split(\"+\", var.text)[1]}" });
    check(lines, |world| doc!({ "A": world.text.value() }), cut);
    check_problems("A  a  !between(/names/)", |_| doc!({ "A": "x" }), &["needs-literal /A"]);
}

#[test]
fn base64_is_taken_off() {
    check("A  a  !unbase64", |_| doc!({ "A": "Zm9vJHt4fQ==" }), json!({ "a": "foo$${x}" }));
    check("A  a  !unbase64", |world| doc!({ "A": base64(world.text.value()) }), json!({ "a": "${var.text}" }));
    check("A  a  !unbase64", |world| doc!({ "A": world.text.value() }), json!({ "a": "${base64decode(var.text)}" }));
    check_problems("A  a  !unbase64", |_| doc!({ "A": "/w==" }), &["no-counterpart /A"]);
}

#[test]
fn devices_are_sorted_by_kind() {
    let lines = "D  .  !block_devices(root,ebs,none_of)\n  DeviceName  device_name\n  Ebs  .  block\n    Size  size\n  \
                 NoDevice  none\n  VirtualName  virtual_name";
    let properties = |world: &World| {
        doc!({ "D": [
            { "DeviceName": "/dev/xvda", "Ebs": { "Size": 1 } },
            { "DeviceName": "/dev/sdb", "Ebs": { "Size": 2 } },
            { "DeviceName": "/dev/sdc", "VirtualName": "v" },
            { "DeviceName": "/dev/sdd", "NoDevice": {} },
            { "DeviceName": world.text.value(), "Ebs": { "Size": 3 } },
        ] })
    };
    let expected = json!({
        "root": { "size": 1 },
        "ebs": [{ "device_name": "/dev/sdb", "size": 2 }, { "device_name": "${var.text}", "size": 3 }],
        "none_of": [
            { "device_name": "/dev/sdc", "virtual_name": "v" },
            { "device_name": "/dev/sdd", "no_device": true },
        ],
    });
    check(lines, properties, expected);
}

#[test]
fn documents_have_camels() {
    let properties = |world: &World| doc!({ "A": [{ "Name": "n", "DockerLabels": { "Up": "Case" }, "PortMappings": [{ "ContainerPort": world.text.value() }] }] });
    let inner = "\"portMappings\" = [{\"containerPort\" = var.text}]";
    let text = format!("${{jsonencode([{{\"name\" = \"n\", \"dockerLabels\" = {{\"Up\" = \"Case\"}}, {inner}}}])}}");
    check("A  a  !camel_json(DockerLabels)", properties, json!({ "a": text }));
    check_problems("A  a  !camel_json()", |world| doc!({ "A": world.names.value() }), &["needs-literal /A"]);
}

#[test]
fn lists_are_counted() {
    let lines = "A  a  !counted(items,quantity)";
    check(lines, |_| doc!({ "A": ["x", "y"] }), json!({ "a": { "items": ["x", "y"], "quantity": "2" } }));
    let later = json!({ "a": { "items": "${var.names}", "quantity": "${length(var.names)}" } });
    check(lines, |world| doc!({ "A": world.names.value() }), later);
}

#[test]
fn an_ipv6_block_of_amazons_is_the_networks_own_where_the_network_is_here() {
    let block = |vpc: Val<String>| doc!({ "VpcId": vpc, "AmazonProvidedIpv6CidrBlock": true });
    let printed = stack(|stack, _| {
        let vpc = add(stack, "Vpc", "AWS::EC2::VPC", doc!({ "CidrBlock": "10.0.0.0/16" }));
        add(stack, "Block", "AWS::EC2::VPCCidrBlock", block(vpc.reference()));
    });
    let resources = &printed.json["resource"];
    assert_eq!(resources["aws_vpc"]["vpc"]["assign_generated_ipv6_cidr_block"], true);
    assert_eq!(resources["aws_vpc_ipv6_cidr_block_association"], Json::Null);
    let printed = stack(|stack, _| {
        add(stack, "Block", "AWS::EC2::VPCCidrBlock", block(Val::of("vpc-0a1b2c3d4e5f60718")));
    });
    let wanted = json!({ "vpc_id": "vpc-0a1b2c3d4e5f60718", "assign_generated_ipv6_cidr_block": true });
    assert_eq!(printed.json["resource"]["aws_vpc_ipv6_cidr_block_association"]["block"], wanted);
}

#[test]
fn a_group_sends_everything_unless_it_says_otherwise() {
    let rule =
        |printed: &Printed, name: &str| printed.json["resource"]["aws_vpc_security_group_egress_rule"][name].clone();
    let group = |vpc: Val<String>| doc!({ "GroupDescription": "d", "VpcId": vpc });
    let all =
        json!({ "security_group_id": "${aws_security_group.group.id}", "cidr_ipv4": "0.0.0.0/0", "ip_protocol": "-1" });
    let printed = stack(|stack, _| {
        add(stack, "Group", "AWS::EC2::SecurityGroup", doc!({ "GroupDescription": "d" }));
    });
    assert_eq!(rule(&printed, "group__0"), all);
    assert_eq!(rule(&printed, "group__1"), Json::Null);
    let printed = stack(|stack, _| {
        let vpc = add(stack, "Vpc", "AWS::EC2::VPC", doc!({ "CidrBlock": "10.0.0.0/16" }));
        let block = doc!({ "VpcId": &vpc, "AmazonProvidedIpv6CidrBlock": true });
        add(stack, "Block", "AWS::EC2::VPCCidrBlock", block);
        add(stack, "Group", "AWS::EC2::SecurityGroup", group(vpc.reference()));
        stack.output("Blocks", vpc.attribute::<Vec<String>>("Ipv6CidrBlocks").join(","));
    });
    assert_eq!(rule(&printed, "group__0"), all);
    assert_eq!(rule(&printed, "group__1")["cidr_ipv6"], "::/0");
    let blocks = "${join(\",\", [aws_vpc.vpc.ipv6_cidr_block])}";
    assert_eq!(printed.json["output"]["blocks"]["value"], blocks);
    let printed = stack(|stack, world| {
        let own = world
            .on
            .then::<Document>(doc!([{ "IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "CidrIp": "10.0.0.0/8" }]));
        add(stack, "Group", "AWS::EC2::SecurityGroup", doc!({ "GroupDescription": "d", "SecurityGroupEgress": own }));
    });
    let counts = ["group__0", "group__0__security_group_egress"].map(|name| rule(&printed, name)["count"].clone());
    assert_eq!(counts, [json!("${local.on ? 1 : 0}"), json!("${!local.on ? 1 : 0}")]);
    let printed = stack(|stack, _| {
        let group = add(stack, "Group", "AWS::EC2::SecurityGroup", doc!({ "GroupDescription": "d" }));
        let rule = doc!({ "GroupId": group.attribute::<String>("GroupId"), "IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "CidrIp": "10.0.0.0/8" });
        add(stack, "Rule", "AWS::EC2::SecurityGroupEgress", rule);
    });
    assert_eq!(rule(&printed, "group__0"), Json::Null);
    assert_eq!(rule(&printed, "rule")["from_port"], 1);
}

#[test]
fn interfaces_exist_or_are_the_instances_own() {
    let kind = "AWS::EC2::Instance";
    let own = doc!({ "DeviceIndex": "0", "SubnetId": "s", "GroupSet": ["g"], "DeleteOnTermination": true });
    let found = main(kind, "aws_instance", |_| doc!({ "NetworkInterfaces": [own.clone()] }));
    assert_eq!(found, json!({ "subnet_id": "s", "vpc_security_group_ids": ["g"] }));
    let known = || doc!({ "NetworkInterfaceId": "eni", "DeviceIndex": "1" });
    let found = main(kind, "aws_instance", |_| doc!({ "NetworkInterfaces": [known()] }));
    assert_eq!(found, json!({ "network_interface": [{ "network_interface_id": "eni", "device_index": "1" }] }));
    for wrong in [doc!({ "DeviceIndex": 1 }), doc!({ "DeviceIndex": 0, "DeleteOnTermination": false })] {
        let printed = reviewed(kind, |_| doc!({ "NetworkInterfaces": [wrong.clone()] }));
        assert_eq!(printed.problems, ["no-counterpart /NetworkInterfaces/0"]);
    }
}

#[test]
fn a_certificate_is_proven_by_records() {
    let printed = reviewed("AWS::CertificateManager::Certificate", |_| {
        let option = |domain: &str| doc!({ "DomainName": domain, "HostedZoneId": "Z" });
        doc!({ "DomainName": "x.org", "ValidationMethod": "DNS", "DomainValidationOptions": [option("x.org"), option("*.x.org"), option("y.org")] })
    });
    assert_eq!(printed.problems, Vec::<String>::new());
    let of = |field: &str| {
        let options = "aws_acm_certificate.main.domain_validation_options";
        format!("${{one([for option in {options} : option.{field} if option.domain_name == \"x.org\"])}}")
    };
    let record = json!({
        "zone_id": "Z",
        "name": of("resource_record_name"),
        "type": of("resource_record_type"),
        "records": [of("resource_record_value")],
        "ttl": 300,
        "allow_overwrite": true,
    });
    assert_eq!(printed.json["resource"]["aws_route53_record"]["main__x_org"], record);
    let validation = json!({
        "certificate_arn": "${aws_acm_certificate.main.arn}",
        "validation_record_fqdns": ["${aws_route53_record.main__x_org.fqdn}", "${aws_route53_record.main__y_org.fqdn}"],
    });
    assert_eq!(*printed.main("aws_acm_certificate_validation"), validation);
    let validation = main(
        "AWS::CertificateManager::Certificate",
        "aws_acm_certificate_validation",
        |_| doc!({ "DomainName": "x.org" }),
    );
    assert_eq!(validation, json!({ "certificate_arn": "${aws_acm_certificate.main.arn}" }));
}

#[test]
fn a_secret_is_made_up_and_not_kept() {
    let printed = reviewed("AWS::SecretsManager::Secret", |_| {
        doc!({ "Name": "s", "GenerateSecretString": {
            "PasswordLength": 20, "ExcludePunctuation": true, "GenerateStringKey": "pw", "SecretStringTemplate": "{\"user\": \"u\"}",
        } })
    });
    assert_eq!(printed.problems, Vec::<String>::new());
    let password = &printed.json["ephemeral"]["aws_secretsmanager_random_password"]["main"];
    assert_eq!(*password, json!({ "password_length": 20, "exclude_punctuation": true }));
    let version = printed.main("aws_secretsmanager_secret_version");
    let made = "ephemeral.aws_secretsmanager_random_password.main.random_password";
    let text = format!("${{jsonencode(merge(jsondecode(\"{{\\\"user\\\": \\\"u\\\"}}\"), {{\"pw\" = {made}}}))}}");
    assert_eq!(version["secret_string_wo"], text);
    assert_eq!(version["secret_id"], "${aws_secretsmanager_secret.main.id}");
    assert!(version["secret_string_wo_version"].as_str().is_some_and(|number| number.parse::<u32>().is_ok()));
    let printed =
        reviewed("AWS::SecretsManager::Secret", |_| doc!({ "Name": "s", "GenerateSecretString": { "X": 1 } }));
    assert_eq!(printed.problems, ["unmapped-property /GenerateSecretString/X"]);
}

#[test]
fn what_is_handed_over_has_a_number() {
    let lines = "A  a_wo  !write_only(a_version)";
    let literal = json!({ "a_wo": "abc", "a_version": (0x0ba7_816b).to_string() });
    check(lines, |_| doc!({ "A": "abc" }), literal);
    let printed = lowered(lines, |world| doc!({ "A": world.secret.clone() }));
    assert_eq!(*printed.main("aws_main"), json!({ "a_wo": "${var.secret}", "a_version": "${var.secret_version}" }));
    let variable = &printed.json["variable"]["secret_version"];
    assert_eq!((&variable["type"], &variable["default"]), (&json!("number"), &json!(1)));
    let printed =
        lowered(lines, |world| doc!({ "A": text!("{}{}x", world.text, world.other.attribute::<String>("Arn")) }));
    let version = printed.main("aws_main")["a_version"].as_str().expect("a number").to_owned();
    assert!(version.starts_with("${parseint(substr(sha256(jsonencode(["), "{version}");
    assert!(version.ends_with(", var.text, aws_other.other.arn])), 0, 7), 16)}"), "{version}");
}

#[test]
fn the_stacks_own_replica_is_the_table() {
    let properties = |own: Val<String>, tags: Val<Document>| {
        doc!({ "AttributeDefinitions": [{ "AttributeName": "k", "AttributeType": "S" }], "KeySchema": [{ "AttributeName": "k", "KeyType": "HASH" }],
            "TableName": "t", "Replicas": [
                { "Region": own, "TableClass": "STANDARD", "Tags": [{ "Key": "a", "Value": "b" }] },
                { "Region": "eu-west-2", "Tags": tags },
            ] })
    };
    let same = || doc!([{ "Key": "a", "Value": "b" }]);
    let found = main("AWS::DynamoDB::GlobalTable", "aws_dynamodb_table", |_| properties(region(), same()));
    assert_eq!(found["table_class"], "STANDARD");
    assert_eq!(found["tags"], json!({ "a": "b" }));
    assert_eq!(found["replica"], json!([{ "region_name": "eu-west-2", "propagate_tags": true }]));
    let printed = reviewed("AWS::DynamoDB::GlobalTable", |_| properties(region(), doc!([])));
    assert_eq!(printed.problems, ["no-counterpart /Replicas/1/Tags"]);
    let printed = reviewed("AWS::DynamoDB::GlobalTable", |_| properties(Val::of("eu-west-1"), same()));
    assert!(printed.problems.contains(&"needs-literal /Replicas".to_owned()), "{:?}", printed.problems);
}

#[test]
fn inline_code_is_a_file_beside_the_root() {
    let function = |runtime: &str, code: Val<String>| doc!({ "Role": "r", "Handler": "index.h", "Runtime": runtime, "Code": { "ZipFile": code } });
    let printed = reviewed("AWS::Lambda::Function", |_| function("python3.13", Val::of("pass\n")));
    let found = printed.main("aws_lambda_function");
    assert_eq!(found["filename"], "${path.module}/Main.zip");
    assert_eq!(found["source_code_hash"].as_str().map(str::len), Some(44));
    let [(name, package)] = printed.files.as_slice() else { panic!("one package") };
    assert_eq!(name, "Main.zip");
    assert!(package.starts_with(b"PK"));
    let printed = reviewed("AWS::Lambda::Function", |_| function("java21", Val::of("x")));
    assert_eq!(printed.problems, ["no-counterpart /Code/ZipFile"]);
    let printed = reviewed("AWS::Lambda::Function", |world| function("nodejs22.x", world.text.value()));
    assert_eq!(printed.problems, ["needs-literal /Code/ZipFile"]);
}

#[test]
fn functions_are_named_with_their_version_apart() {
    let permission =
        |function: Val<String>| doc!({ "Action": "lambda:InvokeFunction", "Principal": "p", "FunctionName": function });
    let printed = stack(|stack, world| {
        let function = doc!({ "Role": "r", "PackageType": "Image", "Code": { "ImageUri": "i" } });
        let function = add(stack, "Fn", "AWS::Lambda::Function", function);
        let version = add(stack, "V", "AWS::Lambda::Version", doc!({ "FunctionName": &function }));
        let alias = doc!({ "FunctionName": &function, "FunctionVersion": version.attribute::<String>("Version"), "Name": "live" });
        let alias = add(stack, "Live", "AWS::Lambda::Alias", alias);
        for (id, function) in [
            ("A", function.reference()),
            ("B", alias.reference()),
            ("C", version.reference()),
            ("D", Val::of("n:live")),
            ("E", text!("{}:live", function.reference())),
            ("F", world.text.value()),
        ] {
            add(stack, id, "AWS::Lambda::Permission", permission(function));
        }
    });
    assert_eq!(printed.problems, Vec::<String>::new(), "{:?}", printed.messages);
    let of = |id: &str| {
        let found = &printed.json["resource"]["aws_lambda_permission"][id];
        (found["function_name"].clone(), found["qualifier"].clone())
    };
    let function = json!("${aws_lambda_function.fn.function_name}");
    assert_eq!(of("a"), (function.clone(), Json::Null));
    assert_eq!(of("b"), (json!("${aws_lambda_alias.live.function_name}"), json!("${aws_lambda_alias.live.name}")));
    assert_eq!(of("c"), (function.clone(), json!("${aws_lambda_function.fn.version}")));
    assert_eq!(of("d"), (json!("n"), json!("live")));
    assert_eq!(of("e"), (function, json!("live")));
    assert_eq!(of("f"), (json!("${var.text}"), Json::Null));
}

#[test]
fn layers_are_named_with_their_version_apart() {
    let permission = |arn: Val<String>| doc!({ "Action": "a", "Principal": "*", "LayerVersionArn": arn });
    let kind = "AWS::Lambda::LayerVersionPermission";
    let of = |found: Json| (found["layer_name"].clone(), found["version_number"].clone());
    let found =
        main(kind, "aws_lambda_layer_version_permission", |_| permission(Val::of("arn:aws:lambda:r:1:layer:n:3")));
    assert_eq!(of(found), (json!("arn:aws:lambda:r:1:layer:n"), json!("3")));
    let found = main(kind, "aws_lambda_layer_version_permission", |world| permission(world.text.value()));
    let later =
        (json!("${replace(var.text, \"/:[0-9]+$/\", \"\")}"), json!("${tonumber(element(split(\":\", var.text), 7))}"));
    assert_eq!(of(found), later);
}

#[test]
fn method_paths_are_one_text() {
    let lines = "P  path  !method_path(M)\nM  drop";
    for (path, method, expected) in [
        ("/*", "*", "*/*"),
        ("/~1orders~1{id}", "POST", "~1orders~1{id}/POST"),
        ("/", "GET", "~1/GET"),
        ("/orders", "GET", "orders/GET"),
    ] {
        check(lines, |_| doc!({ "P": path, "M": method }), json!({ "path": expected }));
    }
    let later = |world: &World| doc!({ "P": world.text.value(), "M": "GET" });
    check(lines, later, json!({ "path": "${trimprefix(var.text, \"/\")}/GET" }));
    check_problems(lines, |_| doc!({ "P": "/*" }), &["needed-by-terraform /P"]);
}

#[test]
fn statements_of_one_bus_are_one_policy() {
    let printed = stack(|stack, _| {
        for (id, bus) in [("A", "one"), ("B", "two"), ("C", "one")] {
            let statement = doc!({ "Effect": "Allow", "Action": id });
            let properties = doc!({ "EventBusName": bus, "StatementId": id, "Statement": statement });
            add(stack, id, "AWS::Events::EventBusPolicy", properties);
        }
    });
    assert_eq!(printed.problems, Vec::<String>::new());
    let policies = &printed.json["resource"]["aws_cloudwatch_event_bus_policy"];
    let statement = |id: &str| json!({ "Effect": "Allow", "Action": id, "Sid": id });
    let policy: Json = serde_json::from_str(policies["a"]["policy"].as_str().expect("text")).expect("JSON");
    assert_eq!(policy, json!({ "Version": "2012-10-17", "Statement": [statement("A"), statement("C")] }));
    assert_eq!(policies["c"], Json::Null);
    assert_eq!(policies["b"]["event_bus_name"], "two");
}

#[test]
fn second_factors_are_blocks() {
    let lines = "E  .  !enabled_mfas(token,email)\nEmailAuthenticationMessage  email.message\nSmsConfiguration  drop\nMfaConfiguration  mfa";
    let properties = |_: &World| doc!({ "E": ["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"], "EmailAuthenticationMessage": "m" });
    check(lines, properties, json!({ "email": { "message": "m" }, "token": { "enabled": true } }));
    check_problems(lines, |_| doc!({ "E": ["EMAIL_OTP"] }), &["needed-by-terraform /E"]);
    check_problems(lines, |_| doc!({ "E": ["SMS_MFA"] }), &["needed-by-terraform /E"]);
    let sms = |_: &World| doc!({ "E": [], "SmsConfiguration": {}, "MfaConfiguration": "ON" });
    check_problems(lines, sms, &["no-counterpart /E"]);
}

#[test]
fn records_lose_the_quotes_of_text() {
    let lines = "Type  type\nR  records  !record_values(Type)";
    let text = |world: &World| doc!({ "Type": "TXT", "R": ["\"a\" \"b\"", world.text.value()] });
    let later = "${trimsuffix(trimprefix(var.text, \"\\\"\"), \"\\\"\")}";
    check(lines, text, json!({ "type": "TXT", "records": ["a\" \"b", later] }));
    check(lines, |_| doc!({ "Type": "A", "R": ["\"1\""] }), json!({ "type": "A", "records": ["\"1\""] }));
    check_problems(lines, |world| doc!({ "Type": world.text.value(), "R": [] }), &["needs-literal /R"]);
}

#[test]
fn small_changes_of_values() {
    check("A  a  !rfc3339", |_| doc!({ "A": 1_700_000_000 }), json!({ "a": "2023-11-14T22:13:20Z" }));
    let later = "${timeadd(\"1970-01-01T00:00:00Z\", \"${var.text}s\")}";
    check("A  a  !rfc3339", |world| doc!({ "A": world.text.value() }), json!({ "a": later }));
    check(
        "A  a  !kafka_endpoints",
        |_| doc!({ "A": { "KafkaBootstrapServers": ["a:1", "b:2"] } }),
        json!({ "a": { "KAFKA_BOOTSTRAP_SERVERS": "a:1,b:2" } }),
    );
    check("A  a  !single_values", |_| doc!({ "A": { "k": ["v"], "l": "w" } }), json!({ "a": { "k": "v", "l": "w" } }));
    check_problems("A  a  !single_values", |_| doc!({ "A": { "k": ["v", "w"] } }), &["no-counterpart /A/k"]);
    check("A  a  !pick(info.title)", |_| doc!({ "A": { "info": { "title": "t" } } }), json!({ "a": "t" }));
    check("A  a  !pick(info.title)", |_| doc!({ "A": "{\"info\": {\"title\": \"t\"}}" }), json!({ "a": "t" }));
    check_problems("A  a  !pick(info.title)", |_| doc!({ "A": {} }), &["needs-literal /A"]);
}

#[test]
fn definitions_are_filled_in() {
    let lines = "D  d\nJ  d  json\nS  d  !substitutions";
    let properties = |world: &World| doc!({ "S": { "A": world.text.value(), "B": "${b}" }, "D": "x ${A} ${B} ${C}" });
    check(lines, properties, json!({ "d": "x ${var.text} $${b} $${C}" }));
    let computed = |world: &World| doc!({ "J": { "k": world.text.value(), "l": "${A}" }, "S": { "A": "v" } });
    let choice = |world: &World| doc!({ "D": "${A}", "S": world.on.then::<Document>(doc!({ "A": "v" })) });
    check_problems(lines, choice, &["needs-literal /S"]);
    let text = "${replace(jsonencode({\"k\" = var.text, \"l\" = \"$${A}\"}), \"$${A}\", \"v\")}";
    check(lines, computed, json!({ "d": text }));
}

#[test]
fn zones_are_found_by_name() {
    let lines = "Z  zone_id  !zone_by_name";
    let printed = lowered(lines, |_| doc!({ "Z": "example.org." }));
    assert_eq!(*printed.main("aws_main"), json!({ "zone_id": "${data.aws_route53_zone.example_org.zone_id}" }));
    assert_eq!(printed.json["data"]["aws_route53_zone"], json!({ "example_org": { "name": "example.org." } }));
}

#[test]
fn attributes_are_computed() {
    let table = "AWS::Test::Other  aws_other\n  A  a\n  B  b\nAWS::Test::Main  aws_main\n  att  L  !lines(x,y)\n  att  D  !dns_entries\n";
    let (mut stack, _) = world();
    let main = stack.add("Main", resource("AWS::Test::Main", doc!({})));
    let reader = Dynamic::new("AWS::Test::Other")
        .set("A", main.attribute::<String>("L"))
        .set("B", main.attribute::<String>("D"));
    stack.add("Reader", reader);
    let printed = print(Tables::of(table), App::new("test").stack(stack));
    let entries = "[for entry in aws_main.main.dns_entry : \"${entry.hosted_zone_id}:${entry.dns_name}\"]";
    let expected =
        json!({ "a": "${join(\"\\n\", compact([aws_main.main.x, aws_main.main.y]))}", "b": format!("${{{entries}}}") });
    assert_eq!(printed.json["resource"]["aws_other"]["reader"], expected);
}
