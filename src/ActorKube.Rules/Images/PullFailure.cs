namespace ActorKube.Rules.Images;

/// <summary>How a container waits for its image.</summary>
/// <param name="Reason">The reason of its waiting state.</param>
/// <param name="Message">The message of that.</param>
/// <param name="TryAgain">When to look again; null for never.</param>
public sealed record PullFailure(string Reason, string Message, DateTimeOffset? TryAgain);
