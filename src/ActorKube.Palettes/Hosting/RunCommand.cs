using ActorKube.Palettes.Contract;
using ActorKube.Protocol;
using Akka.Actor;

namespace ActorKube.Palettes.Hosting;

/// <summary>Asks the palette host's actors to run a command. All answers go through the output.</summary>
/// <param name="Request">What the client sent.</param>
/// <param name="Output">Where the answer goes.</param>
/// <param name="Cancelled">Set when the client is gone or the process stops.</param>
/// <param name="Incoming">What the client goes on to send; null if it was not asked to.</param>
internal sealed record RunCommand(ExecuteRequest Request, CommandOutput Output, CancellationToken Cancelled, BoundedQueue<Input>? Incoming = null) : INoSerializationVerificationNeeded;
