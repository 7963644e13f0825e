using System.Collections.Immutable;
using ActorKube.Store.Journal;

namespace ActorKube.Store.Writes;

/// <summary>What is on its way to disk.</summary>
/// <param name="Event">The event.</param>
/// <param name="Batch">The batch that it is for; null for a step of a compaction.</param>
/// <param name="Answers">The answers that wait for it.</param>
internal sealed record Writing(IStoreEvent Event, Batch? Batch, ImmutableArray<PendingAnswer> Answers);
