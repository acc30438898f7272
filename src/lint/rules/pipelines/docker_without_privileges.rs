//! See `docs/docker-without-privileges.md`.

use super::PROJECT;
use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, Resource, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("docker-without-privileges", check);

/// What talks to the Docker daemon.
const COMMANDS: [&str; 3] = ["docker build", "docker buildx build", "docker run"];

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    for project in system.all(PROJECT).filter(|project| is_unprivileged_container(*project)) {
        if let Some(command) = docker_command(project) {
            let message = format!("the build runs `{command}`, and has no Docker daemon without privileges");
            let help = "set `PrivilegedMode: true` in the environment";
            findings.push(findings.at(project, "Environment", message).help(help));
        }
    }
}

fn is_unprivileged_container(project: Resource<'_>) -> bool {
    let container =
        project.text("Environment/Type").is_some_and(|kind| matches!(kind, "LINUX_CONTAINER" | "ARM_CONTAINER"));
    // A fleet or a Docker server brings a daemon of its own.
    container
        && project.flag("Environment/PrivilegedMode", false) == Some(false)
        && project.lacks("Environment/Fleet")
        && project.lacks("Environment/DockerServer")
}

/// The first command of an inline buildspec that surely needs the daemon.
fn docker_command(project: Resource<'_>) -> Option<&'static str> {
    let node = project.placed().props.get("Source")?.as_map()?.get("BuildSpec")?;
    let (mut found, mut elsewhere) = (None, false);
    node.walk(&mut |part| {
        let text = part.as_str().unwrap_or_default();
        elsewhere |= text.contains("DOCKER_HOST") || text.contains("docker context") || text.contains("dockerd");
        let commands = text.lines().map(|line| line.trim_start().trim_start_matches(['-', ' ', '"', '\'']));
        let mut commands = commands.filter_map(|line| COMMANDS.into_iter().find(|command| line.starts_with(command)));
        found = found.or_else(|| commands.next());
    });
    found.filter(|_| !elsewhere)
}
