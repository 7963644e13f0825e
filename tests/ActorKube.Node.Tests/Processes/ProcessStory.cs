using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Containers;
using ActorKube.TestKit.Objects;
using Xunit;
using static ActorKube.TestKit.Given;

namespace ActorKube.Node.Tests.Processes;

/// <summary>Real processes take processor time that other tests' emulated clocks would miss: they run when those are through, one after the other.</summary>
[CollectionDefinition("processes", DisableParallelization = true)]
public sealed class ProcessCollection;

/// <summary>A node whose worker was started with <c>--runtime process</c>, and what is on this machine because of it.</summary>
public abstract class ProcessStory : NodeHarness
{
    protected static readonly StandardStreams Plain = new(Stdin: false, Stdout: true, Stderr: true, Tty: false);

    protected ProcessStory(string isolation) : base($"runtime = process, process-isolation = {isolation}") => Isolation = isolation;

    /// <summary>How far containers are fenced off at most.</summary>
    protected string Isolation { get; }

    /// <summary>Where the node keeps its pods.</summary>
    protected string Folder => Path.Combine(Data, "pods", NodeName);

    /// <summary>Where the node keeps its own files.</summary>
    protected string Disk => Path.Combine(Data, "disks", NodeName);

    protected static void OnLinux() => Skip.IfNot(OperatingSystem.IsLinux(), "process containers need Linux");

    /// <summary>Registers the host, and shows it these pods and the runtime classes of every cluster.</summary>
    protected new void Join(long epoch, params ApiObject[] pods) =>
        Join(epoch, pods, ARuntimeClass("process", "process").Stored(5).Build(), ARuntimeClass("simulated", "simulated").Stored(6).Build());

    /// <summary>Registers the host, and shows it these pods and runtime classes.</summary>
    protected void Join(long epoch, ApiObject[] pods, params ApiObject[] classes)
    {
        base.Join(epoch, pods);
        Provide(KindCatalogue.RuntimeClass, classes);
    }

    /// <summary>A pod of one container, in the process runtime.</summary>
    protected static PodBuilder Shell(string script, string more = "", string name = "web") => NamedPod(name, $$"""{"name":"main","image":"none","command":["sh","-c",{{JsonValue.Create(script).ToJsonString()}}]{{more}}}""");

    protected static PodBuilder ProcessPod(params string[] containers) => NamedPod("web", containers);

    private static PodBuilder NamedPod(string name, params string[] containers) => Bound(APod(name)
        .With("spec.containers", JsonNode.Parse($"[{string.Join(',', containers)}]")).With("spec.restartPolicy", "Never").With("spec.runtimeClassName", "process").With("spec.volumes", JsonNode.Parse("""[{ "name": "v", "emptyDir": {} }]""")));

    /// <summary>Runs a pod to its end.</summary>
    /// <returns>The state of its first container, and its log.</returns>
    protected (JsonNode Ended, string Log) ToTheEnd(PodBuilder builder)
    {
        var pod = builder.Build();
        Join(1, pod);
        return (Terminated(pod), LogOf(pod));
    }

    protected JsonNode Terminated(ApiObject pod) =>
        StatusOf(pod, status => status["containerStatuses"]?[0]?["state"]?["terminated"] is not null)["containerStatuses"]![0]!["state"]!["terminated"]!;

    /// <summary>Starts a pod, and waits until its log holds a text.</summary>
    protected ApiObject Started(PodBuilder builder, string text)
    {
        var pod = builder.Build();
        Join(1, pod);
        StatusOf(pod, status => status["containerStatuses"]?[0]?["state"]?["running"] is not null);
        LogClient(pod, follow: true).Until(text);
        return pod;
    }

    protected string LogOf(ApiObject pod) => LogClient(pod, follow: false).ToTheEnd().Output;

    private protected SessionClient LogClient(ApiObject pod, bool follow) => Client().Open(
        Host, new OpenLog(pod.Key, pod.Metadata.Uid, SessionClient.Window, "main", new LogOptions(false, follow, false, null, null, null, null)));

    private protected SessionClient Exec(ApiObject pod, StandardStreams streams, params string[] command) =>
        Client().Open(Host, new OpenExec(pod.Key, pod.Metadata.Uid, SessionClient.Window, "main", [.. command], streams));

    /// <summary>Processes of this machine with a text in their command line.</summary>
    protected static int ProcessesWith(string marker) => Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Count(folder =>
    {
        try
        {
            return File.ReadAllText($"{folder}/cmdline").Contains(marker, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    });
}
