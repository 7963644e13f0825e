using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Journal;

/// <summary>What the store writes to its journal, and recovers from.</summary>
internal interface IStoreEvent;

/// <summary>
/// A store has taken this journal over. Written right after recovery, before the store serves: it takes the next sequence number, so that the
/// next write of an older store, which still lives somewhere, collides with it and fails. (Fencing; the table is unique in sequence numbers.)
/// </summary>
/// <param name="Epoch">How many stores have taken this journal over, this one included.</param>
/// <param name="Ceiling">Revisions up to here are reserved.</param>
internal sealed record EpochBegun(long Epoch, Revision Ceiling) : IStoreEvent;

/// <summary>A batch of writes: all or none of it is on disk.</summary>
/// <param name="Changes">The changes, in order of revision.</param>
/// <param name="Ceiling">Revisions up to here are reserved.</param>
internal sealed record ChangesWritten(ImmutableArray<Change> Changes, Revision Ceiling) : IStoreEvent;

/// <summary>Changes that are not journaled have reached the reserved revisions: further ones are reserved.</summary>
/// <param name="Ceiling">Revisions up to here are reserved.</param>
internal sealed record RevisionsReserved(Revision Ceiling) : IStoreEvent;

/// <summary>A compaction begins; with it everything begins that the journal needs once older events are gone.</summary>
/// <param name="Epoch">The present epoch.</param>
/// <param name="Revision">The present revision.</param>
/// <param name="Ceiling">Revisions up to here are reserved.</param>
internal sealed record CompactionBegun(long Epoch, Revision Revision, Revision Ceiling) : IStoreEvent;

/// <summary>A part of a compaction: objects as they were when this was written.</summary>
internal sealed record LiveObjectsCopied(ImmutableArray<ApiObject> Objects) : IStoreEvent;

/// <summary>A compaction is complete: events before it began are not needed any more.</summary>
/// <param name="BeganAt">The sequence number of its <see cref="CompactionBegun"/>.</param>
internal sealed record CompactionCompleted(long BeganAt) : IStoreEvent;
