using System.Globalization;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Events;
using Akka.Actor;

namespace ActorKube.ControlPlane.Events;

/// <summary>
/// Records Kubernetes Events for one component. The same thing said again about the same object raises the first Event's count, as long as it is among
/// the last <c>events.remembered</c> ones. Belongs to one actor. Nobody waits for Events: the answers go to no one.
/// </summary>
public sealed class EventRecorder(IActorRef store, string component, int remembered, EmulatedTimeProvider time)
{
    private readonly Dictionary<Identity, LinkedListNode<Said>> _said = [];
    private readonly LinkedList<Said> _longestSilentFirst = [];
    private long _writes;
    private long _stamp;

    /// <summary>Records an ordinary Event.</summary>
    public void Normal(ApiObject about, string reason, string message) => Record(about, EventFacts.Normal, reason, message);

    /// <summary>Records an Event that somebody should look at.</summary>
    public void Warning(ApiObject about, string reason, string message) => Record(about, EventFacts.Warning, reason, message);

    private void Record(ApiObject about, string type, string reason, string message)
    {
        var now = time.GetUtcNow();
        var facts = new EventFacts(about, type, reason, message, component);
        var identity = new Identity(about.Key, about.Metadata.Uid, type, reason, message);
        if (!_said.TryGetValue(identity, out var node))
        {
            var said = new Said(identity, EventObject.KeyOf(facts, Suffix(now)), now, 1);
            Remember(said);
            Submit(new CreateObject(said.Key, EventObject.Create(said.Key, facts, now)));
            return;
        }
        _longestSilentFirst.Remove(node);
        var again = node.Value with { Count = node.Value.Count + 1 };
        Remember(again);
        // The store drops Events when their time is over, and then has nothing to patch: the creation counts in that case, and is refused in the other.
        Submit(
            new MergePatchObject(again.Key, EventObject.Repeat(again.Count, now)),
            new CreateObject(again.Key, EventObject.Create(again.Key, facts, now, again.Count, again.First)));
    }

    private void Remember(Said said)
    {
        _said[said.Identity] = _longestSilentFirst.AddLast(said);
        if (_said.Count <= remembered)
            return;
        _said.Remove(_longestSilentFirst.First!.Value.Identity);
        _longestSilentFirst.RemoveFirst();
    }

    /// <summary>Upstream names an Event after its object and the nanosecond; two of one moment take the next.</summary>
    private string Suffix(DateTimeOffset now)
    {
        _stamp = Math.Max(_stamp + 1, (now - DateTimeOffset.UnixEpoch).Ticks);
        return (_stamp * TimeSpan.NanosecondsPerTick).ToString("x", CultureInfo.InvariantCulture);
    }

    private void Submit(params ReadOnlySpan<Write> writes) => store.Tell(new SubmitWrites(++_writes, [.. writes]), ActorRefs.NoSender);

    private sealed record Identity(ResourceKey About, string Uid, string Type, string Reason, string Message);

    private sealed record Said(Identity Identity, ResourceKey Key, DateTimeOffset First, int Count);
}
