//! Service meshes: App Mesh and VPC Lattice.

mod half_mutual_tls;
mod inactive_auth_policy;
mod mesh_protocol_mismatch;
mod network_without_vpc;
mod service_outside_network;
mod unknown_mesh_name;
mod unknown_tls_mode;
mod weights_all_zero;

#[cfg(all(test, feature = "read"))]
mod tests;

use super::Family;
use crate::lint::{Resource, System, Value};

pub(super) const FAMILY: Family = Family {
    title: "Service mesh",
    rules: &[
        half_mutual_tls::RULE,
        inactive_auth_policy::RULE,
        mesh_protocol_mismatch::RULE,
        network_without_vpc::RULE,
        service_outside_network::RULE,
        unknown_mesh_name::RULE,
        unknown_tls_mode::RULE,
        weights_all_zero::RULE,
    ],
};

const MESH: &str = "AWS::AppMesh::Mesh";
const NODE: &str = "AWS::AppMesh::VirtualNode";
const GATEWAY: &str = "AWS::AppMesh::VirtualGateway";
const ROUTER: &str = "AWS::AppMesh::VirtualRouter";
const ROUTE: &str = "AWS::AppMesh::Route";
const SERVICE: &str = "AWS::AppMesh::VirtualService";
const LATTICE_NETWORK: &str = "AWS::VpcLattice::ServiceNetwork";
const LATTICE_SERVICE: &str = "AWS::VpcLattice::Service";

/// The ways in which a route of App Mesh can be written: the property, and the protocol.
const ROUTES: [(&str, &str); 4] =
    [("Spec/GrpcRoute", "grpc"), ("Spec/Http2Route", "http2"), ("Spec/HttpRoute", "http"), ("Spec/TcpRoute", "tcp")];

/// The property of a part of a mesh that is its name.
fn name_of(type_name: &str) -> &'static str {
    match type_name {
        NODE => "VirtualNodeName",
        ROUTER => "VirtualRouterName",
        _ => "VirtualServiceName",
    }
}

/// What a value names in a mesh.
enum Named<'a> {
    One(Resource<'a>),
    /// A name that no part of the mesh has.
    Nothing(&'a str),
    Unclear,
}

/// The part of one type that a value names, in the mesh of its user. There is nothing only where the mesh is made here
/// and all its parts of the type have names that are written down.
fn named<'a>(user: Resource<'a>, value: &Value<'a>, type_name: &str) -> Named<'a> {
    let system = user.system();
    if let Some(target) = value.target() {
        return if target.type_name() == type_name { Named::One(target) } else { Named::Unclear };
    }
    let (Some(name), Some(mesh)) = (value.text(), mesh_of(user)) else { return Named::Unclear };
    let mut clear = true;
    for part in system.all(type_name).filter(|part| mesh_of(*part).is_none_or(|of| of == mesh)) {
        match (mesh_of(part), part.text(name_of(type_name))) {
            (Some(_), Some(known)) if known == name => return Named::One(part),
            (Some(_), Some(_)) => {}
            _ => clear = false,
        }
    }
    if clear { Named::Nothing(name) } else { Named::Unclear }
}

/// The mesh that a part is of, by reference or by name, where it is made here.
fn mesh_of(part: Resource<'_>) -> Option<Resource<'_>> {
    if let Some(target) = part.target("MeshName") {
        return Some(target).filter(|target| target.type_name() == MESH);
    }
    let name = part.text("MeshName")?;
    part.system().all(MESH).find(|mesh| mesh.text("MeshName") == Some(name))
}

/// What provides a service: a node, or the nodes behind a router. None where that is not clear.
fn providers<'a>(system: System<'a>, service: Resource<'a>) -> Vec<Resource<'a>> {
    if let Named::One(node) = named(service, &service.value("Spec/Provider/VirtualNode/VirtualNodeName"), NODE) {
        return vec![node];
    }
    let Named::One(router) = named(service, &service.value("Spec/Provider/VirtualRouter/VirtualRouterName"), ROUTER)
    else {
        return Vec::new();
    };
    let behind = |route: &Resource<'a>| matches!(named(*route, &route.value("VirtualRouterName"), ROUTER), Named::One(of) if of == router);
    let routes = system.all(ROUTE).filter(behind);
    routes.flat_map(|route| targets(route).into_iter().filter_map(move |target| node_of(route, &target))).collect()
}

fn node_of<'a>(route: Resource<'a>, target: &Value<'a>) -> Option<Resource<'a>> {
    match named(route, &target.get("VirtualNode"), NODE) {
        Named::One(node) => Some(node),
        _ => None,
    }
}

/// The weighted targets of a route of App Mesh.
fn targets<'a>(route: Resource<'a>) -> Vec<Value<'a>> {
    ROUTES.iter().flat_map(|(path, _)| route.each(&format!("{path}/Action/WeightedTargets"))).collect()
}
