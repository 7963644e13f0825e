using System.Collections.Immutable;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol;
using ActorKube.Protocol.Storage;
using ActorKube.Store.Objects;

namespace ActorKube.Store.Watches;

/// <summary>One watch: its filter, and the number of its last message. Each method returns the messages to send, in order.</summary>
internal sealed class Watch(WatchObjects request)
{
    private readonly WatchFilter _filter = new(request);
    private long _sequence;
    private bool _quiet;

    /// <summary>Why the watch can't begin; null if it can.</summary>
    public Refusal? Refuse(StoreState state)
    {
        if (!request.From.IsSome)
            return null;
        var floor = _filter.ShowsEphemerals ? state.History.EphemeralFloor : state.History.Floor;
        if (request.From < floor)
            return new(RefusalReason.Expired, $"too old resource version: {request.From} ({floor})");
        return request.From > state.Revision
            ? new(RefusalReason.Timeout, $"Too large resource version: {request.From}, current: {state.Revision}")
            : null;
    }

    /// <summary>The first messages: the present objects and the end of them, or the changes since the revision to resume from.</summary>
    public IEnumerable<IStorageMessage> Begin(StoreState state) => request.From.IsSome
        ? Changes(state.History.After(request.From), state.Revision)
        : Present(state);

    /// <summary>Changes that were just made, as this watch sees them.</summary>
    /// <param name="changes">The changes, in order of revision.</param>
    /// <param name="revision">The store's revision after them.</param>
    public IEnumerable<WatchEvents> Changes(IEnumerable<Change> changes, Revision revision)
    {
        var group = ImmutableArray.CreateBuilder<WatchEvent>();
        var (bytes, last) = (0, Revision.None);
        foreach (var change in changes)
        {
            if (_filter.See(change) is not { } seen)
                continue;
            if (bytes >= WireContract.GroupBytes)
            {
                yield return Message(group, last);
                bytes = 0;
            }
            group.Add(seen);
            (bytes, last) = (bytes + seen.Object.Json.Length, change.Revision);
        }
        if (group.Count > 0)
            yield return Message(group, revision);
    }

    /// <summary>An empty message with the present revision, if nothing was said since it was last asked for; else null.</summary>
    public WatchEvents? Bookmark(Revision revision)
    {
        if (_quiet)
            return Message(ImmutableArray.CreateBuilder<WatchEvent>(), revision);
        _quiet = true;
        return null;
    }

    /// <summary>An empty message with the present revision, which answers a request.</summary>
    public WatchEvents Progress(Revision revision, long answers) => new(request.WatchId, ++_sequence, revision, [], answers);

    private IEnumerable<IStorageMessage> Present(StoreState state)
    {
        var group = ImmutableArray.CreateBuilder<WatchEvent>();
        var bytes = 0;
        foreach (var value in _filter.Present(state))
        {
            if (bytes >= WireContract.GroupBytes)
            {
                yield return Message(group, Revision.None);
                bytes = 0;
            }
            group.Add(new(WatchEventType.Added, value));
            bytes += value.Json.Length;
        }
        if (group.Count > 0)
            yield return Message(group, Revision.None);
        yield return new WatchSynced(request.WatchId, ++_sequence, state.Revision);
    }

    private WatchEvents Message(ImmutableArray<WatchEvent>.Builder group, Revision revision)
    {
        _quiet = false;
        var events = group.ToImmutable();
        group.Clear();
        return new(request.WatchId, ++_sequence, revision, events);
    }
}
