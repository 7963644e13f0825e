using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Writes;
using Akka.Actor;

namespace ActorKube.ControlPlane.Tests.Controllers;

/// <summary>A store without a disk: the real rules of writes over a dictionary, watches included.</summary>
internal sealed class StoreInMemory : ReceiveActor
{
    /// <summary>Asks for everything that is stored.</summary>
    internal sealed record Describe;

    /// <summary>The answer.</summary>
    internal sealed record Described(ImmutableArray<ApiObject> Objects);

    private readonly Dictionary<ResourceKey, ApiObject> _objects = [];
    private readonly List<Watch> _watches = [];
    private readonly WriteRules _rules = new(AdmissionPolicy.Kubernetes);
    private readonly EmulatedTimeProvider _time;
    private long _revision;
    private int _ids;

    public StoreInMemory(EmulatedTimeProvider time, IEnumerable<ApiObject> objects)
    {
        _time = time;
        foreach (var item in objects)
            _objects[item.Key] = item.WithRevision(new(++_revision));
        Receive<WatchObjects>(OnWatch);
        Receive<SubmitWrites>(OnSubmit);
        Receive<Describe>(_ => Sender.Tell(new Described([.. _objects.Values])));
    }

    private void OnWatch(WatchObjects request)
    {
        _watches.RemoveAll(watch => watch.Watcher.Equals(Sender));
        var watch = new Watch(Sender, request, Self);
        _watches.Add(watch);
        watch.Send([.. _objects.Values.Where(watch.Wants).Select(item => new WatchEvent(WatchEventType.Added, item))], Revision.None);
        watch.Synced(new(_revision));
    }

    private void OnSubmit(SubmitWrites submit)
    {
        var before = new Dictionary<ResourceKey, ApiObject>(_objects);
        var events = new List<WatchEvent>();
        var results = submit.Writes.Select(write => Carry(write, events)).ToImmutableArray();
        if (submit.Atomic && results.Any(result => result.Refusal is not null))
        {
            _objects.Clear();
            foreach (var (key, item) in before)
                _objects[key] = item;
            events.Clear();
        }
        Sender.Tell(new WritesAnswered(submit.Id, new(_revision), results));
        foreach (var watch in _watches)
        {
            var seen = events.Where(item => watch.Wants(item.Object)).ToImmutableArray();
            if (!seen.IsEmpty)
                watch.Send(seen, new(_revision));
        }
    }

    private WriteResult Carry(Write write, List<WatchEvent> events)
    {
        var context = new WriteContext(
            _time.GetUtcNow(), $"00000000-0000-0000-0000-{++_ids:000000000000}", $"{_ids:00000}", KindCatalogue.BuiltIn, key => _objects.GetValueOrDefault(key),
            (kind, home) => _objects.Values.Where(item => item.Key.Kind == kind && item.Key.Namespace == home));
        var decision = write switch
        {
            CreateObject create => _rules.Create(create.Key, create.Json, create.Options, context),
            PatchObject patch => _rules.Patch(patch.Key, patch.Type, patch.Patch, patch.Subresource, patch.Options, context),
            DeleteObject delete => _rules.Delete(
                delete.Key, delete.GraceSeconds, (DeletionPropagation)(int)delete.Propagation, delete.Uid, delete.Revision, context),
            _ => throw new NotSupportedException(write.GetType().Name),
        };
        switch (decision)
        {
            case WriteDecision.Put put:
                var stored = put.Object.WithRevision(new(++_revision));
                _objects[stored.Key] = stored;
                events.Add(new(put.Creates ? WatchEventType.Added : WatchEventType.Modified, stored));
                return new(put.Creates ? WriteOutcome.Created : WriteOutcome.Changed, stored, null);
            case WriteDecision.Remove remove:
                var last = remove.Last.WithRevision(new(++_revision));
                _objects.Remove(last.Key);
                events.Add(new(WatchEventType.Deleted, last));
                return new(WriteOutcome.Removed, last, null);
            case WriteDecision.Keep keep:
                return new(WriteOutcome.Unchanged, keep.Present, null);
            default:
                return WriteResult.Refused(((WriteDecision.Refuse)decision).Refusal);
        }
    }

    private sealed class Watch(IActorRef watcher, WatchObjects request, IActorRef self)
    {
        private long _sequence;

        internal IActorRef Watcher => watcher;

        internal bool Wants(ApiObject item) => request.Kinds.Contains(item.Key.Kind);

        internal void Send(ImmutableArray<WatchEvent> events, Revision revision) =>
            watcher.Tell(new WatchEvents(request.WatchId, ++_sequence, revision, events), self);

        internal void Synced(Revision revision) => watcher.Tell(new WatchSynced(request.WatchId, ++_sequence, revision), self);
    }
}
