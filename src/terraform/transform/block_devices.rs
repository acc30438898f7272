//! `!block_devices(root,ebs,ephemeral)`: one list in CloudFormation, three kinds of block in Terraform.

use crate::core::{Node, Props};
use crate::terraform::body::{Blocks, Body, Under, Value};
use crate::terraform::lower::{At, Lowering};

/// Names under which machine images have their root volume.
const ROOT: [&str; 2] = ["/dev/xvda", "/dev/sda1"];

/// Sorts each device into its kind.
pub(super) fn apply<'m>(
    lowering: &mut Lowering<'_, 'm>,
    at: At<'_, 'm>,
    words: &'static [&'static str],
    body: &mut Body<'m>,
) {
    let [root, volume, ephemeral] = words else { return };
    let devices = lowering.each_item(at, |lowering, item| {
        let props = lowering.object(item)?;
        let has = |name: &str| props.get(name).is_some_and(|node| *node != Node::Bool(false));
        if has("NoDevice") {
            return Some((*ephemeral, absent_device(lowering, props)));
        }
        let mut block = lowering.body_of(at.with(item));
        let device = props.get("DeviceName").and_then(Node::as_str);
        if has("VirtualName") {
            return Some((ephemeral, block));
        }
        if !device.is_some_and(|device| ROOT.contains(&device)) || !has("Ebs") {
            return Some((volume, block));
        }
        // The root volume's name is the image's.
        block.take("device_name");
        Some((root, block))
    });
    for (under, (kind, block)) in devices {
        let blocks = if kind == *root { only(under, block) } else { Blocks::many([(under, block)]) };
        body.add(&[kind], blocks);
    }
}

fn only(under: Under, block: Body<'_>) -> Blocks<'_> {
    match under {
        None => Blocks::single(block),
        under => Blocks::many([(under, block)]),
    }
}

/// A device of the image that the instance does not get.
fn absent_device<'m>(lowering: &mut Lowering<'_, 'm>, props: &'m Props) -> Body<'m> {
    let mut block = Body::default();
    if let Some(name) = props.get("DeviceName") {
        let name = lowering.printer.value(name);
        block.set(&["device_name"], name);
    }
    block.set(&["no_device"], Value::Node(&Node::Bool(true)));
    block
}
