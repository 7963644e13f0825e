using System.Collections.Immutable;
using ActorKube.ControlPlane.Controllers;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Nodes;
using ActorKube.Protocol.Storage;
using Akka.Actor;

namespace ActorKube.ControlPlane.NodeLifecycle;

/// <summary>A host's registration, until the store has all of its nodes.</summary>
internal sealed class Registration(IActorRef host, long epoch)
{
    private readonly Dictionary<long, string> _waiting = [];
    private readonly ImmutableArray<NodeRefused>.Builder _refused = ImmutableArray.CreateBuilder<NodeRefused>();

    internal void Refuse(string node, Refusal refusal) => _refused.Add(new(node, refusal));

    internal void Wait(long submission, string node) => _waiting[submission] = node;

    /// <summary>
    /// Takes the store's answer for one node. Returns the node if somebody else made or removed its object meanwhile, or the store was busy: its host will hear that it is
    /// unknown, and register again.
    /// </summary>
    internal string? Take(WritesAnswered answer)
    {
        if (!_waiting.Remove(answer.Id, out var node) || answer.Results.Select(result => result.Refusal).OfType<Refusal>().FirstOrDefault() is not { } refusal)
            return null;
        if (refusal.Reason is RefusalReason.AlreadyExists or RefusalReason.NotFound or RefusalReason.Conflict || refusal.IsPassing())
            return node;
        Refuse(node, refusal);
        return null;
    }

    internal void AnswerIfComplete(IActorRef self)
    {
        if (_waiting.Count == 0)
            host.Tell(new NodesRegistered(epoch, _refused.ToImmutable()), self);
    }
}
