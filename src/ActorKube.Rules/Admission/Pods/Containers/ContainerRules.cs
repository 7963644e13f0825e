using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Admission.Pods.Environment;
using ActorKube.Rules.Admission.Pods.Security;
using ActorKube.Rules.Admission.Pods.Volumes;

namespace ActorKube.Rules.Admission.Pods.Containers;

/// <summary>What a container of any kind must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container.</remarks>
internal static class ContainerRules
{
    internal static IEnumerable<FieldFault> Check(Field container, PodScope pod) =>
    [
        .. Checks.Name(container["name"], NameRule.Label.Faults),
        .. container["image"].IsEmptyText ? [FieldFault.Required(container["image"].Path)] : Array.Empty<FieldFault>(),
        .. Checks.OneOf(container["terminationMessagePolicy"], "File", "FallbackToLogsOnError"),
        .. ContainerPortRules.Check(container["ports"]),
        .. EnvironmentRules.Check(container),
        .. MountRules.Check(container, pod),
        .. DeviceRules.Check(container, pod),
        .. Checks.OneOf(container["imagePullPolicy"], "Always", "IfNotPresent", "Never"),
        .. ResourceRules.Check(container["resources"], pod.Claims),
        .. ResizePolicyRules.Check(container["resizePolicy"], pod.RestartPolicy),
        .. ContainerSecurityRules.Check(container["securityContext"], pod.SharesHostUsers),
    ];

    /// <summary>A rule of pods that templates are spared: old templates have a blank for an image that comes later.</summary>
    internal static IEnumerable<FieldFault> CheckImage(Field container)
    {
        var image = container["image"];
        return image.Text.Trim() == image.Text ? [] : [FieldFault.Invalid(image.Path, image.Text, "must not have leading or trailing whitespace")];
    }
}
