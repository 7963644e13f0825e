using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.Store.Journal;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Writes;

/// <summary>
/// The objects as they will be once the batch that is being decided is applied: the state, and the changes so far on top of it. A later write
/// of the batch sees the earlier ones. The state itself is not touched.
/// </summary>
internal sealed class Staging(StoreState state, StoreSettings settings, DateTimeOffset now)
{
    private readonly Dictionary<ResourceKey, ApiObject?> _overlay = [];
    private readonly List<Staged> _staged = [];
    private int _ephemerals = state.Ephemerals.Count;

    /// <summary>Emulated time of the batch.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The bytes of the changes so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>The point to roll back to.</summary>
    public int Mark => _staged.Count;

    private Revision Revision => new(state.Revision.Value + _staged.Count);

    public ApiObject? Find(ResourceKey key) => _overlay.TryGetValue(key, out var staged) ? staged : state.Find(key);

    /// <summary>The objects of a kind in a namespace, in order of their names.</summary>
    public IEnumerable<ApiObject> List(ResourceKind kind, string @namespace)
    {
        var listed = state.List(kind, @namespace);
        if (!_overlay.Keys.Any(Concerned))
            return listed;
        return listed.Where(value => !_overlay.ContainsKey(value.Key))
            .Concat(_overlay.Where(entry => Concerned(entry.Key)).Select(entry => entry.Value).OfType<ApiObject>())
            .OrderBy(value => value.Key.Name, StringComparer.Ordinal);

        bool Concerned(ResourceKey key) => key.Kind == kind && key.Namespace == @namespace;
    }

    /// <summary>Puts an object; returns it with its revision.</summary>
    public ApiObject Put(ApiObject value)
    {
        var next = value.WithRevision(Revision.Next);
        Stage(Change.Put(Find(next.Key), next), next);
        return next;
    }

    /// <summary>Removes an object; returns its last state with the revision of the removal.</summary>
    public ApiObject Remove(ApiObject value)
    {
        var last = value.WithRevision(Revision.Next);
        Stage(Change.Remove(last), null);
        return last;
    }

    /// <summary>Takes back the changes since a mark, and their revisions with them: nobody has seen them.</summary>
    public void RollBackTo(int mark)
    {
        while (_staged.Count > mark)
        {
            var (change, wasStaged, before) = _staged[^1];
            _staged.RemoveAt(_staged.Count - 1);
            if (wasStaged)
                _overlay[change.Key] = before;
            else
                _overlay.Remove(change.Key);
            Bytes -= change.Bytes;
            _ephemerals -= Ephemerals(change);
        }
    }

    /// <summary>Removes ephemeral objects whose time is over, and the oldest while there are too many.</summary>
    public void RemoveOldEphemerals()
    {
        foreach (var (key, expires) in state.Ephemerals.OldestFirst)
        {
            if (expires > now && _ephemerals <= settings.EphemeralObjects)
                break;
            if (!_overlay.ContainsKey(key) && state.Find(key) is { } oldest)
                Remove(oldest);
        }
    }

    /// <summary>The batch. Its event reserves revisions, so that those of changes which are not journaled are never given again.</summary>
    public Batch Complete()
    {
        var ceiling = new Revision(Revision.Value + settings.RevisionsReserved);
        var changes = _staged.Select(staged => staged.Change).ToArray();
        var journaled = changes.Where(change => change.Key.Kind.Journaled).ToArray();
        IStoreEvent? stored = journaled.Length > 0 ? new ChangesWritten([.. journaled], ceiling)
            : Revision > state.Ceiling ? new RevisionsReserved(ceiling)
            : null;
        return new Batch([.. changes], stored, now);
    }

    private void Stage(Change change, ApiObject? after)
    {
        _staged.Add(new(change, _overlay.TryGetValue(change.Key, out var before), before));
        _overlay[change.Key] = after;
        Bytes += change.Bytes;
        _ephemerals += Ephemerals(change);
    }

    // How many more ephemeral objects there are by a change.
    private static int Ephemerals(Change change) => (change.Key.Kind.Journaled, change.Type) switch
    {
        (false, WatchEventType.Added) => 1,
        (false, WatchEventType.Deleted) => -1,
        _ => 0,
    };

    private sealed record Staged(Change Change, bool WasStaged, ApiObject? Before);
}
