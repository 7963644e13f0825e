using ActorKube.Model.Kinds;
using k8s.Models;
using Xunit;

namespace ActorKube.Model.Tests.Kinds;

public sealed class KindCatalogueTests
{
    [Theory]
    [InlineData("pods")]
    [InlineData("pod")]
    [InlineData("po")]
    [InlineData("Pod")]
    [InlineData("PODS")]
    public void A_kind_is_found_by_whatever_a_person_types(string name)
    {
        Assert.True(KindCatalogue.BuiltIn.TryFindByName(name, out var kind));
        Assert.Equal(KindCatalogue.Pod, kind);
    }

    [Fact]
    public void A_kind_is_found_by_plural_and_group()
    {
        Assert.True(KindCatalogue.BuiltIn.TryFindByName("deployments.apps", out var kind));
        Assert.Equal("apps/v1", kind.ApiVersion);
    }

    [Theory]
    [InlineData("v1", "pod")]
    [InlineData("v2", "Pod")]
    [InlineData("apps/v1", "Pod")]
    public void Manifests_name_a_kind_exactly(string apiVersion, string kind)
    {
        Assert.False(KindCatalogue.BuiltIn.TryFind(apiVersion, kind, out _));
        Assert.Throws<KeyNotFoundException>(() => KindCatalogue.BuiltIn.Find(apiVersion, kind));
    }

    [Fact]
    public void A_kind_that_is_defined_later_makes_another_catalogue()
    {
        var widget = KindCatalogue.Pod with { Group = "x.io", Kind = "Widget", Plural = "widgets", Singular = "widget", ShortNames = [] };
        var larger = KindCatalogue.BuiltIn.With(widget);
        Assert.Equal(widget, larger.Find("x.io/v1", "Widget"));
        Assert.False(KindCatalogue.BuiltIn.TryFind("x.io/v1", "Widget", out _));
        Assert.Throws<ArgumentException>(() => larger.With(widget));
        Assert.Throws<ArgumentException>(() => larger.With(widget with { Kind = "Other", Plural = "others", Singular = "other", ShortNames = ["po"] }));
    }

    [Fact]
    public void Every_built_in_kind_decodes_to_the_model_of_its_own_name() =>
        Assert.All(KindCatalogue.BuiltIn.Served, kind =>
        {
            var named = (KubernetesEntityAttribute)Attribute.GetCustomAttribute(kind.ModelType, typeof(KubernetesEntityAttribute))!;
            Assert.Equal((named.Group, named.ApiVersion, named.Kind, named.PluralName), (kind.Group, kind.Version, kind.Kind, kind.Plural));
        });
}
