//! A construct of your own: any type that adds its parts to a scope.

use formwork::{App, Construct, Handle, Scope, Stack, aws};

/// A queue with a second one for what could not be handled.
pub struct Inbox {
    tries: u16,
}

/// What users of an inbox hold: both queues, to change or to refer to.
pub struct InboxHandle {
    /// Where messages arrive.
    pub queue: Handle<aws::sqs::Queue>,
    /// Where they go after too many tries.
    pub dead: Handle<aws::sqs::Queue>,
}

impl Construct for Inbox {
    type Handle = InboxHandle;

    fn build(self, scope: &mut Scope<'_>) -> InboxHandle {
        let dead = scope.add("Dead", aws::sqs::Queue::new().message_retention_period(1_209_600));
        let redrive = formwork::doc!({ "deadLetterTargetArn": dead.arn(), "maxReceiveCount": self.tries });
        let queue = scope.add("Queue", aws::sqs::Queue::new().redrive_policy(redrive));
        InboxHandle { queue, dead }
    }
}

/// Two inboxes; one of them keeps its failures for a shorter time.
pub fn app() -> App {
    let mut stack = Stack::new("inboxes");
    let orders = stack.add("Orders", Inbox { tries: 5 });
    let mails = stack.add("Mails", Inbox { tries: 2 });
    stack.edit(&mails.dead, |queue| queue.message_retention_period(86_400));
    stack.output("OrdersUrl", &orders.queue);
    App::new("shop").stack(stack)
}

fn main() -> std::process::ExitCode {
    formwork::cli::run(env!("CARGO_MANIFEST_DIR"), |_| Ok(app()))
}
