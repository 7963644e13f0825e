using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using Akka.Actor;

namespace ActorKube.Protocol.Storage;

/// <summary>The conversation with the store: whoever reads, writes or watches API objects. The control-plane singleton forwards it to the store.</summary>
public interface IStorageMessage;

/// <summary>Asks for writes, in order. Answered by <see cref="WritesAnswered"/> once they are on disk.</summary>
/// <param name="Id">The sender's own number, repeated in the answer.</param>
/// <param name="Writes">The writes; each is admitted on its own unless <paramref name="Atomic"/>.</param>
/// <param name="Atomic">True if either all writes happen or none does.</param>
public sealed record SubmitWrites(long Id, ImmutableArray<Write> Writes, bool Atomic = false) : IStorageMessage
{
    /// <summary>One write.</summary>
    public SubmitWrites(long id, Write write) : this(id, [write]) { }
}

/// <summary>The answer to <see cref="SubmitWrites"/>: one result a write, in order. What was written survives any crash.</summary>
/// <param name="Id">The number of the request.</param>
/// <param name="Revision">The store's revision after these writes.</param>
/// <param name="Results">One result a write.</param>
public sealed record WritesAnswered(long Id, Revision Revision, ImmutableArray<WriteResult> Results) : IStorageMessage;

/// <summary>What became of one write: exactly one of object and refusal is set.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Object">The object after the write; the last state of one that was removed.</param>
/// <param name="Refusal">Why nothing was written.</param>
public sealed record WriteResult(WriteOutcome Outcome, ApiObject? Object, Refusal? Refusal)
{
    /// <summary>Notes for the caller that don't stop the write, such as an ignored field.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>A refused write.</summary>
    public static WriteResult Refused(Refusal refusal) => new(WriteOutcome.Refused, null, refusal);
}

/// <summary>What a write did.</summary>
public enum WriteOutcome
{
    /// <summary>Nothing: see the refusal.</summary>
    Refused,

    /// <summary>A new object.</summary>
    Created,

    /// <summary>A new revision of an object; also a deletion that waits for grace or finalizers.</summary>
    Changed,

    /// <summary>The object is already as wanted: no new revision.</summary>
    Unchanged,

    /// <summary>The object is gone.</summary>
    Removed,
}

/// <summary>Asks for one object by key. Answered by <see cref="ObjectRead"/>.</summary>
public sealed record GetObject(long Id, ResourceKey Key) : IStorageMessage;

/// <summary>The answer to <see cref="GetObject"/>; null if there is none.</summary>
public sealed record ObjectRead(long Id, Revision Revision, ApiObject? Object) : IStorageMessage;

/// <summary>Asks for the objects of a kind, in order of namespace and name, in pages. Answered by <see cref="ObjectsListed"/>.</summary>
/// <param name="Id">The sender's own number, repeated in the answer.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Namespace">Only this namespace; null for all.</param>
/// <param name="LabelSelector">Only what this selects, in the form of URLs; empty for everything.</param>
/// <param name="After">Only keys after this <c>namespace/name</c>: the last one of the page before; empty for the first page.</param>
/// <param name="Limit">At most so many; the store may answer with fewer to keep a page under a megabyte.</param>
public sealed record ListObjects(
    long Id, ResourceKind Kind, string? Namespace = null, string LabelSelector = "", string After = "", int Limit = 500) : IStorageMessage;

/// <summary>A page of objects.</summary>
/// <param name="Id">The number of the request.</param>
/// <param name="Revision">The store's revision when the page was read.</param>
/// <param name="Objects">The objects.</param>
/// <param name="More">True if there are more; ask again after the last key.</param>
/// <param name="Refusal">Set if the request could not be answered (a selector that can't be read).</param>
public sealed record ObjectsListed(long Id, Revision Revision, ImmutableArray<ApiObject> Objects, bool More, Refusal? Refusal = null) : IStorageMessage;

/// <summary>
/// Begins a watch: the sender gets <see cref="WatchEvents"/> until it stops the watch, it dies, or the store ends it. Without
/// <paramref name="From"/> the present objects come first, as Added, followed by <see cref="WatchSynced"/>; with it, every change after that revision.
/// </summary>
/// <param name="WatchId">The sender's own number of the watch; a second watch of that number replaces the first.</param>
/// <param name="Kinds">The kinds to watch.</param>
/// <param name="Namespace">Only this namespace; null for all.</param>
/// <param name="NodeNames">Only pods bound to one of these nodes; empty for no such condition.</param>
/// <param name="From">Resume after this revision; <see cref="Revision.None"/> to begin with the present objects.</param>
public sealed record WatchObjects(
    long WatchId, ImmutableArray<ResourceKind> Kinds, string? Namespace, ImmutableArray<string> NodeNames, Revision From) : IStorageMessage
{
    /// <summary>All objects of these kinds, the present ones first.</summary>
    public WatchObjects(long watchId, params ImmutableArray<ResourceKind> kinds) : this(watchId, kinds, null, [], Revision.None) { }
}

/// <summary>A run of changes, in order of revision.</summary>
/// <param name="WatchId">The number of the watch.</param>
/// <param name="Sequence">1, 2, 3… within the watch over all of its messages: a gap means that a message was lost, so watch anew.</param>
/// <param name="Revision">The store's revision after these changes: resume from here. During the initial events it is <see cref="Revision.None"/>.</param>
/// <param name="Events">The changes; empty in a bookmark, which a quiet watch gets every few seconds.</param>
/// <param name="Answers">The number of the <see cref="RequestProgress"/> that this bookmark answers; zero if it answers none.</param>
public sealed record WatchEvents(long WatchId, long Sequence, Revision Revision, ImmutableArray<WatchEvent> Events, long Answers = 0) : IStorageMessage;

/// <summary>
/// Asks for a bookmark at once. Whoever has it has seen every write that was acknowledged before the request: a read from a copy of the store is then as
/// good as one from the store. Answered by <see cref="WatchEvents"/>, or by <see cref="WatchEnded"/> if the store doesn't know the watch.
/// </summary>
/// <param name="WatchId">The sender's own number of the watch.</param>
/// <param name="Id">A number other than zero, repeated in the answer.</param>
public sealed record RequestProgress(long WatchId, long Id) : IStorageMessage;

/// <summary>The initial events are complete.</summary>
/// <param name="WatchId">The number of the watch.</param>
/// <param name="Sequence">As in <see cref="WatchEvents"/>.</param>
/// <param name="Revision">The revision that the initial events show.</param>
public sealed record WatchSynced(long WatchId, long Sequence, Revision Revision) : IStorageMessage;

/// <summary>The store ends the watch; begin a new one.</summary>
/// <param name="WatchId">The number of the watch.</param>
/// <param name="Refusal">Why: Expired if the revision to resume from is too old.</param>
public sealed record WatchEnded(long WatchId, Refusal Refusal) : IStorageMessage;

/// <summary>Ends a watch from the watcher's side.</summary>
public sealed record StopWatch(long WatchId) : IStorageMessage;

/// <summary>Asks for the store's state. Answered by <see cref="StoreDescribed"/>.</summary>
public sealed record DescribeStore(long Id) : IStorageMessage;

/// <summary>The store's state.</summary>
/// <param name="Id">The number of the request.</param>
/// <param name="Epoch">How many times a store has taken over this journal.</param>
/// <param name="Revision">The last revision.</param>
/// <param name="Objects">How many objects are live.</param>
/// <param name="OldestWatchable">The oldest revision that a watch can resume from.</param>
public sealed record StoreDescribed(long Id, long Epoch, Revision Revision, int Objects, Revision OldestWatchable) : IStorageMessage;

/// <summary>What the store tells its parent when it has recovered, taken the journal over by a new epoch, and serves. Never leaves the process.</summary>
/// <param name="Epoch">How many times a store has taken over this journal.</param>
/// <param name="Revision">The last revision.</param>
public sealed record StoreReady(long Epoch, Revision Revision) : INoSerializationVerificationNeeded;
