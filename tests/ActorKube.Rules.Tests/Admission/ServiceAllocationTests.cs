using System.Net;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Tests.Writes;
using ActorKube.Rules.Writes;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class ServiceAllocationTests
{
    private const string Web = """{"selector":{"app":"web"},"ports":[{"port":80}]}""";

    private readonly World _world = new(new AdmissionPolicy { ServiceClusterIPRange = IPNetwork.Parse("127.255.0.0/28"), FirstServiceNodePort = 30000, LastServiceNodePort = 30003 });

    [Fact]
    public void No_two_services_have_one_address_until_there_is_none_left()
    {
        var addresses = Enumerable.Range(0, 14).Select(index => Spec(Create($"web-{index}", Web)).At("clusterIP")!.ToString()).ToList();
        Assert.Equal(14, addresses.Distinct().Count());
        Assert.DoesNotContain("127.255.0.0", addresses);
        Assert.DoesNotContain("127.255.0.15", addresses);
        Assert.Equal(
            "spec.clusterIPs: Invalid value: []string(nil): failed to allocate a serviceIP: range is full",
            Assert.Single(World.Refused(Create("web-14", Web)).Faults).ToString());
    }

    [Fact]
    public void What_a_deleted_service_had_is_free_again()
    {
        var address = (string)Spec(Create("web", Web)).At("clusterIP")!;
        _world.Delete(Key("web"));
        Assert.Equal(address, (string?)Spec(Create("web", Web)).At("clusterIP"));
    }

    [Fact]
    public void An_address_that_is_taken_is_refused_wherever_its_service_lives()
    {
        World.Put(_world.Create(Given.ANamespace("shop").Build()));
        World.Put(Create("a", """{"clusterIP":"127.255.0.9","ports":[{"port":80}]}"""));
        var refusal = World.Refused(Create("b", """{"clusterIP":"127.255.0.9","ports":[{"port":80}]}""", "shop"));
        Assert.Equal(
            "Service \"b\" is invalid: spec.clusterIPs: Invalid value: []string{\"127.255.0.9\"}: failed to allocate IP 127.255.0.9: provided IP is already allocated",
            refusal.Message);
    }

    [Fact]
    public void A_port_that_is_taken_is_refused()
    {
        World.Put(Create("a", """{"type":"NodePort","ports":[{"port":80,"nodePort":30001}]}"""));
        Assert.Equal(
            "spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated",
            Assert.Single(World.Refused(Create("b", """{"type":"NodePort","ports":[{"port":80,"protocol":"UDP","nodePort":30001}]}""")).Faults).ToString());
    }

    [Fact]
    public void Two_protocols_of_a_port_share_a_port_of_the_node()
    {
        var ports = Spec(Create("dns", """{"type":"NodePort","ports":[{"port":53,"name":"tcp"},{"port":53,"name":"udp","protocol":"UDP"},{"port":54,"name":"other"}]}""")).At("ports")!.AsArray();
        Assert.Equal((int?)ports[0]!["nodePort"], (int?)ports[1]!["nodePort"]);
        Assert.NotEqual((int?)ports[0]!["nodePort"], (int?)ports[2]!["nodePort"]);
    }

    [Fact]
    public void Ports_end_too()
    {
        World.Put(Create("a", """{"type":"NodePort","ports":[{"port":1,"name":"a"},{"port":2,"name":"b"},{"port":3,"name":"c"},{"port":4,"name":"d"}]}"""));
        Assert.Equal(
            "spec.ports[0].nodePort: Invalid value: 0: failed to allocate a nodePort: range is full",
            Assert.Single(World.Refused(Create("b", """{"type":"NodePort","ports":[{"port":80}]}""")).Faults).ToString());
    }

    [Fact]
    public void What_was_applied_again_keeps_what_the_server_gave()
    {
        var before = Spec(Create("web", """{"type":"NodePort","ports":[{"port":80}]}"""));
        _world.Replace(Key("web"), Body("web", """{"type":"NodePort","ports":[{"port":81}]}"""));
        var after = Spec("web");
        Assert.Equal((string?)before.At("clusterIP"), (string?)after.At("clusterIP"));
        Assert.Equal((int?)before.At("ports.0.nodePort"), (int?)after.At("ports.0.nodePort"));
        Assert.Equal(81, (int?)after.At("ports.0.port"));
    }

    [Fact]
    public void A_change_of_type_drops_what_is_of_no_use_any_more_and_gives_what_is_missing()
    {
        Create("web", """{"type":"LoadBalancer","externalTrafficPolicy":"Local","loadBalancerClass":"a/b","ports":[{"port":80}]}""");
        var address = (string)Spec("web").At("clusterIP")!;
        World.Put(_world.Patch(Key("web"), """{"status":{"loadBalancer":{"ingress":[{"ip":"1.2.3.4"}]}}}""", status: true));
        Assert.Equal("VIP", (string?)_world[Key("web")].ToTree().At("status.loadBalancer.ingress.0.ipMode"));

        World.Put(_world.Patch(Key("web"), """{"spec":{"type":"ClusterIP"}}"""));
        Assert.Equal(
            $$"""{"type":"ClusterIP","ports":[{"port":80,"protocol":"TCP","targetPort":80}],"sessionAffinity":"None","internalTrafficPolicy":"Cluster","ipFamilyPolicy":"SingleStack","ipFamilies":["IPv4"],"clusterIP":"{{address}}","clusterIPs":["{{address}}"]}""",
            Spec("web").ToJsonString());
        Assert.Equal("""{"loadBalancer":{}}""", _world[Key("web")].ToTree()["status"]!.ToJsonString());

        World.Put(_world.Patch(Key("web"), """{"spec":{"type":"ExternalName","externalName":"example.com"}}"""));
        Assert.Null(Spec("web").At("clusterIP"));
        Assert.Null(Spec("web").At("ipFamilies"));

        World.Put(_world.Patch(Key("web"), """{"spec":{"type":"NodePort","externalName":null}}"""));
        Assert.Equal(address, (string?)Spec("web").At("clusterIP"));
        Assert.NotNull(Spec("web").At("ports.0.nodePort"));
    }

    [Theory]
    [InlineData("""{"clusterIP":"127.255.0.3"}""", """spec.clusterIPs[0]: Invalid value: []string{"127.255.0.3"}: may not change once set""")]
    [InlineData("""{"clusterIPs":["127.255.0.3"]}""", """spec.clusterIPs: Invalid value: []string{"127.255.0.3"}: first value must match `clusterIP`""")]
    [InlineData("""{"clusterIP":"None"}""", """spec.clusterIPs[0]: Invalid value: []string{"None"}: may not change once set""")]
    public void An_address_stays(string spec, string fault)
    {
        Create("web", """{"clusterIP":"127.255.0.2","ports":[{"port":80}]}""");
        Assert.Equal(fault, Assert.Single(World.Refused(_world.Patch(Key("web"), $$"""{"spec":{{spec}}}""")).Faults).ToString());
    }

    [Fact]
    public void The_class_of_a_load_balancer_stays()
    {
        Create("web", """{"type":"LoadBalancer","loadBalancerClass":"a/b","ports":[{"port":80}]}""");
        Assert.Equal(
            "spec.loadBalancerClass: Invalid value: \"a/c\": may not change once set",
            Assert.Single(World.Refused(_world.Patch(Key("web"), """{"spec":{"loadBalancerClass":"a/c"}}""")).Faults).ToString());
    }

    private WriteDecision Create(string name, string spec, string home = "default") => _world.Create(Key(name, home), Body(name, spec));

    private JsonNode Spec(string name) => _world[Key(name)].ToTree()["spec"]!;

    private static JsonNode Spec(WriteDecision decision) => World.Put(decision).ToTree()["spec"]!;

    private static ResourceKey Key(string name, string home = "default") => new(KindCatalogue.Service, home, name);

    private static ReadOnlyMemory<byte> Body(string name, string spec) => Json.Bytes($$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}}}""");
}
