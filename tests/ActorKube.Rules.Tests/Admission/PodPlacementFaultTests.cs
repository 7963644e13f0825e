using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PodPlacementFaultTests
{
    private const string Affinity = "spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]";
    private const string Spread = "spec.topologySpreadConstraints";

    /// <summary>A pod, and all that is wrong with where it wants to run and whom it wants to find.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        {
            """+{"affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"namespaces":["N"],"matchLabelKeys":["a"]}]}}}""",
            [
                Affinity + ".namespace: Invalid value: \"N\": " + Admitted.Label,
                Affinity + ".matchLabelKeys: Forbidden: must not be specified when labelSelector is not set",
                Affinity + ".topologyKey: Required value: can not be empty",
                Affinity + ".topologyKey: Invalid value: \"\": name part must be non-empty",
                Affinity + ".topologyKey: Invalid value: \"\": " + Admitted.QualifiedName,
            ]
        },
        {
            """@{"metadata":{"labels":{"app":"a"}},"spec":{"affinity":{"podAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"zone","labelSelector":{"matchLabels":{"app":"a"}},"matchLabelKeys":["app"],"mismatchLabelKeys":["app"]}]}}}}""",
            [
                Affinity + "[0]: Invalid value: \"app\": exists in both matchLabelKeys and labelSelector",
                Affinity + "[0]: Invalid value: \"app\": exists in both matchLabelKeys and labelSelector",
                Affinity + ".matchLabelKeys[0]: Invalid value: \"app\": exists in both matchLabelKeys and mismatchLabelKeys",
            ]
        },
        { """+{"affinity":{"podAntiAffinity":{"preferredDuringSchedulingIgnoredDuringExecution":[{"weight":101,"podAffinityTerm":{"topologyKey":"zone"}}]}}}""", ["spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100"] },
        { """+{"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchFields":[{"key":"metadata.name","operator":"In","values":["A"]}]}]}}}}""", ["spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values[0]: Invalid value: \"A\": " + Admitted.Subdomain] },
        {
            """+{"topologySpreadConstraints":[{"topologyKey":"a","whenUnsatisfiable":"ScheduleAnyway","minDomains":0,"nodeTaintsPolicy":"x","matchLabelKeys":["k"]},{"maxSkew":1,"topologyKey":"a","whenUnsatisfiable":"ScheduleAnyway"},{"maxSkew":1}]}""",
            [
                Spread + "[0].maxSkew: Invalid value: 0: must be greater than zero",
                Spread + "[0].{topologyKey, whenUnsatisfiable}: Duplicate value: \"{a, ScheduleAnyway}\"",
                Spread + "[0].minDomains: Invalid value: 0: must be greater than zero",
                Spread + "[0].minDomains: Invalid value: 0: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway",
                Spread + "[0].nodeTaintsPolicy: Unsupported value: \"x\": supported values: \"Honor\", \"Ignore\"",
                Spread + "[0].matchLabelKeys: Forbidden: must not be specified when labelSelector is not set",
                Spread + "[2].topologyKey: Required value: can not be empty",
                Spread + "[2].whenUnsatisfiable: Unsupported value: \"\": supported values: \"DoNotSchedule\", \"ScheduleAnyway\"",
            ]
        },
        { """+{"tolerations":[{"key":"a","operator":"Equal","value":"b c"}]}""", ["spec.tolerations[0].operator: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"] },
        { """+{"dnsPolicy":"None"}""", ["spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"] },
        { """+{"dnsPolicy":"None","dnsConfig":{}}""", ["spec.dnsConfig.nameservers: Required value: must provide at least one DNS nameserver when `dnsPolicy` is None"] },
        {
            """+{"dnsConfig":{"nameservers":["1.1.1.1","1.1.1.2","1.1.1.3","x"],"searches":["A."],"options":[{}]}}""",
            [
                "spec.dnsConfig.nameservers: Invalid value: []string{\"1.1.1.1\", \"1.1.1.2\", \"1.1.1.3\", \"x\"}: must not have more than 3 nameservers",
                "spec.dnsConfig.nameservers[3]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
                "spec.dnsConfig.searches[0]: Invalid value: \"A\": " + Admitted.Subdomain,
                "spec.dnsConfig.options[0]: Required value: must not be empty",
            ]
        },
        { """+{"hostAliases":[{"ip":"a","hostnames":["B"]}]}""", ["spec.hostAliases[0].ip: Invalid value: \"a\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)", "spec.hostAliases[0].hostnames[0]: Invalid value: \"B\": " + Admitted.Subdomain] },
        { """{"hostNetwork":true,"containers":[{"name":"a","image":"i","ports":[{"containerPort":80,"hostPort":81}]}]}""", ["spec.containers[0].ports[0].hostPort: Invalid value: 81: must match `containerPort` when `hostNetwork` is true"] },
        { """+{"overhead":{"gpu":"1"}}""", ["spec.overhead.limits[gpu]: Invalid value: \"gpu\": must be a standard resource type or fully qualified", "spec.overhead.limits[gpu]: Invalid value: \"gpu\": must be a standard resource for containers"] },
        { """+{"readinessGates":[{"conditionType":"a b"}],"priorityClassName":"P","preemptionPolicy":"x","activeDeadlineSeconds":0}""",
            [
                "spec.readinessGates[0].conditionType: Invalid value: \"a b\": " + Admitted.QualifiedName,
                "spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive",
                "spec.priorityClassName: Invalid value: \"P\": " + Admitted.Subdomain,
                "spec.preemptionPolicy: Unsupported value: \"x\": supported values: \"PreemptLowerPriority\", \"Never\"",
            ]
        },
        { """+{"resourceClaims":[{"name":"a"},{"name":"a","resourceClaimName":"X"}]}""", ["spec.resourceClaims[0]: Invalid value: {\"name\":\"a\"}: must specify one of: `resourceClaimName`, `resourceClaimTemplateName`", "spec.resourceClaims[1].name: Duplicate value: \"a\"", "spec.resourceClaims[1].resourceClaimName: Invalid value: \"X\": " + Admitted.Subdomain] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_pod_that_cannot_be_placed_so_is_refused_in_upstreams_words(string pod, string[] faults) => Assert.Equal(faults, PodText.Faults(pod));
}
