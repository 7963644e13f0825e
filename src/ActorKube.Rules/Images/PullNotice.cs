namespace ActorKube.Rules.Images;

/// <summary>An Event about a container's image.</summary>
/// <param name="IsWarning">True for a warning.</param>
/// <param name="Reason">Its reason.</param>
/// <param name="Message">Its message.</param>
public sealed record PullNotice(bool IsWarning, string Reason, string Message)
{
    /// <summary>A pull was asked for.</summary>
    public static PullNotice Pulling(string image) => new(false, "Pulling", $"Pulling image \"{image}\"");

    /// <summary>Secrets that the pod names aren't there: it is tried without them.</summary>
    /// <param name="secrets">Their names.</param>
    public static PullNotice SecretsMissing(IEnumerable<string> secrets) =>
        new(true, "FailedToRetrieveImagePullSecret", $"Unable to retrieve some image pull secrets ({string.Join(", ", secrets)}); attempting to pull the image may not succeed.");
}
