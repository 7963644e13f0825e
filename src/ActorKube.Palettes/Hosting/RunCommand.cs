using ActorKube.Palettes.Contract;
using Akka.Actor;

namespace ActorKube.Palettes.Hosting;

/// <summary>Asks the palette host's actors to run a command. All answers go through the output.</summary>
/// <param name="Request">What the client sent.</param>
/// <param name="Output">Where the answer goes.</param>
/// <param name="Cancelled">Set when the client is gone or the process stops.</param>
internal sealed record RunCommand(ExecuteRequest Request, CommandOutput Output, CancellationToken Cancelled) : INoSerializationVerificationNeeded;
