namespace ActorKube.Rules.Images;

/// <summary>How long a pod waits before an image that it didn't get is pulled for it again: the first time, doubling to the longest.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff.</remarks>
/// <param name="Wait">The whole wait.</param>
/// <param name="Until">When it is over.</param>
/// <param name="Fault">Why the image was not had.</param>
public sealed record PullBackoff(TimeSpan Wait, DateTimeOffset Until, string Fault)
{
    // A kubelet looks at a new pod again as soon as it sees the sandbox, and at one that failed every ten seconds or so.
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LaterLook = TimeSpan.FromSeconds(10);

    /// <summary>When the pod is looked at again, and shows that it waits.</summary>
    public DateTimeOffset LookAgain { get; private init; }

    /// <summary>The back-off after another failure.</summary>
    /// <param name="before">The one before; null if there was none.</param>
    /// <param name="fault">Why the pull failed.</param>
    /// <param name="now">The time.</param>
    /// <param name="first">The first wait.</param>
    /// <param name="longest">The longest wait.</param>
    public static PullBackoff After(PullBackoff? before, string fault, DateTimeOffset now, TimeSpan first, TimeSpan longest)
    {
        // What failed so long ago is forgotten.
        var isFirst = before is null || now - (before.Until - before.Wait) > longest * 2;
        var wait = isFirst ? first : Shorter(before!.Wait * 2, longest);
        return new(wait, now + wait, fault) { LookAgain = now + Shorter(isFirst ? FirstLook : LaterLook, wait / 2) };
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
