//! What a body looks like.

use crate::core::{Document, IntoDocument, Val};
use crate::diagnostic::Origin;

use super::JSON;

/// The shape of a body: JSON Schema, draft 4, under a name of letters and digits.
///
/// It is a value: give it to the routes that take such a body and the replies that send one, and the API has it once.
///
/// ```
/// use formwork::apigateway::Model;
/// use serde_json::json;
///
/// let order = Model::new("NewOrder", json!({
///     "type": "object",
///     "properties": { "product": { "type": "string" } },
///     "required": ["product"],
///     "additionalProperties": false
/// }));
/// ```
#[must_use = "a model does nothing until a route or a reply is given it"]
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) name: String,
    pub(super) schema: Val<Document>,
    pub(super) content_type: String,
    pub(super) description: Option<String>,
    pub(super) origin: Origin,
}

impl Model {
    /// A model of JSON bodies. Without `$schema` in it, API Gateway takes it as draft 4.
    #[track_caller]
    pub fn new(name: impl Into<String>, schema: impl IntoDocument) -> Self {
        Model {
            name: name.into(),
            schema: Val::new(schema.into_document()),
            content_type: JSON.to_owned(),
            description: None,
            origin: Origin::caller(),
        }
    }

    /// What kind of body it is. Without it, `application/json`.
    pub fn content_type(mut self, kind: impl Into<String>) -> Self {
        self.content_type = kind.into();
        self
    }

    /// One sentence on it. Without it, none.
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// Whether both say the same.
    pub(super) fn same(&self, other: &Model) -> bool {
        self.content_type == other.content_type
            && self.description == other.description
            && self.schema.node() == other.schema.node()
    }
}
