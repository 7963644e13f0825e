using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Security;

/// <summary>What the security context of a container must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#security-context-1.</remarks>
internal static class ContainerSecurityRules
{
    /// <param name="context">The security context; it may be missing.</param>
    /// <param name="sharesHostUsers">False if the pod has users of its own.</param>
    internal static IEnumerable<FieldFault> Check(Field context, bool sharesHostUsers) => !context.IsSet
        ? []
        :
        [
            .. UserIds.Check(context["runAsUser"]),
            .. UserIds.Check(context["runAsGroup"]),
            .. ProcMount(context["procMount"], sharesHostUsers),
            .. ProfileRules.Seccomp(context["seccompProfile"]),
            .. Escalation(context),
            .. WindowsOptionRules.Check(context["windowsOptions"]),
            .. ProfileRules.AppArmor(context["appArmorProfile"]),
        ];

    private static IEnumerable<FieldFault> ProcMount(Field mount, bool sharesHostUsers)
    {
        if (mount.IsSet && mount.Text is not ("Default" or "Unmasked"))
            yield return FieldFault.NotSupported(mount.Path, mount.Text, "Default", "Unmasked");
        if (sharesHostUsers && mount.Text == "Unmasked")
            yield return FieldFault.Invalid(mount.Path, mount.Text, "`hostUsers` must be false to use `Unmasked`");
    }

    private static IEnumerable<FieldFault> Escalation(Field context)
    {
        if (!context["allowPrivilegeEscalation"].IsSet || context["allowPrivilegeEscalation"].Flag)
            yield break;
        if (context["privileged"].Flag)
            yield return FieldFault.Invalid(context.Path, context.Node, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
        foreach (var _ in context["capabilities"]["add"].Items.Where(capability => capability.Text == "CAP_SYS_ADMIN"))
            yield return FieldFault.Invalid(context.Path, context.Node, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
    }
}
