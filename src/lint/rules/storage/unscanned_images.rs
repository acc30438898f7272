//! See `docs/unscanned-images.md`.

use crate::lint::builtin::BuiltIn;
use crate::lint::{Findings, System};

pub(super) const RULE: BuiltIn = BuiltIn::new("unscanned-images", check);

fn check(system: System<'_>, findings: &mut Findings<'_>) {
    if system.has("AWS::ECR::RegistryScanningConfiguration") {
        return;
    }
    for repository in system.all("AWS::ECR::Repository") {
        if repository.flag("ImageScanningConfiguration/ScanOnPush", false) == Some(false) {
            let message = "nothing here has its images scanned for vulnerabilities";
            let finding = findings.of(repository, message);
            findings.push(finding.help("have the registry scan them: `AWS::ECR::RegistryScanningConfiguration`"));
        }
    }
}
