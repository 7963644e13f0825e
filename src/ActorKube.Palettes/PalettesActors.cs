using ActorKube.Model.Time;
using ActorKube.Palettes.Hosting;
using ActorKube.Palettes.Processes;
using ActorKube.Palettes.Sessions;
using Akka.Actor;

namespace ActorKube.Palettes;

/// <summary>The actors of this room; every process of the cluster has them.</summary>
public static class PalettesActors
{
    internal const string RouterPath = "/user/pbm";

    /// <summary>Creates <c>/user/process</c>, which tells others about this process, and <c>/user/pbm</c>, which runs commands.</summary>
    /// <param name="system">A member of the cluster.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="controlPlane">The proxy of the control-plane singleton, for messages of <c>ActorKube.Protocol.Storage</c>.</param>
    /// <param name="time">Emulated time, for ages.</param>
    /// <param name="identity">Who this process is.</param>
    /// <param name="logs">What the process's log appends to.</param>
    public static void Start(
        ActorSystem system, PalettesSettings settings, IActorRef controlPlane, EmulatedTimeProvider time, ProcessIdentity identity, LogBuffer logs)
    {
        system.ActorOf(Props.Create<ProcessActor>(settings, identity, logs), "process");
        system.ActorOf(Props.Create<CommandRouter>(new SessionServices(settings, controlPlane, ActorRefs.Nobody, time, identity)), "pbm");
    }
}
