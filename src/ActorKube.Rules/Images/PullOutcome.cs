using System.Collections.Immutable;
using System.Globalization;
using ActorKube.Rules.Pods;

namespace ActorKube.Rules.Images;

/// <summary>What a pod shows of the search for a container's image, in the kubelet's words.</summary>
/// <remarks>Source: the kubelet's pkg/kubelet/images (v1.32).</remarks>
/// <param name="Notices">Events, in their order.</param>
/// <param name="Failure">How the container waits; null if it can be started.</param>
/// <param name="Backoff">The back-off from now on; null if there is none.</param>
public sealed record PullOutcome(ImmutableArray<PullNotice> Notices, PullFailure? Failure, PullBackoff? Backoff)
{
    // A pod whose image can't be pulled by its own policy is looked at so often.
    private static readonly TimeSpan NextLook = TimeSpan.FromSeconds(10);

    /// <summary>The name of an image doesn't parse.</summary>
    /// <param name="image">The image as the manifest has it.</param>
    public static PullOutcome InvalidName(string image)
    {
        var message = $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": invalid reference format";
        return new([new(true, "InspectFailed", message), Error("InvalidImageName")], new("InvalidImageName", message, null), null);
    }

    /// <summary>What an answer comes to.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="image">The image as the manifest has it.</param>
    /// <param name="before">The pod's back-off for the image so far; null if there is none.</param>
    /// <param name="now">The time.</param>
    /// <param name="first">The first wait of a back-off.</param>
    /// <param name="longest">Its longest wait.</param>
    public static PullOutcome Of(PullAnswer answer, string image, PullBackoff? before, DateTimeOffset now, TimeSpan first, TimeSpan longest)
    {
        switch (answer)
        {
            case PullAnswer.Absent:
                var never = $"Container image \"{image}\" is not present with pull policy of Never";
                return new([new(true, "ErrImageNeverPull", never), Error("ErrImageNeverPull")], new("ErrImageNeverPull", never, now + NextLook), before);
            case PullAnswer.HeldBack when before is not null:
                var waiting = $"Back-off pulling image \"{image}\"";
                return new([new(false, "BackOff", waiting), Error("ImagePullBackOff")], new("ImagePullBackOff", $"{waiting}: ErrImagePull: {before.Fault}", before.Until), before);
            case PullAnswer.Failed(var fault):
                var after = PullBackoff.After(before, fault, now, first, longest);
                return new([new(true, "Failed", $"Failed to pull image \"{image}\": {fault}"), Error("ErrImagePull")], new("ErrImagePull", fault, after.LookAgain), after);
            case PullAnswer.Pulled(var took, var withWaiting, var bytes):
                var pulled = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Successfully pulled image \"{image}\" in {GoDuration.Text(took)} ({GoDuration.Text(withWaiting)} including waiting). Image size: {bytes} bytes.");
                return new([new(false, "Pulled", pulled)], null, null);
            default:
                return new([new(false, "Pulled", $"Container image \"{image}\" already present on machine")], null, before);
        }
    }

    private static PullNotice Error(string reason) => new(true, "Failed", $"Error: {reason}");
}
