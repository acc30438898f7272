//! Tables.

use formwork::dynamodb::{Index, Key, StreamView, Table};
use formwork::iam::{Grant, Role};
use formwork::{Environment, Stack, Target, kms};

use super::{both, refused, snapshot};

#[test]
fn a_table_and_those_who_use_it() {
    let mut stack = Stack::new("audit");
    let key = stack.add("Key", kms::Key::new().description("Audit"));
    let table = Table::new(Key::text("cluster"))
        .sort(Key::text("at"))
        .index(Index::new("by-actor", Key::text("actor")).sort(Key::text("at")).with(["result"]))
        .index(Index::new("by-result", Key::text("result")).keys_only())
        .stream(StreamView::New)
        .expires_at("gone")
        .key(&key);
    let audit = stack.add("Audit", table);
    let role = stack.add("Role", Role::for_service("lambda.amazonaws.com"));
    stack.add("Read", Grant::read(&audit).to(&role));
    stack.add("Append", Grant::write(&audit.append_only()).to(&role));
    stack.add("Follow", Grant::read(&audit.stream()).to(&role));
    snapshot!("dynamodb_table", both(stack));
}

#[test]
fn a_table_that_is_paid_for_by_the_hour() {
    let env = Environment::new(Target { disposable: true, ..Target::default() }, ());
    let mut stack = Stack::in_env("orders", &env);
    let table = Table::new(Key::number("id")).index(Index::new("by-day", Key::text("day")));
    let orders = stack.add("Orders", table.capacity(5, 2).days_back(7));
    let role = stack.add("Role", Role::for_service("lambda.amazonaws.com"));
    stack.add("Write", Grant::read_write(&orders).to(&role));
    snapshot!("dynamodb_table_provisioned", both(stack));
}

#[test]
fn what_dynamodb_would_refuse_is_told_first() {
    let table = || Table::new(Key::text("id"));
    let cases: [(Table, &str, &str); 6] = [
        (table().name("no"), "pattern-mismatch", "`no`"),
        (table().name("audit of 2026"), "pattern-mismatch", "`audit of 2026`"),
        (table().index(Index::new("by-a", Key::number("id"))), "invalid-combination", "of two kinds"),
        (
            table().index(Index::new("by-a", Key::text("a"))).index(Index::new("by-a", Key::text("b"))),
            "duplicate-name",
            "`by-a`",
        ),
        (table().capacity(0, 1), "value-out-of-range", "at least one"),
        (
            (0..21).fold(table(), |table, number| table.index(Index::new(format!("by-{number}"), Key::text("a")))),
            "item-count-out-of-range",
            "21 indexes",
        ),
    ];
    for (table, rule, text) in cases {
        let message = refused(rule, {
            let mut stack = Stack::new("orders");
            stack.add("Orders", table);
            stack
        });
        assert!(message.contains(text), "{message}");
    }
}
