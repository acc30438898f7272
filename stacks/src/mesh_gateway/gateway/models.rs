//! What bodies look like, on the public side.

use formwork::aws::apigateway::{Model, RestApi};
use formwork::{Handle, Stack, Val};
use serde_json::{Value, json};

/// The models, by what they describe.
pub(super) struct Models {
    pub(super) credentials: Handle<Model>,
    pub(super) session: Handle<Model>,
    pub(super) new_product: Handle<Model>,
    pub(super) product: Handle<Model>,
    pub(super) products: Handle<Model>,
    pub(super) new_order: Handle<Model>,
    pub(super) order: Handle<Model>,
    pub(super) problem: Handle<Model>,
}

impl Models {
    pub(super) fn add_to(stack: &mut Stack, api: &Handle<RestApi>) -> Self {
        let mut model = |name: &str, schema: Value| {
            let spec = Model::new(api).name(name).content_type("application/json").schema(schema);
            stack.add(&format!("{name}Model"), spec)
        };
        let text = json!({ "type": "string" });
        let whole = json!({ "type": "integer" });
        let price = json!({ "type": "number", "minimum": 0 });
        let product = json!({ "id": text, "name": text, "price": price });
        let products = json!({ "type": "array", "items": { "type": "object", "properties": product } });
        let credentials = json!({
            "email": { "type": "string", "pattern": "^[^@ ]+@[^@ ]+$", "maxLength": 254 },
            "password": { "type": "string", "minLength": 1, "maxLength": 256 }
        });
        let new_product = json!({ "name": { "type": "string", "minLength": 1, "maxLength": 200 }, "price": price });
        let new_order = json!({
            "productId": { "type": "string", "minLength": 1, "maxLength": 64 },
            "quantity": { "type": "integer", "minimum": 1, "maximum": 1000 },
            "note": { "type": "string", "maxLength": 500 }
        });
        Models {
            credentials: model("Credentials", request(credentials, &["email", "password"])),
            session: model("Session", reply(json!({ "token": text, "refreshToken": text, "expiresIn": whole }))),
            new_product: model("NewProduct", request(new_product, &["name", "price"])),
            product: model("Product", reply(product)),
            products: model("Products", reply(json!({ "items": products, "next": text }))),
            new_order: model("NewOrder", request(new_order, &["productId", "quantity"])),
            order: model("Order", reply(json!({ "id": text, "status": text }))),
            problem: model("Problem", reply(json!({ "message": text, "requestId": text }))),
        }
    }
}

/// The value by which methods name a model.
pub(super) fn name_of(model: &Handle<Model>) -> Val<String> {
    model.name()
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
