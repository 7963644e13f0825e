using System.Text.Json.Nodes;
using ActorKube.ApiServer.Tests.Serving;
using ActorKube.Model.Kinds;

namespace ActorKube.ApiServer.Tests.Discovery;

/// <summary>https://kubernetes.io/docs/concepts/overview/kubernetes-api/#discovery-api.</summary>
[Collection(ServedStoreCollection.Name)]
public sealed class DiscoveryTests(ServedStore server)
{
    private const string Aggregated = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";

    [Fact]
    public async Task Both_forms_of_discovery_name_every_kind_with_the_same_verbs()
    {
        foreach (var kind in KindCatalogue.BuiltIn.Served)
        {
            var groups = (await server.GetAsync(kind.Group.Length == 0 ? "/api" : "/apis", Aggregated))["items"]!.AsArray();
            var resource = groups.Single(group => ((string?)group!["metadata"]!["name"] ?? "") == kind.Group)!["versions"]!.AsArray()
                .Single(version => (string)version!["version"]! == kind.Version)!["resources"]!.AsArray().Single(item => (string)item!["resource"]! == kind.Plural)!;
            var legacy = (await server.GetAsync(kind.Group.Length == 0 ? "/api/v1" : $"/apis/{kind.Group}/{kind.Version}"))["resources"]!.AsArray()
                .Single(item => (string)item!["name"]! == kind.Plural)!;
            Assert.Equal(kind.Kind, (string)resource["responseKind"]!["kind"]!);
            Assert.Equal(kind.Namespaced ? "Namespaced" : "Cluster", (string)resource["scope"]!);
            Assert.Equal(resource["verbs"]!.ToJsonString(), legacy["verbs"]!.ToJsonString());
            Assert.Equal(kind.Kind, (string)legacy["kind"]!);
        }
    }

    [Fact]
    public async Task Drain_finds_evictions_and_scale_finds_scales()
    {
        var core = (await server.GetAsync("/api/v1"))["resources"]!.AsArray();
        var eviction = core.Single(item => (string)item!["name"]! == "pods/eviction")!;
        Assert.Equal(("policy", "v1", "Eviction"), ((string)eviction["group"]!, (string)eviction["version"]!, (string)eviction["kind"]!));
        var apps = (await server.GetAsync("/apis/apps/v1"))["resources"]!.AsArray();
        Assert.Equal("Scale", (string)apps.Single(item => (string)item!["name"]! == "deployments/scale")!["kind"]!);
    }

    [Fact]
    public async Task The_newer_version_of_a_group_is_the_preferred_one() => Assert.Equal(
        "autoscaling/v2", (string)(await server.GetAsync("/apis/autoscaling"))["preferredVersion"]!["groupVersion"]!);

    [Fact]
    public async Task Clients_keep_the_aggregated_document_apart_from_the_older_one_by_its_content_type()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/apis");
        request.Headers.TryAddWithoutValidation("Accept", Aggregated);
        using var answer = await server.Http.SendAsync(request);
        Assert.Contains("as=APIGroupDiscoveryList", answer.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.Equal("APIGroupList", (string)(await server.GetAsync("/apis"))["kind"]!);
    }

    [Fact]
    public async Task A_short_name_belongs_to_one_kind_only()
    {
        var taken = new List<string>();
        foreach (var path in (string[])["/api", "/apis"])
            foreach (var resource in (await server.GetAsync(path, Aggregated))["items"]!.AsArray().SelectMany(group => group!["versions"]!.AsArray())
                .SelectMany(version => version!["resources"]!.AsArray()).Where(resource => (string)resource!["responseKind"]!["version"]! != "v1" || (string)resource["responseKind"]!["group"]! != "autoscaling"))
                taken.AddRange((resource!["shortNames"] as JsonArray ?? []).Select(name => (string)name!));
        Assert.Equal(taken.Distinct().Count(), taken.Count);
    }
}
