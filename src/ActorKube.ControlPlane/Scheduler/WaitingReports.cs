using ActorKube.ControlPlane.Events;
using ActorKube.Model.Objects;
using ActorKube.Model.Time;
using ActorKube.Protocol.Storage;
using ActorKube.Rules.Scheduling;
using Akka.Actor;

namespace ActorKube.ControlPlane.Scheduler;

/// <summary>Says on a pod why it waits: in its condition and, if nobody wanted it so, in an Event; each thing once until another is to be said.</summary>
internal sealed class WaitingReports(IActorRef store, EventRecorder events, EmulatedTimeProvider time)
{
    private readonly Dictionary<ResourceKey, (string Reason, string Message)> _said = [];
    private long _writes;

    internal void Unschedulable(ApiObject pod, string message)
    {
        if (Report(pod, "Unschedulable", message))
            events.Warning(pod, "FailedScheduling", message);
    }

    internal void Gated(ApiObject pod) => Report(pod, "SchedulingGated", "Scheduling is blocked due to non-empty scheduling gates");

    internal void Forget(ResourceKey pod) => _said.Remove(pod);

    internal void Clear() => _said.Clear();

    private bool Report(ApiObject pod, string reason, string message)
    {
        // A pod of which this scheduler said nothing yet may have been spoken of by the one before it.
        var isKnown = _said.TryGetValue(pod.Key, out var said) ? said == (reason, message) : ScheduledCondition.Says(pod, reason, message);
        _said[pod.Key] = (reason, message);
        if (isKnown)
            return false;
        var patch = ScheduledCondition.Patch(pod, reason, message, time.GetUtcNow());
        store.Tell(new SubmitWrites(++_writes, new PatchObject(pod.Key, PatchType.Merge, patch, Subresource.Status)), ActorRefs.NoSender);
        return true;
    }
}
