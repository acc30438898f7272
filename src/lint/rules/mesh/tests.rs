//! What the documents do not show: above all, what is no fault.

use crate::lint::testing::says;

const MESH: &str = "Parameters:\n  Given: {Type: String}\nResources:\n  Mesh:\n    Type: AWS::AppMesh::Mesh\n    Properties: {MeshName: shop}\n";

fn node(id: &str, name: &str, spec: &str) -> String {
    format!(
        "  {id}:\n    Type: AWS::AppMesh::VirtualNode\n    Properties: {{MeshName: shop, VirtualNodeName: {name}, Spec: {{{spec}}}}}\n"
    )
}

fn service(provider: &str) -> String {
    format!(
        "  Service:\n    Type: AWS::AppMesh::VirtualService\n    Properties: {{MeshName: !Ref Mesh, VirtualServiceName: orders, Spec: {{Provider: {{{provider}}}}}}}\n"
    )
}

#[test]
fn names_of_a_mesh_are_known_where_all_are_written_down() {
    let provided = |node: &str| format!("{MESH}{node}{}", service("VirtualNode: {VirtualNodeName: b}"));
    let found = ["Service/Spec/Provider/VirtualNode/VirtualNodeName: the mesh `Mesh` has no virtual node `b`"];
    says("unknown-mesh-name", &provided(&node("Node", "a", "")), &found);
    says("unknown-mesh-name", &provided(&node("Node", "b", "")), &[]);
    says("unknown-mesh-name", &provided(&node("Node", "!Ref Given", "")), &[]);
    says("unknown-mesh-name", &provided("").replace("!Ref Mesh", "!Ref Given"), &[]);
    let backend = node("Node", "b", "Backends: [{VirtualService: {VirtualServiceName: elsewhere}}]");
    let found =
        ["Node/Spec/Backends/0/VirtualService/VirtualServiceName: the mesh `Mesh` has no virtual service `elsewhere`"];
    says("unknown-mesh-name", &provided(&backend), &found);
}

const TRUST: &str = "{Trust: {File: {CertificateChain: a}}}";

#[test]
fn certificates_are_asked_for_through_routers_and_only_where_strict() {
    let server = |mode: &str| {
        let tls = format!(
            "TLS: {{Mode: {mode}, Certificate: {{File: {{CertificateChain: a, PrivateKey: b}}}}, Validation: {TRUST}}}"
        );
        node("Server", "server", &format!("Listeners: [{{PortMapping: {{Port: 80, Protocol: http}}, {tls}}}]"))
    };
    let router = "  Router:\n    Type: AWS::AppMesh::VirtualRouter\n    Properties: {MeshName: shop, VirtualRouterName: router, Spec: {Listeners: [{PortMapping: {Port: 80, Protocol: http}}]}}\n  \
        Route:\n    Type: AWS::AppMesh::Route\n    Properties: {MeshName: shop, VirtualRouterName: router, Spec: {HttpRoute: {Match: {Prefix: /}, Action: {WeightedTargets: [{VirtualNode: server, Weight: 1}]}}}}\n";
    let client = node("Client", "client", "Backends: [{VirtualService: {VirtualServiceName: orders}}]");
    let all = |mode: &str| {
        format!("{MESH}{}{router}{}{client}", server(mode), service("VirtualRouter: {VirtualRouterName: router}"))
    };
    let found = [
        "Client/Spec/Backends/0/VirtualService/VirtualServiceName: `Server` asks clients for a certificate, and this node shows it none",
    ];
    says("half-mutual-tls", &all("STRICT"), &found);
    says("half-mutual-tls", &all("PERMISSIVE"), &[]);
    says("half-mutual-tls", &all("!Ref Given"), &[]);
    says("unknown-tls-mode", &all("!Ref Given"), &[]);
    says("weights-all-zero", &all("STRICT"), &[]);
    says("mesh-protocol-mismatch", &all("STRICT"), &[]);
    says("mesh-protocol-mismatch", &all("STRICT").replace("Protocol: http", "Protocol: !Ref Given"), &[]);
}

#[test]
fn forwards_of_lattice_have_weights_too() {
    let rule = |weight: &str| {
        format!(
            "Parameters:\n  Given: {{Type: Number}}\nResources:\n  Listener:\n    Type: AWS::VpcLattice::Listener\n    Properties: {{Protocol: HTTP, DefaultAction: {{Forward: {{TargetGroups: [{{TargetGroupIdentifier: tg-0a1b2c3d4e5f67890, Weight: {weight}}}]}}}}}}\n"
        )
    };
    let found = ["Listener/DefaultAction/Forward/TargetGroups/0/Weight: all weights are 0, so nothing gets a request"];
    says("weights-all-zero", &rule("'0'"), &found);
    says("weights-all-zero", &rule("!Ref Given"), &[]);
}

#[test]
fn what_may_be_associated_is() {
    let of = |rest: &str| {
        format!(
            "Parameters:\n  Given: {{Type: String}}\nResources:\n  Network:\n    Type: AWS::VpcLattice::ServiceNetwork\n  Service:\n    Type: AWS::VpcLattice::Service\n{rest}"
        )
    };
    says(
        "network-without-vpc",
        &of(""),
        &["Network: no VPC is in the service network, so nobody reaches its services"],
    );
    let endpoint = "  Endpoint:\n    Type: AWS::EC2::VPCEndpoint\n    Properties: {VpcId: vpc-0a1b2c3d, VpcEndpointType: ServiceNetwork, ServiceNetworkArn: !GetAtt Network.Arn}\n";
    says("network-without-vpc", &of(endpoint), &[]);
    let gateway = "  Endpoint:\n    Type: AWS::EC2::VPCEndpoint\n    Properties: {VpcId: vpc-0a1b2c3d, ServiceName: com.amazonaws.eu-west-1.s3}\n";
    says(
        "network-without-vpc",
        &of(gateway),
        &["Network: no VPC is in the service network, so nobody reaches its services"],
    );
    let member = "  Member:\n    Type: AWS::VpcLattice::ServiceNetworkServiceAssociation\n    Properties: {ServiceIdentifier: !Ref Given, ServiceNetworkIdentifier: !Ref Network}\n";
    says("service-outside-network", &of(member), &[]);
    let policy = "  Policy:\n    Type: AWS::VpcLattice::AuthPolicy\n    Properties: {ResourceIdentifier: !Ref Given, Policy: {}}\n";
    says("inactive-auth-policy", &of(policy), &[]);
}
