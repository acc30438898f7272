//! What cannot be about a node group, and the image that fits it.

use crate::core::Scope;
use crate::diagnostic::Diagnostic;
use crate::facts::eks::Architecture;

use super::cluster::Kind;
use super::image::AmiType;
use super::node_group::{Image, NodeGroup};

/// Reports what cannot be, and says which of EKS's images the nodes start from; none where it is the author's own.
pub(super) fn check(spec: &NodeGroup, scope: &mut Scope<'_>) -> Option<AmiType> {
    cluster(spec, scope);
    match &spec.image {
        Image::Own(_) => {
            if spec.says_version() {
                let message = "an image of your own has its version in it";
                let help = "leave out `.version(…)` and `.release(…)`, or `.custom_ami(…)`";
                scope.problem(Diagnostic::error("invalid-combination", message).help(help));
            }
            None
        }
        Image::Kept(ami) => Some(ami.clone()),
        Image::Fitting => Some(AmiType::al2023(fitting(spec, scope))),
    }
}

fn cluster(spec: &NodeGroup, scope: &mut Scope<'_>) {
    let cluster = &spec.cluster;
    if cluster.compute != Kind::Nodes {
        let message = "the cluster brings no add-ons for nodes: they would never be ready";
        let help = "leave out `.auto_mode(…)` or `.on_fargate()`, or give the cluster no node group";
        scope.problem(Diagnostic::error("invalid-combination", message).help(help));
    }
    let here = scope.stack().key();
    let apart = !cluster.cluster.is_imported() && cluster.cluster.address().stack != here;
    if apart && !cluster.after_nodes.is_empty() {
        let names: Vec<&str> = cluster.after_nodes.iter().map(|(name, _)| *name).collect();
        let message = format!("{} of the cluster's stack wait for nodes that another stack brings", names.join(", "));
        let help = "add the node group to the cluster's stack; or leave these add-ons out there with `.without_addon(…)`, \
                    and add them here as `eks::AddOn`";
        scope.problem(Diagnostic::error("invalid-combination", message).help(help));
    }
}

/// The processors of all instance types.
fn fitting(spec: &NodeGroup, scope: &mut Scope<'_>) -> Architecture {
    let architectures = spec.architectures();
    let first = architectures.first().copied().flatten();
    if architectures.contains(&None) {
        let message = "the instance types are known only at deployment, and their image hangs on them";
        let help = "name the image: `.ami(eks::AmiType::Al2023Arm64)`";
        scope.problem(Diagnostic::error("invalid-combination", message).help(help));
    }
    first.unwrap_or(Architecture::X86_64)
}
