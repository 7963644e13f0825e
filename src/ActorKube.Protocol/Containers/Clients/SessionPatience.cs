namespace ActorKube.Protocol.Containers.Clients;

/// <summary>How long a client's end of a session waits, in real time.</summary>
/// <param name="Open">For the node's answer to the wish for a session.</param>
/// <param name="Pulse">Between two comparisons of how far the streams are.</param>
public sealed record SessionPatience(TimeSpan Open, TimeSpan Pulse);
