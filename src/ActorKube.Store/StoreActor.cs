using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Writes;
using ActorKube.Store.Compacting;
using ActorKube.Store.Journal;
using ActorKube.Store.Objects;
using ActorKube.Store.Watches;
using ActorKube.Store.Writes;
using Akka.Actor;
using Akka.Event;
using Akka.Persistence;

namespace ActorKube.Store;

/// <summary>
/// The only owner of the API objects. Writes that arrive while a batch is on its way to disk form the next batch, one event of the journal:
/// persisted, then applied, then answered, then shown to watches. It tells its parent <see cref="StoreReady"/> when it has recovered and taken the
/// journal over, and serves from then on. When the journal fails it acknowledges nothing more and stops: the parent makes a new one,
/// with back-off, which finds out what is on disk.
/// </summary>
public sealed class StoreActor : ReceivePersistentActor, IWithTimers
{
    private sealed record BookmarksDue;

    private sealed record EphemeralSweepDue;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly StoreSettings _settings;
    private readonly EmulatedTimeProvider _time;
    private readonly StoreState _state;
    private readonly JournalLedger _ledger;
    private readonly JournalReplay _replay;
    private readonly WriteDecider _decider;
    private readonly Compactor _compactor;
    private readonly WriteQueue _queue;
    private readonly WatchRegistry _watches;

    // What is on its way to disk; null if nothing is.
    private Writing? _writing;
    private bool _compactionsTurn;

    private StoreActor(
        StoreSettings settings, WriteRules rules, KindCatalogue catalogue, EmulatedTimeProvider time, Func<string> newUid, Func<string> nameSuffix)
    {
        _settings = settings;
        _time = time;
        _state = new(settings);
        _ledger = new(settings);
        _replay = new(_state, _ledger);
        _compactor = new(_state, _ledger);
        _queue = new(settings.QueueWrites, settings.QueueBytes);
        _watches = new(_state, (watcher, message) => watcher.Tell(message, Self));
        _decider = new(rules, catalogue, newUid, nameSuffix, settings.SubmissionWrites, (write, fault) =>
            _log.Error(fault, "the rules failed on {Write} of {Key}; it is refused", write.GetType().Name, write.Key));

        Recover<IStoreEvent>(stored => _replay.Take(stored, LastSequenceNr));
        Recover<RecoveryCompleted>(_ => OnRecoveryCompleted());

        Command<SubmitWrites>(OnSubmitWrites);
        Command<GetObject>(get => Sender.Tell(new ObjectRead(get.Id, _state.Revision, _state.Find(get.Key))));
        Command<ListObjects>(list => Sender.Tell(ObjectPage.Read(_state, list)));
        Command<DescribeStore>(OnDescribeStore);
        Command<WatchObjects>(OnWatchObjects);
        Command<StopWatch>(OnStopWatch);
        Command<RequestProgress>(request => _watches.Progress(Sender, request));
        Command<Terminated>(terminated => _watches.Remove(terminated.ActorRef));
        Command<BookmarksDue>(_ => _watches.Bookmark());
        Command<EphemeralSweepDue>(_ => OnEphemeralSweepDue());
        Command<DeleteMessagesSuccess>(OnDeleted);
        Command<DeleteMessagesFailure>(OnDeleteFailed);
    }

    /// <summary>The one journal of the cluster.</summary>
    public override string PersistenceId => "store";

    /// <summary>Nothing but the journal: no snapshot is ever looked for.</summary>
    public override Recovery Recovery => new(SnapshotSelectionCriteria.None);

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The store's props; name it <c>store</c>.</summary>
    /// <param name="settings">Bounds and intervals.</param>
    /// <param name="rules">The one door that every write passes.</param>
    /// <param name="catalogue">The kinds that are served.</param>
    /// <param name="time">Emulated time.</param>
    /// <param name="newUid">Makes a uid in the form of a UUID; called on the actor's thread.</param>
    /// <param name="nameSuffix">Makes five characters for <c>generateName</c>; called on the actor's thread.</param>
    public static Props Props(
        StoreSettings settings, WriteRules rules, KindCatalogue catalogue, EmulatedTimeProvider time, Func<string> newUid, Func<string> nameSuffix) =>
        Akka.Actor.Props.CreateBy(new StoreProducer(() => new StoreActor(settings, rules, catalogue, time, newUid, nameSuffix)));

    /// <inheritdoc/>
    protected override void PostStop()
    {
        RefuseWriting(WriteFault.Unknown);
        while (_queue.TryDequeue(out var pending))
            Refuse(pending.Sender, pending.Submission, WriteFault.Stopped);
        _watches.EndAll(WriteFault.WatchesEnded);
        base.PostStop();
    }

    /// <inheritdoc/>
    protected override void OnPersistFailure(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistFailure(cause, @event, sequenceNr);
        RefuseWriting(WriteFault.Failed(cause));
    }

    /// <inheritdoc/>
    protected override void OnPersistRejected(Exception cause, object @event, long sequenceNr)
    {
        base.OnPersistRejected(cause, @event, sequenceNr);
        RefuseWriting(WriteFault.Rejected(cause));
        Context.Stop(Self);
    }

    // Persist, unlike PersistAsync, keeps commands away until its handler has run: nothing is served before the epoch is on disk.
    private void OnRecoveryCompleted()
    {
        if (!_replay.IsWhole)
        {
            _log.Error("the journal is damaged: it begins with a compaction that was never completed; nothing is served from it");
            Context.Stop(Self);
            return;
        }
        _state.ResumeAboveCeiling();
        Persist(new EpochBegun(_state.Epoch + 1, new Revision(_state.Revision.Value + _settings.RevisionsReserved)), begun =>
        {
            Apply(begun);
            var batch = DecideSystemObjects();
            if (batch.Event is null)
                OnReady();
            else
                Persist(batch.Event, stored =>
                {
                    Apply(stored, batch);
                    OnReady();
                });
        });
    }

    private void OnReady()
    {
        Timers.StartPeriodicTimer(nameof(BookmarksDue), new BookmarksDue(), _settings.BookmarkInterval);
        Timers.StartPeriodicTimer(nameof(EphemeralSweepDue), new EphemeralSweepDue(), _time.ToReal(_settings.EphemeralSweepInterval));
        _log.Info("store of epoch {Epoch} serves {Objects} objects at revision {Revision}", _state.Epoch, _state.Count, _state.Revision);
        Context.Parent.Tell(new StoreReady(_state.Epoch, _state.Revision));
        DeleteObsolete();
        _compactor.StartIfDue();
        WriteNext();
    }

    private void OnSubmitWrites(SubmitWrites submission)
    {
        if (!_queue.TryEnqueue(Sender, submission))
            Refuse(Sender, submission, WriteFault.QueueFull);
        WriteNext();
    }

    private void OnDescribeStore(DescribeStore describe) =>
        Sender.Tell(new StoreDescribed(describe.Id, _state.Epoch, _state.Revision, _state.Count, _state.History.Floor));

    private void OnWatchObjects(WatchObjects request)
    {
        if (Sender.IsNobody())
            return;
        if (_watches.Begin(Sender, request))
            Context.Watch(Sender);
        else
            Context.Unwatch(Sender);
    }

    private void OnStopWatch(StopWatch stop)
    {
        if (!_watches.Stop(Sender, stop.WatchId))
            Context.Unwatch(Sender);
    }

    private void OnEphemeralSweepDue()
    {
        // A batch of its own, unless one is under way: that one's successor sweeps too.
        if (_writing is null)
            Carry(DecideBatch());
        WriteNext();
    }

    // Batches and the steps of a compaction take turns, so neither holds the other up for longer than one event.
    private void WriteNext()
    {
        while (_writing is null)
        {
            if (_compactor.IsRunning && (_compactionsTurn || _queue.IsEmpty))
            {
                _compactionsTurn = false;
                Write(new(_compactor.Next(LastSequenceNr + 1), null, []));
            }
            else if (!_queue.IsEmpty)
            {
                _compactionsTurn = true;
                Carry(DecideBatch());
            }
            else
            {
                return;
            }
        }
    }

    private (Batch Batch, ImmutableArray<PendingAnswer> Answers) DecideBatch()
    {
        var staging = new Staging(_state, _settings, _time.GetUtcNow());
        var answers = ImmutableArray.CreateBuilder<PendingAnswer>();
        var writes = 0;
        while (writes < _settings.BatchWrites && staging.Bytes < _settings.BatchBytes && _queue.TryDequeue(out var pending))
        {
            writes += pending.Submission.Writes.Length;
            answers.Add(new(pending.Sender, pending.Submission.Id, _decider.Decide(pending.Submission, staging)));
        }
        staging.RemoveOldEphemerals();
        return (staging.Complete(), answers.ToImmutable());
    }

    private Batch DecideSystemObjects()
    {
        var staging = new Staging(_state, _settings, _time.GetUtcNow());
        ImmutableArray<Write> missing =
        [
            .. SystemObjects.All
                .Where(wanted => _state.Find(wanted.Key) is null)
                .Select(wanted => new CreateObject(wanted.Key, wanted.Json)),
        ];
        foreach (var refused in _decider.Decide(new SubmitWrites(0, missing), staging).Where(result => result.Refusal is not null))
            _log.Error("an object that every cluster has is refused: {Refusal}", refused.Refusal);
        return staging.Complete();
    }

    private void Carry((Batch Batch, ImmutableArray<PendingAnswer> Answers) decided)
    {
        var (batch, answers) = decided;
        if (batch.Event is { } stored)
        {
            Write(new(stored, batch, answers));
            return;
        }
        _state.Apply(batch);
        Announce(batch, answers);
    }

    private void Write(Writing writing)
    {
        _writing = writing;
        PersistAsync(writing.Event, stored =>
        {
            _writing = null;
            Apply(stored, writing.Batch);
            if (writing.Batch is { } batch)
                Announce(batch, writing.Answers);
            if (stored is CompactionCompleted)
                DeleteObsolete();
            _compactor.StartIfDue();
            WriteNext();
        });
    }

    private void Apply(IStoreEvent stored, Batch? batch = null)
    {
        _ledger.Note(stored, LastSequenceNr);
        if (batch is null)
            _state.Apply(stored);
        else
            _state.Apply(batch);
    }

    private void Announce(Batch batch, ImmutableArray<PendingAnswer> answers)
    {
        foreach (var answer in answers)
            answer.Sender.Tell(answer.At(_state.Revision), Self);
        if (batch.Changes.Length > 0)
            _watches.Notify(batch.Changes);
    }

    private void RefuseWriting(Refusal refusal)
    {
        foreach (var answer in _writing?.Answers ?? [])
            answer.Sender.Tell(answer.Refused(_state.Revision, refusal), Self);
        _writing = null;
    }

    private void Refuse(IActorRef sender, SubmitWrites submission, Refusal refusal) =>
        sender.Tell(new WritesAnswered(submission.Id, _state.Revision, [.. submission.Writes.Select(_ => WriteResult.Refused(refusal))]), Self);

    private void DeleteObsolete()
    {
        if (_compactor.BeginDeletion() is > 0 and var upTo)
            DeleteMessages(upTo);
    }

    private void OnDeleted(DeleteMessagesSuccess deleted)
    {
        _compactor.Deleted(deleted.ToSequenceNr);
        _log.Info("the journal is compacted: its events up to {SequenceNr} are gone", deleted.ToSequenceNr);
        DeleteObsolete();
    }

    private void OnDeleteFailed(DeleteMessagesFailure failed)
    {
        _compactor.NotDeleted();
        _log.Warning(failed.Cause, "obsolete events up to {SequenceNr} could not be deleted; they stay for now", failed.ToSequenceNr);
    }
}
