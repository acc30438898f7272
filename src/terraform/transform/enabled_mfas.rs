//! `!enabled_mfas(token,email)`: CloudFormation lists the kinds of second factor; Terraform has a block for each.

use crate::core::Node;
use crate::terraform::body::{Blocks, Body, Value};
use crate::terraform::lower::{At, Lowering};

/// The first provider version that takes an empty block for codes by mail.
const EMPTY_EMAIL: (u32, u32) = (6, 11);

/// A block per kind that is listed.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let [token, email] = words else { return };
    let mut kinds = Vec::new();
    for item in lowering.items(at.node).unwrap_or_default() {
        match item.as_str() {
            Some(kind) => kinds.push(kind),
            None => lowering.needs_literal("each kind of second factor"),
        }
    }
    for kind in &kinds {
        match *kind {
            "SOFTWARE_TOKEN_MFA" => body.set(&[token, "enabled"], Value::Node(&Node::Bool(true))),
            "EMAIL_OTP" if body.holds(&[email]) => {}
            "EMAIL_OTP" if lowering.printer.model.app().provider_version() >= EMPTY_EMAIL => {
                body.add(&[email], Blocks::single(Body::default()));
            }
            "EMAIL_OTP" => lowering.needed("`EmailAuthenticationMessage` and `EmailAuthenticationSubject`"),
            "SMS_MFA" if at.siblings.get("SmsConfiguration").is_some() => {}
            "SMS_MFA" => lowering.needed("`SmsConfiguration`"),
            other => lowering.no_counterpart(&format!("`{other}`")),
        }
    }
    let off = at.siblings.get("MfaConfiguration").is_none_or(|mode| mode.as_str() == Some("OFF"));
    if at.siblings.get("SmsConfiguration").is_some() && !kinds.contains(&"SMS_MFA") && !off {
        lowering.no_counterpart("`SmsConfiguration` without `SMS_MFA`: the provider always enables it");
    }
}
