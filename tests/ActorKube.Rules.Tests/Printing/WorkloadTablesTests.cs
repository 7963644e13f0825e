using ActorKube.Model.Kinds;
using Xunit;
using static ActorKube.Rules.Tests.Printing.PrintedRow;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>What keeps pods running, as <c>kubectl get -o wide</c> shows it.</summary>
public sealed class WorkloadTablesTests
{
    private const string Template = """ "template":{"spec":{"containers":[{"name":"a","image":"nginx:1.27"},{"name":"b","image":"busybox"}]}}""";

    [Theory]
    [InlineData("{}", "Ready: 0/1", "Up-to-date: 0", "Available: 0", "Age: 5m", "Containers: ", "Images: ", "Selector: ")]
    [InlineData($$$$$"""
        {"spec":{"replicas":3,"selector":{"matchLabels":{"tier":"web","app":"shop"},"matchExpressions":[{"key":"b","operator":"Exists"}]},{{{{{Template}}}}}},
          "status":{"readyReplicas":2,"updatedReplicas":1,"availableReplicas":2}}
        """, "Ready: 2/3", "Up-to-date: 1", "Available: 2", "Containers: a,b", "Images: nginx:1.27,busybox", "Selector: app=shop,b,tier=web")]
    [InlineData("""{"spec":{"replicas":0,"selector":{"matchExpressions":[{"key":"a","operator":"Sometimes"}]}}}""", "Ready: 0/0", "Selector: <invalid>")]
    public void A_deployment(string value, params string[] cells) => Shows(KindCatalogue.Deployment, value, cells);

    [Theory]
    [InlineData("{}", "Desired: 1", "Current: 0", "Ready: 0", "Selector: <none>")]
    [InlineData("""
        {"spec":{"replicas":3,"selector":{"matchExpressions":[{"key":"a","operator":"NotIn","values":["y","x"]},{"key":"0","operator":"DoesNotExist"}]}},
          "status":{"replicas":2,"readyReplicas":1}}
        """, "Desired: 3", "Current: 2", "Ready: 1", "Selector: !0,a notin (x,y)")]
    [InlineData("""{"spec":{"selector":{"matchExpressions":[{"key":"a","operator":"In"}]}}}""", "Selector: <error>")]
    public void A_replica_set(string value, params string[] cells) => Shows(KindCatalogue.ReplicaSet, value, cells);

    [Theory]
    [InlineData("{}", "Desired: 1", "Selector: <none>")]
    [InlineData($$$$$"""{"spec":{"replicas":2,"selector":{"b":"2","a":"1"},{{{{{Template}}}}}},"status":{"replicas":2}}""", "Desired: 2", "Current: 2", "Ready: 0",
        "Images: nginx:1.27,busybox", "Selector: a=1,b=2")]
    public void A_replication_controller(string value, params string[] cells) => Shows(KindCatalogue.ReplicationController, value, cells);

    [Theory]
    [InlineData($$$$$"""{"spec":{"replicas":3,{{{{{Template}}}}}},"status":{"replicas":3,"readyReplicas":1}}""", "Ready: 1/3", "Containers: a,b")]
    public void A_stateful_set(string value, params string[] cells) => Shows(KindCatalogue.StatefulSet, value, cells);

    [Theory]
    [InlineData("{}", "Desired: 0", "Node Selector: <none>", "Selector: <none>")]
    [InlineData("""
        {"spec":{"selector":{"matchLabels":{"app":"agent"}},"template":{"spec":{"nodeSelector":{"disk":"ssd","arch":"arm64"}}}},"status":{"desiredNumberScheduled":5,
          "currentNumberScheduled":4,"numberReady":3,"updatedNumberScheduled":2,"numberAvailable":1}}
        """, "Desired: 5", "Current: 4", "Ready: 3", "Up-to-date: 2", "Available: 1", "Node Selector: arch=arm64,disk=ssd", "Selector: app=agent")]
    public void A_daemon_set(string value, params string[] cells) => Shows(KindCatalogue.DaemonSet, value, cells);

    [Theory]
    [InlineData("""{"template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"a","image":"nginx"}]}}}""", "Containers: a", "Images: nginx",
        "Pod Labels: app=web")]
    public void A_pod_template(string value, params string[] cells) => Shows(KindCatalogue.PodTemplate, value, cells);

    [Theory]
    [InlineData("""{"revision":7}""", "Controller: <none>", "Revision: 7", "Age: 5m")]
    [InlineData("""
        {"metadata":{"ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"db","uid":"1","controller":true}]},"revision":12}
        """, "Controller: statefulset.apps/db", "Revision: 12")]
    [InlineData("""{"metadata":{"ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"db","uid":"1","controller":true}]}}""", "Controller: pod/db")]
    public void A_controller_revision(string value, params string[] cells) => Shows(KindCatalogue.ControllerRevision, value, cells);

    [Theory]
    [InlineData("""{"spec":{"completions":1}}""", "Status: Running", "Completions: 0/1", "Duration: ", "Age: 5m")]
    [InlineData("""{"spec":{"completions":5},"status":{"succeeded":2,"startTime":"2026-01-01T12:01:00Z"}}""", "Status: Running", "Completions: 2/5",
        "Duration: 4m")]
    [InlineData("""
        {"spec":{"completions":1},"status":{"succeeded":1,"startTime":"2026-01-01T12:00:00Z","completionTime":"2026-01-01T12:00:12Z",
          "conditions":[{"type":"SuccessCriteriaMet","status":"True"},{"type":"Complete","status":"True"}]}}
        """, "Status: Complete", "Completions: 1/1", "Duration: 12s")]
    [InlineData("""{"spec":{"parallelism":3},"status":{"succeeded":1}}""", "Completions: 1/1 of 3")]
    [InlineData("""{"spec":{"parallelism":1}}""", "Completions: 0/1")]
    [InlineData("""{"status":{"conditions":[{"type":"Failed","status":"True"},{"type":"FailureTarget","status":"True"}]}}""", "Status: Failed")]
    [InlineData("""{"status":{"conditions":[{"type":"FailureTarget","status":"True"}]}}""", "Status: FailureTarget")]
    [InlineData("""{"status":{"conditions":[{"type":"Suspended","status":"True"}]}}""", "Status: Suspended")]
    [InlineData("""{"status":{"conditions":[{"type":"Suspended","status":"False"}]}}""", "Status: Running")]
    [InlineData("""{"metadata":{"deletionTimestamp":"2026-01-01T12:05:00Z"}}""", "Status: Terminating")]
    public void A_job(string value, params string[] cells) => Shows(KindCatalogue.Job, value, cells);

    [Theory]
    [InlineData("""{"spec":{"schedule":"*/5 * * * *"}}""", "Schedule: */5 * * * *", "Timezone: <none>", "Suspend: <unset>", "Active: 0", "Last Schedule: <none>")]
    [InlineData($$$$$"""
        {"spec":{"schedule":"@daily","timeZone":"Europe/Berlin","suspend":false,"jobTemplate":{"spec":{{{{{{Template}}}}}}}},
          "status":{"active":[{},{}],"lastScheduleTime":"2026-01-01T12:03:30Z"}}
        """, "Timezone: Europe/Berlin", "Suspend: False", "Active: 2", "Last Schedule: 90s", "Containers: a,b", "Selector: <none>")]
    [InlineData("""{"spec":{"suspend":true}}""", "Suspend: True")]
    public void A_cron_job(string value, params string[] cells) => Shows(KindCatalogue.CronJob, value, cells);
}
