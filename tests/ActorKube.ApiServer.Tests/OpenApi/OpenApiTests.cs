using System.Text.Json.Nodes;
using ActorKube.ApiServer.Tests.Serving;
using ActorKube.Model.Kinds;

namespace ActorKube.ApiServer.Tests.OpenApi;

/// <summary>https://kubernetes.io/docs/concepts/overview/kubernetes-api/#openapi-interface-definition.</summary>
[Collection(ServedStoreCollection.Name)]
public sealed class OpenApiTests(ServedStore server)
{
    private async Task<JsonObject> DocumentAsync(string path)
    {
        var index = await server.GetAsync("/openapi/v3");
        return await server.GetAsync((string)index["paths"]![path]!["serverRelativeURL"]!);
    }

    [Fact]
    public async Task Every_kind_has_a_schema_and_a_patch_that_validates_fields()
    {
        foreach (var kinds in KindCatalogue.BuiltIn.Served.GroupBy(kind => kind.ApiVersion))
        {
            var document = await DocumentAsync(kinds.Key.Contains('/', StringComparison.Ordinal) ? $"apis/{kinds.Key}" : $"api/{kinds.Key}");
            foreach (var kind in kinds)
            {
                Assert.Contains(document["components"]!["schemas"]!.AsObject(), schema => Names(schema.Value!, kind));
                Assert.Contains(document["paths"]!.AsObject(), path => path.Value!["patch"] is { } patch
                    && (string)patch["x-kubernetes-group-version-kind"]!["kind"]! == kind.Kind
                    && patch["parameters"]!.AsArray().Any(parameter => (string)parameter!["name"]! == "fieldValidation"));
            }
        }
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = await DocumentAsync("apis/apps/v1");
        var names = document["components"]!["schemas"]!.AsObject().Select(schema => $"#/components/schemas/{schema.Key}").ToHashSet();
        Assert.All(References(document), reference => Assert.Contains(reference, names));
    }

    [Fact]
    public async Task Fields_are_described_by_the_models_own_documentation()
    {
        var schemas = (await DocumentAsync("api/v1"))["components"]!["schemas"]!;
        var container = schemas["io.k8s.api.core.v1.Container"]!;
        Assert.Contains("image", (string)container["properties"]!["image"]!["description"]!, StringComparison.OrdinalIgnoreCase);
        Assert.NotNull(schemas["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"]);
    }

    [Fact]
    public async Task The_older_document_is_empty_for_kubectl_and_whole_for_whoever_reads_json()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v2");
        request.Headers.TryAddWithoutValidation("Accept", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");
        using var answer = await server.Http.SendAsync(request);
        Assert.Equal(("application/com.github.proto-openapi.spec.v2.v1.0+protobuf", 0), (answer.Content.Headers.ContentType!.MediaType, (await answer.Content.ReadAsByteArrayAsync()).Length));
        var swagger = await server.GetAsync("/openapi/v2", "application/json");
        Assert.NotNull(swagger["definitions"]!["io.k8s.api.batch.v1.JobSpec"]);
    }

    private static bool Names(JsonNode schema, ResourceKind kind) => schema["x-kubernetes-group-version-kind"] is JsonArray served
        && served.Any(one => ((string)one!["group"]!, (string)one["version"]!, (string)one["kind"]!) == (kind.Group, kind.Version, kind.Kind));

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => field.Key == "$ref" ? [(string)field.Value!] : References(field.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
