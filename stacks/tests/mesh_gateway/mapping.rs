//! Row 3.25: what the API makes of requests and replies.

use serde_json::{Value, json};

use crate::emitted;
use crate::support::Template;
use crate::vtl::{Input, render};

const CONTEXT: [(&str, &str); 2] = [("requestId", "r-1"), ("authorizer.claims.sub", "u-7")];

/// A method's request template.
fn request(template: &Template, method: &str) -> String {
    let templates = &template.operation(method)["Integration"]["RequestTemplates"];
    templates["application/json"].as_str().expect("the method has a template").to_owned()
}

/// A method's reply template for a status.
fn reply(template: &Template, method: &str, status: &str) -> String {
    let replies =
        template.operation(method)["Integration"]["IntegrationResponses"].as_array().expect("there are replies");
    let reply = replies.iter().find(|reply| reply["StatusCode"] == status).expect("the status is one of them");
    reply["ResponseTemplates"]["application/json"].as_str().expect("the reply has a template").to_owned()
}

fn check(template: &str, body: Value, expected: Value) {
    let text = render(template, &Input { body: &body, context: &CONTEXT }).expect("the template is understood");
    let rendered: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
    assert_eq!(rendered, expected);
}

#[test]
fn row_3_25_requests_become_the_services_own() {
    let template = emitted::of("dev").template("gateway");
    check(
        &request(&template, "SignIn"),
        json!({ "email": "a@example.com", "password": "with \"quotes\" and \\" }),
        json!({ "email": "a@example.com", "password": "with \"quotes\" and \\" }),
    );
    check(
        &request(&template, "AddProduct"),
        json!({ "name": "Tea", "price": 4.5 }),
        json!({ "name": "Tea", "unit_price": 4.5, "added_by": "u-7" }),
    );
    let order = request(&template, "PlaceOrder");
    check(
        &order,
        json!({ "productId": "p-1", "quantity": 2 }),
        json!({ "user_id": "u-7", "product_id": "p-1", "quantity": 2 }),
    );
    check(
        &order,
        json!({ "productId": "p-1", "quantity": 2, "note": "it's \"fragile\"" }),
        json!({ "user_id": "u-7", "product_id": "p-1", "quantity": 2, "note": "it's \"fragile\"" }),
    );
}

#[test]
fn row_3_25_the_caller_cannot_say_who_he_is() {
    let template = emitted::of("dev").template("gateway");
    check(
        &request(&template, "PlaceOrder"),
        json!({ "productId": "p-1", "quantity": 2, "user_id": "u-8" }),
        json!({ "user_id": "u-7", "product_id": "p-1", "quantity": 2 }),
    );
}

#[test]
fn row_3_25_replies_become_the_clients_own() {
    let template = emitted::of("dev").template("gateway");
    check(
        &reply(&template, "SignIn", "200"),
        json!({ "id_token": "t", "refresh_token": "s", "expires_in": 3600 }),
        json!({ "token": "t", "refreshToken": "s", "expiresIn": 3600 }),
    );
    let list = reply(&template, "ListProducts", "200");
    check(&list, json!({ "products": [{ "id": "p-1" }] }), json!({ "items": [{ "id": "p-1" }] }));
    check(&list, json!({ "products": [], "next_cursor": "c" }), json!({ "items": [], "next": "c" }));
    check(
        &reply(&template, "AddProduct", "201"),
        json!({ "product_id": "p-1", "name": "Tea", "unit_price": 4.5 }),
        json!({ "id": "p-1", "name": "Tea", "price": 4.5 }),
    );
    check(
        &reply(&template, "PlaceOrder", "201"),
        json!({ "order_id": "o-1", "status": "placed", "internal": true }),
        json!({ "id": "o-1", "status": "placed" }),
    );
}

#[test]
fn row_3_25_a_failing_service_tells_clients_nothing() {
    let template = emitted::of("dev").template("gateway");
    let failure = reply(&template, "PlaceOrder", "502");
    check(
        &failure,
        json!({ "trace": "secret" }),
        json!({ "message": "The service could not answer.", "requestId": "r-1" }),
    );
    let refusal = reply(&template, "PlaceOrder", "409");
    check(&refusal, json!({ "message": "sold out" }), json!({ "message": "sold out", "requestId": "r-1" }));
}

#[test]
fn row_3_25_every_template_renders_to_json() {
    let template = emitted::of("prod").template("gateway");
    for (id, method) in template.all("AWS::ApiGateway::Method") {
        let integration = &method["Integration"];
        let replies = integration["IntegrationResponses"].as_array().expect("there are replies");
        let texts = replies.iter().map(|reply| &reply["ResponseTemplates"]).chain([&integration["RequestTemplates"]]);
        for text in texts.filter_map(|templates| templates["application/json"].as_str()) {
            for body in [json!({}), json!({ "note": "n", "next_cursor": "c" })] {
                let rendered =
                    render(text, &Input { body: &body, context: &CONTEXT }).expect("the template is understood");
                serde_json::from_str::<Value>(&rendered).unwrap_or_else(|error| panic!("{id}: {error} in {rendered}"));
            }
        }
    }
}

#[test]
fn row_3_25_every_reply_is_declared_and_one_takes_the_rest() {
    let template = emitted::of("dev").template("gateway");
    for (id, method) in template.all("AWS::ApiGateway::Method") {
        let declared = method["MethodResponses"].as_array().expect("statuses are declared");
        let replies = method["Integration"]["IntegrationResponses"].as_array().expect("there are replies");
        for reply in replies {
            let response = declared.iter().find(|response| response["StatusCode"] == reply["StatusCode"]);
            let response = response.unwrap_or_else(|| panic!("{id}: {} is not declared", reply["StatusCode"]));
            assert!(response["ResponseModels"]["application/json"]["Ref"].is_string(), "{id}: a model is named");
            for (header, _) in reply["ResponseParameters"].as_object().expect("there are headers") {
                assert_eq!(response["ResponseParameters"][header], true, "{id}: {header}");
            }
        }
        assert_eq!(declared.len(), replies.len(), "{id}: nothing is declared that never comes");
        let rest: Vec<&Value> = replies.iter().filter(|reply| reply.get("SelectionPattern").is_none()).collect();
        assert_eq!(rest.len(), 1, "{id}: one reply takes what no pattern does");
        assert_eq!(rest[0]["StatusCode"], "502", "{id}: and what nobody expects is no success");
    }
}

#[test]
fn row_3_25_bodies_are_checked_before_they_go_anywhere() {
    let template = emitted::of("dev").template("gateway");
    let (validator, props) = template.all("AWS::ApiGateway::RequestValidator")[0];
    assert_eq!((&props["ValidateRequestBody"], &props["ValidateRequestParameters"]), (&json!(true), &json!(true)));
    for (id, method) in template.all("AWS::ApiGateway::Method") {
        assert_eq!(method["RequestValidatorId"]["Ref"], validator, "{id}");
        if method["HttpMethod"] != "POST" {
            continue;
        }
        let model = method["RequestModels"]["application/json"]["Ref"].as_str().expect("a body has a model");
        let schema = &template.props(model)["Schema"];
        assert_eq!(schema["additionalProperties"], false, "{id}: {model}");
        for name in schema["required"].as_array().expect("something is required") {
            let name = name.as_str().expect("names are text");
            assert!(schema["properties"][name].is_object(), "{id}: {model} requires {name}");
        }
        assert_eq!(method["Integration"]["PassthroughBehavior"], "NEVER", "{id}: no other kind of body passes");
    }
}

#[test]
fn row_3_25_parameters_that_are_passed_on_are_declared() {
    let template = emitted::of("dev").template("gateway");
    for (id, method) in template.all("AWS::ApiGateway::Method") {
        let passed = method["Integration"]["RequestParameters"].as_object().expect("some are passed on");
        for (to, from) in passed {
            assert!(to.starts_with("integration.request."), "{id}: {to}");
            let from = from.as_str().expect("a source is text");
            if from.starts_with("method.request.") {
                assert_eq!(method["RequestParameters"][from], false, "{id}: {from}");
            } else {
                assert!(from.starts_with("context."), "{id}: {from}");
            }
        }
    }
}

#[test]
fn row_3_25_both_backends_have_the_same_templates() {
    let emitted = emitted::of("prod");
    let (template, root) = (emitted.template("gateway"), emitted.root("gateway"));
    let place_order = root.all("aws_api_gateway_integration").into_iter().find(|(name, _)| *name == "api_orders_post");
    let (_, body) = place_order.expect("the integration is there");
    assert_eq!(body["request_templates"]["application/json"], request(&template, "PlaceOrder"));
    let replies = root.all("aws_api_gateway_integration_response");
    let conflict = replies.into_iter().find(|(name, _)| name.starts_with("api_orders_post") && name.ends_with("409"));
    let (_, body) = conflict.expect("the reply is there");
    assert_eq!(body["response_templates"]["application/json"], reply(&template, "PlaceOrder", "409"));
}
