"""Logs, metrics, alarms, traces, topics, queues, events."""

from __future__ import annotations

from referees.state.objects import Reader, tags, without


def read(r: Reader) -> None:
    _logs(r)
    _metrics(r)
    _messages(r)
    _events(r)
    for g in r.rows("xray", "get_groups", "Groups"):
        given = tags({"Tags": r.rows("xray", "list_tags_for_resource", "Tags", ResourceARN=g["GroupARN"])})
        r.put("trace-group", g["GroupName"], {"tags": given, **without(g, "GroupName", "GroupARN")}, g["GroupARN"])
    for rule in r.rows("xray", "get_sampling_rules", "SamplingRuleRecords"):
        s = rule["SamplingRule"]
        if s["RuleName"] != "Default":
            given = tags({"Tags": r.rows("xray", "list_tags_for_resource", "Tags", ResourceARN=s["RuleARN"])})
            r.put("sampling-rule", s["RuleName"], {"tags": given, **without(s, "RuleName", "RuleARN")}, s["RuleARN"])


def _logs(r: Reader) -> None:
    for g in r.rows("logs", "describe_log_groups", "logGroups"):
        name = g["logGroupName"]
        filters = {
            f["filterName"]: without(f, "filterName", "creationTime", "logGroupName")
            for f in r.rows("logs", "describe_metric_filters", "metricFilters", logGroupName=name)
        }
        subscriptions = {
            f["filterName"]: without(f, "filterName", "creationTime", "logGroupName")
            for f in r.rows("logs", "describe_subscription_filters", "subscriptionFilters", logGroupName=name)
        }
        given = tags({"tags": r.one("logs", "list_tags_log_group", "tags", logGroupName=name)})
        body = {
            "tags": given,
            "metric_filters": filters,
            "subscriptions": subscriptions,
            **without(g, "logGroupName", "arn", "logGroupArn", "storedBytes", "metricFilterCount"),
        }
        r.put("log-group", name, body, g["arn"], g["arn"].removesuffix(":*"), name)
    for p in r.rows("logs", "describe_resource_policies", "resourcePolicies"):
        r.put("log-policy", p["policyName"], {"document": p["policyDocument"]})


def _metrics(r: Reader) -> None:
    pages = [
        r.one("cloudwatch", "describe_alarms", AlarmTypes=[kind]) or {} for kind in ("MetricAlarm", "CompositeAlarm")
    ]
    for a in pages[0].get("MetricAlarms", []) + pages[1].get("CompositeAlarms", []):
        given = tags({"Tags": r.rows("cloudwatch", "list_tags_for_resource", "Tags", ResourceARN=a["AlarmArn"])})
        drop = ("AlarmName", "AlarmArn", "StateValue", "StateReason", "EvaluationState")
        r.put("alarm", a["AlarmName"], {"tags": given, **without(a, *drop)}, a["AlarmArn"], a["AlarmName"])
    for d in r.rows("cloudwatch", "list_dashboards", "DashboardEntries"):
        body = r.one("cloudwatch", "get_dashboard", "DashboardBody", DashboardName=d["DashboardName"])
        r.put("dashboard", d["DashboardName"], {"body": body}, d.get("DashboardArn"))


def _messages(r: Reader) -> None:
    for t in r.rows("sns", "list_topics", "Topics"):
        arn = t["TopicArn"]
        attributes = r.one("sns", "get_topic_attributes", "Attributes", TopicArn=arn)
        drop = (
            "TopicArn",
            "Owner",
            "SubscriptionsConfirmed",
            "SubscriptionsPending",
            "SubscriptionsDeleted",
            "EffectiveDeliveryPolicy",
        )
        given = tags({"Tags": r.rows("sns", "list_tags_for_resource", "Tags", ResourceArn=arn)})
        r.put("topic", arn.split(":")[-1], {"tags": given, **without(attributes, *drop)}, arn)
    for s in r.rows("sns", "list_subscriptions", "Subscriptions"):
        more = r.one("sns", "get_subscription_attributes", "Attributes", SubscriptionArn=s["SubscriptionArn"]) or {}
        drop = (
            "SubscriptionArn",
            "Owner",
            "PendingConfirmation",
            "ConfirmationWasAuthenticated",
            "EffectiveDeliveryPolicy",
            "SubscriptionPrincipal",
        )
        r.put(
            "subscription",
            f"{s['TopicArn']}>{s['Endpoint']}",
            {**without(s, "SubscriptionArn", "Owner"), **without(more, *drop)},
            s["SubscriptionArn"],
        )
    for url in r.rows("sqs", "list_queues", "QueueUrls"):
        attributes = r.one("sqs", "get_queue_attributes", "Attributes", QueueUrl=url, AttributeNames=["All"])
        drop = (
            "QueueArn",
            "CreatedTimestamp",
            "LastModifiedTimestamp",
            "ApproximateNumberOfMessages",
            "ApproximateNumberOfMessagesDelayed",
            "ApproximateNumberOfMessagesNotVisible",
        )
        given = tags({"tags": r.one("sqs", "list_queue_tags", "Tags", QueueUrl=url)})
        name = url.rsplit("/", 1)[-1]
        r.put("queue", name, {"tags": given, **without(attributes, *drop)}, url, attributes["QueueArn"], name)


def _events(r: Reader) -> None:
    buses = [b for b in r.rows("events", "list_event_buses", "EventBuses")]
    for bus in buses:
        if bus["Name"] != "default":
            r.put("event-bus", bus["Name"], without(bus, "Name", "Arn"), bus["Arn"])
        for rule in r.rows("events", "list_rules", "Rules", EventBusName=bus["Name"]):
            targets = r.rows("events", "list_targets_by_rule", "Targets", Rule=rule["Name"], EventBusName=bus["Name"])
            given = tags({"Tags": r.rows("events", "list_tags_for_resource", "Tags", ResourceARN=rule["Arn"])})
            body = {
                "tags": given,
                "targets": targets,
                **without(rule, "Name", "Arn", "CreatedBy"),
            }
            r.put("event-rule", rule["Name"], body, rule["Arn"], under=bus["Name"])
