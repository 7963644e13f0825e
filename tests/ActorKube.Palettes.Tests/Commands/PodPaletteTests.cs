using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Palettes.Tests.Hosts;
using ActorKube.Protocol.Storage;
using ActorKube.TestKit;
using k8s.Models;
using static ActorKube.TestKit.Given;

namespace ActorKube.Palettes.Tests.Commands;

public sealed class PodPaletteTests : IClassFixture<PaletteHostFixture>
{
    private readonly PaletteHostFixture _host;

    public PodPaletteTests(PaletteHostFixture host)
    {
        _host = host;
        _host.ControlPlane.Reset();
    }

    [Fact]
    public async Task A_list_shows_the_cells_of_kubectl_in_aligned_columns()
    {
        _host.ControlPlane.Hold(
            APod("web-1").Labelled("app", "web").On("node-1").Ready().With("status.podIP", "10.1.0.7").Stored().Build(),
            APod("longer-name").Container("side").Stored(created: At.Minute(4)).Phase("Pending").Build(),
            APod("elsewhere").In("other").Stored().Build());

        (await _host.PbmAsync("pod", "list")).Prints(
            """
            NAME         READY  STATUS   RESTARTS  AGE  IP        NODE
            longer-name  0/2    Pending  0         60s  <none>    <none>
            web-1        0/1    Running  0         5m   10.1.0.7  node-1
            """);
    }

    [Fact]
    public async Task All_namespaces_come_with_a_column_of_their_own()
    {
        _host.ControlPlane.Hold(APod("a").Stored().Phase("Running").Build(), APod("b").In("other").Stored().Phase("Running").Build());

        var run = await _host.PbmAsync("pod", "list", "-A");

        Assert.Equal(["NAMESPACE  NAME", "default    a", "other      b"], run.Lines.Select(line => line[..15].TrimEnd()));
    }

    [Fact]
    public async Task Only_what_selector_and_node_ask_for_is_listed()
    {
        _host.ControlPlane.Hold(
            APod("a").Labelled("app", "web").On("node-1").Stored().Build(), APod("b").Labelled("app", "web").On("node-2").Stored().Build(),
            APod("c").On("node-1").Stored().Build());

        var run = await _host.PbmAsync("pod", "list", "-l", "app=web", "--node", "node-1");

        Assert.Equal("a", Assert.Single(run.Lines.Skip(1)).Split(' ')[0]);
    }

    [Fact]
    public async Task A_long_list_is_read_page_by_page_and_is_complete()
    {
        _host.ControlPlane.Hold(Enumerable.Range(0, 700).Select(index => APod($"pod-{index:000}").Stored().Build()));

        var run = await _host.PbmAsync("pod", "list");

        Assert.Equal(Enumerable.Range(0, 700).Select(index => $"pod-{index:000}"), run.Lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.True(_host.ControlPlane.Pages > 100);
    }

    [Fact]
    public async Task An_empty_list_says_so_on_standard_error_and_succeeds()
    {
        var run = await _host.PbmAsync("pod", "list", "-n", "nowhere");

        Assert.Equal(new PbmRun(0, "", "No resources found in nowhere namespace.\n"), run);
    }

    [Theory]
    [InlineData("a=b=c")]
    [InlineData("!")]
    public async Task A_malformed_selector_is_wrong_usage(string selector)
    {
        var run = await _host.PbmAsync("pod", "list", "-l", selector);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("error: --selector: unable to parse requirement", run.Errors);
    }

    [Fact]
    public async Task A_pod_is_shown_with_conditions_containers_and_its_own_events()
    {
        _host.ControlPlane.Hold(
            APod("web-1").InitContainer("migrate").On("node-1").Ready().Stored().Build(),
            Event("web-1.1", "web-1", "Scheduled", "Successfully assigned default/web-1 to node-1"),
            Event("web-2.1", "web-2", "Scheduled", "another pod's"));

        var run = await _host.PbmAsync("pod", "show", "web-1");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Name:           web-1\n", run.Output);
        Assert.Contains("migrate    init       busybox:1.36", run.Output);
        Assert.Contains("Ready      True    <none>  <none>", run.Output);
        Assert.Contains("3m         Normal  Scheduled  1      Successfully assigned default/web-1 to node-1", run.Output);
        Assert.DoesNotContain("another pod's", run.Output);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("logs")]
    [InlineData("delete")]
    public async Task A_pod_that_is_not_there_is_an_error_of_one_line(string command) =>
        (await _host.PbmAsync("pod", command, "nope")).FailsWith("pods \"nope\" not found");

    [Fact]
    public async Task Logs_come_from_the_host_of_the_pods_node()
    {
        _host.ControlPlane.Hold(APod("web-1").On("node-1").Stored().Build());

        (await _host.PbmAsync("pod", "logs", "web-1", "-c", "main", "--tail", "2")).Prints("two\nthree of main");
        (await _host.PbmAsync("pod", "logs", "web-1", "-c", "main", "-f", "-t1")).Prints("three of main\nfour");
    }

    [Theory]
    [InlineData("90||7|True", "--since", "1m30s", "--limit-bytes", "7", "--timestamps")]
    [InlineData("2||9|False", "--since", "1.5s", "--limit-bytes", "9")]
    [InlineData("|2026-01-31T22:59:00.0000000+00:00||False", "--since-time", "2026-01-31T23:59:00+01:00")]
    public async Task Logs_are_asked_for_from_a_time_on_with_times_and_a_limit(string wanted, params string[] options)
    {
        _host.ControlPlane.Hold(APod("web-1").On("node-1").Stored().Build());

        (await _host.PbmAsync(["pod", "logs", "web-1", .. options])).Prints(wanted);
    }

    [Theory]
    [InlineData("--since takes a duration", "--since", "yesterday")]
    [InlineData("--since takes a duration", "--since", "0s")]
    [InlineData("--since takes a duration", "--since", "5")]
    [InlineData("--since takes a duration", "--since", "99999999999h")]
    [InlineData("--since-time takes a time", "--since-time", "yesterday")]
    [InlineData("at most one of", "--since", "5s", "--since-time", "2026-01-31T23:59:00Z")]
    [InlineData("--limit-bytes takes 1 or more, not 0", "--limit-bytes", "0")]
    [InlineData("--tail takes 0 or more, not -2", "--tail", "-2")]
    public async Task Wrong_options_of_logs_are_misuse(string error, params string[] options)
    {
        var run = await _host.PbmAsync(["pod", "logs", "web-1", .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(error, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_of_a_pod_of_many_containers_say_which_one_is_meant()
    {
        _host.ControlPlane.Hold(APod("web-1").Container("side").On("node-1").Stored().Build());

        var read = await _host.PbmAsync("pod", "logs", "web-1", "--tail", "2");
        Assert.Equal("Defaulted container \"main\" out of: main, side\n", read.Errors);
        Assert.Equal("two\nthree of main\n", read.Output);
    }

    [Fact]
    public async Task Logs_that_cannot_be_had_say_why()
    {
        _host.ControlPlane.Hold(APod("here").On("node-1").Stored().Build(), APod("pending").Stored().Build(), APod("lost").On("node-9").Stored().Build());

        (await _host.PbmAsync("pod", "logs", "here", "-c", "typo")).FailsWith("container typo is not valid for pod here");
        (await _host.PbmAsync("pod", "logs", "pending")).FailsWith("pod pending does not have a host assigned");
        (await _host.PbmAsync("pod", "logs", "lost")).FailsWith(
            "no process of the cluster hosts node node-9, on which pod lost is: its logs are gone, or come back with it");
        (await _host.PbmAsync("pod", "logs", "here", "-c", "main", "-p")).FailsWith("previous terminated container \"main\" in pod \"here\" not found");
    }

    [Fact]
    public async Task A_deletion_carries_the_grace_that_was_asked_for()
    {
        _host.ControlPlane.Hold(APod("a").Stored().Build(), APod("b").Stored().Build(), APod("c").Stored().Build());

        (await _host.PbmAsync("pod", "delete", "a")).Prints("pod \"a\" deleted");
        (await _host.PbmAsync("pod", "delete", "b", "--grace=5")).Prints("pod \"b\" deleted");
        (await _host.PbmAsync("pod", "delete", "c", "--force")).Prints("pod \"c\" force deleted");

        Assert.Equal([null, 5L, 0L], _host.ControlPlane.Submitted.Select(submit => Assert.IsType<DeleteObject>(submit.Writes[0]).GraceSeconds));
    }

    [Fact]
    public async Task A_deletion_that_makes_no_sense_is_refused_before_anything_happens()
    {
        (await _host.PbmAsync("pod", "delete", "a", "--grace", "-1")).IsMisuse("--grace takes 0 or more, not -1");
        (await _host.PbmAsync("pod", "delete", "a", "--grace", "5", "--force")).IsMisuse("--force and a --grace above 0 cannot be specified together");
        Assert.Empty(_host.ControlPlane.Submitted);
    }

    [Fact]
    public async Task A_refused_deletion_is_told_in_the_stores_words()
    {
        _host.ControlPlane.Writing = write => WriteResult.Refused(new Refusal(RefusalReason.ServiceUnavailable, "the store can't write: disk full"));

        (await _host.PbmAsync("pod", "delete", "a")).FailsWith("the store can't write: disk full");
    }

    [Fact]
    public async Task Silence_of_the_control_plane_is_one_clear_line()
    {
        _host.ControlPlane.IsSilent = true;

        (await _host.PbmAsync("pod", "list")).FailsWith(
            "the control plane hasn't answered for 0.5 s: see whether its process lives (cluster show) and try again");
        (await _host.PbmAsync("pod", "delete", "a")).FailsWith(
            "the control plane hasn't answered for 0.5 s: see whether its process lives (cluster show) and try again; whether the change was written is not known");
    }

    private static ApiObject Event(string name, string pod, string reason, string message) => ApiObject.From(Model.Kinds.KindCatalogue.Event, new Corev1Event
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "default" }, Type = "Normal", Reason = reason, Message = message, Count = 1,
        InvolvedObject = new V1ObjectReference { Kind = "Pod", Name = pod, NamespaceProperty = "default" }, LastTimestamp = At.Minute(2).UtcDateTime,
    });
}
