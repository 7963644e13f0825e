using System.Text;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Pods;
using Xunit;

namespace ActorKube.Model.Tests.Pods;

/// <summary>The cells of kubectl's pod list, after printPod of Kubernetes 1.32.</summary>
public sealed class PodSummaryTests
{
    private const string Running = """{"name":"c","ready":true,"restartCount":0,"state":{"running":{}}}""";
    private const string Completed = """{"name":"d","ready":false,"restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}""";

    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 10, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("0/1", "Pending", """{"phase":"Pending"}""")]
    [InlineData("0/1", "Evicted", """{"phase":"Failed","reason":"Evicted"}""")]
    [InlineData("0/1", "SchedulingGated", """{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}""")]
    [InlineData("1/1", "Running", """{"phase":"Running","containerStatuses":[R]}""")]
    [InlineData("0/1", "ContainerCreating", """{"phase":"Pending","containerStatuses":[{"name":"c","state":{"waiting":{"reason":"ContainerCreating"}}}]}""")]
    [InlineData("0/1", "CrashLoopBackOff", """{"phase":"Running","containerStatuses":[{"name":"c","ready":true,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}""")]
    [InlineData("0/1", "Error", """{"phase":"Failed","containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}""")]
    [InlineData("0/1", "ExitCode:3", """{"phase":"Failed","containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":3}}}]}""")]
    [InlineData("0/1", "Signal:9", """{"phase":"Failed","containerStatuses":[{"name":"c","state":{"terminated":{"exitCode":137,"signal":9}}}]}""")]
    [InlineData("1/1", "Running", """{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[R,D]}""")]
    [InlineData("1/1", "NotReady", """{"phase":"Running","conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[R,D]}""")]
    public void Ready_and_status_come_from_phase_reason_and_containers(string ready, string status, string json) =>
        Assert.Equal((ready, status), Cells(Of(json)));

    [Fact]
    public void The_first_container_with_a_reason_wins() => Assert.Equal(("0/1", "First"), Cells(Of(
        """{"phase":"Running","containerStatuses":[{"name":"a","state":{"waiting":{"reason":"First"}}},{"name":"b","state":{"waiting":{"reason":"Second"}}}]}""")));

    [Theory]
    [InlineData("Init:0/2", """{"name":"i","state":{"running":{}}}""")]
    [InlineData("Init:1/2", """{"name":"i","state":{"terminated":{"exitCode":0,"reason":"Completed"}}},{"name":"j","state":{"running":{}}}""")]
    [InlineData("Init:0/2", """{"name":"i","state":{"waiting":{"reason":"PodInitializing"}}}""")]
    [InlineData("Init:ImagePullBackOff", """{"name":"i","state":{"waiting":{"reason":"ImagePullBackOff"}}}""")]
    [InlineData("Init:Error", """{"name":"i","state":{"terminated":{"exitCode":1,"reason":"Error"}}}""")]
    [InlineData("Init:ExitCode:2", """{"name":"i","state":{"terminated":{"exitCode":2}}}""")]
    [InlineData("Init:Signal:9", """{"name":"i","state":{"terminated":{"exitCode":137,"signal":9}}}""")]
    public void The_first_init_container_that_has_not_succeeded_is_the_status(string status, string initStatuses) =>
        Assert.Equal(status, Of(
            $$$$"""{"phase":"Pending","initContainerStatuses":[{{{{initStatuses}}}}],"containerStatuses":[{"name":"c","state":{"waiting":{"reason":"PodInitializing"}}}]}""",
            """ "initContainers":[{"name":"i"},{"name":"j"}], """).Status);

    [Fact]
    public void Sidecars_count_as_containers_and_do_not_hold_up_the_status()
    {
        var pod = Of(
            """{"phase":"Running","initContainerStatuses":[{"name":"s","ready":true,"started":true,"restartCount":2,"state":{"running":{}}}],"containerStatuses":[R]}""",
            """ "initContainers":[{"name":"s","restartPolicy":"Always"}], """);

        Assert.Equal((("2/2", "Running"), 2L), (Cells(pod), pod.Restarts));
    }

    [Fact]
    public void Restarts_of_init_containers_count_only_while_they_run()
    {
        const string Init = """ "initContainers":[{"name":"i"}], """;
        var initializing = """{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":4,"state":{"running":{}}}]}""";
        var afterwards = """{"phase":"Running","initContainerStatuses":[{"name":"i","restartCount":4,"state":{"terminated":{"exitCode":0}}}],"containerStatuses":[R]}""";

        Assert.Equal((4L, 0L), (Of(initializing, Init).Restarts, Of(afterwards, Init).Restarts));
    }

    [Fact]
    public void Restarts_tell_how_long_ago_the_last_one_was()
    {
        var pod = Of(
            """
            {"phase":"Running","containerStatuses":[
              {"name":"a","restartCount":2,"lastState":{"terminated":{"finishedAt":"2026-01-01T12:05:00Z"}},"state":{"running":{}}},
              {"name":"b","restartCount":1,"lastState":{"terminated":{"finishedAt":"2026-01-01T12:03:00Z"}},"state":{"running":{}}}]}
            """);

        Assert.Equal("3 (5m ago)", pod.RestartsAt(Now));
        Assert.Equal("0", Of("""{"phase":"Running"}""").RestartsAt(Now));
    }

    [Theory]
    [InlineData("Terminating", """{"phase":"Running"}""")]
    [InlineData("Unknown", """{"phase":"Running","reason":"NodeLost"}""")]
    [InlineData("Succeeded", """{"phase":"Succeeded"}""")]
    public void A_pod_that_is_being_deleted_is_terminating_unless_it_has_ended_or_its_node_is_lost(string status, string json) =>
        Assert.Equal(status, Of(json, metadata: ""","deletionTimestamp":"2026-01-01T12:00:30Z" """).Status);

    private static (string Ready, string Status) Cells(PodSummary summary) => (summary.Ready, summary.Status);

    private static PodSummary Of(string status, string spec = "", string metadata = "")
    {
        status = status.Replace("[R", $"[{Running}", StringComparison.Ordinal).Replace(",D]", $",{Completed}]", StringComparison.Ordinal);
        return PodSummary.Of(ApiObject.Parse(KindCatalogue.Pod, Encoding.UTF8.GetBytes(
            $$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p"{{metadata}}},"spec":{ {{spec}} "containers":[{"name":"c"}]},"status":{{status}}}""")));
    }
}
