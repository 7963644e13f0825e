using k8s.Models;
using Xunit;

namespace ActorKube.Rules.Tests.Containers;

/// <summary>What a container learns about its pod by its environment.</summary>
public sealed class ContainerEnvironmentTests
{
    [Theory]
    [InlineData("metadata.name", "web")]
    [InlineData("metadata.namespace", "default")]
    [InlineData("metadata.uid", "u")]
    [InlineData("metadata.labels['app']", "shop")]
    [InlineData("metadata.labels['none']", "")]
    [InlineData("metadata.annotations['a/b']", "c")]
    [InlineData("spec.nodeName", "node-1")]
    [InlineData("spec.serviceAccountName", "default")]
    [InlineData("status.hostIP", "127.1.2.1")]
    [InlineData("status.podIP", "127.1.2.3")]
    [InlineData("status.podIPs", "127.1.2.3")]
    public void A_variable_may_be_a_field_of_the_pod(string path, string value) =>
        Assert.Equal(value, Read(new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = path } }));

    [Theory]
    [InlineData("limits.cpu", "", "", "4")]
    [InlineData("requests.cpu", "", "", "0")]
    [InlineData("limits.memory", "", "1Gi", "8")]
    [InlineData("limits.cpu", "side", "", "1")]
    [InlineData("limits.cpu", "side", "1m", "250")]
    [InlineData("requests.cpu", "side", "0", "1")]
    [InlineData("limits.memory", "side", "", "67108864")]
    [InlineData("limits.memory", "side", "1M", "68")]
    public void A_variable_may_be_an_amount_rounded_up(string resource, string container, string divisor, string value) => Assert.Equal(value, Read(new V1EnvVarSource
    {
        ResourceFieldRef = new V1ResourceFieldSelector { Resource = resource, ContainerName = container, Divisor = divisor.Length == 0 ? null : new ResourceQuantity(divisor) },
    }));

    [Fact]
    public void Later_variables_may_use_what_was_looked_up()
    {
        var container = new V1Container
        {
            Name = "main", Image = "busybox",
            Env = [new V1EnvVar { Name = "NODE", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "spec.nodeName" } } }, new V1EnvVar { Name = "URL", Value = "http://$(NODE)/" }],
        };
        Assert.Equal("http://node-1/", SimulatedMachine.EnvironmentOf(container).Read()["URL"]);
    }

    private static string Read(V1EnvVarSource source)
    {
        var container = new V1Container { Name = "main", Image = "busybox", Env = [new V1EnvVar { Name = "X", ValueFrom = source }] };
        return SimulatedMachine.EnvironmentOf(container, ""","labels":{"app":"shop"},"annotations":{"a/b":"c"}""").Read()["X"];
    }
}
