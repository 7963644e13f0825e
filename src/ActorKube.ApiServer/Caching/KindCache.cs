using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;

namespace ActorKube.ApiServer.Caching;

/// <summary>
/// One kind: its present objects and its recent changes. One writer (the API server's actor); any number of readers on other threads, who see whole
/// batches of changes or nothing of them.
/// </summary>
internal sealed class KindCache(int mostChanges, long mostBytes)
{
    private readonly Lock _gate = new();
    private readonly ChangeRing _changes = new(mostChanges, mostBytes);
    private volatile KindSnapshot _snapshot = KindSnapshot.Empty;
    private TaskCompletionSource _news = NewSignal();

    /// <summary>The objects as they are now.</summary>
    internal KindSnapshot Snapshot => _snapshot;

    /// <summary>The oldest revision that a watch can resume from.</summary>
    internal Revision Floor
    {
        get
        {
            lock (_gate)
                return _changes.Floor;
        }
    }

    /// <summary>Takes changes in, in order of revision, and wakes whoever waits.</summary>
    internal void Apply(IReadOnlyList<WatchEvent> events, Revision revision)
    {
        var objects = _snapshot.ToBuilder();
        var changes = new CachedChange[events.Count];
        for (var index = 0; index < events.Count; index++)
        {
            var (type, value) = events[index];
            var before = type == WatchEventType.Deleted ? objects.Remove(value) : objects.Put(value);
            changes[index] = new(type, value, before);
        }
        Change(() =>
        {
            foreach (var change in changes)
                _changes.Add(change);
            _snapshot = objects.Build(revision);
        });
    }

    /// <summary>Notes that nothing has changed up to a revision. Wakes nobody: a bookmark can wait.</summary>
    internal void Advance(Revision revision)
    {
        lock (_gate)
            if (_snapshot.Revision < revision)
                _snapshot = _snapshot.At(revision);
    }

    /// <summary>
    /// Takes a whole new state in: the objects at a revision, and the changes that led to it as far as they are known. Whoever reads the changes
    /// before has to begin anew.
    /// </summary>
    /// <param name="objects">The objects.</param>
    /// <param name="history">Earlier changes, in order of revision, up to <paramref name="revision"/>.</param>
    /// <param name="floor">The revision after which <paramref name="history"/> is complete.</param>
    /// <param name="revision">The revision of the objects.</param>
    internal void Replace(IEnumerable<ApiObject> objects, IEnumerable<WatchEvent> history, Revision floor, Revision revision)
    {
        var builder = KindSnapshot.Empty.ToBuilder();
        foreach (var value in objects)
            builder.Put(value);
        var seen = new Dictionary<ResourceKey, ApiObject>();
        Change(() =>
        {
            _changes.Clear(floor);
            foreach (var (type, value) in history)
            {
                _changes.Add(new(type, value, seen.GetValueOrDefault(value.Key)));
                seen[value.Key] = value;
            }
            _snapshot = builder.Build(revision);
        });
    }

    /// <summary>Where a reader of changes begins, and the objects at just that moment.</summary>
    internal (KindSnapshot Snapshot, long Place) Begin()
    {
        lock (_gate)
            return (_snapshot, _changes.End);
    }

    /// <summary>The place of the first change after a revision; null if changes since then are not here any more.</summary>
    internal long? Resume(Revision revision)
    {
        lock (_gate)
            return revision < _changes.Floor ? null : _changes.PlaceAfter(revision);
    }

    /// <summary>Copies changes from a place on.</summary>
    /// <param name="place">The place; moved behind the last one that was copied.</param>
    /// <param name="target">What they are copied to; as many as there is room for.</param>
    /// <param name="revision">If all were copied, the revision up to which that is everything; else <see cref="Revision.None"/>.</param>
    /// <param name="news">If there was nothing to copy: completes as soon as there is.</param>
    /// <returns>How many were copied; -1 if the reader was too slow, and changes are gone that it had not read.</returns>
    internal int Read(ref long place, Span<CachedChange> target, out Revision revision, out Task news)
    {
        lock (_gate)
        {
            (revision, news) = (Revision.None, _news.Task);
            if (place < _changes.First)
                return -1;
            var count = (int)Math.Min(target.Length, _changes.End - place);
            for (var index = 0; index < count; index++)
                target[index] = _changes[place + index];
            place += count;
            if (place == _changes.End)
                revision = _snapshot.Revision;
            return count;
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource news;
        lock (_gate)
        {
            change();
            (news, _news) = (_news, NewSignal());
        }
        news.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
