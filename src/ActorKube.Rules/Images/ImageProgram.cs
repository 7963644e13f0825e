using System.Collections.Immutable;
using ActorKube.Rules.Containers;
using ActorKube.Rules.Containers.Processes;
using ActorKube.Rules.Containers.Serving;
using ActorKube.Rules.Containers.Usage;

namespace ActorKube.Rules.Images;

/// <summary>A program of an image, as the catalogue describes it.</summary>
/// <param name="Name">The name of its file, without directories.</param>
/// <param name="Arguments">The first arguments with which it does this; none for any.</param>
public sealed record ImageProgram(string Name, ImmutableArray<string> Arguments)
{
    /// <summary>The ports at which it listens.</summary>
    public ImmutableArray<ServedPort> Ports { get; init; } = [];

    /// <summary>True if it listens at the ports that its container declares, too.</summary>
    public bool ServesDeclaredPorts { get; init; }

    /// <summary>The lines that it prints at its start.</summary>
    public ImmutableArray<string> Log { get; init; } = [];

    /// <summary>What a list of processes shows for it and its workers; none for its command line.</summary>
    public ImmutableArray<string> Processes { get; init; } = [];

    /// <summary>The line that it prints again and again; empty for none.</summary>
    public string Beat { get; init; } = "";

    /// <summary>How often it prints that.</summary>
    public TimeSpan BeatEvery { get; init; }

    /// <summary>How it ends by itself; null if it runs until it is told to end.</summary>
    public PlannedEnd? End { get; init; }

    /// <summary>The exit code on SIGTERM; null if it takes no notice.</summary>
    public int? TerminateCode { get; init; } = 0;

    /// <summary>The signal that it sends to process 1 of its container, before it ends; null for none.</summary>
    public ProcessSignal? SignalsInit { get; init; }

    /// <summary>Processor time, in cores.</summary>
    public UsageSource Cpu { get; init; } = UsageSource.None;

    /// <summary>Memory, in bytes.</summary>
    public UsageSource Memory { get; init; } = UsageSource.None;

    internal bool Fits(ReadOnlySpan<string> words) => words.Length > 0 && words[0][(words[0].LastIndexOf('/') + 1)..] == Name
        && words.Length > Arguments.Length && words.Slice(1, Arguments.Length).SequenceEqual(Arguments.AsSpan());
}
