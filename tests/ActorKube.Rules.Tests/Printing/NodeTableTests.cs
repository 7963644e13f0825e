using ActorKube.Model.Kinds;
using Xunit;
using static ActorKube.Rules.Tests.Printing.PrintedRow;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>Nodes as <c>kubectl get nodes -o wide</c> shows them.</summary>
public sealed class NodeTableTests
{
    [Theory]
    [InlineData("{}", "Unknown", "<none>")]
    [InlineData("""{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""", "Ready", "<none>")]
    [InlineData("""{"status":{"conditions":[{"type":"MemoryPressure","status":"False"},{"type":"Ready","status":"False"}]}}""", "NotReady", "<none>")]
    [InlineData("""{"status":{"conditions":[{"type":"Ready","status":"Unknown"}]},"spec":{"unschedulable":true}}""", "NotReady,SchedulingDisabled", "<none>")]
    [InlineData("""
        {"metadata":{"labels":{"node-role.kubernetes.io/worker":"","node-role.kubernetes.io/gpu":"","kubernetes.io/role":"edge","node-role.kubernetes.io/":""}}}
        """, "Unknown", "edge,gpu,worker")]
    public void A_node_shows_whether_it_takes_pods(string node, string status, string roles) =>
        Shows(KindCatalogue.Node, node, "Name: x", $"Status: {status}", $"Roles: {roles}", "Age: 5m");

    [Theory]
    [InlineData("{}", "", "<none>", "<none>", "<unknown>", "<unknown>", "<unknown>")]
    [InlineData("""
        {"status":{"addresses":[{"type":"Hostname","address":"w"},{"type":"InternalIP","address":"10.1.0.1"},{"type":"InternalIP","address":"fd00::1"},
          {"type":"ExternalIP","address":"203.0.113.1"}],
          "nodeInfo":{"kubeletVersion":"v1.32.4","osImage":"Debian","kernelVersion":"6.1.0","containerRuntimeVersion":"containerd://2.0"}}}
        """, "v1.32.4", "10.1.0.1", "203.0.113.1", "Debian", "6.1.0", "containerd://2.0")]
    public void Wide_output_adds_what_the_node_is(string node, string version, string inside, string outside, string os, string kernel, string runtime) =>
        Shows(KindCatalogue.Node, node, $"Version: {version}", $"Internal-IP: {inside}", $"External-IP: {outside}", $"OS-Image: {os}",
            $"Kernel-Version: {kernel}", $"Container-Runtime: {runtime}");
}
