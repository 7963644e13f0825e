using ActorKube.Model.Time;
using ActorKube.Palettes.Processes;
using Akka.Actor;

namespace ActorKube.Palettes.Sessions;

/// <summary>What every session may use.</summary>
/// <param name="Settings">The settings.</param>
/// <param name="ControlPlane">The proxy of the control-plane singleton.</param>
/// <param name="Directory">The process directory.</param>
/// <param name="Time">Emulated time.</param>
/// <param name="Identity">This process.</param>
internal sealed record SessionServices(
    PalettesSettings Settings, IActorRef ControlPlane, IActorRef Directory, EmulatedTimeProvider Time, ProcessIdentity Identity);
