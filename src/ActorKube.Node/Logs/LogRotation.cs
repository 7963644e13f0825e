namespace ActorKube.Node.Logs;

/// <summary>How much of the log of a container's run is kept on the disk.</summary>
/// <param name="FileBytes">A file that has grown so large is set aside, and the next one begun.</param>
/// <param name="Files">Files that are kept, the one that grows among them; at least 2.</param>
/// <remarks>Source: containerLogMaxSize and containerLogMaxFiles, https://kubernetes.io/docs/concepts/cluster-administration/logging/#log-rotation.</remarks>
internal sealed record LogRotation(long FileBytes, int Files);
