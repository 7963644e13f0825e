using ActorKube.Model.Json;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Workloads;
using ActorKube.Rules.Writes;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>Turns what rules want changed into writes of the store.</summary>
internal static class ChangeWrites
{
    internal static Write ToWrite(this Change change) => change switch
    {
        Change.Create create => new CreateObject(create.Key, CanonicalJson.Write(create.Object)),
        Change.Patch patch => new PatchObject(
            patch.Key, PatchType.Merge, CanonicalJson.Write(patch.Fields), patch.Status ? Subresource.Status : Subresource.None),
        Change.Delete delete => new DeleteObject(delete.Key, delete.GraceSeconds, Of(delete.Propagation), delete.Uid, delete.Revision),
        _ => throw new ArgumentException($"{change.GetType().Name} is not a write", nameof(change)),
    };

    /// <summary>True if a refusal only means that the view was behind or the store busy: look again, and tell nobody.</summary>
    internal static bool MayBeRepeated(this Change change, Refusal refusal) => refusal.Reason switch
    {
        RefusalReason.Conflict or RefusalReason.AlreadyExists => true,
        RefusalReason.NotFound => change is not Change.Create,
        _ => refusal.IsPassing(),
    };

    /// <summary>True if the store could not take the write just then, whatever it was.</summary>
    internal static bool IsPassing(this Refusal refusal) =>
        refusal.Reason is RefusalReason.TooManyRequests or RefusalReason.ServiceUnavailable or RefusalReason.Timeout;

    private static Propagation Of(DeletionPropagation propagation) => propagation switch
    {
        DeletionPropagation.Foreground => Propagation.Foreground,
        DeletionPropagation.Orphan => Propagation.Orphan,
        _ => Propagation.Background,
    };
}
