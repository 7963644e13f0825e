using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>What ephemeral containers must keep to: they come, and neither change nor go.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/workloads/pods/ephemeral-containers/.</remarks>
internal static class EphemeralContainerRules
{
    private const string Mirror = "kubernetes.io/config.mirror";

    /// <summary>Which of them changed or went; the rules of the pod's spec say the rest.</summary>
    internal static IEnumerable<FieldFault> Check(Field pod, Field live) =>
        live["spec"]["ephemeralContainers"].Items.SelectMany(before => Kept(before, pod["spec"]["ephemeralContainers"]));

    /// <summary>True if a node made the pod by itself, without a server.</summary>
    internal static bool IsStatic(Field live) => live["metadata"]["annotations"][Mirror].IsSet;

    private static IEnumerable<FieldFault> Kept(Field before, Field now)
    {
        var name = before["name"].Text;
        var after = now.Items.FirstOrDefault(container => container["name"].Text == name);
        if (!after.IsSet)
            yield return FieldFault.Forbidden(now.Path, $"existing ephemeral containers \"{name}\" may not be removed\n");
        else if (!after.Node.SameAs(before.Node))
            yield return FieldFault.Forbidden(now.Path, $"existing ephemeral containers \"{name}\" may not be changed\n");
    }
}
