using System.Collections.Immutable;
using ActorKube.ApiServer.Caching;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;

namespace ActorKube.ApiServer.Storage;

/// <summary>
/// Keeps the cache of some kinds true by a watch of the store: loads the objects and the recent changes, follows, and resumes where it was when a message
/// is lost or the store moves. It sends through the function that it is given, and nothing else. All methods are called by one actor.
/// </summary>
internal sealed class StoreFeed(ImmutableArray<ResourceKind> kinds, WatchCache cache, long firstWatchId, Action<IStorageMessage> send)
{
    // Watch numbers of a feed: firstWatchId, firstWatchId + 2, … for the watch, and one more for the history that it is loaded with.
    private const int Step = 4;

    private readonly List<ApiObject> _loaded = [];
    private readonly List<WatchEvent> _history = [];
    private readonly List<TaskCompletionSource<Refusal?>> _waiting = [];
    private readonly List<TaskCompletionSource<Refusal?>> _asked = [];
    private long _watchId = firstWatchId;
    private long _sequence;
    private long _historySequence;
    private long _progress;
    private Revision _floor;
    private Revision _revision;
    private bool _historyIsWhole;
    private bool _hasEnded;

    /// <summary>True once the cache was loaded; it stays so while the store is away.</summary>
    internal bool IsLoaded { get; private set; }

    /// <summary>The number under which the feed asks the store for its state.</summary>
    internal long DescribeId { get; } = firstWatchId;

    private long HistoryId => _watchId + 1;

    /// <summary>Begins: loads the cache, or resumes if it was loaded before.</summary>
    internal void Start()
    {
        send(new StopWatch(_watchId));
        _watchId += Step;
        (_sequence, _historySequence, _hasEnded) = (0, 0, false);
        if (IsLoaded)
            send(new WatchObjects(_watchId, kinds, null, [], _revision));
        else
            send(new DescribeStore(DescribeId));
    }

    /// <summary>Goes on with loading: the oldest revision that there is a history from is known.</summary>
    internal void Apply(StoreDescribed described)
    {
        if (IsLoaded)
            return;
        _loaded.Clear();
        _history.Clear();
        // Changes are counted from one on, and nothing was before: none stands for no revision in a watch.
        _floor = described.OldestWatchable.IsSome ? described.OldestWatchable : Revision.None.Next;
        _historyIsWhole = true;
        send(new WatchObjects(HistoryId, kinds, null, [], _floor));
        send(new WatchObjects(_watchId, kinds, null, [], Revision.None));
    }

    /// <summary>Takes changes in.</summary>
    /// <returns>True if the message is this feed's.</returns>
    internal bool Apply(WatchEvents events)
    {
        if (events.WatchId == HistoryId && !IsLoaded)
        {
            _historyIsWhole &= events.Sequence == ++_historySequence;
            _history.AddRange(events.Events);
            return true;
        }
        if (events.WatchId != _watchId)
            return false;
        if (!IsNext(events.Sequence))
            return true;
        if (!IsLoaded)
        {
            _loaded.AddRange(events.Events.Select(change => change.Object));
            return true;
        }
        foreach (var ofKind in events.Events.GroupBy(change => change.Object.Key.Kind))
            cache.Of(ofKind.Key).Apply([.. ofKind], events.Revision);
        _revision = events.Revision;
        if (events.Events.IsEmpty)
            foreach (var kind in kinds)
                cache.Of(kind).Advance(events.Revision);
        if (events.Answers == _progress)
            Answer(null);
        return true;
    }

    /// <summary>The initial objects are complete: shows them.</summary>
    internal bool Apply(WatchSynced synced)
    {
        if (synced.WatchId != _watchId)
            return false;
        if (!IsNext(synced.Sequence) || IsLoaded)
            return true;
        send(new StopWatch(HistoryId));
        // Both watches come from one sender: whatever was changed before the initial objects were read is in the history by now.
        var floor = _historyIsWhole ? _floor : synced.Revision;
        var (objects, changes) = (_loaded.ToLookup(value => value.Key.Kind), _history.Where(_ => _historyIsWhole).ToLookup(change => change.Object.Key.Kind));
        foreach (var kind in kinds)
            cache.Of(kind).Replace(objects[kind], changes[kind], floor, synced.Revision);
        _loaded.Clear();
        _history.Clear();
        (IsLoaded, _revision) = (true, synced.Revision);
        AskProgress();
        return true;
    }

    /// <summary>
    /// Begins anew, from the present objects, if this feed's watch ended because it is too old; if the store has stopped, <see cref="AskProgress"/> begins it
    /// again, where it was.
    /// </summary>
    internal void Apply(WatchEnded ended)
    {
        if (ended.WatchId == HistoryId)
            _historyIsWhole = false;
        if (ended.WatchId != _watchId)
            return;
        _hasEnded = true;
        if (ended.Refusal.Reason is not (RefusalReason.Expired or RefusalReason.Timeout))
            return;
        IsLoaded = false;
        Start();
    }

    /// <summary>Asks the store whether it is there, and how far it is.</summary>
    internal void AskProgress()
    {
        if (_hasEnded)
            Start();
        if (!IsLoaded)
            return;
        if (_asked.Count == 0)
        {
            _asked.AddRange(_waiting);
            _waiting.Clear();
        }
        send(new RequestProgress(_watchId, ++_progress));
    }

    /// <summary>Completes with null once the cache shows everything that was acknowledged before this call, or with the refusal.</summary>
    internal void Confirm(TaskCompletionSource<Refusal?> waiter)
    {
        _waiting.Add(waiter);
        if (_asked.Count == 0)
            AskProgress();
    }

    /// <summary>Tells everyone who waits that there is nobody to ask.</summary>
    internal void Fail(Refusal refusal)
    {
        foreach (var waiter in _asked.Concat(_waiting))
            waiter.TrySetResult(refusal);
        _asked.Clear();
        _waiting.Clear();
    }

    private void Answer(Refusal? refusal)
    {
        foreach (var waiter in _asked)
            waiter.TrySetResult(refusal);
        _asked.Clear();
        if (_waiting.Count > 0)
            AskProgress();
    }

    private bool IsNext(long sequence)
    {
        if (sequence == ++_sequence)
            return true;
        Start();
        return false;
    }
}
