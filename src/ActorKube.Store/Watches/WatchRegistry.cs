using System.Collections.Immutable;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Storage;
using ActorKube.Store.Objects;
using ActorKube.Store.Writes;
using Akka.Actor;

namespace ActorKube.Store.Watches;

/// <summary>All watches, by watcher and the watcher's own number. It sends through the function that it is given, and nothing else.</summary>
internal sealed class WatchRegistry(StoreState state, Action<IActorRef, IStorageMessage> send)
{
    private readonly Dictionary<IActorRef, Dictionary<long, Watch>> _watchers = [];

    public int Count => _watchers.Values.Sum(watches => watches.Count);

    /// <summary>Begins a watch, in place of one of the same number, or says why not. Whether the watcher has a watch afterwards.</summary>
    public bool Begin(IActorRef watcher, WatchObjects request)
    {
        var watch = new Watch(request);
        if (watch.Refuse(state) is { } refusal)
        {
            send(watcher, new WatchEnded(request.WatchId, refusal));
            return Stop(watcher, request.WatchId);
        }
        if (!_watchers.TryGetValue(watcher, out var watches))
            _watchers.Add(watcher, watches = []);
        watches[request.WatchId] = watch;
        foreach (var message in watch.Begin(state))
            send(watcher, message);
        return true;
    }

    /// <summary>Stops a watch. Whether the watcher has another.</summary>
    public bool Stop(IActorRef watcher, long watchId)
    {
        if (!_watchers.TryGetValue(watcher, out var watches))
            return false;
        watches.Remove(watchId);
        if (watches.Count == 0)
            _watchers.Remove(watcher);
        return watches.Count > 0;
    }

    /// <summary>Forgets a watcher that is gone.</summary>
    public void Remove(IActorRef watcher) => _watchers.Remove(watcher);

    /// <summary>Tells every watch what it sees of these changes, which are applied.</summary>
    public void Notify(ImmutableArray<Change> changes)
    {
        foreach (var (watcher, watches) in _watchers)
            foreach (var watch in watches.Values)
                foreach (var message in watch.Changes(changes, state.Revision))
                    send(watcher, message);
    }

    /// <summary>Tells the quiet watches the present revision.</summary>
    public void Bookmark()
    {
        foreach (var (watcher, watches) in _watchers)
            foreach (var watch in watches.Values)
                if (watch.Bookmark(state.Revision) is { } bookmark)
                    send(watcher, bookmark);
    }

    /// <summary>Tells a watch the present revision because it asks; one that is not known has ended.</summary>
    public void Progress(IActorRef watcher, RequestProgress request) => send(
        watcher,
        _watchers.TryGetValue(watcher, out var watches) && watches.TryGetValue(request.WatchId, out var watch)
            ? watch.Progress(state.Revision, request.Id)
            : new WatchEnded(request.WatchId, WriteFault.WatchUnknown));

    /// <summary>Ends all watches.</summary>
    public void EndAll(Refusal refusal)
    {
        foreach (var (watcher, watches) in _watchers)
            foreach (var watchId in watches.Keys)
                send(watcher, new WatchEnded(watchId, refusal));
        _watchers.Clear();
    }
}
