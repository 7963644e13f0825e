using ActorKube.ControlPlane;
using ActorKube.ControlPlane.Controllers;
using ActorKube.ControlPlane.NodeLifecycle;
using ActorKube.ControlPlane.Scheduler;
using ActorKube.Model.Kinds;

namespace ActorKube.Hosting;

/// <summary>What works on the store, in the order in which it starts.</summary>
internal static class ControlPlaneRooms
{
    internal static IReadOnlyList<ControlPlaneRoom> All { get; } =
        [SchedulerActor.Room, NodeLifecycleRoom.Open(), ControllersRoom.Open(KindCatalogue.BuiltIn)];
}
