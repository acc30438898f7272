//! What is looked at, and what wakes somebody.

use formwork::aws::sns;
use formwork::cloudwatch::{Alarm, Dashboard, Graph, Metric, Statistic};
use formwork::{Handle, Stack, rds};

use super::door::Door;
use super::id_of;

/// Failures and slowness at the door, and clusters without a pod that answers.
pub(super) fn door(stack: &mut Stack, door: &Door, on_call: &Handle<sns::Topic>) {
    let balancer = &door.balancer;
    let requests = balancer.metric("RequestCount").statistic(Statistic::Sum);
    let failed = balancer.metric("HTTPCode_ELB_5XX_Count").statistic(Statistic::Sum);
    let time = balancer.metric("TargetResponseTime").statistic(Statistic::Percentile(99.0));
    stack.add(
        "DoorFails",
        Alarm::above(failed.clone(), 10).description("The door answers 5xx itself.").notify(on_call.arn()),
    );
    for (cluster, targets) in &door.targets {
        let unhealthy = targets.metric(balancer, "UnHealthyHostCount").statistic(Statistic::Maximum);
        let alarm = Alarm::above(unhealthy, 0).periods(3, 3).description(format!("Pods of {cluster} do not answer."));
        stack.add(&id_of("Unhealthy", cluster), alarm.notify(on_call.arn()));
    }
    let traffic = Graph::new("Requests").left(requests).right(failed);
    stack.add("Traffic", Dashboard::new().row([traffic.into(), Graph::new("Seconds, 99 of 100").left(time).into()]));
}

/// A database that is busy, full, or crowded.
pub(super) fn database(stack: &mut Stack, database: &rds::InstanceHandle, on_call: &Handle<sns::Topic>) {
    let metric =
        |name: &str| Metric::new("AWS/RDS", name).dimension("DBInstanceIdentifier", database.instance.reference());
    let (busy, free) = (metric("CPUUtilization"), metric("FreeStorageSpace"));
    let connections = metric("DatabaseConnections");
    let busy_alarm = Alarm::above(busy.clone(), 80).periods(15, 15).description("The database has been busy for long.");
    stack.add("Busy", busy_alarm.notify(on_call.arn()));
    let full = Alarm::below(free.clone(), 5.0 * 1024.0 * 1024.0 * 1024.0).description("The database has 5 GiB left.");
    stack.add("Full", full.notify(on_call.arn()));
    let load = Graph::new("Load").left(busy).right(connections);
    stack.add("Load", Dashboard::new().row([load.into(), Graph::new("Free storage").left(free).into()]));
}
