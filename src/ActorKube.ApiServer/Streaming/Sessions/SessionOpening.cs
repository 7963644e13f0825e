using ActorKube.Model.Refusals;

namespace ActorKube.ApiServer.Streaming.Sessions;

/// <summary>What came of the wish for a session: a connection, or why there is none.</summary>
internal readonly record struct SessionOpening(IContainerConnection? Connection, Refusal? Refusal);
