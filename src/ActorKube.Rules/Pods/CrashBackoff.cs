namespace ActorKube.Rules.Pods;

/// <summary>How long a container that ended waits before it is started again: 10 s, doubling to 300 s, from the beginning after ten minutes without a fault.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-restarts.</remarks>
public static class CrashBackoff
{
    /// <summary>The waiting reason of a container in back-off.</summary>
    public const string Reason = "CrashLoopBackOff";

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(300);

    /// <summary>A run of that length forgets the back-off.</summary>
    public static readonly TimeSpan ForgivenAfter = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The state of a container whose run has just ended and that is to be started again. The first restart comes at once; from the second on it
    /// waits, and says so as CrashLoopBackOff.
    /// </summary>
    public static ContainerState Next(ContainerState ended, DateTimeOffset now)
    {
        var ran = ended.Ended is { StartedAt: { } started } run ? run.FinishedAt - started : TimeSpan.Zero;
        var isFirst = ended.RestartCount == 0 || ran >= ForgivenAfter;
        var wait = isFirst ? TimeSpan.Zero : ended.Backoff == TimeSpan.Zero ? First : new[] { ended.Backoff * 2, Longest }.Min();
        return ended with { Backoff = wait, NotBefore = now + wait };
    }

    /// <summary>The message of the waiting state, in the kubelet's words.</summary>
    public static string Message(TimeSpan wait, string container, PodSpec pod) =>
        $"back-off {GoDuration.Text(wait)} restarting failed container={container} pod={pod.FullName}";
}
