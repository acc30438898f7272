//! What bodies look like, on the public side.

use formwork::apigateway::Model;
use serde_json::{Value, json};

pub(super) fn credentials() -> Model {
    let properties = json!({
        "email": { "type": "string", "pattern": "^[^@ ]+@[^@ ]+$", "maxLength": 254 },
        "password": { "type": "string", "minLength": 1, "maxLength": 256 }
    });
    Model::new("Credentials", request(properties, &["email", "password"]))
}

pub(super) fn session() -> Model {
    let properties = json!({ "token": text(), "refreshToken": text(), "expiresIn": { "type": "integer" } });
    Model::new("Session", reply(properties))
}

pub(super) fn new_product() -> Model {
    let name = json!({ "type": "string", "minLength": 1, "maxLength": 200 });
    Model::new("NewProduct", request(json!({ "name": name, "price": price() }), &["name", "price"]))
}

pub(super) fn product() -> Model {
    Model::new("Product", reply(product_members()))
}

pub(super) fn products() -> Model {
    let items = json!({ "type": "array", "items": { "type": "object", "properties": product_members() } });
    Model::new("Products", reply(json!({ "items": items, "next": text() })))
}

pub(super) fn new_order() -> Model {
    let properties = json!({
        "productId": { "type": "string", "minLength": 1, "maxLength": 64 },
        "quantity": { "type": "integer", "minimum": 1, "maximum": 1000 },
        "note": { "type": "string", "maxLength": 500 }
    });
    Model::new("NewOrder", request(properties, &["productId", "quantity"]))
}

pub(super) fn order() -> Model {
    Model::new("Order", reply(json!({ "id": text(), "status": text() })))
}

pub(super) fn problem() -> Model {
    Model::new("Problem", reply(json!({ "message": text(), "requestId": text() })))
}

fn product_members() -> Value {
    json!({ "id": text(), "name": text(), "price": price() })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn price() -> Value {
    json!({ "type": "number", "minimum": 0 })
}

/// A body that clients send: nothing but these members.
fn request(properties: Value, required: &[&str]) -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false
    })
}

/// A body that clients get.
fn reply(properties: Value) -> Value {
    json!({ "$schema": "http://json-schema.org/draft-04/schema#", "type": "object", "properties": properties })
}
