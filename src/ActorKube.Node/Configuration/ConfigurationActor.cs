using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Volumes;
using Akka.Actor;

namespace ActorKube.Node.Configuration;

/// <summary>
/// Knows, for all pods of the process, the ConfigMaps, Secrets, claims, volumes and runtime classes that they name: one watch of the cluster's ConfigMaps and Secrets, one
/// of its claims and volumes, and one of its runtime classes, each begun when the first pod names any. A pod gets what it names when that is known, and again whenever it changes.
/// </summary>
internal sealed class ConfigurationActor : ReceiveActor, IWithTimers
{
    private readonly NodeHostSettings _settings;
    private readonly IActorRef _controlPlane;
    private readonly ObjectWatch[] _watches =
        [new(KindCatalogue.RuntimeClass), new(KindCatalogue.ConfigMap, KindCatalogue.Secret), new(KindCatalogue.PersistentVolumeClaim, KindCatalogue.PersistentVolume)];

    private readonly Dictionary<IActorRef, FollowObjects> _followers = [];
    private readonly Dictionary<ResourceKey, HashSet<IActorRef>> _followersOf = [];
    private readonly HashSet<ResourceKey> _news = [];
    private readonly HashSet<IActorRef> _unanswered = [];
    private long _watchIds;

    public ConfigurationActor(NodeHostSettings settings, IActorRef controlPlane)
    {
        (_settings, _controlPlane) = (settings, controlPlane);
        Receive<FollowObjects>(follow => OnFollow(Sender, follow));
        Receive<Terminated>(dead => Forget(dead.ActorRef));
        Receive<WatchEvents>(OnEvents);
        Receive<WatchSynced>(OnSynced);
        Receive<WatchEnded>(ended => _watches.Where(watch => watch.Cursor.WatchId == ended.WatchId).ToList().ForEach(Begin));
        Receive<WatchSilent>(silent => Begin(silent.Watch));
        Receive<ControlPlaneRenewed>(_ => _watches.Where(watch => watch.HasBegun).ToList().ForEach(Begin));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>The pods don't notice that this actor failed: it takes up again what they asked for.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        foreach (var (follower, follow) in _followers)
            Self.Tell(follow, follower);
        base.PreRestart(reason, message);
    }

    private void OnFollow(IActorRef follower, FollowObjects follow)
    {
        Forget(follower);
        if (follow.Keys.IsEmpty)
            return;
        _followers[follower] = follow;
        Context.Watch(follower);
        foreach (var key in follow.Keys)
        {
            if (!_followersOf.TryGetValue(key, out var followers))
                _followersOf[key] = followers = [];
            followers.Add(follower);
        }
        foreach (var watch in WatchesOf(follow).Where(watch => !watch.HasBegun))
            Begin(watch);
        _unanswered.Add(follower);
        Show(follower);
    }

    private void Forget(IActorRef follower)
    {
        if (!_followers.Remove(follower, out var before))
            return;
        Context.Unwatch(follower);
        _unanswered.Remove(follower);
        foreach (var key in before.Keys)
            if (_followersOf.TryGetValue(key, out var followers) && followers.Remove(follower) && followers.Count == 0)
                _followersOf.Remove(key);
    }

    private void Begin(ObjectWatch watch)
    {
        if (watch.HasBegun)
            _controlPlane.Tell(new StopWatch(watch.Cursor.WatchId));
        _controlPlane.Tell(watch.Begin(++_watchIds));
        Hear(watch);
    }

    /// <summary>A watch that says nothing for too long, not even a bookmark, was lost, or its store is gone.</summary>
    private void Hear(ObjectWatch watch) => Timers.StartSingleTimer(watch, new WatchSilent(watch), _settings.WatchSilence);

    private void OnEvents(WatchEvents events)
    {
        if (Next(events.WatchId, events.Sequence) is not { } watch)
            return;
        foreach (var change in events.Events)
            if (watch.Take(change) is { } changed)
                _news.Add(changed);
        if (watch.Cursor.IsSynced)
            ShowNews();
    }

    private void OnSynced(WatchSynced synced)
    {
        if (Next(synced.WatchId, synced.Sequence) is not { } watch)
            return;
        _news.UnionWith(watch.Synced());
        ShowNews();
        // Whoever asked for what isn't there has waited for this, too.
        foreach (var follower in _unanswered.ToList())
            Show(follower);
    }

    private ObjectWatch? Next(long watchId, long sequence)
    {
        foreach (var watch in _watches)
        {
            var place = watch.Cursor.Take(watchId, sequence);
            if (place == WatchPlace.Gap)
                Begin(watch);
            if (place != WatchPlace.Next)
                continue;
            Hear(watch);
            return watch;
        }
        return null;
    }

    private void ShowNews()
    {
        var concerned = _news.SelectMany(key => _followersOf.GetValueOrDefault(key) ?? []).ToHashSet();
        _news.Clear();
        foreach (var follower in concerned)
            Show(follower);
    }

    private void Show(IActorRef follower)
    {
        var follow = _followers[follower];
        if (!WatchesOf(follow).All(watch => watch.Cursor.IsSynced))
            return;
        _unanswered.Remove(follower);
        var found = follow.Keys.Select(key => _watches.First(watch => watch.Covers(key.Kind)).Find(key)).OfType<ApiObject>();
        follower.Tell(new ObjectsShown(follow.Keys, new ConfigurationSnapshot(found.ToImmutableDictionary(item => item.Key))));
    }

    private IEnumerable<ObjectWatch> WatchesOf(FollowObjects follow) => _watches.Where(watch => follow.Keys.Any(key => watch.Covers(key.Kind)));

    private sealed record WatchSilent(ObjectWatch Watch);
}
