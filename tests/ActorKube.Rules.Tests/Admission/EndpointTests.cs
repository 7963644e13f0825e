using ActorKube.Model.Kinds;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class EndpointTests
{
    private const string Slice = """{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"port":80}]}""";

    /// <summary>The subsets of Endpoints, and all that is wrong with them.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { "{}", ["subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`"] },
        { """{"addresses":[{"ip":"x"}]}""", [
            "subsets[0].addresses[0].ip: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
            "subsets[0].addresses[0].ip: Invalid value: \"x\": must be a valid IP address",
        ] },
        { """{"notReadyAddresses":[{"ip":"169.254.0.1"},{"ip":"127.0.0.1"}]}""", [
            "subsets[0].notReadyAddresses[0].ip: Invalid value: \"169.254.0.1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)",
            "subsets[0].notReadyAddresses[1].ip: Invalid value: \"127.0.0.1\": may not be in the loopback range (127.0.0.0/8, ::1/128)",
        ] },
        { """{"addresses":[{"ip":"10.0.0.1","hostname":"a.b","nodeName":"A"}]}""", [
            $"subsets[0].addresses[0].hostname: Invalid value: \"a.b\": {Admitted.Label}",
            $"subsets[0].addresses[0].nodeName: Invalid value: \"A\": {Admitted.Subdomain}",
        ] },
        { """{"addresses":[{"ip":"10.0.0.1"}],"ports":[{"port":0,"protocol":"ICMP","appProtocol":"a b"},{"name":"A","port":80}]}""", [
            "subsets[0].ports[0].name: Required value",
            "subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
            "subsets[0].ports[0].protocol: Unsupported value: \"ICMP\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
            $"subsets[0].ports[0].appProtocol: Invalid value: \"a b\": {Admitted.QualifiedName}",
            $"subsets[0].ports[1].name: Invalid value: \"A\": {Admitted.Label}",
        ] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void Faulty_endpoints_are_refused(string subset, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.Endpoints, $$"""{"subsets":[{{subset}}]}"""));

    [Fact]
    public void Ports_of_endpoints_are_of_TCP_unless_they_say_otherwise() => Assert.Equal(
        """[{"port":80,"protocol":"TCP"}]""",
        Admitted.New(KindCatalogue.Endpoints, """{"subsets":[{"addresses":[{"ip":"127.1.0.5"}],"ports":[{"port":80,"name":""}]}]}""").At("subsets.0.ports")!.ToJsonString());

    /// <summary>The fields of a slice, and all that is wrong with them.</summary>
    public static TheoryData<string, string[]> FaultySlice => new()
    {
        { """{"endpoints":[]}""", ["addressType: Required value"] },
        { """{"addressType":"IP","endpoints":[{"addresses":["x"]}]}""", ["addressType: Unsupported value: \"IP\": supported values: \"FQDN\", \"IPv4\", \"IPv6\""] },
        { """{"addressType":"IPv4","endpoints":[{"addresses":[]},{"addresses":["::2","0.0.0.0"]}]}""", [
            "endpoints[0].addresses: Required value: must contain at least 1 address",
            "endpoints[1].addresses[0]: Invalid value: \"::2\": must be a valid IPv4 address",
            "endpoints[1].addresses[1]: Invalid value: \"0.0.0.0\": may not be unspecified (0.0.0.0)",
        ] },
        { """{"addressType":"IPv6","endpoints":[{"addresses":["10.0.0.1","fe80::1"]}]}""", [
            "endpoints[0].addresses[0]: Invalid value: \"10.0.0.1\": must be a valid IPv6 address",
            "endpoints[0].addresses[1]: Invalid value: \"fe80::1\": may not be in the link-local range (169.254.0.0/16, fe80::/10)",
        ] },
        { """{"addressType":"FQDN","endpoints":[{"addresses":["","a","a.B","a.b."]}]}""", [
            "endpoints[0].addresses[0]: Required value",
            "endpoints[0].addresses[1]: Invalid value: \"a\": should be a domain with at least two segments separated by dots",
            $"endpoints[0].addresses[2]: Invalid value: \"a.B\": {Admitted.Subdomain}",
        ] },
        { """{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"],"nodeName":"A","hostname":"a.b","hints":{"forZones":[{"name":"z"},{"name":"z"}]}}]}""", [
            $"endpoints[0].nodeName: Invalid value: \"A\": {Admitted.Subdomain}",
            $"endpoints[0].hostname: Invalid value: \"a.b\": {Admitted.Label}",
            "endpoints[0].hints.forZones[1].name: Duplicate value: \"z\"",
        ] },
        { """{"addressType":"IPv4","endpoints":[],"ports":[{"name":"a"},{"name":"a"},{"name":"B"},{"protocol":"X","appProtocol":"a b"}]}""", [
            "ports[1].name: Duplicate value: \"a\"",
            $"ports[2].name: Invalid value: \"B\": {Admitted.Label}",
            "ports[3].protocol: Unsupported value: \"X\": supported values: \"SCTP\", \"TCP\", \"UDP\"",
            $"ports[3].appProtocol: Invalid value: \"a b\": {Admitted.QualifiedName}",
        ] },
        { Many(101, 1, 9), ["endpoints[0].addresses: Too many: 101: must have at most 100 items", "endpoints[0].hints.forZones: Too many: 9: must have at most 8 items"] },
        { Many(1, 1001, 0), ["endpoints: Too many: 1001: must have at most 1000 items"] },
    };

    [Theory]
    [MemberData(nameof(FaultySlice))]
    public void A_faulty_slice_is_refused(string fields, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.EndpointSlice, fields));

    [Fact]
    public void A_slice_gets_upstreams_defaults_and_loses_topology_of_old()
    {
        var slice = Admitted.New(KindCatalogue.EndpointSlice, """{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"],"deprecatedTopology":{"a":"b"}}],"ports":[{"port":80}]}""");
        Assert.Equal("""[{"port":80,"name":"","protocol":"TCP"}]""", slice["ports"]!.ToJsonString());
        Assert.Equal("""[{"addresses":["10.0.0.1"]}]""", slice["endpoints"]!.ToJsonString());
        Assert.Equal("[]", Admitted.New(KindCatalogue.EndpointSlice, """{"addressType":"IPv4","ports":[]}""")["endpoints"]!.ToJsonString());
    }

    [Fact]
    public void The_type_of_a_slices_addresses_stays() => Assert.Equal(
        ["addressType: Invalid value: \"IPv6\": field is immutable"], Admitted.UpdateFaults(KindCatalogue.EndpointSlice, Slice, """{"addressType":"IPv6","endpoints":[]}"""));

    [Theory]
    [InlineData("""{"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.2"]}],"ports":[{"port":80}]}""", 2)]
    [InlineData("""{"metadata":{"labels":{"a":"b"}},"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"port":80}]}""", 2)]
    [InlineData("""{"metadata":{"annotations":{"a":"b"}},"addressType":"IPv4","endpoints":[{"addresses":["10.0.0.1"]}],"ports":[{"port":80}]}""", 1)]
    public void Changes_of_a_slice_and_of_its_labels_are_counted(string after, int generation) =>
        Assert.Equal(generation, (int)Admitted.Replaced(KindCatalogue.EndpointSlice, Slice, after).At("metadata.generation")!);

    private static string Many(int addresses, int endpoints, int zones)
    {
        var hints = zones == 0 ? "" : $$""","hints":{"forZones":[{{string.Join(",", Enumerable.Range(0, zones).Select(zone => $$"""{"name":"z{{zone}}"}"""))}}]}""";
        var endpoint = $$"""{"addresses":[{{string.Join(",", Enumerable.Range(1, addresses).Select(last => $"\"10.0.0.{last}\""))}}]{{hints}}}""";
        return $$"""{"addressType":"IPv4","endpoints":[{{string.Join(",", Enumerable.Repeat(endpoint, endpoints))}}]}""";
    }
}
