using ActorKube.Model.Refusals;

namespace ActorKube.Protocol.Containers.Clients;

/// <summary>What came of the wish for a session: a connection, or why there is none.</summary>
/// <param name="Connection">The open session, or null.</param>
/// <param name="Refusal">Why there is none, or null.</param>
public readonly record struct SessionOpening(IContainerConnection? Connection, Refusal? Refusal);
