using ActorKube.Model.Quantities;
using Xunit;

namespace ActorKube.Model.Tests.Quantities;

public sealed class ResourceListTests
{
    [Fact]
    public void Adds_subtracts_and_takes_the_larger_resource_by_resource()
    {
        var left = List(("cpu", "500m"), ("memory", "1Gi"));
        var right = List(("cpu", "1"), ("example.com/gpu", "2"));
        Assert.Equal("cpu=1500m,example.com/gpu=2,memory=1Gi", left.Plus(right).ToString());
        Assert.Equal("cpu=-500m,example.com/gpu=-2,memory=1Gi", left.Minus(right).ToString());
        Assert.Equal("cpu=1,example.com/gpu=2,memory=1Gi", left.Max(right).ToString());
    }

    [Fact]
    public void Reads_zero_for_a_resource_that_is_not_listed() => Assert.Equal(Quantity.Zero, ResourceList.Empty["cpu"]);

    private static ResourceList List(params (string Name, string Amount)[] entries) =>
        ResourceList.From(entries.Select(entry => new KeyValuePair<string, Quantity>(entry.Name, Quantity.Parse(entry.Amount))));
}
