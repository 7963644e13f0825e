using ActorKube.Model.Refusals;
using Akka.Pattern;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ActorKube.Store.Writes;

/// <summary>What writers are told when a batch can't be persisted, or the store stops: exactly whether something was written.</summary>
internal static class WriteFault
{
    private const int SqliteConstraint = 19;

    public static readonly Refusal Stopped = new(RefusalReason.ServiceUnavailable, "the store has stopped: nothing was written, try again");

    // Not ServiceUnavailable: clients try that again by themselves, and nobody knows what a second time would do.
    public static readonly Refusal Unknown = new(
        RefusalReason.Timeout, "the store stopped while it wrote: it is unknown whether this was written, so read the object again");

    public static readonly Refusal QueueFull = new(RefusalReason.TooManyRequests, "the store's queue of writes is full: nothing was written, try again");

    public static readonly Refusal WatchesEnded = new(RefusalReason.ServiceUnavailable, "the store has stopped: begin the watch again");

    public static readonly Refusal WatchUnknown = new(RefusalReason.ServiceUnavailable, "the store doesn't know this watch: begin it again");

    /// <summary>A failed write of the journal. A collision is rolled back as a whole; of other faults nobody knows what they left.</summary>
    public static Refusal Failed(Exception cause) => Chain(cause) switch
    {
        var chain when chain.Any(IsCollision) => new(
            RefusalReason.ServiceUnavailable, "another store has taken the journal over: nothing was written, try again"),
        var chain when chain.Any(fault => fault is OpenCircuitException) => new(
            RefusalReason.ServiceUnavailable, "the journal does not answer: nothing was written, try again later"),
        _ => new(RefusalReason.Timeout, $"{Unknown.Message}: {cause.GetBaseException().Message}"),
    };

    /// <summary>A write that the journal would not even try.</summary>
    public static Refusal Rejected(Exception cause) =>
        new(RefusalReason.ServiceUnavailable, $"the journal refuses this batch: nothing was written: {cause.GetBaseException().Message}");

    private static bool IsCollision(Exception fault) =>
        fault is SqliteException { SqliteErrorCode: SqliteConstraint } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private static IEnumerable<Exception> Chain(Exception fault) => fault switch
    {
        AggregateException many => many.InnerExceptions.SelectMany(Chain).Prepend(many),
        { InnerException: { } inner } => Chain(inner).Prepend(fault),
        _ => [fault],
    };
}
