using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PodSecurityFaultTests
{
    /// <summary>A pod, and all that is wrong with what it is allowed to do.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        {
            """+{"securityContext":{"fsGroup":-1,"runAsUser":-2,"runAsGroup":2147483648,"supplementalGroups":[1,-3]}}""",
            [
                "spec.securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive",
                "spec.securityContext.runAsUser: Invalid value: -2: must be between 0 and 2147483647, inclusive",
                "spec.securityContext.runAsGroup: Invalid value: 2147483648: must be between 0 and 2147483647, inclusive",
                "spec.securityContext.supplementalGroups[1]: Invalid value: -3: must be between 0 and 2147483647, inclusive",
            ]
        },
        { """+{"shareProcessNamespace":true,"hostPID":true}""", ["spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled"] },
        {
            """+{"hostIPC":true,"securityContext":{"sysctls":[{"name":"kernel.shm_rmid_forced","value":"1"},{"name":"A","value":"1"},{"name":"a","value":"1"},{"name":"a","value":"1"}]}}""",
            [
                "spec.securityContext.sysctls[0].name: Invalid value: \"kernel.shm_rmid_forced\": may not be specified when 'hostIPC' is true",
                "spec.securityContext.sysctls[1].name: Invalid value: \"A\": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$",
                "spec.securityContext.sysctls[3].name: Duplicate value: \"a\"",
            ]
        },
        { """+{"hostNetwork":true,"securityContext":{"sysctls":[{"name":"net/core/somaxconn","value":"1"}]}}""", ["spec.securityContext.sysctls[0].name: Invalid value: \"net/core/somaxconn\": may not be specified when 'hostNetwork' is true"] },
        { """+{"securityContext":{"fsGroupChangePolicy":"Never"}}""", ["spec.securityContext.fsGroupChangePolicy: Unsupported value: \"Never\": supported values: \"Always\", \"OnRootMismatch\""] },
        { """+{"securityContext":{"seccompProfile":{}}}""", ["spec.securityContext.seccompProfile.type: Required value: type is required when seccompProfile is set"] },
        { """+{"securityContext":{"seccompProfile":{"type":"Localhost"}}}""", ["spec.securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost"] },
        { """+{"securityContext":{"seccompProfile":{"type":"Localhost","localhostProfile":"../a"}}}""", ["spec.securityContext.seccompProfile.localhostProfile: Invalid value: \"../a\": must not contain '..'"] },
        { """+{"securityContext":{"seccompProfile":{"type":"None"}}}""", ["spec.securityContext.seccompProfile.type: Unsupported value: \"None\": supported values: \"Localhost\", \"RuntimeDefault\", \"Unconfined\""] },
        { """+{"securityContext":{"appArmorProfile":{"type":"Localhost","localhostProfile":" a"}}}""", ["spec.securityContext.appArmorProfile.localhostProfile: Invalid value: \" a\": must not be padded with whitespace"] },
        { """+{"securityContext":{"appArmorProfile":{"type":"Unconfined","localhostProfile":"a"}}}""", ["spec.securityContext.appArmorProfile.localhostProfile: Invalid value: \"a\": can only be set when AppArmor type is Localhost"] },
        { """+{"securityContext":{"windowsOptions":{"runAsUserName":"a\\b\\c"}}}""", ["spec.securityContext.windowsOptions.runAsUserName: Invalid value: \"a\\\\b\\\\c\": runAsUserName cannot contain more than one backslash"] },
        { """+{"hostUsers":false,"hostPID":true,"hostNetwork":true}""", ["spec.hostNetwork: Forbidden: when `pod.Spec.HostUsers` is false", "spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false"] },
        { """.{"securityContext":{"runAsUser":-1,"procMount":"Unmasked"}}""", ["spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive", "spec.containers[0].securityContext.procMount: Invalid value: \"Unmasked\": `hostUsers` must be false to use `Unmasked`"] },
        { """.{"securityContext":{"privileged":true,"allowPrivilegeEscalation":false}}""", ["spec.containers[0].securityContext: Invalid value: {\"privileged\":true,\"allowPrivilegeEscalation\":false}: cannot set `allowPrivilegeEscalation` to false and `privileged` to true"] },
        { """+{"os":{"name":"linux"},"securityContext":{"windowsOptions":{}}}""", ["spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod"] },
        { """+{"os":{"name":"windows"},"hostPID":true,"hostIPC":false,"securityContext":{"runAsUser":1,"sysctls":[]}}""", ["spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod", "spec.hostPID: Forbidden: cannot be set for a windows pod"] },
        { """+{"os":{"name":"beos"}}""", ["spec.os: Unsupported value: \"beos\": supported values: \"linux\", \"windows\""] },
        { """+{"os":{}}""", ["spec.os.name: Required value: cannot be empty"] },
        { """+{"securityContext":{"windowsOptions":{"hostProcess":true}}}""", ["spec.hostNetwork: Invalid value: false: hostNetwork must be true if pod contains any hostProcess containers"] },
        { """@{"metadata":{"annotations":{"controller.kubernetes.io/pod-deletion-cost":"+1"}}}""", ["metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: \"+1\": must be a 32bit integer"] },
        { """@{"metadata":{"annotations":{"kubernetes.io/config.mirror":"x"}}}""", ["metadata.annotations[kubernetes.io/config.mirror]: Invalid value: \"x\": must set spec.nodeName if mirror pod annotation is set"] },
        {
            """@{"metadata":{"annotations":{"container.apparmor.security.beta.kubernetes.io/gone":"strict","seccomp.security.alpha.kubernetes.io/pod":"x"}}}""",
            [
                "metadata.annotations[container.apparmor.security.beta.kubernetes.io/gone]: Invalid value: \"gone\": container not found",
                "metadata.annotations[container.apparmor.security.beta.kubernetes.io/gone]: Invalid value: \"strict\": invalid AppArmor profile name: \"strict\"",
                "metadata.annotations.seccomp.security.alpha.kubernetes.io/pod: Invalid value: \"x\": must be a valid seccomp profile",
            ]
        },
        {
            """@{"metadata":{"annotations":{"seccomp.security.alpha.kubernetes.io/pod":"unconfined"}},"spec":{"securityContext":{"seccompProfile":{"type":"RuntimeDefault"}}}}""",
            ["spec.securityContext.seccompProfile.type: Forbidden: seccomp type in annotation and field must match"]
        },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_pod_that_asks_too_much_is_refused_in_upstreams_words(string pod, string[] faults) => Assert.Equal(faults, PodText.Faults(pod));
}
