using ActorKube.Palettes.Definitions;
using ActorKube.Palettes.Hosting;
using ActorKube.Protocol;

namespace ActorKube.Palettes.Sessions;

/// <summary>One run of one command.</summary>
/// <param name="Input">What the operator gave.</param>
/// <param name="Output">Where the answer goes.</param>
/// <param name="Cancelled">Set when the client is gone.</param>
/// <param name="Services">What every session may use.</param>
/// <param name="Incoming">What the client goes on to send; null if it was not asked to.</param>
internal sealed record CommandContext(
    CommandInput Input, CommandOutput Output, CancellationToken Cancelled, SessionServices Services, BoundedQueue<Contract.Input>? Incoming = null);
