using System.Collections.Immutable;
using ActorKube.ControlPlane.Watching;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;

namespace ActorKube.ControlPlane.Controllers;

/// <summary>
/// What a watch must show before its cache may be believed again after writes of one's own: the revisions that were written, and that what was removed
/// is gone. Deciding earlier would make the same pods twice.
/// </summary>
/// <param name="Revision">The last revision written.</param>
/// <param name="Removed">Objects that were removed.</param>
internal sealed record Expectation(Revision Revision, ImmutableArray<ApiObject> Removed)
{
    internal static Expectation Of(WritesAnswered answer)
    {
        var written = answer.Results.Where(result => result.Outcome is WriteOutcome.Created or WriteOutcome.Changed)
            .Select(result => result.Object!.Revision.Value).Append(0).Max();
        return new(new Revision(written), [.. answer.Results.Where(result => result.Outcome == WriteOutcome.Removed).Select(result => result.Object!)]);
    }

    internal bool IsMet(StoreWatch watch) =>
        watch.IsSynced && watch.Revision >= Revision
        && Removed.All(gone => watch.Cache.Find(gone.Key)?.Metadata.Uid != gone.Metadata.Uid);
}
