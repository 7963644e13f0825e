using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Security;

/// <summary>What the security context of a pod, and its share in the host's namespaces, must keep to.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/tasks/configure-pod-container/security-context/ and
/// https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/.</remarks>
internal static class PodSecurityRules
{
    private const string OwnUsers = "when `pod.Spec.HostUsers` is false";

    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        var context = spec["securityContext"];
        var shared = spec["shareProcessNamespace"];
        return
        [
            .. UserIds.Check(context["fsGroup"]),
            .. UserIds.Check(context["runAsUser"]),
            .. UserIds.Check(context["runAsGroup"]),
            .. context["supplementalGroups"].Items.SelectMany(UserIds.Check),
            .. shared.Flag && spec["hostPID"].Flag
                ? [FieldFault.Invalid(context["shareProcessNamespace"].Path, true, "ShareProcessNamespace and HostPID cannot both be enabled")]
                : Array.Empty<FieldFault>(),
            .. SysctlRules.Check(spec),
            .. Choice(context["fsGroupChangePolicy"], "Always", "OnRootMismatch"),
            .. ProfileRules.Seccomp(context["seccompProfile"]),
            .. WindowsOptionRules.Check(context["windowsOptions"]),
            .. ProfileRules.AppArmor(context["appArmorProfile"]),
            .. Choice(context["supplementalGroupsPolicy"], "Merge", "Strict"),
            .. Choice(context["seLinuxChangePolicy"], "MountOption", "Recursive"),
        ];
    }

    /// <summary>A pod with users of its own shares no other namespace with its host.</summary>
    internal static IEnumerable<FieldFault> CheckOwnUsers(Field spec)
    {
        if (!spec["hostUsers"].IsSet || spec["hostUsers"].Flag)
            yield break;
        if (spec["hostNetwork"].Flag)
            yield return FieldFault.Forbidden(spec["hostNetwork"].Path, OwnUsers);
        if (spec["hostPID"].Flag)
            yield return FieldFault.Forbidden(spec["HostPID"].Path, OwnUsers);
        if (spec["hostIPC"].Flag)
            yield return FieldFault.Forbidden(spec["HostIPC"].Path, OwnUsers);
    }

    private static IEnumerable<FieldFault> Choice(Field field, params string[] values) =>
        !field.IsSet || values.Contains(field.Text) ? [] : [FieldFault.NotSupported(field.Path, field.Text, values)];
}
