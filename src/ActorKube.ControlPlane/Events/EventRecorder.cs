using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Events;
using Akka.Actor;

namespace ActorKube.ControlPlane.Events;

/// <summary>
/// Records Kubernetes Events for one component. The same thing said again about the same object raises the first Event's count. Belongs to one
/// actor. Nobody waits for Events: the answers go to no one.
/// </summary>
public sealed class EventRecorder(IActorRef store, string component, int remembered, EmulatedTimeProvider time)
{
    private readonly Dictionary<(string Uid, string Type, string Reason, string Message), (ResourceKey Key, int Count)> _said = [];
    private readonly Queue<(string Uid, string Type, string Reason, string Message)> _oldestFirst = [];
    private long _writes;

    /// <summary>Records an ordinary Event.</summary>
    public void Normal(ApiObject about, string reason, string message) => Record(about, EventFacts.Normal, reason, message);

    /// <summary>Records an Event that somebody should look at.</summary>
    public void Warning(ApiObject about, string reason, string message) => Record(about, EventFacts.Warning, reason, message);

    private void Record(ApiObject about, string type, string reason, string message)
    {
        var now = time.GetUtcNow();
        var identity = (about.Metadata.Uid, type, reason, message);
        if (_said.TryGetValue(identity, out var before))
        {
            var again = (before.Key, before.Count + 1);
            _said[identity] = again;
            Submit(new MergePatchObject(again.Key, EventObject.Repeat(again.Item2, now)));
            return;
        }
        var facts = new EventFacts(about, type, reason, message, component);
        // Upstream names an Event after its object and the nanosecond; the hash keeps two of one moment apart.
        var suffix = $"{now.ToUnixTimeMilliseconds():x}{StringComparer.Ordinal.GetHashCode(reason + message) & 0xfffff:x5}";
        var key = EventObject.KeyOf(facts, suffix);
        Remember(identity, key);
        Submit(new CreateObject(key, EventObject.Create(key, facts, now)));
    }

    private void Remember((string, string, string, string) identity, ResourceKey key)
    {
        _said[identity] = (key, 1);
        _oldestFirst.Enqueue(identity);
        if (_oldestFirst.Count > remembered)
            _said.Remove(_oldestFirst.Dequeue());
    }

    private void Submit(Write write) => store.Tell(new SubmitWrites(++_writes, write), ActorRefs.NoSender);
}
