using ActorKube.Model.Objects;
using Akka.Actor;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests.Logs;

/// <summary>Logs on the disk, in the life of pods.</summary>
public sealed class LogRotationTests : NodeHarness
{
    public LogRotationTests() : base("container-log-max-size = 20000, container-log-max-files = 2")
    {
    }

    private string Folder => Path.Combine(Data, "pod-logs", NodeName);

    [Fact]
    public void What_a_container_prints_is_bounded_on_the_disk_and_goes_with_its_pod()
    {
        var pod = Printing("web", "yes 'a line that is about fifty bytes long, with a date' | head -n 5000; echo done; sleep infinity");
        Join(1, pod);
        Running(pod);
        var log = Client().Open(Host, Reading(pod, All with { Follow = true })).Until("done");

        Assert.Equal("done", log.Output.Split('\n')[^2]);
        var kept = Client().Open(Host, Reading(pod, All)).ToTheEnd().Output.Split('\n');
        Assert.InRange(kept.Length, 100, 1000);
        Assert.Equal(["a line that is about fifty bytes long, with a date", "done", ""], Client().Open(Host, Reading(pod, All with { TailLines = 2 })).ToTheEnd().Output.Split('\n'));
        var files = Directory.GetFiles(Path.Combine(Folder, $"default_web_{pod.Metadata.Uid}", "main"));
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, 20_000));

        Remove(pod);

        AwaitCondition(() => !Directory.Exists(Path.Combine(Folder, $"default_web_{pod.Metadata.Uid}")), Generous);
    }

    [Fact]
    public void A_run_that_ended_is_read_from_the_disk_as_long_as_it_is_the_last_but_one()
    {
        var pod = Printing("web", "yes 'a line that is about fifty bytes long, with a date' | head -n 300; echo done; exit 1");
        Join(1, pod);
        StatusOf(pod, status => Restarts(status) == 2);

        Assert.Equal(301, Client().Open(Host, Reading(pod, All with { Previous = true })).ToTheEnd().Output.Count(each => each == '\n'));
        AwaitCondition(() => !File.Exists(Path.Combine(Folder, $"default_web_{pod.Metadata.Uid}", "main", "0.log")), Generous);
    }

    [Fact]
    public void What_a_killed_worker_left_is_removed()
    {
        var pod = Bound(APod("web")).Build();
        Join(1, pod);
        Running(pod);
        Directory.CreateDirectory(Path.Combine(Folder, "left"));

        Actor($"{NodeName}/runtime").Tell(Kill.Instance);

        AwaitCondition(() => !Directory.Exists(Path.Combine(Folder, "left")), Generous);
    }

    private static ApiObject Printing(string name, string script) =>
        Bound(APod(name).Running("busybox").Having("command", $"""["sh", "-c", {System.Text.Json.JsonSerializer.Serialize(script)}]""")).Build();
}
