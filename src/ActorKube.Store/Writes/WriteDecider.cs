using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Writes;

namespace ActorKube.Store.Writes;

/// <summary>Decides submissions by the rules, and stages what they come to.</summary>
/// <param name="rules">The one door.</param>
/// <param name="catalogue">The kinds that are served.</param>
/// <param name="newUid">Makes a uid.</param>
/// <param name="nameSuffix">Makes five characters for <c>generateName</c>.</param>
/// <param name="mostWrites">Writes that a submission may hold.</param>
/// <param name="faulted">Told of a fault in the rules themselves; the write is refused then, and the store lives on.</param>
internal sealed class WriteDecider(
    WriteRules rules, KindCatalogue catalogue, Func<string> newUid, Func<string> nameSuffix, int mostWrites, Action<Write, Exception> faulted)
{
    // The results go back in one message, which holds this and one object more.
    private const int MostAnswerBytes = 4 * WireContract.GroupBytes;

    // Upstream tries so often for a name that is free (KEP-4420).
    private const int NamesToTry = 8;

    /// <summary>One result a write. Of an atomic submission with a refusal, nothing stays staged.</summary>
    public ImmutableArray<WriteResult> Decide(SubmitWrites submission, Staging staging)
    {
        if (submission.Writes.Length > mostWrites)
            return RefuseAll(submission, new(RefusalReason.BadRequest, $"a submission may hold {mostWrites} writes, not {submission.Writes.Length}"));
        var mark = staging.Mark;
        var results = ImmutableArray.CreateBuilder<WriteResult>(submission.Writes.Length);
        var bytes = 0L;
        foreach (var write in submission.Writes)
        {
            var result = bytes < MostAnswerBytes
                ? Decide(write, staging)
                : WriteResult.Refused(new(RefusalReason.TooManyRequests, "the answer would be too large for one message: submit fewer writes at a time"));
            if (submission.Atomic && result.Refusal is { } refusal)
            {
                staging.RollBackTo(mark);
                var others = RefuseAll(submission, refusal with { Message = $"the transaction was not carried out: {refusal.Message}", Faults = [] });
                return others.SetItem(results.Count, result);
            }
            results.Add(result);
            bytes += result.Object?.Json.Length ?? 0;
        }
        return results.MoveToImmutable();
    }

    private static ImmutableArray<WriteResult> RefuseAll(SubmitWrites submission, Refusal refusal) =>
        [.. submission.Writes.Select(_ => WriteResult.Refused(refusal))];

    private WriteResult Decide(Write write, Staging staging)
    {
        try
        {
            var decision = Ask(write, staging);
            for (var tried = 1; tried < NamesToTry && WantsAnotherName(write, decision); tried++)
                decision = Ask(write, staging);
            return (write.Options.DryRun ? Show(decision, staging) : Stage(decision, staging)) with { Warnings = decision.Warnings };
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            faulted(write, fault);
            return WriteResult.Refused(new(RefusalReason.InternalError, $"Internal error occurred: {fault.Message}"));
        }
    }

    private static bool WantsAnotherName(Write write, WriteDecision decision) =>
        write is CreateObject { Key.Name: "" } && decision is WriteDecision.Refuse { Refusal.Reason: RefusalReason.AlreadyExists };

    private WriteDecision Ask(Write write, Staging staging)
    {
        var context = new WriteContext(staging.Now, newUid(), nameSuffix(), catalogue, staging.Find, staging.List);
        return write switch
        {
            CreateObject create => rules.Create(create.Key, create.Json, create.Options, context),
            ReplaceObject replace => rules.Replace(replace.Key, replace.Json, replace.Subresource, replace.Options, context),
            PatchObject patch => rules.Patch(patch.Key, patch.Type, patch.Patch, patch.Subresource, patch.Options, context),
            ApplyObject apply => rules.Apply(apply.Key, apply.Manifest, apply.Options, context),
            BindPod bind => rules.Bind(bind.Key, bind.Uid, bind.NodeName, context),
            DeleteObject delete => rules.Delete(
                delete.Key, delete.GraceSeconds, Propagation(delete.Propagation), delete.Uid, delete.Revision, context),
            EvictPod evict => rules.Evict(evict.Key, evict.GraceSeconds, evict.Uid, evict.Revision, context),
            _ => new WriteDecision.Refuse(new(RefusalReason.BadRequest, $"{write.GetType().Name} is a write that this store doesn't know")),
        };
    }

    private static WriteResult Stage(WriteDecision decision, Staging staging)
    {
        foreach (var other in decision.Also)
            staging.Put(other);
        return decision switch
        {
            WriteDecision.Put put => new(put.Creates ? WriteOutcome.Created : WriteOutcome.Changed, staging.Put(put.Object), null),
            WriteDecision.Remove remove => new(WriteOutcome.Removed, staging.Remove(remove.Last), null),
            WriteDecision.Keep keep => new(WriteOutcome.Unchanged, keep.Present, null),
            WriteDecision.Refuse refuse => WriteResult.Refused(refuse.Refusal),
            _ => throw new InvalidOperationException($"{decision.GetType().Name} is a decision that this store doesn't know"),
        };
    }

    /// <summary>What a dry run answers: the outcome as it would be, and nothing staged. A new object has no revision, a changed one keeps its own.</summary>
    private static WriteResult Show(WriteDecision decision, Staging staging) => decision switch
    {
        WriteDecision.Put { Creates: true } put => new(WriteOutcome.Created, put.Object, null),
        WriteDecision.Put put => new(WriteOutcome.Changed, AsOf(put.Object, staging), null),
        WriteDecision.Remove remove => new(WriteOutcome.Removed, AsOf(remove.Last, staging), null),
        _ => Stage(decision, staging),
    };

    private static ApiObject AsOf(ApiObject value, Staging staging) => value.WithRevision(staging.Find(value.Key)?.Revision ?? Revision.None);

    private static DeletionPropagation Propagation(Propagation propagation) => propagation switch
    {
        Protocol.Storage.Propagation.Foreground => DeletionPropagation.Foreground,
        Protocol.Storage.Propagation.Orphan => DeletionPropagation.Orphan,
        _ => DeletionPropagation.Background,
    };
}
