using ActorKube.Model.Kinds;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class NetworkPolicyTests
{
    [Theory]
    [InlineData("{}", """{"podSelector":{},"policyTypes":["Ingress"]}""")]
    [InlineData("""{"podSelector":{},"egress":[{}],"policyTypes":[]}""", """{"podSelector":{},"egress":[{}],"policyTypes":["Ingress","Egress"]}""")]
    [InlineData("""{"podSelector":{},"egress":[],"ingress":[]}""", """{"podSelector":{},"egress":[],"ingress":[],"policyTypes":["Ingress"]}""")]
    [InlineData("""{"podSelector":{},"policyTypes":["Egress"]}""", """{"podSelector":{},"policyTypes":["Egress"]}""")]
    [InlineData("""{"podSelector":{},"ingress":[{"ports":[{"port":80}]}],"policyTypes":["Ingress"]}""", """{"podSelector":{},"ingress":[{"ports":[{"port":80,"protocol":"TCP"}]}],"policyTypes":["Ingress"]}""")]
    public void A_policy_gets_upstreams_defaults(string spec, string expected) =>
        Assert.Equal(expected, Admitted.New(KindCatalogue.NetworkPolicy, $$"""{"spec":{{spec}}}""")["spec"]!.ToJsonString());

    /// <summary>The spec of a policy but for its selector, and all that is wrong with it.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { """{"podSelector":{"matchLabels":{"a b":"c"}}}""", [$"spec.podSelector.matchLabels: Invalid value: \"a b\": {Admitted.QualifiedName}"] },
        { """{"ingress":[{"from":[{}]}]}""", ["spec.ingress[0].from[0]: Required value: must specify a peer"] },
        { """{"egress":[{"to":[{"ipBlock":{"cidr":"10.0.0.0/8"},"podSelector":{}}]}]}""", ["spec.egress[0].to[0]: Forbidden: may not specify both ipBlock and another peer"] },
        { """{"ingress":[{"from":[{"podSelector":{"matchExpressions":[{"key":"a","operator":"Has"}]},"namespaceSelector":{}}]}]}""", [
            "spec.ingress[0].from[0].podSelector.matchExpressions[0].operator: Invalid value: \"Has\": not a valid selector operator",
        ] },
        { """{"ingress":[{"from":[{"ipBlock":{"cidr":""}},{"ipBlock":{"cidr":"10.0.0.0","except":["a"]}}]}]}""", [
            "spec.ingress[0].from[0].ipBlock.cidr: Required value",
            "spec.ingress[0].from[1].ipBlock.cidr: Invalid value: \"10.0.0.0\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
        ] },
        { """{"ingress":[{"from":[{"ipBlock":{"cidr":"10.0.0.0/9","except":["10.1.0.0/16","10.0.0.0/9","10.128.0.0/16","10.0.0.0/8","x","fd00::/64"]}}]}]}""", [
            "spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: \"10.0.0.0/9\": must be a strict subset of `cidr`",
            "spec.ingress[0].from[0].ipBlock.except[2]: Invalid value: \"10.128.0.0/16\": must be a strict subset of `cidr`",
            "spec.ingress[0].from[0].ipBlock.except[3]: Invalid value: \"10.0.0.0/8\": must be a strict subset of `cidr`",
            "spec.ingress[0].from[0].ipBlock.except[4]: Invalid value: \"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
            "spec.ingress[0].from[0].ipBlock.except[5]: Invalid value: \"fd00::/64\": must be a strict subset of `cidr`",
        ] },
        { """{"egress":[{"ports":[{"protocol":"ICMP"},{"port":70000},{"port":"a_b"},{"endPort":80},{"port":"http","endPort":80},{"port":80,"endPort":79},{"port":80,"endPort":70000}]}]}""", [
            "spec.egress[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"TCP\", \"UDP\", \"SCTP\"",
            "spec.egress[0].ports[1].port: Invalid value: 70000: must be between 1 and 65535, inclusive",
            "spec.egress[0].ports[2].port: Invalid value: \"a_b\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
            "spec.egress[0].ports[3].endPort: Invalid value: 80: may not be specified when `port` is not specified",
            "spec.egress[0].ports[4].endPort: Invalid value: 80: may not be specified when `port` is non-numeric",
            "spec.egress[0].ports[5].endPort: Invalid value: 79: must be greater than or equal to `port`",
            "spec.egress[0].ports[6].endPort: Invalid value: 70000: must be between 1 and 65535, inclusive",
        ] },
        { """{"policyTypes":["ingress"]}""", ["spec.policyTypes[0]: Unsupported value: \"ingress\": supported values: \"Ingress\", \"Egress\""] },
        { """{"policyTypes":["Ingress","Egress","Other"]}""", ["""spec.policyTypes: Invalid value: []networking.PolicyType{"Ingress", "Egress", "Other"}: may not specify more than two policyTypes"""] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_policy_is_refused(string spec, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.NetworkPolicy, $$"""{"spec":{{spec}}}"""));

    [Fact]
    public void Every_change_of_the_spec_is_counted() =>
        Assert.Equal(2, (int)Admitted.Replaced(KindCatalogue.NetworkPolicy, """{"spec":{}}""", """{"spec":{"egress":[{}]}}""").At("metadata.generation")!);
}
