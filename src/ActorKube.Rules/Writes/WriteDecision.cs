using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Writes;

/// <summary>What the store is to do for a write: put, remove, keep or refuse. The store gives the revision.</summary>
public abstract record WriteDecision
{
    private WriteDecision() { }

    /// <summary>Notes for the caller that don't stop the write.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Other present objects that change with the write, in the same breath; their revisions are not set yet.</summary>
    public ImmutableArray<ApiObject> Also { get; init; } = [];

    /// <summary>Store this object; its revision is not set yet.</summary>
    /// <param name="Object">The object as it will be, but for the revision.</param>
    /// <param name="Creates">True if there was none.</param>
    public sealed record Put(ApiObject Object, bool Creates) : WriteDecision;

    /// <summary>Remove the object; this is its last state.</summary>
    public sealed record Remove(ApiObject Last) : WriteDecision;

    /// <summary>The object is already as wanted: write nothing.</summary>
    public sealed record Keep(ApiObject Present) : WriteDecision;

    /// <summary>Write nothing, and say why.</summary>
    public sealed record Refuse(Refusal Refusal) : WriteDecision;
}
