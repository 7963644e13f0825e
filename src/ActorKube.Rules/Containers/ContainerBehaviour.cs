using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ActorKube.Model.Objects;
using ActorKube.Rules.Containers.Commands;
using ActorKube.Rules.Containers.Usage;
using ActorKube.Rules.Images;
using k8s.Models;

namespace ActorKube.Rules.Containers;

/// <summary>Decides what a simulated container does, from its image, command, arguments and environment, and from its pod's <see cref="BehaviourAnnotations"/>.</summary>
public static class ContainerBehaviour
{
    /// <summary>The reason of an end that was none because nothing could be started.</summary>
    public const string CannotRun = "ContainerCannotRun";

    /// <summary>Its exit code.</summary>
    public const int CannotRunCode = 127;

    private const int CrashCode = 139;

    /// <summary>What it does.</summary>
    /// <param name="container">The container as its pod's manifest has it.</param>
    /// <param name="image">What is known of its image.</param>
    /// <param name="annotations">The pod's annotations, which admission has looked at.</param>
    /// <param name="environment">The container's environment.</param>
    /// <param name="pod">The pod's name.</param>
    /// <param name="run">The number of this run of the container, from 0.</param>
    public static BehaviourDecision Decide(V1Container container, ImageFacts image, LabelSet annotations, ContainerEnvironment environment, string pod, int run)
    {
        var said = BehaviourAnnotations.Of(container.Name, annotations);
        var isPlanned = said.Run is not null || said.ExitCode is not null;
        var command = isPlanned ? [] : CommandLine(container, environment.Declared(), image);
        var isFound = !command.IsEmpty && Finds(command, image);
        if (!isPlanned && !isFound && image.IsKnown)
            return new(null, command.IsEmpty ? "no command specified" : Missing(command), IsGuess: false);
        return new(new SimulatedProgram
        {
            StartUp = said.Start ?? image.StartUp,
            Command = command,
            Program = isFound || isPlanned ? null : UnknownImage.Program,
            End = isPlanned ? new(said.Run ?? TimeSpan.Zero, said.ExitCode ?? 0) : null,
            Crash = said.CrashProbability > 0 ? new(TimeToCrash(said, pod, container.Name, run), CrashCode) : null,
            Memory = said.Memory is null && said.MemoryGrowth is null ? null : new UsageCurve(said.Memory ?? 0) { Growth = said.MemoryGrowth ?? 0 },
            Cpu = said.Cpu is { } cpu ? new(cpu) : null,
            IgnoresSignals = said.IgnoresSigterm,
        }, null, !image.IsKnown && !isPlanned && !(isFound && command.Length > 0 && command[0] != UnknownImage.Facts.Entrypoint[0]));
    }

    /// <summary>The command line of a container: the manifest's command, or else the image's entrypoint, and the manifest's arguments, or else the image's.</summary>
    /// <remarks>Source: https://kubernetes.io/docs/tasks/inject-data-application/define-command-argument-container/#notes.</remarks>
    private static ImmutableArray<string> CommandLine(V1Container container, IReadOnlyDictionary<string, string> environment, ImageFacts image)
    {
        var arguments = container.Args is { Count: > 0 } args ? [.. args.Select(Expanded)]
            : container.Command is { Count: > 0 } ? ImmutableArray<string>.Empty : image.Command;
        return container.Command is { Count: > 0 } own ? [.. own.Select(Expanded), .. arguments] : [.. image.Entrypoint, .. arguments];

        string Expanded(string word) => ContainerEnvironment.Expand(word, environment);
    }

    private static bool Finds(ImmutableArray<string> command, ImageFacts image) => image.Find(command.AsSpan()) is not null || CommandTable.Find(command[0], image.Commands) is not null;

    private static string Missing(ImmutableArray<string> command) =>
        $"failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: {CommandTable.WhyMissing(command)}";

    // The time to a crash is exponential: the chance within each minute is the same, however long the container has run.
    private static TimeSpan TimeToCrash(BehaviourAnnotations said, string pod, string container, int run)
    {
        if (said.CrashProbability >= 1)
            return TimeSpan.Zero;
        var seed = string.Create(CultureInfo.InvariantCulture, $"{said.Seed}/{pod}/{container}/{run}");
        var drawn = (BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(seed))) + 1.0) / (uint.MaxValue + 2.0);
        return TimeSpan.FromMinutes(Math.Log(drawn) / Math.Log(1 - said.CrashProbability));
    }
}
