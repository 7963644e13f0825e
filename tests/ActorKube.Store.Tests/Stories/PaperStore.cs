using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Store.Compacting;
using ActorKube.Store.Journal;
using ActorKube.Store.Objects;
using ActorKube.Store.Writes;
using ActorKube.TestKit;
using Akka.Configuration;

namespace ActorKube.Store.Tests.Stories;

/// <summary>A store without actors or disk: a list of events stands for the journal, and it remembers what was live after each.</summary>
internal sealed class PaperStore
{
    private static readonly JournalSerializer Serializer = new(null!);

    private readonly JournalLedger _ledger;
    private Compaction? _compaction;

    public PaperStore(StoreSettings? settings = null)
    {
        Settings = settings ?? StoreSettings.From(Config.Empty);
        State = new(Settings);
        _ledger = new(Settings);
    }

    public StoreSettings Settings { get; }

    public StoreState State { get; }

    public List<StoredEvent> Journal { get; } = [];

    public List<Change> Changes { get; } = [];

    public bool IsCompacting => _compaction is not null;

    public bool IsCompactionDue => _ledger.IsCompactionDue(State.Count);

    public void Write(Action<Staging> stage)
    {
        var staging = new Staging(State, Settings, At.Start);
        stage(staging);
        var batch = staging.Complete();
        State.Apply(batch);
        Changes.AddRange(batch.Changes);
        if (batch.Event is { } stored)
            Append(stored, apply: false);
    }

    public void CompactionStep()
    {
        _compaction ??= new(State);
        var step = _compaction.Next(Journal.Count + 1);
        Append(step, apply: true);
        if (_compaction.IsComplete)
            _compaction = null;
    }

    public long ObsoleteUpTo => _ledger.ObsoleteUpTo;

    /// <summary>A store that recovers from these events, each of which goes through bytes.</summary>
    public static StoreState Recover(IEnumerable<StoredEvent> journal, StoreSettings settings)
    {
        var state = new StoreState(settings);
        var replay = new JournalReplay(state, new(settings));
        foreach (var (sequenceNr, stored, _) in journal)
            replay.Take((IStoreEvent)Serializer.FromBinary(Serializer.ToBinary(stored), Serializer.Manifest(stored)), sequenceNr);
        return replay.IsWhole ? state : throw new InvalidDataException("the journal begins with a compaction that was never completed");
    }

    /// <summary>All that must survive: the live objects, with revision and bytes.</summary>
    public static string Print(StoreState state) => string.Join('\n', KindCatalogue.BuiltIn.Stored
        .Where(kind => kind.Journaled)
        .SelectMany(kind => state.List(kind))
        .Select(value => $"{value} {Json.Text(value)}"));

    private void Append(IStoreEvent stored, bool apply)
    {
        if (apply)
            State.Apply(stored);
        Journal.Add(new(Journal.Count + 1, stored, Print(State)));
        _ledger.Note(stored, Journal.Count);
    }
}

/// <summary>An event of a paper journal.</summary>
/// <param name="SequenceNr">Its number.</param>
/// <param name="Event">The event.</param>
/// <param name="Live">What was live after it.</param>
internal sealed record StoredEvent(long SequenceNr, IStoreEvent Event, string Live);
