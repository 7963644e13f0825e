namespace ActorKube.Rules.Nodes;

/// <summary>Whether a node is short of memory, as its kubelet sees it from time to time.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/#node-conditions.</remarks>
public sealed record MemoryPressure
{
    /// <summary>Nothing was seen yet.</summary>
    public static readonly MemoryPressure None = new();

    private DateTimeOffset? LastShort { get; init; }

    /// <summary>True if the node says so in its condition: until its memory has sufficed for a while.</summary>
    public bool IsReported { get; private init; }

    /// <summary>True if a pod has to go now.</summary>
    public bool Evicts { get; private init; }

    /// <summary>What to make of another look.</summary>
    /// <param name="availableBytes">What is available.</param>
    /// <param name="thresholdBytes">What should be.</param>
    /// <param name="transition">How long it must have sufficed before the condition goes.</param>
    /// <param name="now">The time.</param>
    public MemoryPressure Look(long availableBytes, long thresholdBytes, TimeSpan transition, DateTimeOffset now)
    {
        var isShort = availableBytes < thresholdBytes;
        var last = isShort ? now : LastShort;
        return new() { LastShort = last, Evicts = isShort, IsReported = last is { } moment && (isShort || now - moment < transition) };
    }
}
