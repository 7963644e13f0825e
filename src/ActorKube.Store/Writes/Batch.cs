using System.Collections.Immutable;
using ActorKube.Store.Journal;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Writes;

/// <summary>What a batch of writes comes to: to be persisted, then applied, then answered, then shown to watches.</summary>
/// <param name="Changes">The changes in order of revision, journaled or not.</param>
/// <param name="Event">What must be on disk first; null if nothing must.</param>
/// <param name="DecidedAt">When it was decided, in emulated time.</param>
internal sealed record Batch(ImmutableArray<Change> Changes, IStoreEvent? Event, DateTimeOffset DecidedAt);
