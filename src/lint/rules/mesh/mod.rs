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

use std::collections::{HashMap, HashSet};

use super::Family;
use crate::core::Address;
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

/// The parts of meshes, to look them up by their names.
struct Parts<'a> {
    system: System<'a>,
    meshes: HashMap<&'a str, Resource<'a>>,
    /// By type, mesh and name.
    named: HashMap<(&'static str, Address, &'a str), Resource<'a>>,
    /// Where a part has a name that shows only later: a type in a mesh, or in any.
    unclear: HashSet<(&'static str, Option<Address>)>,
}

impl<'a> Parts<'a> {
    fn of(system: System<'a>) -> Self {
        let mut parts = Parts { system, meshes: HashMap::new(), named: HashMap::new(), unclear: HashSet::new() };
        for mesh in system.all(MESH) {
            if let Some(name) = mesh.text("MeshName") {
                parts.meshes.entry(name).or_insert(mesh);
            }
        }
        for type_name in [NODE, ROUTER, SERVICE] {
            for part in system.all(type_name) {
                let mesh = parts.mesh_of(part).map(|mesh| mesh.address());
                match (mesh, part.text(name_of(type_name))) {
                    (Some(mesh), Some(name)) => {
                        parts.named.entry((type_name, mesh, name)).or_insert(part);
                    }
                    _ => {
                        parts.unclear.insert((type_name, mesh));
                    }
                }
            }
        }
        parts
    }

    /// The part of one type that a value names, in the mesh of its user. There is nothing only where the mesh is made
    /// here and all its parts of the type have names that are written down.
    fn named(&self, user: Resource<'a>, value: &Value<'a>, type_name: &'static str) -> Named<'a> {
        if let Some(target) = value.target() {
            return if target.type_name() == type_name { Named::One(target) } else { Named::Unclear };
        }
        let (Some(name), Some(mesh)) = (value.text(), self.mesh_of(user)) else { return Named::Unclear };
        if let Some(part) = self.named.get(&(type_name, mesh.address(), name)) {
            return Named::One(*part);
        }
        let mut places = [None, Some(mesh.address())].into_iter();
        let is_unclear =
            self.system.is_handed_out(mesh) || places.any(|mesh| self.unclear.contains(&(type_name, mesh)));
        if is_unclear { Named::Unclear } else { Named::Nothing(name) }
    }

    /// The mesh that a part is of, by reference or by name, where it is made here.
    fn mesh_of(&self, part: Resource<'a>) -> Option<Resource<'a>> {
        match part.target("MeshName") {
            Some(target) => Some(target).filter(|target| target.type_name() == MESH),
            None => self.meshes.get(part.text("MeshName")?).copied(),
        }
    }
}

/// The weighted targets of a route of App Mesh.
fn targets<'a>(route: Resource<'a>) -> Vec<Value<'a>> {
    ROUTES.iter().flat_map(|(path, _)| route.each(&format!("{path}/Action/WeightedTargets"))).collect()
}
