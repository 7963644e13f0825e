using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.Workloads;

/// <summary>One thing that rules want done to the cluster, as a value. Whoever carries it out may find it refused, and then asks again.</summary>
public abstract record Change
{
    private Change() { }

    /// <summary>The Event to record when the change was made or refused; null for none.</summary>
    public Announcement? Announcement { get; init; }

    /// <summary>The object that is changed; its name is empty if the store is to make one.</summary>
    public abstract ResourceKey Key { get; }

    /// <summary>Create an object.</summary>
    /// <param name="Kind">Its kind.</param>
    /// <param name="Object">The whole object.</param>
    public sealed record Create(ResourceKind Kind, JsonObject Object) : Change
    {
        /// <inheritdoc/>
        public override ResourceKey Key => new(
            Kind, (string?)Object["metadata"]?["namespace"] ?? "", (string?)Object["metadata"]?["name"] ?? "");
    }

    /// <summary>Change an object by a JSON merge patch; <c>metadata.uid</c> and <c>metadata.resourceVersion</c> in it are preconditions.</summary>
    /// <param name="Target">The object.</param>
    /// <param name="Fields">The patch.</param>
    /// <param name="Status">True to change status alone, false to leave it alone.</param>
    public sealed record Patch(ResourceKey Target, JsonObject Fields, bool Status = false) : Change
    {
        /// <inheritdoc/>
        public override ResourceKey Key => Target;
    }

    /// <summary>Delete an object.</summary>
    /// <param name="Target">The object.</param>
    /// <param name="Uid">Its uid: another object of the same name stays.</param>
    /// <param name="Revision">The revision that it must have; <see cref="Revision.None"/> for any.</param>
    /// <param name="GraceSeconds">Seconds of grace; zero removes a pod at once; null for the pod's own.</param>
    /// <param name="Propagation">What becomes of its dependents.</param>
    public sealed record Delete(
        ResourceKey Target, string Uid, Revision Revision = default, long? GraceSeconds = null, DeletionPropagation Propagation = DeletionPropagation.Background) : Change
    {
        /// <inheritdoc/>
        public override ResourceKey Key => Target;
    }

    /// <summary>Record an Event, and change nothing.</summary>
    /// <param name="Notice">What to say.</param>
    public sealed record Notify(Notice Notice) : Change
    {
        /// <inheritdoc/>
        public override ResourceKey Key => Notice.About.Key;
    }
}
