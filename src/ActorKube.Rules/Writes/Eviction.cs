using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what an eviction does.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/.</remarks>
internal static class Eviction
{
    internal static WriteDecision Decide(ResourceKey key, long? graceSeconds, string uid, Revision revision, WriteContext context) =>
        context.Find(key) is null
            ? new WriteDecision.Refuse(Refusal.NotFound(key))
            : Deletion.Decide(key, graceSeconds, DeletionPropagation.Background, uid, revision, context);
}
