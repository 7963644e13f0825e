using System.Collections.Immutable;
using System.Text;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Quantities;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Containers.Network;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Images;
using ActorKube.Rules.Pods;
using ActorKube.TestKit;
using k8s.Models;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>One container, in which a test runs commands: time passes when they wait, and what they read is there at once.</summary>
internal sealed class SimulatedMachine
{
    internal const int Plenty = 100_000;

    private readonly StringBuilder _everything = new();
    private readonly StringBuilder _errors = new();
    private readonly MemoryStream _output = new();

    internal SimulatedMachine(V1Container? model = null, int files = 1000, long bytes = 1_000_000, ProcessNamespace? shared = null)
    {
        var quota = new FileQuota(files, bytes);
        Volume = new MemoryVolume(quota);
        Files = new ContainerFiles(
            quota,
            [new MountedVolume("/data", Volume, "", ReadOnly: false), new MountedVolume("/config", Volume, "", ReadOnly: true), new MountedVolume("/part", Volume, "sub", ReadOnly: false)],
            "web", "127.1.2.3");
        model ??= new V1Container { Name = "main", Image = "bash" };
        Container = new SimulatedContainer(model, ImageOf(model), "web", Files, EnvironmentOf(model), shared);
    }

    /// <summary>What the catalogue knows of a container's image.</summary>
    internal static ImageFacts ImageOf(V1Container model) => ImageCatalogue.BuiltIn.Find(ImageReference.TryParse(model.Image, out var image) ? image : throw new ArgumentException(model.Image));

    /// <summary>The environment of a container in the pod <c>web</c> on the node <c>node-1</c>.</summary>
    internal static ContainerEnvironment EnvironmentOf(V1Container model, string metadata = "")
    {
        var pod = ApiObject.From(KindCatalogue.Pod, Json.Tree($$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"default","uid":"u"{{metadata}} },"spec":{"containers":[{"name":"main","image":"busybox"},{"name":"side","image":"busybox",
            "resources":{"limits":{"cpu":"250m","memory":"64Mi"},"requests":{"cpu":"125m"} } }]} }
            """));
        return new(model, PodSpec.Of(pod), new("node-1", "127.1.2.1", "127.1.2.3", ResourceList.From([new("cpu", Quantity.Parse("4")), new("memory", Quantity.Parse("8Gi"))])));
    }

    internal SimulatedContainer Container { get; }

    internal ContainerFiles Files { get; }

    internal MemoryVolume Volume { get; }

    internal DateTimeOffset Now { get; private set; } = new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);

    internal byte[] OutputBytes => _output.ToArray();

    internal string Output => Encoding.UTF8.GetString(OutputBytes);

    internal string Errors => _errors.ToString();

    internal string Everything => _everything.ToString();

    /// <summary>What the network answers.</summary>
    internal Func<NetworkQuestion, NetworkAnswer> Network { get; init; } = static _ => new(NetworkFault.UnknownHost);

    /// <summary>The exit code; null if the process still runs.</summary>
    internal int? Code { get; private set; }

    /// <summary>Runs a command with this standard input, in pieces of this size.</summary>
    internal SimulatedMachine Run(ImmutableArray<string> command, byte[]? input = null, int piece = int.MaxValue, bool endsInput = true, int steps = Plenty)
    {
        var process = CommandTable.Start(command, Container, isTerminal: false);
        Assert.NotNull(process);
        var pieces = new Queue<byte[]>((input ?? []).Chunk(piece));
        return Run(process, steps, () =>
        {
            if (pieces.TryDequeue(out var next))
                process.Input.Put(next);
            else if (endsInput)
                process.Input.End();
            return pieces.Count > 0 || process.Input.Length > 0 || process.Input.HasEnded;
        });
    }

    internal SimulatedMachine Run(SimulatedProcess process, int steps = Plenty, Func<bool>? feed = null)
    {
        (Code, _) = (null, _errors.Clear());
        _everything.Clear();
        _output.SetLength(0);
        for (var step = 0; step < steps; step++)
        {
            // What never waits takes time all the same.
            Now += step % 1000 == 999 ? TimeSpan.FromMilliseconds(100) : TimeSpan.Zero;
            switch (process.Next(Now))
            {
                case null:
                    Code = process.ExitCode;
                    return this;
                case ProcessStep.Write(var stream, var bytes):
                    _everything.Append(Encoding.UTF8.GetString(bytes.Span));
                    if (stream == OutputStream.Stderr)
                        _errors.Append(Encoding.UTF8.GetString(bytes.Span));
                    else
                        _output.Write(bytes.Span);
                    break;
                case ProcessStep.Ask(var question):
                    question.Answer = Network(question);
                    break;
                case ProcessStep.Pause { ForInput: true } when feed is null:
                    process.Input.End();
                    break;
                case ProcessStep.Pause { ForInput: true } when feed():
                    break;
                case ProcessStep.Pause { Until: { } due }:
                    Now = due;
                    break;
                case ProcessStep.Pause:
                    return this;
            }
        }
        return this;
    }

    internal SimulatedMachine Sh(string script) => Run(["sh", "-c", script]);
}
