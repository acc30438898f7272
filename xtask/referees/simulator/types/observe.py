"""Logs, metrics, alarms, traces; topics, queues and events."""

from __future__ import annotations

from typing import Any

from referees.simulator.model import ACCOUNT, Call, Calls, Resource, Type, as_text
from referees.simulator.types.helpers import attributes, steps, tag_map, texts

_TOPIC = (
    "DisplayName",
    "KmsMasterKeyId",
    "FifoTopic",
    "ContentBasedDeduplication",
    "DeliveryPolicy",
    "SignatureVersion",
    "TracingConfig",
    "ArchivePolicy",
    "FifoThroughputScope",
)
_QUEUE = (
    "ContentBasedDeduplication",
    "DeduplicationScope",
    "DelaySeconds",
    "FifoQueue",
    "FifoThroughputLimit",
    "KmsDataKeyReusePeriodSeconds",
    "KmsMasterKeyId",
    "MaximumMessageSize",
    "MessageRetentionPeriod",
    "ReceiveMessageWaitTimeSeconds",
    "RedriveAllowPolicy",
    "RedrivePolicy",
    "SqsManagedSseEnabled",
    "VisibilityTimeout",
)
_SUBSCRIPTION = (
    "DeliveryPolicy",
    "FilterPolicy",
    "FilterPolicyScope",
    "RawMessageDelivery",
    "RedrivePolicy",
    "SubscriptionRoleArn",
)


def _tags_as_map(r: Resource) -> None:
    if "Tags" in r.properties:
        r.parameters["tags"] = tag_map(r.properties.pop("Tags"))


def _topic_policy(r: Resource) -> None:
    policy = as_text(r.properties.pop("PolicyDocument"))
    first, *rest = r.properties.pop("Topics")
    r.parameters = {"TopicArn": first, "AttributeName": "Policy", "AttributeValue": policy}
    for topic in rest:
        r.call(Call("sns", "SetTopicAttributes", r.parameters | {"TopicArn": topic}))


def _queue_policy(r: Resource) -> None:
    policy = as_text(r.properties.pop("PolicyDocument"))
    first, *rest = r.properties.pop("Queues")
    r.parameters = {"QueueUrl": first, "Attributes": {"Policy": policy}}
    for queue in rest:
        r.call(Call("sqs", "SetQueueAttributes", r.parameters | {"QueueUrl": queue}))


def _queue_arn(r: Resource) -> Any:
    return r.call(Call("sqs", "GetQueueAttributes", {"QueueUrl": r.physical, "AttributeNames": ["QueueArn"]}))[
        "Attributes"
    ]["QueueArn"]


def _subscriptions(r: Resource, value: Any) -> Calls:
    return [
        Call("sns", "Subscribe", {"TopicArn": r.physical, "Protocol": s["Protocol"], "Endpoint": s["Endpoint"]})
        for s in value
    ]


def _rule(r: Resource) -> None:
    texts("EventPattern")(r)


def _targets(r: Resource, value: Any) -> Calls:
    body = r.converted("events", "PutTargets", {"Targets": value})
    bus = {"EventBusName": r.parameters["EventBusName"]} if "EventBusName" in r.parameters else {}
    return [Call("events", "PutTargets", {"Rule": r.parameters["Name"], **bus, **body})]


def _no_targets(r: Resource) -> Calls:
    ids = [t["Id"] for t in r.properties.get("Targets", [])]
    bus = {"EventBusName": r.parameters["EventBusName"]} if "EventBusName" in r.parameters else {}
    if ids:
        yield Call("events", "RemoveTargets", {"Rule": r.parameters["Name"], "Ids": ids, **bus})
    yield Call("events", "DeleteRule", {"Name": r.parameters["Name"], **bus})


def _dimensions(r: Resource) -> None:
    for t in r.properties.get("MetricTransformations", []):
        if isinstance(t.get("Dimensions"), list):
            t["Dimensions"] = {d["Key"]: d["Value"] for d in t["Dimensions"]}


def _retention(r: Resource, value: Any) -> Calls:
    return [Call("logs", "PutRetentionPolicy", {"logGroupName": r.physical, "retentionInDays": int(value)})]


def _sampling_rule(r: Resource) -> None:
    rule = r.properties.get("SamplingRule") or {}
    rule.setdefault("Version", 1)
    r.properties["SamplingRule"] = rule


TYPES = {
    "AWS::Logs::LogGroup": Type(
        service="logs",
        create="CreateLogGroup",
        ref="p.logGroupName",
        auto="logGroupName",
        prepare=_tags_as_map,
        attributes={"Arn": lambda r: f"arn:aws:logs:{r.region}:{ACCOUNT}:log-group:{r.physical}:*"},
        after={"RetentionInDays": _retention},
        delete=("DeleteLogGroup", {"logGroupName": "p.logGroupName"}),
    ),
    "AWS::Logs::LogStream": Type(
        service="logs",
        create="CreateLogStream",
        ref="p.logStreamName",
        auto="logStreamName",
        delete=("DeleteLogStream", {"logGroupName": "p.logGroupName", "logStreamName": "p.logStreamName"}),
    ),
    "AWS::Logs::MetricFilter": Type(
        service="logs",
        create="PutMetricFilter",
        ref="p.filterName",
        auto="filterName",
        prepare=_dimensions,
        delete=("DeleteMetricFilter", {"logGroupName": "p.logGroupName", "filterName": "p.filterName"}),
    ),
    "AWS::Logs::SubscriptionFilter": Type(
        service="logs",
        create="PutSubscriptionFilter",
        ref="p.filterName",
        auto="filterName",
        delete=("DeleteSubscriptionFilter", {"logGroupName": "p.logGroupName", "filterName": "p.filterName"}),
    ),
    "AWS::Logs::ResourcePolicy": Type(
        service="logs",
        create="PutResourcePolicy",
        ref="p.policyName",
        delete=("DeleteResourcePolicy", {"policyName": "p.policyName"}),
    ),
    "AWS::CloudWatch::Alarm": Type(
        service="cloudwatch",
        create="PutMetricAlarm",
        ref="p.AlarmName",
        auto="AlarmName",
        attributes={"Arn": lambda r: f"arn:aws:cloudwatch:{r.region}:{ACCOUNT}:alarm:{r.physical}"},
        delete=("DeleteAlarms", {"AlarmNames": "[p.AlarmName]"}),
    ),
    "AWS::CloudWatch::CompositeAlarm": Type(
        service="cloudwatch",
        create="PutCompositeAlarm",
        ref="p.AlarmName",
        auto="AlarmName",
        delete=("DeleteAlarms", {"AlarmNames": "[p.AlarmName]"}),
    ),
    "AWS::CloudWatch::Dashboard": Type(
        service="cloudwatch",
        create="PutDashboard",
        ref="p.DashboardName",
        auto="DashboardName",
        prepare=texts("DashboardBody"),
        delete=("DeleteDashboards", {"DashboardNames": "[p.DashboardName]"}),
    ),
    "AWS::XRay::Group": Type(
        service="xray",
        create="CreateGroup",
        ref="r.Group.GroupARN",
        attributes={"GroupARN": "r.Group.GroupARN"},
        delete=("DeleteGroup", {"GroupARN": "r.Group.GroupARN"}),
    ),
    "AWS::XRay::SamplingRule": Type(
        service="xray",
        create="CreateSamplingRule",
        ref="r.SamplingRuleRecord.SamplingRule.RuleARN",
        prepare=_sampling_rule,
        attributes={"RuleARN": "r.SamplingRuleRecord.SamplingRule.RuleARN"},
        delete=("DeleteSamplingRule", {"RuleARN": "r.SamplingRuleRecord.SamplingRule.RuleARN"}),
    ),
    "AWS::SNS::Topic": Type(
        service="sns",
        create="CreateTopic",
        ref="r.TopicArn",
        auto="Name",
        rename={"TopicName": "Name"},
        prepare=attributes(_TOPIC),
        attributes={"TopicArn": "r.TopicArn", "TopicName": "p.Name"},
        after={"Subscription": _subscriptions},
        delete=("DeleteTopic", {"TopicArn": "r.TopicArn"}),
    ),
    "AWS::SNS::Subscription": Type(
        service="sns",
        create="Subscribe",
        ref="r.SubscriptionArn",
        prepare=attributes(_SUBSCRIPTION),
        delete=("Unsubscribe", {"SubscriptionArn": "r.SubscriptionArn"}),
    ),
    "AWS::SNS::TopicPolicy": Type(service="sns", create="SetTopicAttributes", ref="p.TopicArn", prepare=_topic_policy),
    "AWS::SQS::Queue": Type(
        service="sqs",
        create="CreateQueue",
        ref="r.QueueUrl",
        auto="QueueName",
        prepare=steps(attributes(_QUEUE), _tags_as_map),
        attributes={"Arn": _queue_arn, "QueueName": "p.QueueName", "QueueUrl": "r.QueueUrl"},
        delete=("DeleteQueue", {"QueueUrl": "r.QueueUrl"}),
    ),
    "AWS::SQS::QueuePolicy": Type(service="sqs", create="SetQueueAttributes", ref="p.QueueUrl", prepare=_queue_policy),
    "AWS::Events::Rule": Type(
        service="events",
        create="PutRule",
        ref="p.Name",
        auto="Name",
        prepare=_rule,
        attributes={"Arn": "r.RuleArn"},
        after={"Targets": _targets},
        undo=_no_targets,
    ),
    "AWS::Events::EventBus": Type(
        service="events",
        create="CreateEventBus",
        ref="p.Name",
        attributes={"Arn": "r.EventBusArn", "Name": "p.Name"},
        delete=("DeleteEventBus", {"Name": "p.Name"}),
    ),
}
