using ActorKube.Model.Objects;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using Akka.Actor;

namespace ActorKube.Benchmarks;

/// <summary>A control plane for one node host: binds the pods that it was given, confirms whatever is written, and counts the pods whose Ready condition holds.</summary>
internal sealed class PlayedControlPlane : ReceiveActor
{
    private const int EventsAtATime = 500;

    private readonly IEnumerable<ApiObject> _pods;
    private readonly int _expected;
    private readonly TaskCompletionSource _ready;
    private readonly HashSet<string> _readyPods = [];
    private long _revision = 1;

    public PlayedControlPlane(IEnumerable<ApiObject> pods, int expected, TaskCompletionSource ready)
    {
        (_pods, _expected, _ready) = (pods, expected, ready);
        Receive<RegisterNodes>(_ => Sender.Tell(new NodesRegistered(1, [])));
        Receive<NodeHeartbeats>(_ => Sender.Tell(new HeartbeatsAcknowledged(1, [], [])));
        Receive<WatchObjects>(OnWatch);
        Receive<SubmitWrites>(OnSubmit);
    }

    private void OnWatch(WatchObjects watch)
    {
        var sequence = 0L;
        foreach (var chunk in _pods.Chunk(EventsAtATime))
            Sender.Tell(new WatchEvents(watch.WatchId, ++sequence, Revision.None, [.. chunk.Select(pod => new WatchEvent(WatchEventType.Added, pod))]));
        Sender.Tell(new WatchSynced(watch.WatchId, ++sequence, new Revision(_revision)));
    }

    private void OnSubmit(SubmitWrites submit)
    {
        foreach (var write in submit.Writes.OfType<ReplaceObject>())
            if (write.Json.Span.IndexOf("\"type\":\"Ready\",\"status\":\"True\""u8) >= 0)
                _readyPods.Add(write.Key.Name);
        if (!Sender.IsNobody())
            Sender.Tell(new WritesAnswered(submit.Id, new Revision(++_revision), [.. submit.Writes.Select(_ => new WriteResult(WriteOutcome.Changed, null, null))]));
        if (_readyPods.Count == _expected)
            _ready.TrySetResult();
    }
}
