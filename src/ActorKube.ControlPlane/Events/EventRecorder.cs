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
    private readonly EventMemory _memory = new(remembered);
    private long _submissions;

    /// <summary>Records an ordinary Event.</summary>
    public void Normal(ApiObject about, string reason, string message) => Record(about, EventFacts.Normal, reason, message);

    /// <summary>Records an Event that somebody should look at.</summary>
    public void Warning(ApiObject about, string reason, string message) => Record(about, EventFacts.Warning, reason, message);

    private void Record(ApiObject about, string type, string reason, string message)
    {
        var said = _memory.Say(new EventFacts(about, type, reason, message, component), time.GetUtcNow());
        var create = new CreateObject(said.Key, said.Json);
        store.Tell(
            new SubmitWrites(++_submissions, said.Patch is { } patch ? [new PatchObject(said.Key, PatchType.Merge, patch), create] : [create]),
            ActorRefs.NoSender);
    }
}
