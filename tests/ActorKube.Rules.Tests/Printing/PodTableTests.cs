using ActorKube.Model.Kinds;
using Xunit;
using static ActorKube.Rules.Tests.Printing.PrintedRow;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>Pods as <c>kubectl get pods -o wide</c> shows them.</summary>
public sealed class PodTableTests
{
    private const string Two = """ "spec":{"containers":[{"name":"a"},{"name":"b"}]}""";
    private const string WithInit = """ "spec":{"containers":[{"name":"a"}],"initContainers":[{"name":"i"},{"name":"j"}]}""";
    private const string WithSidecar = """ "spec":{"containers":[{"name":"a"}],"initContainers":[{"name":"s","restartPolicy":"Always"},{"name":"i"}]}""";
    private const string Ran = """{"name":"a","ready":true,"restartCount":0,"state":{"running":{"startedAt":"2026-01-01T12:00:00Z"}}}""";

    [Theory]
    [InlineData("waiting for a node", $$$$$"""{{{{{{Two}}}}},"status":{"phase":"Pending"}}""", "0/2", "Pending", "0")]
    [InlineData("held by a gate",
        $$$$$"""{{{{{{Two}}}}},"status":{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}}""", "0/2",
        "SchedulingGated", "0")]
    [InlineData("being made",
        $$$$$"""{{{{{{Two}}}}},"status":{"phase":"Pending","containerStatuses":[{"name":"a","state":{"waiting":{"reason":"ContainerCreating"}}}]}}""", "0/2",
        "ContainerCreating", "0")]
    [InlineData("running", $$$$$"""{{{{{{Two}}}}},"status":{"phase":"Running","containerStatuses":[{{{{{Ran}}}}},{{{{{Ran}}}}}]}}""", "2/2", "Running", "0")]
    [InlineData("without its image",
        $$$$$"""{{{{{{Two}}}}},"status":{"phase":"Pending","containerStatuses":[{"name":"a","state":{"waiting":{"reason":"ImagePullBackOff"}}},{{{{{Ran}}}}}]}}""", "1/2",
        "ImagePullBackOff", "0")]
    [InlineData("crashing again and again",
        """
        {"spec":{"containers":[{"name":"a"}]},"status":{"phase":"Running","containerStatuses":[{"name":"a","restartCount":3,
          "state":{"waiting":{"reason":"CrashLoopBackOff"}},"lastState":{"terminated":{"exitCode":1,"finishedAt":"2026-01-01T12:04:00Z"}}}]}}
        """, "0/1", "CrashLoopBackOff", "3 (60s ago)")]
    [InlineData("restarted long ago",
        """
        {"spec":{"containers":[{"name":"a"}]},"status":{"phase":"Running","containerStatuses":[{"name":"a","ready":true,"restartCount":3,
          "state":{"running":{}},"lastState":{"terminated":{"exitCode":1,"finishedAt":"2026-01-01T12:00:00Z"}}}]}}
        """, "1/1", "Running", "3 (5m ago)")]
    [InlineData("done",
        """{"spec":{"containers":[{"name":"a"}]},"status":{"phase":"Succeeded","containerStatuses":[{"state":{"terminated":{"reason":"Completed"}}}]}}""",
        "0/1", "Completed", "0")]
    [InlineData("half done, ready",
        $$$$$"""
        {{{{{{Two}}}}},"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],
          "containerStatuses":[{"state":{"terminated":{"reason":"Completed"}}},{{{{{Ran}}}}}]}}
        """, "1/2", "Running", "0")]
    [InlineData("half done, not ready",
        $$$$$"""{{{{{{Two}}}}},"status":{"phase":"Running","containerStatuses":[{"state":{"terminated":{"reason":"Completed"}}},{{{{{Ran}}}}}]}}""", "1/2", "NotReady", "0")]
    [InlineData("ended with a code",
        """{"spec":{"containers":[{"name":"a"}]},"status":{"phase":"Failed","containerStatuses":[{"state":{"terminated":{"exitCode":137}}}]}}""", "0/1",
        "ExitCode:137", "0")]
    [InlineData("ended by a signal",
        """{"spec":{"containers":[{"name":"a"}]},"status":{"phase":"Failed","containerStatuses":[{"state":{"terminated":{"signal":9,"exitCode":137}}}]}}""",
        "0/1", "Signal:9", "0")]
    [InlineData("evicted", """{"spec":{"containers":[{"name":"a"}]},"status":{"phase":"Failed","reason":"Evicted"}}""", "0/1", "Evicted", "0")]
    [InlineData("initializing",
        $$$$$"""{{{{{{WithInit}}}}},"status":{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"running":{}}},{"name":"j","state":{"waiting":{}}}]}}""",
        "0/1", "Init:0/2", "0")]
    [InlineData("half initialized",
        $$$$$"""
        {{{{{{WithInit}}}}},"status":{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":0}}},
          {"name":"j","state":{"waiting":{"reason":"PodInitializing"}}}]}}
        """, "0/1", "Init:1/2", "0")]
    [InlineData("crashing while it initializes",
        $$$$$"""
        {{{{{{WithInit}}}}},"status":{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}},
          "lastState":{"terminated":{"finishedAt":"2026-01-01T12:04:50Z"}}}]}}
        """, "0/1", "Init:CrashLoopBackOff", "2 (10s ago)")]
    [InlineData("failed to initialize",
        $$$$$"""{{{{{{WithInit}}}}},"status":{"phase":"Failed","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":3}}}]}}""", "0/1",
        "Init:ExitCode:3", "0")]
    [InlineData("failed to initialize, with a reason",
        $$$$$"""{{{{{{WithInit}}}}},"status":{"phase":"Failed","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}}""", "0/1",
        "Init:Error", "0")]
    [InlineData("initialized",
        $$$$$"""
        {{{{{{WithInit}}}}},"status":{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":4,"state":{"terminated":{"exitCode":0}}},
          {"name":"j","state":{"terminated":{"exitCode":0}}}],"containerStatuses":[{"name":"a","state":{"waiting":{"reason":"PodInitializing"}}}]}}
        """, "0/1", "PodInitializing", "0")]
    [InlineData("with a sidecar",
        $$$$$"""
        {{{{{{WithSidecar}}}}},"status":{"phase":"Running","initContainerStatuses":[{"name":"s","started":true,"ready":true,"restartCount":1,
          "state":{"running":{}}},{"name":"i","state":{"terminated":{"exitCode":0}}}],"containerStatuses":[{{{{{Ran}}}}}]}}
        """, "2/2", "Running", "1")]
    [InlineData("on its way out",
        $$$$$"""{"metadata":{"deletionTimestamp":"2026-01-01T12:05:30Z"},{{{{{Two}}}}},"status":{"phase":"Running","containerStatuses":[{{{{{Ran}}}}},{{{{{Ran}}}}}]}}""", "2/2",
        "Terminating", "0")]
    [InlineData("on a lost node",
        $$$$$"""{"metadata":{"deletionTimestamp":"2026-01-01T12:05:30Z"},{{{{{Two}}}}},"status":{"phase":"Running","reason":"NodeLost"}}""", "0/2", "Unknown", "0")]
    [InlineData("ended and on its way out",
        $$$$$"""{"metadata":{"deletionTimestamp":"2026-01-01T12:05:30Z"},{{{{{Two}}}}},"status":{"phase":"Succeeded"}}""", "0/2", "Succeeded", "0")]
    public void A_pod_shows_how_it_is(string how, string pod, string ready, string status, string restarts)
    {
        Assert.NotEmpty(how);
        Shows(KindCatalogue.Pod, pod, "Name: x", $"Ready: {ready}", $"Status: {status}", $"Restarts: {restarts}", "Age: 5m");
    }

    [Theory]
    [InlineData("{}", "<none>", "<none>", "<none>", "<none>")]
    [InlineData("""{"spec":{"nodeName":"worker-1"},"status":{"podIP":"10.0.0.7","podIPs":[{"ip":"10.0.0.7"},{"ip":"fd00::7"}]}}""", "10.0.0.7", "worker-1",
        "<none>", "<none>")]
    [InlineData("""{"status":{"podIPs":[{"ip":"fd00::7"}],"nominatedNodeName":"worker-2"}}""", "fd00::7", "<none>", "worker-2", "<none>")]
    [InlineData("""
        {"spec":{"readinessGates":[{"conditionType":"example.com/a"},{"conditionType":"example.com/b"}]},
          "status":{"conditions":[{"type":"example.com/a","status":"True"},{"type":"example.com/b","status":"False"}]}}
        """, "<none>", "<none>", "<none>", "1/2")]
    public void Wide_output_adds_where_the_pod_is(string pod, string ip, string node, string nominated, string gates) =>
        Shows(KindCatalogue.Pod, pod, $"IP: {ip}", $"Node: {node}", $"Nominated Node: {nominated}", $"Readiness Gates: {gates}");
}
