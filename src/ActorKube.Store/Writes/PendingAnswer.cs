using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using Akka.Actor;

namespace ActorKube.Store.Writes;

/// <summary>An answer that waits until its batch is on disk and applied.</summary>
/// <param name="Sender">Who gets it.</param>
/// <param name="Id">The number of the request.</param>
/// <param name="Results">One result a write.</param>
internal sealed record PendingAnswer(IActorRef Sender, long Id, ImmutableArray<WriteResult> Results)
{
    public WritesAnswered At(Revision revision) => new(Id, revision, Results);

    /// <summary>The answer if the batch didn't get to disk, or may not have: every result depended on it.</summary>
    public WritesAnswered Refused(Revision revision, Refusal refusal) => new(Id, revision, [.. Results.Select(_ => WriteResult.Refused(refusal))]);
}
