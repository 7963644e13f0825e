using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Security;

/// <summary>What a pod for one operating system may not ask of the other; and host processes, which only Windows has.</summary>
/// <remarks>Sources: https://kubernetes.io/docs/concepts/workloads/pods/#pod-os and
/// https://kubernetes.io/docs/tasks/configure-pod-container/create-hostprocess-pod/.</remarks>
internal static class OperatingSystemRules
{
    private const string NotForWindows = "cannot be set for a windows pod";
    private const string NotForLinux = "windows options cannot be set for a linux pod";

    private static readonly string[] LinuxFieldsOfPods = ["hostUsers", "hostPID", "hostIPC", "shareProcessNamespace"];

    private static readonly string[] LinuxFieldsOfPodContexts =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "fsGroup", "fsGroupChangePolicy", "sysctls", "runAsUser", "runAsGroup", "supplementalGroups",
        "supplementalGroupsPolicy", "seLinuxChangePolicy",
    ];

    private static readonly string[] LinuxFieldsOfContexts =
    [
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities", "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation", "procMount",
        "runAsUser", "runAsGroup",
    ];

    internal static IEnumerable<FieldFault> Check(Field spec)
    {
        var (os, name) = (spec["os"], spec["os"]["name"]);
        if (!os.IsSet)
            return [];
        if (name.IsEmptyText)
            return [FieldFault.Required(name.Path, "cannot be empty")];
        return name.Text switch
        {
            "linux" => Linux(spec),
            "windows" => Windows(spec),
            _ => [FieldFault.NotSupported(os.Path, name.Text, "linux", "windows")],
        };
    }

    /// <summary>All containers of a pod are host processes, or none is.</summary>
    internal static IEnumerable<FieldFault> CheckHostProcesses(Field spec)
    {
        var ofPod = HostProcess(spec);
        var (count, processes) = (0, 0);
        foreach (var container in PodContainers.Of(spec))
        {
            var own = HostProcess(container);
            count++;
            if (ofPod.IsSet && own.IsSet && ofPod.Flag != own.Flag)
            {
                yield return FieldFault.Invalid(own.Path, own.Flag,
                    $"pod hostProcess value must be identical if both are specified, was {(ofPod.Flag ? "true" : "false")}");
            }
            if (own.IsSet ? own.Flag : ofPod.Flag)
                processes++;
        }
        if (processes == 0)
            yield break;
        if (processes != count)
            yield return FieldFault.Invalid(spec.Path, "", "If pod contains any hostProcess containers then all containers must be HostProcess containers");
        if (!spec["hostNetwork"].Flag)
            yield return FieldFault.Invalid(spec["hostNetwork"].Path, false, "hostNetwork must be true if pod contains any hostProcess containers");
    }

    private static Field HostProcess(Field owner) => owner["securityContext"]["windowsOptions"]["hostProcess"];

    private static IEnumerable<FieldFault> Linux(Field spec) => PodContainers.Of(spec).Prepend(spec)
        .Select(owner => owner["securityContext"]["windowsOptions"]).Where(options => options.IsSet)
        .Select(options => FieldFault.Forbidden(options.Path, NotForLinux));

    private static IEnumerable<FieldFault> Windows(Field spec) =>
        LinuxFieldsOfPodContexts.Select(name => spec["securityContext"][name])
            .Concat(LinuxFieldsOfPods.Select(name => spec[name]))
            .Concat(PodContainers.Of(spec).SelectMany(container => LinuxFieldsOfContexts.Select(name => container["securityContext"][name])))
            .Where(IsAsked)
            .Select(field => FieldFault.Forbidden(field.Path, NotForWindows));

    // A share in the host that is not taken, and no parameters, ask for nothing.
    private static bool IsAsked(Field field) => field.IsSet
        && !(field.Path.EndsWith(".hostPID", StringComparison.Ordinal) && !field.Flag)
        && !(field.Path.EndsWith(".hostIPC", StringComparison.Ordinal) && !field.Flag)
        && !(field.Path.EndsWith(".sysctls", StringComparison.Ordinal) && field.Count == 0);
}
