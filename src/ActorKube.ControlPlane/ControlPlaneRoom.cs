using ActorKube.Model.Time;
using Akka.Actor;

namespace ActorKube.ControlPlane;

/// <summary>A child of the control plane that works on the store: scheduler, node lifecycle, controllers.</summary>
/// <param name="Name">Its actor name.</param>
/// <param name="Open">Makes its Props for one epoch of the store.</param>
public sealed record ControlPlaneRoom(string Name, Func<ControlPlaneContext, Props> Open)
{
    /// <summary>The name of the room that takes messages of node hosts.</summary>
    public const string NodeLifecycle = "node-lifecycle";
}

/// <summary>What a room gets to work with.</summary>
/// <param name="Store">The store.</param>
/// <param name="Epoch">The store's epoch: another one means another store, and another instance of the room.</param>
/// <param name="Settings">The settings.</param>
/// <param name="Time">Emulated time.</param>
public sealed record ControlPlaneContext(IActorRef Store, long Epoch, ControlPlaneSettings Settings, EmulatedTimeProvider Time);
