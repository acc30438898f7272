//! The service's images.

use formwork::Stack;
use formwork::ecr::{Registry, Repository};

use super::Here;

/// A repository in each region, so that no region pulls from another. They have one name: copies keep it.
pub(super) fn images(here: &Here<'_>) -> Stack {
    let mut stack = here.stack("images", "The service's images");
    let prefix = format!("epoch-{}/", here.env.name());
    let repository = stack.add("Clock", Repository::new().name(format!("{prefix}clock")));
    let registry = Registry::new().replicate_to(here.others.iter().copied()).replicate_only(prefix);
    stack.add("Registry", registry);
    stack.output("RepositoryUri", repository.repository_uri()).description("To push to, or to pull from.");
    stack
}
