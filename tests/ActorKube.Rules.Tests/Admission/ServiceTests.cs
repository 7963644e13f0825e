using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class ServiceTests
{
    private const string Label1035 =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    [Fact]
    public void A_service_gets_upstreams_defaults_and_an_address()
    {
        var service = Admitted.New(KindCatalogue.Service, """{"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}""");
        var address = (string)service.At("spec.clusterIP")!;
        Assert.StartsWith("127.255.", address);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse($$"""
                {
                  "selector":{"app":"web"},"ports":[{"port":80,"protocol":"TCP","targetPort":80}],"sessionAffinity":"None","type":"ClusterIP",
                  "internalTrafficPolicy":"Cluster","ipFamilyPolicy":"SingleStack","ipFamilies":["IPv4"],"clusterIP":"{{address}}","clusterIPs":["{{address}}"]
                }
                """),
            service["spec"]), service["spec"]!.ToJsonString());
        Assert.Equal("""{"loadBalancer":{}}""", service["status"]!.ToJsonString());
    }

    [Fact]
    public void A_load_balancer_gets_ports_on_the_nodes_for_traffic_and_for_health_checks()
    {
        var spec = Admitted.New(KindCatalogue.Service, """{"spec":{"type":"LoadBalancer","externalTrafficPolicy":"Local","ports":[{"port":80}]}}""")["spec"];
        Assert.True((bool)spec.At("allocateLoadBalancerNodePorts")!);
        Assert.InRange((int)spec.At("ports.0.nodePort")!, 30000, 32767);
        Assert.InRange((int)spec.At("healthCheckNodePort")!, 30000, 32767);
        Assert.NotEqual((int)spec.At("ports.0.nodePort")!, (int)spec.At("healthCheckNodePort")!);
        Assert.Null(Admitted.New(KindCatalogue.Service, """{"spec":{"type":"LoadBalancer","allocateLoadBalancerNodePorts":false,"ports":[{"port":80}]}}""").At("spec.ports.0.nodePort"));
    }

    [Fact]
    public void Clients_that_come_from_one_address_are_remembered_for_three_hours() => Assert.Equal(
        """{"clientIP":{"timeoutSeconds":10800}}""",
        Admitted.New(KindCatalogue.Service, """{"spec":{"sessionAffinity":"ClientIP","ports":[{"port":80}]}}""").At("spec.sessionAffinityConfig")!.ToJsonString());

    [Theory]
    [InlineData("""{"clusterIP":"None","selector":{"a":"b"}}""", "SingleStack", """["IPv4"]""")]
    [InlineData("""{"clusterIP":"None"}""", "RequireDualStack", """["IPv4","IPv6"]""")]
    [InlineData("""{"clusterIP":"None","ipFamilies":["IPv6"]}""", "RequireDualStack", """["IPv6","IPv4"]""")]
    [InlineData("""{"ipFamilyPolicy":"PreferDualStack","ports":[{"port":80}]}""", "PreferDualStack", """["IPv4"]""")]
    public void Families_follow_from_what_the_cluster_has(string spec, string policy, string families)
    {
        var service = Admitted.New(KindCatalogue.Service, $$"""{"spec":{{spec}}}""");
        Assert.Equal(policy, (string?)service.At("spec.ipFamilyPolicy"));
        Assert.Equal(families, service.At("spec.ipFamilies")!.ToJsonString());
    }

    [Fact]
    public void An_external_name_has_no_address()
    {
        var spec = Admitted.New(KindCatalogue.Service, """{"spec":{"type":"ExternalName","externalName":"db.example.com."}}""")["spec"]!.ToJsonString();
        Assert.Equal("""{"type":"ExternalName","externalName":"db.example.com.","sessionAffinity":"None"}""", spec);
    }

    /// <summary>The spec of a Service, or with a plus first what is put into a sound one, and all that is wrong with it.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { "{}", ["spec.ports: Required value"] },
        { """+{"type":"Magic"}""", ["spec.type: Unsupported value: \"Magic\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"", "spec.internalTrafficPolicy: Required value"] },
        { """+{"ports":[{}]}""", ["spec.ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive", "spec.ports[0].targetPort: Invalid value: 0: must be between 1 and 65535, inclusive"] },
        { """+{"ports":[{"port":80},{"port":81}]}""", ["spec.ports[0].name: Required value", "spec.ports[1].name: Required value"] },
        { """+{"ports":[{"port":80,"name":"a"},{"port":81,"name":"a"}]}""", ["spec.ports[1].name: Duplicate value: \"a\""] },
        { """+{"ports":[{"port":80,"name":"A.b"}]}""", [$"spec.ports[0].name: Invalid value: \"A.b\": {Admitted.Label}"] },
        { """+{"ports":[{"port":70000,"protocol":"ICMP","targetPort":"9"}]}""", [
            "spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive",
            "spec.ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
            "spec.ports[0].targetPort: Invalid value: \"9\": must contain at least one letter (a-z)",
        ] },
        { """+{"ports":[{"port":80,"appProtocol":"a b"}]}""", [$"spec.ports[0].appProtocol: Invalid value: \"a b\": {Admitted.QualifiedName}"] },
        { """+{"ports":[{"port":80,"name":"a"},{"port":80,"name":"b"}]}""", ["spec.ports[1]: Duplicate value: core.ServicePort{Name:\"\", Protocol:\"TCP\", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}, NodePort:0}"] },
        { """+{"ports":[{"port":80,"nodePort":30001}]}""", ["spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"] },
        { """+{"type":"NodePort","ports":[{"port":80,"nodePort":80}]}""", ["spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767"] },
        { """+{"type":"NodePort","ports":[{"port":80,"name":"a","nodePort":30001},{"port":81,"name":"b","nodePort":30001}]}""", ["spec.ports[1].nodePort: Invalid value: 30001: provided port is already allocated"] },
        { """+{"selector":{"a b":"c"}}""", [$"spec.selector: Invalid value: \"a b\": {Admitted.QualifiedName}"] },
        { """+{"sessionAffinity":"Cookie"}""", ["spec.sessionAffinity: Unsupported value: \"Cookie\": supported values: \"ClientIP\", \"None\""] },
        { """+{"sessionAffinity":"ClientIP","sessionAffinityConfig":{"clientIP":{"timeoutSeconds":86401}}}""", ["spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 86401: must be greater than 0 and less than 86400"] },
        { """+{"clusterIP":"web"}""", ["spec.clusterIPs[0]: Invalid value: \"web\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"] },
        { """+{"clusterIPs":["127.255.1.1"]}""", ["""spec.clusterIPs: Invalid value: []string{"127.255.1.1"}: must be empty when `clusterIP` is not specified"""] },
        { """+{"clusterIP":"127.255.1.2","clusterIPs":["127.255.1.1"]}""", ["""spec.clusterIPs: Invalid value: []string{"127.255.1.1"}: first value must match `clusterIP`"""] },
        { """+{"clusterIP":"None","clusterIPs":["None","127.255.1.1"]}""", ["""spec.clusterIPs: Invalid value: []string{"None", "127.255.1.1"}: 'None' must be the first and only value"""] },
        { """+{"clusterIP":"127.255.1.1","clusterIPs":["127.255.1.1","127.255.1.2"]}""", ["""spec.clusterIPs: Invalid value: []string{"127.255.1.1", "127.255.1.2"}: may specify no more than one IP for each IP family"""] },
        { """+{"clusterIP":"127.255.1.1","ipFamilies":["IPv6"]}""", ["spec.clusterIPs[0]: Invalid value: \"127.255.1.1\": expected an IPv6 value as indicated by `ipFamilies[0]`"] },
        { """+{"clusterIP":"::2"}""", ["""spec.clusterIPs[0]: Invalid value: []string{"::2"}: IPv6 is not configured on this cluster"""] },
        { """+{"clusterIP":"10.0.0.1"}""", ["""spec.clusterIPs: Invalid value: []string{"10.0.0.1"}: failed to allocate IP 10.0.0.1: the provided IP (10.0.0.1) is not in the valid range. The range of valid IPs is 127.255.0.0/16"""] },
        { """+{"clusterIP":"127.255.255.255"}""", ["""spec.clusterIPs: Invalid value: []string{"127.255.255.255"}: failed to allocate IP 127.255.255.255: the provided IP (127.255.255.255) is not in the valid range. The range of valid IPs is 127.255.0.0/16"""] },
        { """+{"ipFamilies":["IPv5","IPv4","IPv4"]}""", ["spec.ipFamilies[0]: Unsupported value: \"IPv5\": supported values: \"IPv4\", \"IPv6\"", "spec.ipFamilies[2]: Duplicate value: \"IPv4\""] },
        { """+{"ipFamilies":["IPv6"]}""", ["spec.ipFamilies[0]: Invalid value: \"IPv6\": not configured on this cluster"] },
        { """+{"ipFamilies":["IPv4","IPv6"]}""", ["spec.ipFamilyPolicy: Invalid value: \"SingleStack\": must be 'RequireDualStack' or 'PreferDualStack' when multiple IP families are specified"] },
        { """+{"ipFamilyPolicy":"RequireDualStack"}""", ["spec.ipFamilyPolicy: Invalid value: \"RequireDualStack\": this cluster is not configured for dual-stack services"] },
        { """+{"type":"LoadBalancer","clusterIP":"None"}""", ["spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for LoadBalancer services"] },
        { """+{"externalIPs":["a","127.0.0.1","169.254.1.1","0.0.0.0","224.0.0.5"]}""", [
            "spec.externalIPs[0]: Invalid value: \"a\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
            "spec.externalIPs[1]: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)",
            "spec.externalIPs[2]: Invalid value: \"169.254.1.1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)",
            "spec.externalIPs[3]: Invalid value: \"0.0.0.0\": may not be unspecified (0.0.0.0)",
            "spec.externalIPs[4]: Invalid value: \"224.0.0.5\": may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)",
        ] },
        { """+{"externalTrafficPolicy":"Local"}""", ["spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services"] },
        { """+{"type":"NodePort","externalTrafficPolicy":"Global"}""", ["spec.externalTrafficPolicy: Unsupported value: \"Global\": supported values: \"Cluster\", \"Local\""] },
        { """+{"internalTrafficPolicy":"Near"}""", ["spec.internalTrafficPolicy: Unsupported value: \"Near\": supported values: \"Cluster\", \"Local\""] },
        { """+{"trafficDistribution":"Near"}""", ["spec.trafficDistribution: Unsupported value: \"Near\": supported values: \"PreferClose\""] },
        { """+{"healthCheckNodePort":30001}""", ["spec.healthCheckNodePort: Invalid value: 30001: may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"] },
        { """+{"allocateLoadBalancerNodePorts":true,"loadBalancerClass":"a/b"}""", ["spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'", "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'"] },
        { """+{"loadBalancerSourceRanges":["10.0.0.0"]}""", ["spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'", "spec.LoadBalancerSourceRanges[0]: Invalid value: \"10.0.0.0\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"] },
        { """{"type":"ExternalName","clusterIP":"None","ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack"}""", [
            "spec.clusterIPs: Forbidden: may not be set for ExternalName services",
            "spec.ipFamilies: Forbidden: may not be set for ExternalName services",
            "spec.ipFamilyPolicy: Forbidden: may not be set for ExternalName services",
            "spec.externalName: Required value",
        ] },
        { """{"type":"ExternalName","externalName":"a_b"}""", [$"spec.externalName: Invalid value: \"a_b\": {Admitted.Subdomain}"] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_service_is_refused(string spec, string[] faults)
    {
        var tree = Json.Tree(spec.TrimStart('+'));
        if (spec[0] == '+')
            tree.TryAdd("ports", JsonNode.Parse("""[{"port":80}]"""));
        Assert.Equal(faults, Admitted.Faults(KindCatalogue.Service, new JsonObject { ["spec"] = tree }.ToJsonString()));
    }

    [Theory]
    [InlineData("1st")]
    [InlineData("a.b")]
    public void The_name_of_a_service_begins_with_a_letter_and_has_no_dots(string name) => Assert.Equal(
        [$"metadata.name: Invalid value: \"{name}\": {Label1035}"], Admitted.Faults(KindCatalogue.Service, """{"spec":{"ports":[{"port":80}]}}""", name));

    [Fact]
    public void A_status_names_the_places_of_a_load_balancer()
    {
        const string Balancer = """{"spec":{"type":"LoadBalancer","ports":[{"port":80}]}}""";
        Assert.Equal(
            [
                "status.loadBalancer.ingress[0].ip: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
                "status.loadBalancer.ingress[1].hostname: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address",
                "status.loadBalancer.ingress[1].ipMode: Forbidden: may not be specified when `ip` is not set",
            ],
            Admitted.StatusFaults(KindCatalogue.Service, Balancer, """{"loadBalancer":{"ingress":[{"ip":"x"},{"hostname":"1.2.3.4","ipMode":"VIP"}]}}"""));
        Assert.Equal(
            ["status.loadBalancer.ingress: Forbidden: may only be used when `spec.type` is 'LoadBalancer'"],
            Admitted.StatusFaults(KindCatalogue.Service, """{"spec":{"ports":[{"port":80}]}}""", """{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}"""));
    }
}
