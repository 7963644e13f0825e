namespace ActorKube.Rules.Images;

/// <summary>What came of a container's wish for its image.</summary>
public abstract record PullAnswer
{
    private PullAnswer() { }

    /// <summary>The image is on the node, and that will do.</summary>
    public sealed record Present : PullAnswer;

    /// <summary>The image isn't there, and mustn't be pulled.</summary>
    public sealed record Absent : PullAnswer;

    /// <summary>It would have to be pulled, and its back-off isn't over.</summary>
    public sealed record HeldBack : PullAnswer;

    /// <summary>It was pulled.</summary>
    /// <param name="Took">How long the pull took.</param>
    /// <param name="WithWaiting">The same, with the time until its turn came.</param>
    /// <param name="Bytes">The image's size.</param>
    public sealed record Pulled(TimeSpan Took, TimeSpan WithWaiting, long Bytes) : PullAnswer;

    /// <summary>The registry didn't give it.</summary>
    /// <param name="Fault">Why not, in the container runtime's words.</param>
    public sealed record Failed(string Fault) : PullAnswer;

    /// <summary>What to answer at once; null if the image is to be pulled.</summary>
    /// <param name="policy">The container's imagePullPolicy.</param>
    /// <param name="isPresent">True if the image is on the node.</param>
    /// <param name="isHeldBack">True if the back-off of an earlier pull isn't over.</param>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy.</remarks>
    public static PullAnswer? AtOnce(string policy, bool isPresent, bool isHeldBack) => policy switch
    {
        "Never" => isPresent ? new Present() : new Absent(),
        not "Always" when isPresent => new Present(),
        _ => isHeldBack ? new HeldBack() : null,
    };
}
