//! Patterns that are not taken as they are. The tests measure every pattern of the registry, and say which to add here.

/// What is done instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// This one takes its place. It refuses nothing that the pattern accepts; it may accept what no service was ever
    /// asked for, such as a path of 600 parts.
    Rewritten(&'static str),
    /// It is matched by following all ways at once, not one after the other.
    AtOnce,
}

use Treatment::{AtOnce, Rewritten};

/// What is done with a pattern, if it is not taken as it is.
pub(super) fn treatment(pattern: &str) -> Option<Treatment> {
    TABLE.iter().find(|(listed, _)| *listed == pattern).map(|(_, treatment)| *treatment)
}

#[rustfmt::skip]
pub(super) const TABLE: &[(&str, Treatment)] = &[
    // Flags inside a pattern, which ECMAScript does not have.
    (
        r"(?s).*",
        Rewritten(r"[\s\S]*"),
    ),
    (
        r"(?s).+",
        Rewritten(r"[\s\S]+"),
    ),
    (
        r"^(?!(?i)(stop|help)$)[ \S]+",
        Rewritten(r"^(?!(?:[sS][tT][oO][pP]|[hH][eE][lL][pP])$)[ \S]+"),
    ),
    (
        r"^(?!(?i)aws)[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$",
        Rewritten(r"^(?![aA][wW][sS])[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$"),
    ),
    (
        r"^(?![^:\\]*/action/|(?i).*<script>.*</script>.*)[^:\\]+$",
        Rewritten(r"^(?![^:\\]*/action/|.*<[sS][cC][rR][iI][pP][tT]>.*</[sS][cC][rR][iI][pP][tT]>)[^:\\]+$"),
    ),
    (
        r"^(?:arn:.*:kms:.*:.*:(?:key\/.*|alias\/.*)|alias\/.*|(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$",
        Rewritten(r"^(?:arn:.*:kms:[^:\n\r\u2028\u2029]*:.*:(?:key|alias)/.*|alias/.*|[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12})$"),
    ),
    (
        r"^(?s)",
        Rewritten(r"^"),
    ),
    (
        r"^(?s).+$",
        Rewritten(r"^[\s\S]+$"),
    ),
    // Assertions that are counted.
    (
        r"^([\p{L}\p{Z}\p{N}_.:\/=+\-@]*)${1,128}",
        Rewritten(r"^([\p{L}\p{Z}\p{N}_.:\/=+\-@]*)$"),
    ),
    (
        r"^([\p{L}\p{Z}\p{N}_.:\/=+\-@]*)${1,256}",
        Rewritten(r"^([\p{L}\p{Z}\p{N}_.:\/=+\-@]*)$"),
    ),
    (
        r"^(\/|(\/(?!\.)+[^$#<>;;`|&?{}^*/\n]+){1,4})$",
        Rewritten(r"^(\/|(\/(?!\.)[^$#<>;;`|&?{}^*/\n]+){1,4})$"),
    ),
    (
        r"^(\/|(\/(?!\.)+[^$#<>;`|&?{}^*/\n]+){1,4})$",
        Rewritten(r"^(\/|(\/(?!\.)[^$#<>;`|&?{}^*/\n]+){1,4})$"),
    ),
    // Java's intersection of classes.
    (
        r"^[\p{Print}&&[^|:/]]+$",
        Rewritten(r"^[ -.0-9;-{}~]+$"),
    ),
    // Patterns with so many ways to read a text that trying all of them takes seconds.
    (
        r"(http:|https:)+[^s]+[w]",
        Rewritten(r"https?:[^s]+w"),
    ),
    (
        r"^(([0-9]|.|:|/)*)$",
        Rewritten(r"^.*$"),
    ),
    (
        r"^((\d{12}\.dkr\.ecr\.[a-z0-9-]+\.[a-z.]+)|public\.ecr\.aws/[a-z][a-z0-9]+([._-][a-z0-9]+)*)/[a-z0-9]+((\.||__|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\.||__|__|-+)[a-z0-9]+)*)*(:[a-zA-Z0-9._-]+|@sha256:[a-f0-9]{64})?$",
        Rewritten(r"^(?:\d{12}\.dkr\.ecr\.[a-z0-9-]+\.[a-z.]+|public\.ecr\.aws/[a-z][a-z0-9]+(?:[._-][a-z0-9]+)*)(?:/[a-z0-9](?:(?:\.|__|-+)?[a-z0-9])*)+(?::[a-zA-Z0-9._-]+|@sha256:[a-f0-9]{64})?$"),
    ),
    (
        r"^(?:[\._\-/#A-Za-z0-9]+|\$\{[A-Za-z]+(?:\.[A-Za-z]+){1,2}\})+$",
        Rewritten(r"^(?:[._\-/#A-Za-z0-9]|\$\{[A-Za-z]+(?:\.[A-Za-z]+){1,2}\})+$"),
    ),
    (
        r"^([ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*|\{%[\s\S]+?%\})$",
        Rewritten(r"^(?:\t*[\x20-\x7e][\t\x20-\x7e]*|\{%[\s\S]+%\})$"),
    ),
    (
        r"^([A-Za-z0-9]+[A-Za-z0-9-.]*)*[A-Za-z0-9-]*[A-Za-z0-9]$",
        Rewritten(r"^(?:[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]|[A-Za-z0-9-]*[A-Za-z0-9])$"),
    ),
    (
        r"^(\w+\:\/\/[\w.-]+[\w/!@#+=.-]+$)|(\w+\:\/\/[\w.-]+[\w/!@#+=.-]+[\w/!@#+=.-]+[\w/!@#+=.,-]+$)",
        Rewritten(r"^\w+://[\w.-][\w/!@#+=.-]+$|\w://[\w.-][\w/!@#+=.-]{2}[\w/!@#+=.,-]+$"),
    ),
    (
        r"^.*[a-zA-Z0-9]+.*$",
        Rewritten(r"^[^a-zA-Z0-9\n\r\u2028\u2029]*[a-zA-Z0-9].*$"),
    ),
    (
        r"^.*\..*\..*$",
        Rewritten(r"^[^.\n\r\u2028\u2029]*\.[^.\n\r\u2028\u2029]*\..*$"),
    ),
    (
        r"^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$",
        Rewritten(r"^\t*[\x20-\x7e][\t\x20-\x7e]*$"),
    ),
    (
        r"^[ \t]*[^\x00-\x1F\x7F]+([ \t]+[^\x00-\x1F\x7F]+)*[ \t]*$",
        Rewritten(r"^\t*[^\x00-\x1f\x7f][^\x00-\x08\x0a-\x1f\x7f]*$"),
    ),
    (
        r"^[0-9a-z]+[0-9a-z\.\-]*[0-9a-z]+$",
        Rewritten(r"^[0-9a-z][0-9a-z.-]*[0-9a-z]$"),
    ),
    (
        r"^[\/]+([^~]*(~[01])*){1,512}$",
        Rewritten(r"^/+(?:[^~]|~[01])*$"),
    ),
    (
        r"^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$",
        Rewritten(r"^[a-z0-9*](?:[._\-/]?[a-z0-9*])*$"),
    ),
    (
        r"^[a-z0-9]([-a-z0-9]*[a-z0-9]){0,39}?$",
        Rewritten(r"^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$"),
    ),
    (
        r"^[a-zA-Z0-9]+[a-zA-Z0-9-]*[a-zA-Z0-9]{1,255}$",
        Rewritten(r"^[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]$"),
    ),
    (
        r"^[a-zA-Z](?:-?[a-zA-Z0-9]+)*$",
        Rewritten(r"^[a-zA-Z](?:-?[a-zA-Z0-9])*$"),
    ),
    (
        r"^\$(\.[a-zA-Z0-9_.@\[\]\(\)-]+)*$",
        Rewritten(r"^\$(?:\.[a-zA-Z0-9_.@\[\]()-]+)?$"),
    ),
    (
        r"^\$\{(\w+.)+\w+\}$",
        Rewritten(r"^\$\{(?=.{4})\w(?:[^\w\n\r\u2028\u2029]?\w)+\}$"),
    ),
    (
        r"^arn:(.+:){2,4}.+$|^arn:(.+:){1,3}.+\/.+$",
        Rewritten(r"^arn:.[^:\n\r\u2028\u2029]*:.(?:[^:\n\r\u2028\u2029]*:.+|[^/\n\r\u2028\u2029]*/.+)$"),
    ),
    (
        r"^arn:([a-z\d-]+):personalize:.*:.*:.+$",
        Rewritten(r"^arn:[a-z\d-]+:personalize:[^:\n\r\u2028\u2029]*:[^:\n\r\u2028\u2029]*:.+$"),
    ),
    (
        r"^arn:([a-z\d-]+):profile:.*:.*:.+$",
        Rewritten(r"^arn:[a-z\d-]+:profile:[^:\n\r\u2028\u2029]*:[^:\n\r\u2028\u2029]*:.+$"),
    ),
    (
        r"^arn:(aws|aws-cn|aws-iso|aws-iso-[a-z]{1}|aws-us-gov):iam::[0-9]{12}:role\/(([^\/][\x21-\x7E]+\/){1,511})?[A-Za-z0-9_+=,.@-]{1,64}$",
        Rewritten(r"^arn:(?:aws|aws-cn|aws-iso|aws-iso-[a-z]|aws-us-gov):iam::[0-9]{12}:role/(?:[^/][\x21-\x7e]+(?:/[^\x21-\x7e][\x21-\x7e]+)*/)?[A-Za-z0-9_+=,.@-]{1,64}$"),
    ),
    (
        r"^arn:(aws|aws-cn|aws-us-gov):ssm-contacts:[-\w+=\/,.@]*:[0-9]+:([\w+=\/,.@:-]+)*$",
        Rewritten(r"^arn:(?:aws|aws-cn|aws-us-gov):ssm-contacts:[-\w+=/,.@]*:[0-9]+:[\w+=/,.@:-]*$"),
    ),
    (
        r"^arn:.+:.+:.+:.+:.+$",
        Rewritten(r"^arn:.[^:\n\r\u2028\u2029]*:.[^:\n\r\u2028\u2029]*:.[^:\n\r\u2028\u2029]*:.[^:\n\r\u2028\u2029]*:.+$"),
    ),
    (
        r"^arn:aws(-[\w]+)*:[\w\d-]+:([\w\d-]*)?:[\w\d_-]*([:/].+)*$",
        Rewritten(r"^arn:aws(?:-\w+)*:[\w-]+:[\w-]*:[\w-]*(?:[:/].+)?$"),
    ),
    (
        r"^https://([.\-_a-zA-Z0-9]+/?){3,1016}$",
        Rewritten(r"^https://[.\-_a-zA-Z0-9](?:/?[.\-_a-zA-Z0-9]){2,}/?$"),
    ),
    (
        r"^https://[A-Za-z0-9]((.|-+)?[A-Za-z0-9]){0,252}/[a-z0-9](-?[a-z0-9]){2,62}$",
        Rewritten(r"^https://[A-Za-z0-9](?:(?:[^A-Za-z0-9\-\n\r\u2028\u2029]|-+)?[A-Za-z0-9])*/[a-z0-9](?:-?[a-z0-9]){2,62}$"),
    ),
    (
        r"^https://aps-workspaces.([a-z]{2}-[a-z-]{1,20}-[1-9]).amazonaws(.[0-9A-Za-z]{2,4})+/workspaces/[-_.0-9A-Za-z]{1,100}/api/v1/remote_write$",
        Rewritten(r"^https://aps-workspaces.[a-z]{2}-[a-z-]{1,20}-[1-9].amazonaws.{3,}/workspaces/[-_.0-9A-Za-z]{1,100}/api/v1/remote_write$"),
    ),
    (
        r"arn:(aws|aws-cn|aws-iso|aws-iso-[a-z]{1}|aws-us-gov):iam::[0-9]{12}:role\/(([\u0021-\u007E]+\u002F){1,511})?[A-Za-z0-9+=,.@_/-]{1,64}$",
        Rewritten(r"arn:(?:aws|aws-cn|aws-iso|aws-iso-[a-z]|aws-us-gov):iam::[0-9]{12}:role/(?:[\x21-\x7e]+/)?[A-Za-z0-9+=,.@_/-]{1,64}$"),
    ),
    (
        r"arn:*:.*:.*:[0-9]+:.*",
        Rewritten(r"arn:[^:\n\r\u2028\u2029]*:.*:[0-9]+:"),
    ),
    (
        r"arn:aws(-[a-z0-9-]+)*:ssm:[a-z0-9-]+:[0-9]{12}:parameter/.+",
        Rewritten(r"arn:aws(?:-[a-z0-9-]+)?:ssm:[a-z0-9-]+:[0-9]{12}:parameter/.+"),
    ),
    (
        r"cron\((\b[0-5]?[0-9]\b) (\b2[0-3]\b|\b[0-1]?[0-9]\b) (.*){1,5} (.*){1,5} (.*){1,5} (.*){1,5}\)",
        Rewritten(r"cron\(\b[0-5]?[0-9]\b \b(?:2[0-3]|[0-1]?[0-9])\b [^ \n\r\u2028\u2029]* [^ \n\r\u2028\u2029]* [^ \n\r\u2028\u2029]* .*\)"),
    ),
    (
        r"^([^:*\/]+\/?)*[^:*\/]+$",
        Rewritten(r"^[^:*/](?:/?[^:*/])*$"),
    ),
    // Patterns that only look innocent: a repeated group with an optional part at its end.
    (r"^((((sn)|(svc))-[0-9a-z]{17})|(arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:((servicenetwork/sn)|(service/svc))-[0-9a-z]{17}))$", AtOnce),
    (r"^((((sn)|(svc)|(rcfg))-[0-9a-z]{17})|(arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:((servicenetwork/sn)|(resourceconfiguration/rcfg)|(service/svc))-[0-9a-z]{17}))$", AtOnce),
    (r"^((listener-[0-9a-z]{17})|(arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:service/svc-[0-9a-z]{17}/listener/listener-[0-9a-z]{17}))$", AtOnce),
    (r"^((svc-[0-9a-z]{17})|(arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:service/svc-[0-9a-z]{17}))$", AtOnce),
    (r"^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?))+$", AtOnce),
    (r"^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$", AtOnce),
    (r"^(?=.{1,255}$)([a-zA-Z0-9]([a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?)(\.[a-zA-Z0-9]([a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?)*$", AtOnce),
    (r"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$", AtOnce),
    (r"^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?$", AtOnce),
    (r"^([a-zA-Z0-9]([a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z0-9]([a-zA-Z0-9\-]{0,61}[a-zA-Z0-9])?$", AtOnce),
    (r"^(\.?)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$", AtOnce),
    (r"^(arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:certificate/[0-9a-z-]+)?$", AtOnce),
    (r"^(https|http)://(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)(?:\.(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?))+$", AtOnce),
    (r"^[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?)+$", AtOnce),
    (r"^arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:((servicenetwork/sn)|(service/svc)|(resourceconfiguration/rcfg))-[0-9a-z]{17}$", AtOnce),
    (r"^arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:(.+)$", AtOnce),
    (r"^arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:service/svc-[0-9a-z]{17}/listener/listener-[0-9a-z]{17}$", AtOnce),
    (r"^arn(:[a-z0-9]+([.-][a-z0-9]+)*){2}(:([a-z0-9]+([.-][a-z0-9]+)*)?){2}:service/svc-[0-9a-z]{17}/listener/listener-[0-9a-z]{17}/rule/((rule-[0-9a-z]{17})|(default))$", AtOnce),
];
